"""A small pool of processes that read for everybody: a fair queue, limits of time and memory, an end at once."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import geo.errors
from geo.errors import BusyError, DatelineError
from geo.workers import processes
from geo.workers.processes import Gone, Source, Worker

Lane = Literal["reading", "parsing", "fetching"]
"""What a worker is wanted for: the engine, files and pages, or waiting for a web server."""

TICK = 0.1
"""Seconds between two calls of those who wait: as soon does work end that is stopped."""
TURN = 5.0
"""Seconds after which a visitor with more to do lets others go first."""
LANES: Mapping[Lane, int] = {"reading": 1, "parsing": 1, "fetching": 4}
MEMORY: Mapping[Lane, int] = {"reading": 2_000_000_000, "parsing": 1_500_000_000, "fetching": 500_000_000}
_TRIES = 3
"""How often a process that ends before it has begun is started again."""

logger = logging.getLogger(__name__)


class TooLongError(Exception):
    """A worker was ended at its limit of time."""


class BrokenError(Exception):
    """A worker broke, or needed more memory than it may have; the words say where it failed, if it could tell."""


class Watch(NamedTuple):
    """What those who wait for a worker are told; whatever these raise ends the work and passes on.

    `queued` is called with their place in the queue, 1 for the next, `working` with the seconds gone by, both every
    `TICK`; `told` with what the worker says: the share done and a few words.
    """

    queued: Callable[[int], None] = lambda place: None
    working: Callable[[float], None] = lambda seconds: None
    told: Callable[[float, str], None] = lambda share, words: None


@dataclass(eq=False)
class _Turn:
    """One claim on a worker, waiting or running."""

    who: str
    lane: Lane
    long: bool
    since: float = field(default_factory=time.monotonic)


class Pool:
    """Lends workers, one to each claim, and throws each away when it comes back.

    Who has fewer workers goes first, then who was served longest ago. A visitor has at most all workers but one of a
    lane at once, where there are several, and so have all long claims together; a bounded number of claims wait.

    Args:
        prepare: "module:function", called once in the process that workers come from.
        lanes: how many workers there are at once of each kind.
        memory: bytes that one worker of each kind may take beyond what it begins with.
        nice: how far workers stand back for the app when both want the processor, as of nice(1).
        most_waiting: how many claims may wait in all; 0 for any number.
        most_of_one: how many of them may be one visitor's.
    """

    def __init__(
        self,
        *,
        prepare: str | None = None,
        lanes: Mapping[Lane, int] = LANES,
        memory: Mapping[Lane, int] = MEMORY,
        nice: int = 0,
        most_waiting: int = 0,
        most_of_one: int = 0,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._prepare, self._lanes, self._memory = prepare, lanes, memory
        self._most_waiting, self._most_of_one, self._nice = most_waiting, most_of_one, nice
        self._source: Source | None = None
        self._changed = threading.Condition()
        self._waiting: list[_Turn] = []
        self._running: dict[_Turn, Worker | None] = {}
        self._served: dict[str, float] = {}

    def start(self) -> None:
        """Begin to prepare, in the background."""
        self._ready_source()

    def close(self) -> None:
        """End all processes."""
        with self._changed:
            source, self._source = self._source, None
        if source:
            source.close()

    @property
    def ready(self) -> bool:
        """Whether a worker can be had at once."""
        return self._ready_source().ready.is_set()

    @property
    def waiting(self) -> int:
        """How many claims wait."""
        return len(self._waiting)

    @property
    def pids(self) -> list[int]:
        """The processes there are."""
        template = [self._source.pid] if isinstance(self._source, processes.Template) else []
        return template + [worker.pid for worker in list(self._running.values()) if worker]

    @contextmanager
    def lease(
        self,
        who: str = "",
        lane: Lane = "reading",
        watch: Watch = Watch(),  # noqa: B008
        *,
        long: bool = False,
    ) -> Iterator["Lease"]:
        """Lend a worker for the block.

        Args:
            who: the visitor, for fairness; "" for the app itself.
            lane: what it is wanted for.
            watch: is told how long the queue is.
            long: whether it is wanted for long; one worker stays free for short claims, where there are several.

        Raises:
            BusyError: too many wait already.
        """
        lease = Lease(self, who, lane, watch, long)
        lease._take()
        try:
            yield lease
        finally:
            lease._give_back()

    def _enter(self, turn: _Turn) -> None:
        with self._changed:
            own = sum(other.who == turn.who for other in self._waiting)
            full = self._most_waiting and len(self._waiting) >= self._most_waiting
            if full or (self._most_of_one and turn.who and own >= self._most_of_one):
                self.counts["refused"] += 1
                raise BusyError("Too much is waiting to be read here at the moment. Try again in a minute.")
            self._waiting.append(turn)

    def _wait(self, turn: _Turn, queued: Callable[[int], None]) -> None:
        """Wait until it is this turn's, which then runs."""
        try:
            while True:
                with self._changed:
                    earlier = self._earlier(turn)
                    if self._free(turn) and not any(map(self._free, earlier)):
                        self._waiting.remove(turn)
                        self._running[turn] = None
                        self._changed.notify_all()
                        return
                    self._changed.wait(TICK)
                queued(len(earlier) + 1)
        except BaseException:
            with self._changed:
                self._waiting.remove(turn)
                self._changed.notify_all()
            raise

    def _free(self, turn: _Turn) -> bool:
        """Tell whether there is a worker that this turn may have, those that wait aside."""
        running = [other for other in self._running if other.lane == turn.lane]
        most = self._lanes[turn.lane]
        some = max(1, most - 1)
        own = sum(other.who == turn.who for other in running) if turn.who else 0
        long = sum(other.long for other in running) if turn.long else 0
        return len(running) < most and own < some and long < some

    def _earlier(self, turn: _Turn) -> list[_Turn]:
        """Return the waiting claims that go before this one."""
        running = Counter(other.who for other in self._running if other.lane == turn.lane)

        def rank(other: _Turn) -> tuple[int, float, float]:
            return running[other.who], self._served.get(other.who, 0.0), other.since

        mine = rank(turn)
        return [other for other in self._waiting if other.lane == turn.lane and rank(other) < mine]

    def _worker(self, turn: _Turn, watch: Watch) -> Worker:
        """Return a new worker for a turn that runs.

        Raises:
            BrokenError: none can be started.
        """
        for _ in range(_TRIES):
            source = self._ready_source()
            start = time.monotonic()
            while not source.ready.wait(TICK):
                watch.working(time.monotonic() - start)
            try:
                worker = source.worker()
            except Gone:
                self._drop(source)
                continue
            with self._changed:
                self._running[turn] = worker
            return worker
        raise BrokenError("no worker can be started")

    def _ready_source(self) -> Source:
        with self._changed:
            if self._source is None:
                self._source = processes.source(self._prepare)
            return self._source

    def _drop(self, source: Source) -> None:
        with self._changed:
            if self._source is source:
                logger.error("the process that workers come from has ended; another is started")
                self._source = None
        source.close()

    def _leave(self, turn: _Turn) -> None:
        with self._changed:
            worker = self._running.pop(turn, None)
            self._served[turn.who] = time.monotonic()
            while len(self._served) > 1_000:
                del self._served[min(self._served, key=self._served.__getitem__)]
            self._changed.notify_all()
        if worker:
            worker.kill()

    def _others_wait(self, turn: _Turn) -> bool:
        with self._changed:
            return any(other.who != turn.who and other.lane == turn.lane for other in self._waiting)


class Lease:
    """A worker on loan. After a while its visitor lets others go first, and gets another worker later."""

    def __init__(self, pool: Pool, who: str, lane: Lane, watch: Watch, long: bool) -> None:
        self._pool, self._who, self._lane, self._watch, self._long = pool, who, lane, watch, long
        self._turn: _Turn | None = None
        self._worker: Worker | None = None
        self._since = 0.0

    def call(
        self, task: str, data: bytes = b"", *, seconds: float, watch: Watch | None = None, **arguments: Any
    ) -> tuple[Any, bytes]:
        """Have the worker do something.

        Args:
            task: "module:function"; `geo.workers.child.serve` tells how it is called.
            data: given to the function.
            seconds: how long it may take, the wait for the worker aside.
            watch: is told how far it is, in the place of the lease's.
            arguments: given to the function, as JSON has them.

        Returns:
            What the function returned, and the bytes if it returned some.

        Raises:
            TooLongError: it took longer.
            BrokenError: it ended before it answered, needed too much memory, or raised what it should not.
            DatelineError: the function raised it.
            BusyError: too many wait.
        """
        watch = watch or self._watch
        if self._turn and time.monotonic() - self._since > TURN and self._pool._others_wait(self._turn):
            self._give_back()
        if self._turn is None:
            self._take()
        assert self._turn
        try:
            if self._worker is None:
                self._worker = self._pool._worker(self._turn, watch)
            self._worker.ask(
                {
                    "task": task,
                    "arguments": arguments,
                    "memory": self._pool._memory[self._lane],
                    "nice": self._pool._nice,
                },
                data,
            )
            return self._result(self._worker, seconds, watch)
        except DatelineError:
            raise
        except Gone as error:
            self._failed("a worker ended in the middle of its work", task)
            raise BrokenError(*error.args) from error
        except TooLongError:
            self._failed("a worker took too long", task)
            raise
        except BaseException:
            self._give_back()
            raise

    def _result(self, worker: Worker, seconds: float, watch: Watch) -> tuple[Any, bytes]:
        start = time.monotonic()
        while True:
            answer = worker.answer(TICK)
            gone_by = time.monotonic() - start
            if answer is None:
                if gone_by > seconds:
                    raise TooLongError
                watch.working(gone_by)
                continue
            message, content = answer
            if "share" in message:
                watch.told(float(message["share"]), str(message["words"]))
            elif "result" in message:
                self._pool.counts["done"] += 1
                return message["result"], content
            elif "error" in message:
                self._pool.counts["done"] += 1
                kind = getattr(geo.errors, str(message.get("kind")), DatelineError)
                raise kind(str(message["error"]))
            else:
                logger.warning("a worker failed: %s", message.get("failed"))
                raise Gone(str(message.get("failed")))

    def _failed(self, how: str, task: str) -> None:
        self._pool.counts["failed"] += 1
        logger.warning("%s: %s", how, task)
        self._give_back()

    def _take(self) -> None:
        turn = _Turn(self._who, self._lane, self._long)
        self._pool._enter(turn)
        self._pool._wait(turn, self._watch.queued)
        self._turn, self._since = turn, time.monotonic()

    def _give_back(self) -> None:
        if self._turn:
            self._pool._leave(self._turn)
        self._turn = self._worker = None
