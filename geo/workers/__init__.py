"""Reading in processes of their own: hostile input can make any reader endless, or take all memory.

`call` is the way in. A block of `on_behalf` says for whom it is done and who watches; a block of `lease` has several
calls done by one worker.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from geo.workers import child
from geo.workers.pool import BrokenError, Lane, Lease, Pool, TooLongError, Watch

_who: ContextVar[str] = ContextVar("who", default="")
_watch: ContextVar[Watch] = ContextVar("watch", default=Watch())  # noqa: B039
_lease: ContextVar[Lease | None] = ContextVar("lease", default=None)
_configured: list[Pool] = []


@cache
def _default() -> Pool:
    return Pool()


def configure(pool: Pool) -> None:
    """Have this pool do what is called for from now on."""
    _configured[:] = [pool]


def pool() -> Pool:
    """Return the process's pool; where none is configured, one that prepares nothing."""
    return _configured[0] if _configured else _default()


def watching() -> Watch:
    """Return who watches here."""
    return _watch.get()


def inside() -> bool:
    """Tell whether this process is a worker itself."""
    return child.working


@contextmanager
def on_behalf(who: str | None = None, watch: Watch | None = None) -> Iterator[None]:
    """Do what is called for in the block for a visitor, or under the eyes of a watch."""
    visitor = _who.set(_who.get() if who is None else who)
    eyes = _watch.set(_watch.get() if watch is None else watch)
    try:
        yield
    finally:
        _watch.reset(eyes)
        _who.reset(visitor)


@contextmanager
def lease(lane: Lane = "reading", *, long: bool = False) -> Iterator[None]:
    """Have one worker do all that is called for in the block; `long` as for `Pool.lease`."""
    with pool().lease(_who.get(), lane, _watch.get(), long=long) as lent:
        token = _lease.set(lent)
        try:
            yield
        finally:
            _lease.reset(token)


def call(
    task: str, data: bytes = b"", *, seconds: float, lane: Lane = "reading", **arguments: Any
) -> tuple[Any, bytes]:
    """Have a worker do something: `Lease.call` tells all.

    Raises:
        TooLongError, BrokenError, DatelineError: as `Lease.call`.
    """
    if lent := _lease.get():
        return lent.call(task, data, seconds=seconds, watch=_watch.get(), **arguments)
    with pool().lease(_who.get(), lane, _watch.get()) as lent:
        return lent.call(task, data, seconds=seconds, **arguments)


__all__ = [
    "BrokenError", "Lane", "Lease", "Pool", "TooLongError", "Watch", "call", "configure", "inside", "lease",
    "on_behalf", "pool", "watching",
]  # fmt: skip
