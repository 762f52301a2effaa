"""How far a run is: articles a second, and how long it may still take."""

import sys
import time
from collections.abc import Callable

import typer

from geo.batch.partitions import Known, Partition

_EVERY = 10.0
"""Seconds between two lines where they go to a file."""
_UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


class Progress:
    """Tells on standard error how far a run is: on one line of a terminal, else on a line now and then.

    Args:
        known: which articles were taken from the input.
        share: returns how much of the input has been taken, 0 to 1.
    """

    def __init__(self, known: Known, share: Callable[[], float]) -> None:
        self._known, self._share = known, share
        self._begun = self._told = time.monotonic()
        self.read = self.errors = 0

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.monotonic() - self._begun

    @property
    def speed(self) -> float:
        """Articles a second."""
        return self.read / max(self.seconds, 0.001)

    def done(self, partition: Partition, errors: int) -> None:
        """Count a partition that is done, and tell."""
        self.read += len(partition.articles)
        self.errors += errors
        if sys.stderr.isatty():
            typer.echo(f"\r\x1b[K{self._line()}", nl=False, err=True)
        elif time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            typer.echo(self._line(), err=True)

    def end(self) -> None:
        """Leave the line of a terminal."""
        if sys.stderr.isatty() and self.read:
            typer.echo(err=True)

    def _line(self) -> str:
        share = self._share()
        line = f"{self.read:,} articles read, {self.speed:,.1f} a second"
        if not share:
            return line
        left = self._known.taken / share - self._known.there - self.read
        return f"{line}; about {max(left, 0):,.0f} to go, {lasting(max(left, 0) / self.speed)}"


def lasting(seconds: float) -> str:
    """Return a length of time in words."""
    for size, name in _UNITS:
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {name}"
    return f"{seconds:.0f} seconds"
