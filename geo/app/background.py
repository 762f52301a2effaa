"""What the app does beside its pages: it reads what waits in the library, and asks the feeds that are due."""

import threading
import time

from geo.app.shared import remembered

DELAY = 15.0
"""Seconds after the start: the first page comes first."""


@remembered()
def begin() -> threading.Thread:
    """Go on, once in this process, with what was left when the app ended."""
    thread = threading.Thread(target=_begin, name="dateline-background", daemon=True)
    thread.start()
    return thread


def _begin() -> None:
    time.sleep(DELAY)
    from geo.app import following, reading, store  # not before the first page, either

    store.sweep()
    reading.begin()
    following.begin()
