"""The log of corrections: what people put right, kept, undone and done again, and applied to what the engine reads."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Literal, NamedTuple, cast, get_args

from sqlalchemy import ColumnElement, Connection, and_, func, select

from geo.contract import ParsedArticle
from geo.corrections import Correction, Elsewhere, as_json, correct, from_json
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
            correction: what is right; one that is `everywhere` is kept in all collections that `person` may edit.
            person: who says so.
            seen: the number of the last correction that they knew of.
            asked: the order in which a review asked for it.

        Raises:
            ConflictError: another one has corrected the same since then.
            LibraryError: the collection is gone, `person` may not, or the library can't be reached.
        """
        change = as_json(correction)
        subject, everywhere = _subject(change), _everywhere(correction) is not None
        with self._access.change(id, person, everywhere=everywhere) as connection:
            here = CORRECTIONS.c.collection == id
            if seen is not None:
                other = connection.execute(
                    select(CORRECTIONS.c.who).where(
                        here, CORRECTIONS.c.number > seen, CORRECTIONS.c.subject == subject, stands()
                    )
                ).first()
                if other is not None:
                    raise ConflictError(f"{other.who} has just corrected the same. Look at it before you change it.")
            others = [other for other in self._access.editable(connection, person) if other != id] if everywhere else []
            within = CORRECTIONS.c.collection.in_([id, *others])
            counts = select(func.count()).where(within).group_by(CORRECTIONS.c.collection)
            if max(connection.scalars(counts), default=0) >= MOST:
                which = "One of these collections" if others else "This collection"
                raise ConflictError(f"{which} has {MOST:,} corrections, which is as many as are kept.")
            row = {
                "collection": id, "made": seconds(), "who": person.name[:200], "subject": subject,
                "change": json.dumps({**change, _ORDER: asked} if asked else change),
            }  # fmt: skip
            made = connection.scalar(CORRECTIONS.insert().values(row).returning(CORRECTIONS.c.number))
            if others:
                connection.execute(CORRECTIONS.insert(), [{**row, "collection": other} for other in others])
            return cast(int, made)

    def undo(self, id: str, person: Person, number: int | None = None) -> Change | None:
        """Undo a correction; None where there is none that stands. One that is everywhere is undone everywhere.

        Args:
            id: of the collection.
            person: who undoes it.
            number: that of the correction; of those that stand the last if left out, whoever made it.

        Raises:
            LibraryError: the collection is gone, `person` may not, or the library can't be reached.
        """

        def wanted(connection: Connection) -> int | None:
            last = select(func.max(CORRECTIONS.c.number)).where(CORRECTIONS.c.collection == id, stands())
            found: int | None = connection.scalar(
                last if number is None else last.where(CORRECTIONS.c.number == number)
            )
            return found

        return self._turn(id, person, wanted, seconds(), person.name[:200])

    def redo(self, id: str, person: Person) -> Change | None:
        """Do again what was undone last, unless something was corrected since; None where there is nothing.

        Raises:
            LibraryError: as `undo`.
        """
        return self._turn(id, person, lambda connection: _again(connection, id), None, None)

    def entries(self, id: str) -> list[Change]:
        """Return all corrections of a collection, the first made first; what can't be understood is left out.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            rows = connection.execute(
                select(CORRECTIONS).where(CORRECTIONS.c.collection == id).order_by(CORRECTIONS.c.number)
            ).all()
        return [change for row in rows if (change := change_of(row))]

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
        self._copy(connection, CORRECTIONS.c.collection == id, into)

    def take_over(self, connection: Connection, into: str, person: Person) -> None:
        """Copy to a new collection what holds in all that a person may edit, in a transaction of the caller's."""
        theirs = [id for id in self._access.editable(connection, person) if id != into]
        self._copy(connection, and_(CORRECTIONS.c.collection.in_(theirs), _is_everywhere(), stands()), into)

    def _copy(self, connection: Connection, which: ColumnElement[bool], into: str) -> None:
        """Copy corrections to a collection, none that is everywhere a second time."""
        there = select(CORRECTIONS).where(CORRECTIONS.c.collection == into, _is_everywhere())
        known = {_joined(row) for row in connection.execute(there)}
        copies = []
        for row in connection.execute(select(CORRECTIONS).where(which).order_by(CORRECTIONS.c.number)):
            joined = _joined(row)
            if joined is None or joined not in known:
                known.add(joined)
                copies.append(
                    {**{key: row._mapping[key] for key in row._mapping if key != "number"}, "collection": into}
                )
        if copies:
            connection.execute(CORRECTIONS.insert(), copies)

    def _turn(
        self,
        id: str,
        person: Person,
        wanted: Callable[[Connection], int | None],
        undone: int | None,
        by: str | None,
    ) -> Change | None:
        """Undo a correction of a collection or do it again, the one whose number `wanted` returns."""
        with self._access.read() as connection:
            everywhere = _joined(_row(connection, wanted(connection))) is not None
        with self._access.change(id, person, everywhere=everywhere) as connection:
            row = _row(connection, wanted(connection))
            if row is None:
                return None
            numbers = [row.number]
            if joined := _joined(row):
                theirs = [*self._access.editable(connection, person), id]
                same = select(CORRECTIONS).where(
                    CORRECTIONS.c.subject == row.subject, CORRECTIONS.c.collection.in_(theirs), _is_everywhere()
                )
                numbers += [other.number for other in connection.execute(same) if _joined(other) == joined]
            which = CORRECTIONS.c.number.in_(numbers)
            connection.execute(CORRECTIONS.update().where(which).values(undone=undone, undone_by=by))
            return change_of(_row(connection, row.number))


def stands() -> ColumnElement[bool]:
    """Return the condition that a correction is not undone."""
    return CORRECTIONS.c.undone.is_(None)


def _is_everywhere() -> ColumnElement[bool]:
    return CORRECTIONS.c.change.contains('"everywhere": "', autoescape=True)


def _everywhere(correction: Correction) -> str | None:
    return correction.everywhere if isinstance(correction, Elsewhere) else None


def _joined(row: Any) -> str | None:
    """Return what the correction of a row has in common with itself in other collections, None where it has nothing."""
    change = change_of(row) if row is not None else None
    return _everywhere(change.correction) if change else None


def _row(connection: Connection, number: int | None) -> Any:
    return connection.execute(select(CORRECTIONS).where(CORRECTIONS.c.number == number)).first()


def _again(connection: Connection, id: str) -> int | None:
    """Return the number of the correction that was undone last, where none was made since."""
    here = CORRECTIONS.c.collection == id
    last = select(func.coalesce(func.max(CORRECTIONS.c.number), 0)).where(here, stands()).scalar_subquery()
    undone = select(CORRECTIONS.c.number).where(here, CORRECTIONS.c.number > last)
    return connection.scalar(undone.order_by(CORRECTIONS.c.undone.desc(), CORRECTIONS.c.number).limit(1))


def _subject(change: Mapping[str, Any]) -> str:
    return sha256(json.dumps({key: change.get(key) for key in _CORRECTED}, sort_keys=True).encode()).hexdigest()


def change_of(row: Any) -> Change | None:
    """Return what a row of the log says, None where it can't be understood."""
    try:
        change = json.loads(row.change)
        asked = change.pop(_ORDER, None)
        correction = from_json(change)
    except (CorrectionError, ValueError, AttributeError):
        return None
    made = datetime.fromtimestamp(row.made, UTC)
    asked = asked if asked in get_args(Order) else None
    return Change(row.number, made, row.who, correction, row.undone is not None, row.undone_by, asked)
