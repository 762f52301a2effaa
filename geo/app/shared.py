"""What all visitors share in this process: made once, bounded in bytes, and in no cache of Streamlit's.

Whoever speaks Streamlit's protocol may clear `st.cache_resource` for everybody, so nothing stands there.
"""

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from math import isinf
from typing import Any, Generic, ParamSpec, TypeVar

from geo.contract import ParsedArticle

P = ParamSpec("P")
T = TypeVar("T")
_Key = tuple[tuple[Any, ...], tuple[tuple[str, Any], ...]]
"""Positional and named arguments of a call."""

_all: "list[Remembered | Made]" = []


class Remembered(Generic[P, T]):
    """A function that makes each of its values once; those not asked for longest are forgotten.

    Args:
        make: the function; what it raises is not remembered.
        most: how much is remembered, in the unit of `weigh`; called when it is needed.
        weigh: what a value counts, 1 if left out. One heavier than `most` is remembered alone, as what a page asks for
            again and again; one that is infinitely heavy is not.
    """

    def __init__(
        self, make: Callable[P, T], most: Callable[[], float], weigh: Callable[[T], float] = lambda value: 1
    ) -> None:
        self._make, self._most, self._weigh = make, most, weigh
        self._values: OrderedDict[_Key, tuple[T, float]] = OrderedDict()
        self._weight = 0.0
        self._lock = threading.Lock()
        self._making: dict[_Key, threading.Lock] = {}
        self._forgot = 0
        functools.update_wrapper(self, make)
        _all.append(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return the value, made now if it isn't remembered; one who asks meanwhile waits for it."""
        key = (args, tuple(sorted(kwargs.items())))
        with self._lock:
            if found := self._values.get(key):
                self._values.move_to_end(key)
                return found[0]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if found := self._values.get(key):
                    return found[0]
                forgot = self._forgot
            try:
                value = self._make(*args, **kwargs)
                self._keep(key, value, forgot)
            finally:
                with self._lock:
                    self._making.pop(key, None)
            return value

    def _keep(self, key: _Key, value: T, forgot: int) -> None:
        weight, most = self._weigh(value), self._most()
        if isinf(weight):
            return
        with self._lock:
            if self._forgot != forgot:
                return  # what it was made of may have changed meanwhile
            self._values[key] = (value, weight)
            self._weight += weight
            while self._weight > most and len(self._values) > 1:
                _, (_, old) = self._values.popitem(last=False)
                self._weight -= old

    @property
    def weight(self) -> float:
        """How much is remembered."""
        return self._weight

    def forget(self, first: Hashable) -> None:
        """Forget all values whose first argument is `first`."""
        with self._lock:
            self._forgot += 1
            for key in [key for key in self._values if key[0][:1] == (first,)]:
                self._weight -= self._values.pop(key)[1]

    def clear(self) -> None:
        """Forget all values."""
        with self._lock:
            self._forgot += 1
            self._values.clear()
            self._weight = 0.0


def remembered(
    most: float | Callable[[], float] = 1, weigh: Callable[[T], float] = lambda value: 1
) -> Callable[[Callable[P, T]], Remembered[P, T]]:
    """Decorate a function whose values are remembered; `Remembered` tells of the arguments."""
    return lambda make: Remembered(make, most if callable(most) else lambda: most, weigh)


class Made:
    """Articles that visitors made here by correcting or asking, packed; they last while the app runs.

    When there are too many bytes the oldest go first: a visitor's own when it is the visitor who has too many.

    Args:
        most: bytes in all; one visitor has at most a quarter of them.
    """

    def __init__(self, most: Callable[[], float]) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()
        self._lock = threading.Lock()
        _all.append(self)

    def __contains__(self, name: str) -> bool:
        return name in self._kept

    def names(self) -> list[str]:
        """Return the names of what is kept."""
        with self._lock:
            return list(self._kept)

    def put(self, name: str, records: Sequence[ParsedArticle], who: str) -> None:
        """Keep records under a name for a visitor."""
        from geo.library.rows import pack

        content = pack(list(records))
        with self._lock:
            self._kept[name] = (who, content)
            self._shrink(self._most() / 4, [old for old, (owner, _) in self._kept.items() if owner == who])
            self._shrink(self._most(), list(self._kept))

    def _shrink(self, most: float, names: list[str]) -> None:
        size = sum(len(self._kept[name][1]) for name in names)
        for name in names[:-1]:
            if size <= most:
                break
            size -= len(self._kept.pop(name)[1])

    def get(self, name: str) -> list[ParsedArticle] | None:
        """Return the records under a name, None where they are gone."""
        from geo.library.rows import unpack

        with self._lock:
            found = self._kept.get(name)
        return unpack(found[1]) if found else None

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        with self._lock:
            self._kept.pop(name, None)

    @property
    def weight(self) -> int:
        """How many bytes are kept."""
        with self._lock:
            return sum(len(content) for _, content in self._kept.values())

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._kept.clear()


def weight() -> float:
    """Return about how many bytes all of it takes."""
    return sum(found.weight for found in _all)


def forget(article: str) -> None:
    """Forget all that was made of an article: whatever has its id as the first argument, or as its name."""
    for found in _all:
        found.forget(article)


def clear() -> None:
    """Forget everything: as after a start."""
    for found in _all:
        found.clear()
