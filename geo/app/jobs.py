"""Work that takes longer than a click: done in a thread of its own, watched by the page, stopped by the reader."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, Literal, TypeVar

from geo import journal, workers
from geo.errors import DatelineError
from geo.workers import Watch

T = TypeVar("T")
Tell = Callable[[float, str], None]
"""Called by work with the share done (0 to 1) and a few words; raises `Stopped` when it is to end."""
State = Literal["working", "done", "failed", "stopped"]

UNWATCHED = 180.0
"""Seconds after which work ends that no page asks for any more; hidden tabs ask once a minute."""

logger = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818
    """The reader stopped the work, or went away."""


class Job(Generic[T]):
    """One piece of work for a visitor.

    `share` and `words` say how far it is; `result` or `error` what came of it.
    """

    def __init__(self, work: Callable[[Tell], T], who: str = "") -> None:
        self.share = 0.0
        self.words = ""
        self.state: State = "working"
        self.result: T | None = None
        self.error = ""
        self.started = time.monotonic()
        self._seen = self.started
        self._stop = threading.Event()
        self._who = who
        threading.Thread(target=self._run, args=(work,), name="dateline-job", daemon=True).start()

    @property
    def age(self) -> float:
        """Seconds since it was given."""
        return time.monotonic() - self.started

    def watch(self) -> State:
        """Return how it stands; work that nobody watches ends by itself."""
        self._seen = time.monotonic()
        return self.state

    def stop(self) -> None:
        """End it and the worker that does it; it counts as stopped at once."""
        self._stop.set()
        if self.state == "working":
            self.state = "stopped"

    def tell(self, share: float, words: str) -> None:
        """Say how far the work is.

        Raises:
            Stopped: it is to end.
        """
        if self._stop.is_set() or time.monotonic() - self._seen > UNWATCHED:
            raise Stopped
        self.share, self.words = min(1.0, max(0.0, share)), words

    def _queued(self, place: int) -> None:
        self.tell(self.share, "Waiting for a free reader" if place == 1 else f"Waiting, number {place} in the queue")

    def _working(self, seconds: float) -> None:
        self.tell(self.share, self.words)

    def _run(self, work: Callable[[Tell], T]) -> None:
        state: State = "failed"
        try:
            with workers.on_behalf(self._who, Watch(queued=self._queued, working=self._working, told=self.tell)):
                self.result = work(self.tell)
            state = "done"
        except Stopped:
            state = "stopped"
        except DatelineError as error:
            self.error = str(error)
        except Exception:
            logger.exception("a job failed")
            self.error = "This can't be read: something unexpected is in it."
        if not self._stop.is_set():
            self.state = state
        seconds = round(time.monotonic() - self.started, 2)
        journal.note("job", who=self._who, kind=state, seconds=seconds)
