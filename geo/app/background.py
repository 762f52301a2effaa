"""What the app does beside its pages: it loads the engine, reads what waits in the library, asks feeds that are due."""

import threading
import time

from geo.app import readers
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
    pool = readers.pool()
    time.sleep(DELAY)
    pool.start()
    from geo.app import following, reading, store  # not before the first page, either

    store.sweep()
    reading.begin()
    following.begin()
