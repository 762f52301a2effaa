"""Reading what waits in the library: in the background, one article after another, whoever watches or not.

What is read is kept at once, so that reading goes on where it was after a restart.
"""

import logging
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from geo import journal, workers
from geo.app import atlases, engine, store
from geo.app.shared import remembered
from geo.articles.aside import article_of
from geo.errors import BusyError, DatelineError, LibraryError
from geo.workers import BrokenError, TooLongError, Watch

if TYPE_CHECKING:
    from geo.library import Pending

REST = 5.0
"""Seconds after which is tried again what failed for a reason that passes."""
_BATCH = 2
"""Articles that are asked for at once: so soon a pause is heeded."""
_RENEWED = 10.0
"""Seconds after which a claim is renewed, well before it ends."""
_WHO = "the library"
_UNEXPECTED = "Something unexpected is in it."
_FAILED = "It takes too long to be read, or is more than the reader can take."

logger = logging.getLogger(__name__)


class Pace(NamedTuple):
    """How fast reading goes: articles read since it began, and the seconds that took."""

    read: int
    seconds: float

    def left(self, waiting: int) -> float | None:
        """Return how many seconds so many articles take, None before that is known."""
        return waiting * self.seconds / self.read if self.read else None


class Reading:
    """The thread that reads for the library of this process."""

    def __init__(self) -> None:
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._again: set[str] = set()
        self._paused: set[str] = set()
        self._read, self._seconds = 0, 0.0

    def go_on(self, article: str = "") -> None:
        """Have read what waits; of a collection that is given also what an earlier version of the engine read."""
        with self._lock:
            if article:
                self._again.add(article)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="dateline-reading", daemon=True)
                self._thread.start()
        self._wake.set()

    def pause(self, article: str) -> None:
        """Read no more of a collection until `resume`."""
        self._paused.add(article)

    def resume(self, article: str) -> None:
        """Read on in a collection."""
        self._paused.discard(article)
        self.go_on()

    def is_paused(self, article: str) -> bool:
        """Tell whether reading in a collection was stopped."""
        return article in self._paused

    @property
    def pace(self) -> Pace:
        """How fast it goes."""
        return Pace(self._read, self._seconds)

    def _run(self) -> None:
        done: set[str] = set()
        while True:
            self._wake.clear()
            try:
                waiting = store.library().pending(within=list(self._again), but=list(self._paused), most=_BATCH)
                for pending in waiting:
                    self._one(pending)
                    done.add(pending.collection)
                if not waiting and self._others_read():
                    self._wake.wait(REST)
                    continue
                if not waiting:
                    for article in done:
                        kept = store.library().look(article)
                        if kept and kept.read >= atlases.LARGE:
                            store.derived().folder(article)  # so that it opens at once
                    done.clear()
            except DatelineError as error:
                journal.note("reading", kind=type(error).__name__, level=logging.WARNING)
                self._wake.wait(REST)
                continue
            except Exception:
                logger.exception("reading for the library failed")
                self._wake.wait(REST)
                continue
            if not waiting and not self._wake.wait(10 * REST):
                with self._lock:
                    if not self._wake.is_set():
                        self._thread = None
                        return

    def _others_read(self) -> bool:
        """Tell whether something waits that another process reads: should that end, it is left to this one."""
        return bool(store.library().pending(within=list(self._again), but=list(self._paused), claimed=True))

    def _one(self, pending: "Pending") -> None:
        library = store.library()
        if not library.claim(pending.key):
            return
        began = time.monotonic()
        try:
            with workers.on_behalf(_WHO, Claimed(pending.key).watch), workers.lease(long=True):
                record = engine.read_article(article_of(pending.fields), places=pending.places)
        except (TooLongError, BrokenError):
            library.keep_reading(pending.key, None, _FAILED)
            return
        except BusyError:
            library.release(pending.key)
            self._wake.wait(REST)
            return
        except DatelineError:
            library.release(pending.key)
            raise
        except Exception:
            logger.exception("an article of the library can't be read")
            library.keep_reading(pending.key, None, _UNEXPECTED)
            return
        library.keep_reading(pending.key, record)
        self._read += 1
        self._seconds += time.monotonic() - began


class Claimed:
    """Keeps the claim on an article while it waits for a reader and is read."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._renewed = time.monotonic()
        self.watch = Watch(queued=self._renew, working=self._renew)

    def _renew(self, told: float) -> None:
        if time.monotonic() - self._renewed > _RENEWED:
            self._renewed = time.monotonic()
            with suppress(LibraryError):
                store.library().renew(self._key)


@remembered()
def reading() -> Reading:
    """Return the reading of this process; it begins with `go_on`."""
    return Reading()


def begin() -> None:
    """Read on what was left when the app ended, if there is a library."""
    try:
        if store.is_there() and store.library().pending(claimed=True):
            reading().go_on()
    except LibraryError:
        return  # said where the library is asked for
