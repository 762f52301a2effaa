"""The cluster that reads: processes of this machine, or one that is there, with as many tasks at once as it needs."""

import logging
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Security, as_completed
from distributed.comm.addressing import parse_address
from distributed.comm.registry import get_backend

from geo.errors import DatelineError

TRIES = 3
"""How often a task may end its worker before it is given up, on a cluster of our own; one that is there decides."""
_CONNECT = 10
"""Seconds to wait for a scheduler."""
_HERE = "127.0.0.1:0"
"""Where Dask's pages are, which it opens to everybody unless told otherwise."""
_SETTINGS = {
    "distributed.scheduler.allowed-failures": TRIES - 1,
    "distributed.worker.profile.enabled": False,  # nobody looks at it, and it takes time
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.large-graph-warning-threshold": "1GB",  # the articles of a partition are no accident
}
"""Settings of Dask; most are those of a cluster of our own."""
_LOGGERS = ("distributed", "distributed.client", "tornado.application", "asyncio")
"""What would tell of a scheduler that is gone; each has a level of its own."""


class ClusterError(DatelineError):
    """There is no cluster, or no longer."""


class EndsWorkersError(Exception):
    """Every worker that began a task ended."""


Outcome = Any | Exception
"""What a task returned or raised."""


class Cluster:
    """Runs a function on workers, with so many calls in flight that they stay busy and memory stays flat."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def each(self, function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, Outcome]]:
        """Call a function for each tuple of arguments, and yield the arguments with what came of it as it comes.

        An exception of a call is yielded, `EndsWorkersError` where its workers died.

        Raises:
            ClusterError: the scheduler is gone.
        """
        calls = iter(calls)
        flying: dict[Future, tuple[Any, ...]] = {}
        landed = as_completed(loop=self._client.loop, with_results=True, raise_errors=False)
        while True:
            while len(flying) < self._room() and (call := next(calls, None)) is not None:
                future = self._client.submit(_called, function, *call, pure=False)
                flying[future] = call
                landed.add(future)
            if not flying:
                return
            future, result = next(landed)
            yield flying.pop(future), self._outcome(future, result)

    def _room(self) -> int:
        """Return how many calls may be in flight: those that are worked at, and as many that wait behind them."""
        if self._client.status != "running":
            raise self._gone()
        try:
            threads = sum(self._client.nthreads().values())
        except (OSError, ValueError) as error:
            raise self._gone() from error
        return max(2, 2 * int(threads))

    def _outcome(self, future: Future, result: Any) -> Outcome:
        if future.status == "finished":
            return result
        if future.status != "error" or isinstance(result, CancelledError):
            raise self._gone()
        _, error, _ = result  # of Dask, since what a call raises is returned
        if isinstance(error, KilledWorker):
            return EndsWorkersError()
        raise ClusterError(
            f"The scheduler or a worker can't begin to read ({error.__cause__ or error}): each needs the same Dateline."
        )

    def _gone(self) -> ClusterError:
        return ClusterError(
            f"The scheduler at {self._client.scheduler.address if self._client.scheduler else 'its address'} is gone. "
            "What is done is kept: start it, and run the same command again."
        )


def _called(function: Callable[..., Any], *arguments: Any) -> Outcome:
    """Return what a function returns or raises: an exception whose traceback can't be sent is lost on Dask's way."""
    try:
        return function(*arguments)
    except Exception as error:  # noqa: BLE001
        try:
            return pickle.loads(pickle.dumps(error))
        except Exception:  # noqa: BLE001
            return RuntimeError(type(error).__name__)


@contextmanager
def open_cluster(scheduler: str | None, workers: int, note: Callable[[str], None]) -> Iterator[Cluster]:
    """Open the cluster at an address, or make one of as many processes of this machine.

    Args:
        scheduler: the address, None for a cluster of this machine.
        workers: how many processes that has.
        note: is told where an existing cluster has no workers.

    Raises:
        ClusterError: there is no scheduler at the address.
    """
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters of it is said in sentences
    with dask.config.set(_SETTINGS), _existing(scheduler) if scheduler else _own(workers) as client:
        if scheduler and not client.nthreads():
            note(f"No worker has joined {scheduler} yet: waiting for one.")
        yield Cluster(client)


@contextmanager
def _existing(scheduler: str) -> Iterator[Client]:
    try:
        get_backend(parse_address(scheduler)[0])  # a client of no known kind of address can't even be closed
        client = Client(scheduler, timeout=_CONNECT, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(f"There is no scheduler at {scheduler}: {str(error) or 'it does not answer'}") from error
    with client:
        yield client


@contextmanager
def _own(workers: int) -> Iterator[Client]:
    with _deaf_to_interrupts():
        made = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,  # a worker is small; what reads for it has limits of its own
            dashboard_address=_HERE,
            worker_dashboard_address=_HERE,
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
            security=Security.temporary(),  # a scheduler obeys whoever reaches it, as all users of this machine do
        )
    with made, Client(made, set_as_default=False) as client:
        yield client


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Have processes that are started in the block not hear the key that ends this one, which ends them itself.

    They inherit that a signal is ignored, not that it is blocked, since `multiprocessing` unblocks it.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
