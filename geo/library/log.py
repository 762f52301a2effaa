"""The log of corrections: what people put right, kept, undone and done again, and applied to what the engine reads."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, NamedTuple, cast, get_args

from sqlalchemy import Connection, func, select

from geo.contract import ParsedArticle
from geo.corrections import Correction, as_json, correct, from_json
from geo.errors import ConflictError, CorrectionError
from geo.library.access import Access, Person
from geo.library.clock import seconds
from geo.library.schema import CORRECTIONS

_CORRECTED = ("kind", "event", "quote", "item", "mention", "old", "name", "within", "text")
"""The fields of a correction that say what is corrected, of a note all; the others say what is right."""
Order = Literal["doubtful", "random"]
"""How a review chooses what it asks for: the most doubtful first, or a random sample."""
_ORDER = "asked"
"""The field of a change that holds the order, beside those of the correction."""
MOST = 20_000
"""Corrections of one collection."""


class Change(NamedTuple):
    """A correction in the log: who made it when, and whether it was undone."""

    number: int
    made: datetime
    who: str
    correction: Correction
    undone: bool
    undone_by: str | None
    asked: Order | None = None
    """The order in which a review asked for it; None where somebody came upon it."""


class Log:
    """The corrections of collections."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def add(
        self,
        id: str,
        correction: Correction,
        person: Person,
        *,
        seen: int | None = None,
        asked: Order | None = None,
    ) -> int:
        """Keep a correction, and return its number.

        Args:
            id: of the collection.
            correction: what is right.
            person: who says so.
            seen: the number of the last correction that they knew of.
            asked: the order in which a review asked for it.

        Raises:
            ConflictError: another one has corrected the same since then.
            LibraryError: the collection is gone, `person` may not, or the library can't be reached.
        """
        change = as_json(correction)
        subject = _subject(change)
        with self._access.change(id, person) as connection:
            here = CORRECTIONS.c.collection == id
            if seen is not None:
                other = connection.execute(
                    select(CORRECTIONS.c.who).where(
                        here, CORRECTIONS.c.number > seen, CORRECTIONS.c.subject == subject, _stands()
                    )
                ).first()
                if other is not None:
                    raise ConflictError(f"{other.who} has just corrected the same. Look at it before you change it.")
            if (connection.scalar(select(func.count()).where(here)) or 0) >= MOST:
                raise ConflictError(f"This collection has {MOST:,} corrections, which is as many as are kept.")
            row = {
                "collection": id, "made": seconds(), "who": person.name[:200], "subject": subject,
                "change": json.dumps({**change, _ORDER: asked} if asked else change),
            }  # fmt: skip
            made = connection.scalar(CORRECTIONS.insert().values(row).returning(CORRECTIONS.c.number))
            return cast(int, made)

    def undo(self, id: str, person: Person, number: int | None = None) -> Change | None:
        """Undo a correction; None where there is none that stands.

        Args:
            id: of the collection.
            person: who undoes it.
            number: that of the correction; of those that stand the last if left out, whoever made it.

        Raises:
            LibraryError: the collection is gone, `person` may not, or the library can't be reached.
        """
        with self._access.change(id, person) as connection:
            last = select(func.max(CORRECTIONS.c.number)).where(CORRECTIONS.c.collection == id, _stands())
            number = connection.scalar(last if number is None else last.where(CORRECTIONS.c.number == number))
            return self._set(connection, number, seconds(), person.name[:200])

    def redo(self, id: str, person: Person) -> Change | None:
        """Do again what was undone last, unless something was corrected since; None where there is nothing.

        Raises:
            LibraryError: as `undo`.
        """
        with self._access.change(id, person) as connection:
            return self._set(connection, _again(connection, id), None, None)

    def entries(self, id: str) -> list[Change]:
        """Return all corrections of a collection, the first made first; what can't be understood is left out.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            rows = connection.execute(
                select(CORRECTIONS).where(CORRECTIONS.c.collection == id).order_by(CORRECTIONS.c.number)
            ).all()
        return [change for row in rows if (change := _change(row))]

    def standing(self, id: str) -> list[Change]:
        """Return the corrections of a collection that are not undone, the first made first.

        Raises:
            LibraryError: the library can't be reached.
        """
        return [change for change in self.entries(id) if not change.undone]

    def applied(self, id: str, records: Sequence[ParsedArticle]) -> list[ParsedArticle]:
        """Return records with the corrections of a collection.

        Raises:
            LibraryError: the library can't be reached.
        """
        standing = [change.correction for change in self.standing(id)]
        return correct(records, standing) if standing else list(records)

    def can_redo(self, id: str) -> bool:
        """Tell whether `redo` would do something.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            return _again(connection, id) is not None

    def copy(self, connection: Connection, id: str, into: str) -> None:
        """Copy the corrections of a collection to another one, in a transaction of the caller's."""
        rows = connection.execute(
            select(CORRECTIONS).where(CORRECTIONS.c.collection == id).order_by(CORRECTIONS.c.number)
        ).mappings()
        copies = [{**{key: row[key] for key in row if key != "number"}, "collection": into} for row in rows]
        if copies:
            connection.execute(CORRECTIONS.insert(), copies)

    def _set(self, connection: Connection, number: int | None, undone: int | None, by: str | None) -> Change | None:
        if number is None:
            return None
        mine = CORRECTIONS.c.number == number
        connection.execute(CORRECTIONS.update().where(mine).values(undone=undone, undone_by=by))
        return _change(connection.execute(select(CORRECTIONS).where(mine)).one())


def _stands() -> Any:
    return CORRECTIONS.c.undone.is_(None)


def _again(connection: Connection, id: str) -> int | None:
    """Return the number of the correction that was undone last, where none was made since."""
    here = CORRECTIONS.c.collection == id
    last = select(func.coalesce(func.max(CORRECTIONS.c.number), 0)).where(here, _stands()).scalar_subquery()
    undone = select(CORRECTIONS.c.number).where(here, CORRECTIONS.c.number > last)
    return connection.scalar(undone.order_by(CORRECTIONS.c.undone.desc(), CORRECTIONS.c.number).limit(1))


def _subject(change: Mapping[str, Any]) -> str:
    return sha256(json.dumps({key: change.get(key) for key in _CORRECTED}, sort_keys=True).encode()).hexdigest()


def _change(row: Any) -> Change | None:
    try:
        change = json.loads(row.change)
        asked = change.pop(_ORDER, None)
        correction = from_json(change)
    except (CorrectionError, ValueError, AttributeError):
        return None
    made = datetime.fromtimestamp(row.made, UTC)
    asked = asked if asked in get_args(Order) else None
    return Change(row.number, made, row.who, correction, row.undone is not None, row.undone_by, asked)
