"""The feeds that collections grow by: which, how often they are asked, and what came of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, select

from geo.articles.feeds import Feed
from geo.errors import AccessError, LibraryError
from geo.library import contents
from geo.library.access import Access, Person, present, unexpired
from geo.library.clock import seconds
from geo.library.contents import Added
from geo.library.schema import COLLECTIONS, FEEDS

MOST = 50
"""Feeds of one collection."""
LEAST_MINUTES = 10
"""How often a feed is asked at most."""
_LONGEST = 2_000


class Followed(NamedTuple):
    """A feed that a collection grows by."""

    number: int
    collection: str
    feed: Feed
    minutes: int
    """How often it is asked; 0 for on demand only."""
    checked: datetime | None
    said: str
    """What came of the last time."""


class Feeds:
    """The feeds of collections."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def follow(self, id: str, address: str, minutes: int, person: Person) -> int:
        """Have a collection grow by a feed, and return the feed's number there.

        Args:
            id: of the collection.
            address: of the feed, or of a page that names it.
            minutes: how often it is asked; 0 for on demand only.
            person: who wants it.

        Raises:
            LibraryError: it is followed already, there are too many, the collection is gone, `person` may not, or the
                library can't be reached.
        """
        address = address.strip()[:_LONGEST]
        with self._access.change(id, person) as connection:
            known = connection.scalars(select(FEEDS.c.address).where(FEEDS.c.collection == id)).all()
            if address in known:
                raise LibraryError("This collection has this feed already.")
            if len(known) >= MOST:
                raise LibraryError(f"A collection has {MOST} feeds at most.")
            row = {
                "collection": id, "address": address, "minutes": max(minutes, LEAST_MINUTES) if minutes else 0,
                "checked": None, "said": "", "state": json.dumps(asdict(Feed(address=address))),
            }  # fmt: skip
            return int(connection.scalar(FEEDS.insert().values(row).returning(FEEDS.c.number)) or 0)

    def unfollow(self, id: str, number: int, person: Person) -> None:
        """Have a collection grow by a feed no longer; its articles stay.

        Raises:
            LibraryError: the collection is gone, `person` may not, or the library can't be reached.
        """
        with self._access.change(id, person) as connection:
            connection.execute(delete(FEEDS).where(FEEDS.c.collection == id, FEEDS.c.number == number))

    def of(self, id: str) -> list[Followed]:
        """Return the feeds of a collection.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            rows = connection.execute(select(FEEDS).where(FEEDS.c.collection == id).order_by(FEEDS.c.number)).all()
        return [_followed(row) for row in rows]

    def due(self) -> list[Followed]:
        """Return the feeds that are to be asked by now, the longest waiting first.

        Raises:
            LibraryError: the library can't be reached.
        """
        late = func.coalesce(FEEDS.c.checked, 0) + 60 * FEEDS.c.minutes
        with self._access.read() as connection:
            rows = connection.execute(
                select(FEEDS)
                .join(COLLECTIONS, COLLECTIONS.c.id == FEEDS.c.collection)
                .where(FEEDS.c.minutes > 0, late <= seconds(), COLLECTIONS.c.deleted.is_(None))
                .where(unexpired())
                .order_by(late)
            ).all()
        return [_followed(row) for row in rows]

    def claim(self, followed: Followed) -> bool:
        """Take a feed on, so that no other process asks it too; tell whether nobody else had.

        Raises:
            LibraryError: the library can't be reached.
        """
        mine = FEEDS.c.number == followed.number
        before = FEEDS.c.checked.is_(None) if followed.checked is None else FEEDS.c.checked == _since(followed.checked)
        with self._access.make() as connection:
            return bool(connection.execute(FEEDS.update().where(mine, before).values(checked=seconds())).rowcount)

    def grow(self, followed: Followed, feed: Feed, articles: Iterable[Mapping[str, Any]], said: str) -> Added:
        """Keep what came of asking a feed: the articles and how the feed stands, both or neither.

        Raises:
            LibraryError: the collection or the feed is gone, or the library can't be reached.
        """
        with self._access.make() as connection:
            present(connection, followed.collection)
            added = contents.add(connection, followed.collection, articles, seconds())
            if added.new:
                connection.execute(
                    COLLECTIONS.update()
                    .where(COLLECTIONS.c.id == followed.collection)
                    .values(version=COLLECTIONS.c.version + 1, changed=seconds())
                )
            self._keep(connection, followed, feed, said)
        return added

    def failed(self, followed: Followed, said: str) -> None:
        """Keep why a feed could not be asked.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.make() as connection:
            self._keep(connection, followed, followed.feed, said)

    def _keep(self, connection: Connection, followed: Followed, feed: Feed, said: str) -> None:
        state = {"checked": seconds(), "said": said[:_LONGEST], "state": json.dumps(asdict(feed))}
        if not connection.execute(FEEDS.update().where(FEEDS.c.number == followed.number).values(state)).rowcount:
            raise AccessError("This feed is followed no longer.")


def _followed(row: Any) -> Followed:
    checked = None if row.checked is None else datetime.fromtimestamp(row.checked, UTC)
    return Followed(row.number, row.collection, Feed(**json.loads(row.state)), row.minutes, checked, row.said)


def _since(moment: datetime) -> int:
    return int(moment.timestamp())
