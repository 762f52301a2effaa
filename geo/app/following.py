"""Asking the feeds that collections follow: in the background when they are due, and at once when somebody wants it."""

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from geo import journal, workers
from geo.app import intake, reading, store
from geo.app.jobs import Tell
from geo.app.readers import settings
from geo.app.shared import remembered
from geo.articles.aside import fields_of
from geo.errors import ArticleError, DatelineError, LibraryError
from geo.library import Followed
from geo.viewer import words

LOOK = 30.0
"""Seconds after which it is looked which feeds are due."""
AT_ONCE, AT_ONCE_HOSTED = 25, 9
"""New articles of a feed that are fetched at once; the next time gets the next ones."""
_WHO = "the library's feeds"

logger = logging.getLogger(__name__)


def ask(followed: Followed, tell: Tell = lambda share, words: None) -> str:
    """Ask a feed what is new, add that to its collection, and return a sentence on what came of it.

    Raises:
        LibraryError: the collection is gone, or the library can't be reached.
        Stopped: by `tell`.
    """
    limits = settings().limits
    most = min(limits.articles or at_once(), at_once())
    try:
        found, feed = intake.from_feed(followed.feed, replace(limits, articles=most), tell)
    except ArticleError as error:
        store.library().feeds.failed(followed, str(error))
        return str(error)
    articles = [fields_of(article) for article in found.by_id.values()]
    said = " ".join([f"{words.number(len(articles), 'new article')}.", *found.notes, *found.problems[:3]])
    store.library().feeds.grow(followed, feed, articles, said)
    if articles:
        reading.reading().go_on()
    return said


def at_once() -> int:
    """Return how many articles of a feed are fetched at once."""
    return AT_ONCE_HOSTED if settings().hosted else AT_ONCE


class Following:
    """The thread that asks the feeds of this process's library when they are due."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()

    def go_on(self) -> None:
        """See to it that feeds are asked from now on."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="dateline-feeds", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while following() is self:
            self._guarded(self._round)
            self._wake.wait(LOOK)

    def _round(self) -> None:
        for followed in store.library().feeds.due():
            if store.library().feeds.claim(followed):
                with workers.on_behalf(_WHO):
                    self._guarded(lambda followed=followed: ask(followed))  # type: ignore[misc]

    def _guarded(self, work: Callable[[], object]) -> None:
        try:
            work()
        except DatelineError as error:
            journal.note("feeds", kind=type(error).__name__, level=logging.WARNING)
        except Exception:
            logger.exception("asking feeds failed")


@remembered()
def following() -> Following:
    """Return what asks the feeds of this process; it begins with `go_on`."""
    return Following()


def begin() -> None:
    """Ask the feeds of the library from now on, if it can be reached."""
    try:
        if settings().feeds and store.is_there() and store.library():
            following().go_on()
    except LibraryError:
        return  # said where the library is asked for
