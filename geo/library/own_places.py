"""The places of a newsroom's own: of one collection, or of all; who added, changed and removed them, and when.

An article whose words name such a place is read with it, and known by it too (`rows.key_of`): what adds, changes or
removes a place gives the articles that name it other keys, by which they are read anew. Until then what was read before
stands under the new key, as an earlier version's.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from geo.errors import AccessError, LibraryError
from geo.gazetteer.own import OwnPlace, OwnPlaces, from_json
from geo.gazetteer.own_files import MOST
from geo.library.access import Access, Person
from geo.library.clock import seconds
from geo.library.contents import Added, rekey
from geo.library.own_rows import in_force, places_of
from geo.library.schema import OWN_PLACES

MOST_STATES = 4 * MOST
"""States of places of one collection that are kept in all."""


class Shelved(NamedTuple):
    """A place of a newsroom's own, who gave it as it is, when, and whether it is of all collections."""

    place: OwnPlace
    who: str
    made: datetime
    everywhere: bool


class PlaceChange(NamedTuple):
    """A line of the log: who did what with a place, and when."""

    made: datetime
    who: str
    what: str
    """In words: added the place Tannery."""


class PlaceShelf:
    """The places of collections.

    Args:
        access: to the library.
        bound: lets pass a collection that is not too large, or raises `LibraryError`.
    """

    def __init__(self, access: Access, bound: Callable[[Connection, str], None]) -> None:
        self._access = access
        self._bound = bound

    def of(self, id: str | None) -> list[Shelved]:
        """Return the places that a collection has, those of all collections among them, by name.

        Args:
            id: of the collection; None for those of all collections alone.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            rows = connection.execute(select(OWN_PLACES).where(in_force(id))).all()
        found = [
            Shelved(from_json(json.loads(row.content)), row.who, _time(row.made), row.collection is None)
            for row in rows
        ]
        return sorted(found, key=lambda shelved: (shelved.place.name.casefold(), shelved.place.id))

    def named_in(self, id: str | None, text: str) -> OwnPlaces:
        """Return the places of a collection that a text names: those that it is read with.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            return places_of(connection, id).within(text)

    def add(self, id: str | None, places: Iterable[OwnPlace], person: Person) -> Added:
        """Add places to a collection; those that are there already, by their ids, stay as they are.

        Args:
            id: of the collection; None for all collections, which is for one's own desk.
            places: the places.
            person: who adds them.

        Raises:
            LibraryError: there are too many, the collection is gone, `person` may not, or the library can't be reached.
        """
        places = list(places)
        added = self._changed(id, person, lambda known: [place for place in places if place.id not in known], [])
        return Added(added, len(places) - added)

    def change(self, id: str | None, place: OwnPlace, person: Person) -> None:
        """Put a place in the place of that with its id.

        Raises:
            LibraryError: it is gone, or as `add`.
        """

        def renewed(known: dict[str, OwnPlace]) -> list[OwnPlace]:
            if place.id not in known:
                raise LibraryError("This place has just been removed by somebody else.")
            return [place] if known[place.id] != place else []

        self._changed(id, person, renewed, [place.id])

    def remove(self, id: str | None, ids: Sequence[str], person: Person) -> list[OwnPlace]:
        """Remove places from a collection, and return them: `add` brings them back.

        Raises:
            LibraryError: as `add`.
        """
        removed: list[OwnPlace] = []

        def gone(known: dict[str, OwnPlace]) -> list[OwnPlace]:
            removed.extend(known[one] for one in ids if one in known)
            return []

        self._changed(id, person, gone, ids)
        return removed

    def log(self, id: str | None) -> list[PlaceChange]:
        """Return what was done with the places of a collection, the last first.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            rows = connection.execute(select(OWN_PLACES).where(_of(id)).order_by(OWN_PLACES.c.number)).all()
        found: list[tuple[tuple[int, int], PlaceChange]] = []
        changed: set[str] = set()
        for row in rows:
            name = json.loads(row.content)["name"]
            did = "changed" if row.id in changed else "added"
            found.append(((row.made, row.number), PlaceChange(_time(row.made), row.who, f"{did} the place {name}")))
            changed.discard(row.id)
            if row.ended_by is not None:
                line = PlaceChange(_time(row.ended), row.ended_by, f"removed the place {name}")
                found.append(((row.ended, row.number), line))
            elif row.ended is not None:
                changed.add(row.id)
        return [line for _, line in sorted(found, key=lambda one: one[0])][::-1]

    def copy(self, connection: Connection, id: str, into: str) -> None:
        """Copy the places of a collection to another one, in a transaction; of one that both have the other's stays."""
        known = set(connection.scalars(select(OWN_PLACES.c.id).where(_of(into), OWN_PLACES.c.ended.is_(None))))
        rows = connection.execute(
            select(OWN_PLACES).where(_of(id), OWN_PLACES.c.ended.is_(None)).order_by(OWN_PLACES.c.number)
        ).mappings()
        copies = [
            {**{name: row[name] for name in row if name != "number"}, "collection": into}
            for row in rows
            if row["id"] not in known
        ]
        if copies:
            connection.execute(OWN_PLACES.insert(), copies)

    def _changed(
        self,
        id: str | None,
        person: Person,
        made: Callable[[dict[str, OwnPlace]], list[OwnPlace]],
        ended: Sequence[str],
    ) -> int:
        """End states of places and begin others, give articles that name them other keys; return how many began."""
        if id is not None:
            with self._access.change(id, person) as connection:
                return self._set(connection, id, person, made, ended)
        if self._access.everyone != "owner":
            raise AccessError("Places of all collections are for one's own desk: here, give them to a collection.")
        with self._access.make() as connection:
            return self._set(connection, None, person, made, ended)

    def _set(
        self,
        connection: Connection,
        id: str | None,
        person: Person,
        made: Callable[[dict[str, OwnPlace]], list[OwnPlace]],
        ended: Sequence[str],
    ) -> int:
        rows = connection.execute(select(OWN_PLACES).where(_of(id), OWN_PLACES.c.ended.is_(None))).all()
        known = {row.id: from_json(json.loads(row.content)) for row in rows}
        given = {place.id: place for place in made(known)}
        over = [one for one in ended if one in known and known[one] != given.get(one)]
        if len(known) - len(over) + len(given) > MOST:
            raise LibraryError(f"A collection has {MOST:,} places of its own at most.")
        states = connection.scalar(select(func.count()).select_from(OWN_PLACES).where(_of(id))) or 0
        if given and states + len(given) > MOST_STATES:
            raise LibraryError("The places of this collection were changed as often as is kept.")
        now = seconds()
        if over:
            numbers = [row.number for row in rows if row.id in over]
            ending = OWN_PLACES.update().where(OWN_PLACES.c.number.in_(numbers))
            connection.execute(ending.values(ended=now, ended_by=None if given else person.name[:200]))
        if given:
            connection.execute(
                OWN_PLACES.insert(),
                [
                    {
                        "collection": id, "id": place.id, "made": now, "who": person.name[:200],
                        "content": json.dumps(place.as_json()), "ended": None, "ended_by": None,
                    }
                    for place in given.values()
                ],
            )  # fmt: skip
        if id is not None and given:
            self._bound(connection, id)
        if given or over:
            touched = [OwnPlaces([known[one] for one in over]), OwnPlaces(given.values())]
            rekey(connection, id, touched)
        return len(given)


def _of(id: str | None) -> Any:
    """Return the condition that a place was given to a collection, or to all."""
    return OWN_PLACES.c.collection.is_(None) if id is None else OWN_PLACES.c.collection == id


def _time(since: int) -> datetime:
    return datetime.fromtimestamp(since, UTC)
