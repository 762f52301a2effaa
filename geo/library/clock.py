"""How late it is for sure: what has expired by a clock that jumped must not be deleted for good."""

import time
from contextlib import suppress

from sqlalchemy import Column, Connection, Integer, Table, func, select
from sqlalchemy.exc import IntegrityError

from geo.library.schema import METADATA

DAY = 86_400
PACE = 10
"""How many times faster than time goes by a clock that is ahead is caught up with: after a jump of 31 days the host has
three days to put it right."""
AT_START = 3_600
"""Seconds that are believed to have gone by while no process ran."""

SEEN = Table("library_clock", METADATA, Column("id", Integer, primary_key=True), Column("seen", Integer))


def seconds() -> int:
    """Return the time by the system's clock, in seconds since 1970."""
    return int(time.time())


class SureClock:
    """Remembers in the database how late it was, and believes the system's clock only as far as time can have gone."""

    def __init__(self) -> None:
        self._last: float | None = None

    def now(self, connection: Connection, newest: Column[int]) -> int:
        """Return the time, in seconds since 1970, that surely is reached.

        Args:
            connection: in a transaction, to the database.
            newest: the column whose largest value is where to begin.
        """
        monotonic, system = time.monotonic(), int(time.time())
        gone = AT_START if self._last is None else PACE * (monotonic - self._last)
        self._last = monotonic
        touched = connection.execute(SEEN.update().where(SEEN.c.id == 1).values(id=1))  # locks it for the transaction
        if not touched.rowcount:
            begin = connection.scalar(select(func.max(newest)))
            with suppress(IntegrityError), connection.begin_nested():  # another process was faster
                connection.execute(SEEN.insert().values(id=1, seen=system if begin is None else begin))
        known: int = connection.execute(select(SEEN.c.seen).where(SEEN.c.id == 1)).scalar_one()
        sure = min(system, known + int(gone))
        connection.execute(SEEN.update().where(SEEN.c.id == 1).values(seen=sure))
        return sure
