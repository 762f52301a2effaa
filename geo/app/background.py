"""What the app does beside its pages: it makes the first ready, loads the engine, reads what waits, asks feeds."""

import gc
import logging
import sys
import threading
import time
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any

import streamlit as st

from geo.app import readers
from geo.app.shared import remembered
from geo.errors import DatelineError

if TYPE_CHECKING:
    from streamlit.starlette import App

DELAY = 15.0
"""Seconds after the first page is ready: others come after it."""
_LISTENING = 0.2
"""Seconds until the server listens, once it has begun."""

logger = logging.getLogger(__name__)
_begun, _imported = threading.Event(), threading.Event()


@asynccontextmanager
async def running(app: "App") -> AsyncIterator[dict[str, Any]]:
    """Work beside the pages for as long as a server runs; at a desk a browser is opened, as Streamlit does."""
    begin()
    if not st.get_option("server.headless"):
        threading.Timer(_LISTENING, _open_browser).start()
    yield {}
    readers.pool().close()


def _open_browser() -> None:
    from streamlit.web.server.server_util import get_url

    webbrowser.open(get_url(st.get_option("browser.serverAddress")))


@remembered()
def begin() -> threading.Thread:
    """Make the first page ready, then go on, once in this process, with what was left when the app ended."""
    # What was read are many small records that stay: looking for rubbish among them less often opens it sooner.
    gc.set_threshold(50_000, 20, 20)
    _begun.set()
    thread = threading.Thread(target=_begin, name="dateline-background", daemon=True)
    thread.start()
    return thread


def wait() -> None:
    """Wait until what a page needs is imported: two threads that import the same packages hinder each other."""
    if _begun.is_set():
        _imported.wait()


def _begin() -> None:
    try:
        with suppress(DatelineError):  # a visitor meets the same error, and is told
            _first_page()
    except Exception:
        logger.exception("the first page could not be made ready")
    finally:
        _imported.set()
    time.sleep(DELAY)
    readers.pool().start()
    from geo.app import following, reading, store  # not before the first page, either

    store.sweep()
    reading.begin()
    following.begin()


def _first_page() -> None:
    """Make ready what the first visitor sees, while their browser loads the scripts of the page."""
    pool = readers.pool()
    if not sys.argv[1:]:  # what is given there was read before
        from geo.app import seed_records

        if not seed_records.are_kept():
            pool.start()
    from geo.app import opening

    _imported.set()
    opening.prepare()
