"""The library: collections of articles with what was read in them and what people corrected, until they expire."""

import logging
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, func, or_, select
from sqlalchemy import delete as delete_from
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from geo import journal
from geo.contract import ParsedArticle
from geo.corrections import Elsewhere, Reach
from geo.edition import fingerprint
from geo.errors import AccessError, LibraryError
from geo.gazetteer.own import OwnPlaces
from geo.library import contents, everywhere
from geo.library.access import NOBODY, Access, Person, Role, gone, is_id, key_hash, present, row_of, unexpired
from geo.library.backup import backup, restore
from geo.library.clock import DAY, SureClock, seconds
from geo.library.connection import Database, engine_of
from geo.library.contents import Added, Chosen, Pending
from geo.library.feeds import Feeds
from geo.library.log import Log
from geo.library.own_places import PlaceShelf
from geo.library.schema import ARTICLES, CLAIMS, COLLECTIONS, MEMBERS, READINGS
from geo.library.upgrade import upgrade
from geo.paths import library_file

BIN_DAYS = 30
"""How long a deleted collection can be brought back."""
CLAIM = 30
"""Seconds after which others read an article whose reader has not been heard of."""
_ADDRESS = re.compile(r"[^\s@]{0,64}@[^\s@]{1,250}")
_LONGEST_NAME, _LONGEST_ABOUT = 200, 5_000


class Kept(NamedTuple):
    """What is known of a collection without opening it."""

    id: str
    created: datetime
    changed: datetime
    expires: datetime | None
    """None for never."""
    name: str | None
    about: str
    version: int
    """Another one after each change."""
    articles: int
    read: int
    """How many of the articles were read, by whichever version of the engine,"""
    stale: int
    """and how many of these by an earlier version only."""
    role: Role
    """What who asked may do with it."""
    deleted: datetime | None = None


class Library:
    """A library in SQLite or PostgreSQL. Safe to use from several threads and processes.

    `log` holds the corrections, `feeds` what collections grow by, `places` those of a newsroom's own.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        keep_days: float | None,
        most: int,
        most_bytes: int,
        most_in_all: float | None,
        everyone: Role,
    ) -> None:
        self._database = Database(engine)
        self._access = Access(self._database, everyone=everyone, keep_days=keep_days)
        self._clock = SureClock()
        self._keep_days = keep_days
        self._most = most
        self._most_bytes = most_bytes
        self._most_in_all = most_in_all
        self.log = Log(self._access)
        self.feeds = Feeds(self._access)
        self.places = PlaceShelf(self._access, self._bound)

    @classmethod
    def open(
        cls,
        url: str | None = None,
        *,
        keep_days: float | None = 30,
        most: int = 5_000,
        most_bytes: int = 2_000_000,
        most_in_all: float | None = None,
        everyone: Role = "reader",
    ) -> "Library":
        """Open the library, made if it isn't there yet, and brought to this version's tables.

        Args:
            url: SQLAlchemy's address of a database ("sqlite:///library.sqlite", "postgresql://user@host/name"); a file
                in the user's data folder where None.
            keep_days: how many days after its last change a collection expires; None for never.
            most: how many collections are kept at most.
            most_bytes: how large one may be, packed.
            most_in_all: how large all together may be; None for any size.
            everyone: what somebody without a key of a collection may do with it.

        Raises:
            LibraryError: the database can't be reached, its driver is not installed, or a newer version made it.
        """
        try:
            engine = engine_of(url or f"sqlite:///{library_file()}")
            upgrade(engine)
        except (NoSuchModuleError, ModuleNotFoundError, SQLAlchemyError, ArgumentError, OSError) as error:
            journal.note("store", kind="open", why=_why(error), level=logging.ERROR)
            raise LibraryError("The library can't be opened. Whoever runs this app finds why in its log.") from error
        return cls(
            engine,
            keep_days=keep_days,
            most=most,
            most_bytes=most_bytes,
            most_in_all=most_in_all,
            everyone=everyone,
        )

    # --- collections

    def create(
        self,
        name: str | None = None,
        about: str = "",
        *,
        keep_days: float | None = None,
        person: Person = NOBODY,
    ) -> tuple[str, str]:
        """Make an empty collection.

        Args:
            name: what its makers call it; None for one that is called by its articles.
            about: what they say of it.
            keep_days: expire sooner than the host has set.
            person: who makes it: what holds in all collections that they may edit holds in this one too.

        Returns:
            The id for the link, which can't be guessed, and the key of its owner, which is kept nowhere else.

        Raises:
            LibraryError: the library is full, or can't be reached.
        """
        self.purge()
        with self._access.make() as connection:
            return self._create(connection, name, about, keep_days, person)

    def save(
        self,
        records: Sequence[ParsedArticle],
        name: str | None = None,
        *,
        keep_days: float | None = None,
        person: Person = NOBODY,
        places: OwnPlaces | None = None,
    ) -> tuple[str, str]:
        """Make a collection of what was just read; arguments and answers as for `create`.

        `places` are those of somebody's own that it was read with.

        Raises:
            LibraryError: it is too large, the library is full, or can't be reached.
        """
        self.purge()
        with self._access.make() as connection:
            id, key = self._create(connection, name, "", keep_days, person)
            contents.put(connection, id, records, fingerprint(), seconds(), places)
            self._bound(connection, id)
        return id, key

    def give(self, id: str, name: str) -> None:
        """Make the row of a collection whose articles are elsewhere, in a file or a seed, unless it is there.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            if connection.scalar(select(COLLECTIONS.c.id).where(COLLECTIONS.c.id == id)) is not None:
                return
        with self._access.make() as connection:
            if connection.scalar(select(COLLECTIONS.c.id).where(COLLECTIONS.c.id == id)) is None:
                connection.execute(COLLECTIONS.insert().values(_collection(id, "", name, "", None, given=True)))

    def describe(self, id: str, person: Person, *, name: str | None, about: str) -> None:
        """Give a collection a name and say what it is about.

        Raises:
            LibraryError: it is gone, `person` may not, or the library can't be reached.
        """
        with self._access.change(id, person) as connection:
            connection.execute(
                COLLECTIONS.update()
                .where(COLLECTIONS.c.id == id)
                .values(name=_short(name, _LONGEST_NAME) or None, about=_short(about, _LONGEST_ABOUT))
            )

    def look(self, id: str, person: Person = NOBODY, known: Kept | None = None) -> Kept | None:
        """Return what is known of a collection, None where there is none, or none any more.

        Args:
            id: of the collection.
            person: who asks.
            known: what was known of it before, so that only what has changed is looked up.

        Raises:
            LibraryError: the library can't be reached.
        """
        if not is_id(id):
            return None
        with self._access.read() as connection:
            if known is not None:
                row = row_of(connection, id)
                if row is not None and row.version == known.version and not gone(row):
                    return known._replace(role=self._access.role(connection, row, person))
            row = connection.execute(_counted().where(COLLECTIONS.c.id == id)).first()
            return None if row is None or gone(row) else self._kept(connection, row, person)

    def listed(self, person: Person, *, deleted: bool = False, most: int | None = None) -> list[Kept]:
        """Return the collections of a person, the last changed first.

        Those are the ones that they hold a key of or are a member of; all where everyone is an owner.

        Args:
            person: who asks.
            deleted: those that were deleted and can be brought back, instead.
            most: how many at most; None for all.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            wanted = _counted().where(~COLLECTIONS.c.given).order_by(COLLECTIONS.c.changed.desc(), COLLECTIONS.c.id)
            wanted = wanted.where(
                COLLECTIONS.c.deleted.isnot(None) if deleted else COLLECTIONS.c.deleted.is_(None),
                unexpired(),
                self._access.theirs(person),
            )
            return [self._kept(connection, row, person) for row in connection.execute(wanted.limit(most))]

    def ids(self) -> list[str]:
        """Return the ids of all collections that have not expired, those among them that can be brought back.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            return list(connection.scalars(select(COLLECTIONS.c.id).where(unexpired())))

    def delete(self, id: str, person: Person, *, for_good: bool = False) -> bool:
        """Delete a collection; it can be brought back for `BIN_DAYS` days unless that is `for_good`.

        Returns:
            Whether it was there, and `person` its owner.

        Raises:
            LibraryError: the library can't be reached.
        """
        try:
            with self._access.change(id, person, "owner") as connection:
                if for_good:
                    _drop(connection, [id])
                else:
                    connection.execute(COLLECTIONS.update().where(COLLECTIONS.c.id == id).values(deleted=seconds()))
        except AccessError:
            return False
        return True

    def bring_back(self, id: str, person: Person) -> bool:
        """Undo the deletion of a collection; tell whether it was there, and `person` its owner.

        Raises:
            LibraryError: the library can't be reached.
        """
        if not is_id(id):
            return False
        with self._access.make() as connection:
            row = row_of(connection, id)
            if row is None or self._access.role(connection, row, person) != "owner":
                return False
            connection.execute(COLLECTIONS.update().where(COLLECTIONS.c.id == id).values(deleted=None))
        return True

    def join(self, ids: Sequence[str], name: str | None, person: Person) -> tuple[str, str]:
        """Make a collection of the articles and corrections of others, which stay as they are.

        Returns:
            As `create` does.

        Raises:
            LibraryError: one is gone, they are too large, the library is full, or can't be reached.
        """
        with self._access.make() as connection:
            found = connection.execute(select(COLLECTIONS).where(COLLECTIONS.c.id.in_(ids))).all()
            if len(found) < len(set(ids)) or any(map(gone, found)):
                raise AccessError("One of these collections is gone.")
            made, key = self._create(connection, name, "", None, person)
            for id in ids:
                self.places.copy(connection, id, made)
            for id in ids:
                contents.copy(connection, id, made)
                self.log.copy(connection, id, made)
            self._bound(connection, made)
        return made, key

    def split(self, id: str, numbers: Sequence[int], name: str | None, person: Person) -> tuple[str, str]:
        """Make a collection of some articles of another, with its corrections; the other stays as it is.

        Returns:
            As `create` does.

        Raises:
            LibraryError: it is gone, the library is full, or can't be reached.
        """
        with self._access.make() as connection:
            present(connection, id)
            made, key = self._create(connection, name, "", None, person)
            self.places.copy(connection, id, made)
            contents.copy(connection, id, made, numbers)
            self.log.copy(connection, id, made)
        return made, key

    # --- who may

    def members(self, id: str, person: Person) -> list[tuple[str, Role]]:
        """Return who is a member of a collection, by mail address or "@domain", and as what.

        Raises:
            LibraryError: it is gone, `person` is not its owner, or the library can't be reached.
        """
        with self._access.read() as connection:
            row = row_of(connection, id)
            if row is None or gone(row) or self._access.role(connection, row, person) != "owner":
                raise AccessError("Only its owner sees who the members of a collection are.")
            rows = connection.execute(select(MEMBERS).where(MEMBERS.c.collection == id).order_by(MEMBERS.c.who))
            return [(row.who, row.role) for row in rows]

    def admit(self, id: str, person: Person, who: str, role: Role | None) -> None:
        """Make somebody a member of a collection, by mail address or "@domain"; None ends that.

        Raises:
            LibraryError: it is gone, `person` is not its owner, that is no address, or the library can't be reached.
        """
        who = who.strip().lower()
        if not _ADDRESS.fullmatch(who):
            raise LibraryError("A member is a mail address, like ana@example.org, or a domain, like @example.org.")
        with self._access.change(id, person, "owner") as connection:
            connection.execute(delete_from(MEMBERS).where(MEMBERS.c.collection == id, MEMBERS.c.who == who))
            if role:
                connection.execute(MEMBERS.insert().values(collection=id, who=who, role=role))

    def editor_key(self, id: str, person: Person) -> str:
        """Return a new key with which a collection can be edited; those that were given out before end.

        Raises:
            LibraryError: it is gone, `person` is not its owner, or the library can't be reached.
        """
        key = secrets.token_urlsafe(24)
        with self._access.change(id, person, "owner") as connection:
            connection.execute(COLLECTIONS.update().where(COLLECTIONS.c.id == id).values(editor_hash=key_hash(key)))
        return key

    # --- articles and readings

    def add(self, id: str, articles: Iterable[Mapping[str, Any]], person: Person) -> Added:
        """Add articles, by their fields, to be read later; those that are there already, by text or address, are not.

        Raises:
            LibraryError: it is too large, gone, `person` may not, the library is full, or can't be reached.
        """
        with self._access.change(id, person) as connection:
            added = contents.add(connection, id, articles, seconds())
            self._bound(connection, id)
        return added

    def add_read(
        self, id: str, records: Sequence[ParsedArticle], person: Person, places: OwnPlaces | None = None
    ) -> Added:
        """Add articles that were just read, with `places` of somebody's own; as `add`."""
        with self._access.change(id, person) as connection:
            added = contents.put(connection, id, records, fingerprint(), seconds(), places)
            self._bound(connection, id)
        return added

    def remove(self, id: str, numbers: Sequence[int], person: Person) -> None:
        """Take articles out of a collection.

        Raises:
            LibraryError: it is gone, `person` may not, or the library can't be reached.
        """
        with self._access.change(id, person) as connection:
            connection.execute(
                delete_from(ARTICLES).where(ARTICLES.c.collection == id, ARTICLES.c.number.in_(list(numbers)))
            )
            contents.sweep(connection)

    def articles(self, id: str, *, most: int | None = None) -> list[contents.Listed]:
        """Return the articles of a collection, the first `most` if that is given, and how their reading stands.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            return contents.listed(connection, id, most)

    def pending(
        self, *, within: Sequence[str] = (), but: Sequence[str] = (), most: int = 1, claimed: bool = False
    ) -> list[Pending]:
        """Return articles to be read, first those that never were, the first added first.

        Args:
            within: ids of collections of which also those are returned that another version of the engine read.
            but: ids of collections of which none is returned.
            most: how many at most.
            claimed: whether also what somebody reads at the moment.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            return contents.pending(connection, fingerprint(), within, but, most, None if claimed else seconds())

    def claim(self, key: str) -> bool:
        """Take the article of a key on for `CLAIM` seconds, to be read; tell whether nobody else reads it.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.make() as connection:
            return contents.claim(connection, key, seconds(), seconds() + CLAIM)

    def renew(self, key: str) -> None:
        """Keep a claim for `CLAIM` seconds more.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.make() as connection:
            connection.execute(CLAIMS.update().where(CLAIMS.c.key == key).values(until=seconds() + CLAIM))

    def release(self, key: str) -> None:
        """Give a claim up.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.make() as connection:
            contents.release(connection, key)

    def keep_reading(self, key: str, record: ParsedArticle | None, failed: str = "") -> None:
        """Keep what was read in the article of a key, or why it could not be.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.make() as connection:
            contents.keep_reading(connection, key, fingerprint(), record, seconds(), failed)
            contents.release(connection, key)

    def retry(self, id: str, person: Person) -> None:
        """Have what could not be read tried again.

        Raises:
            LibraryError: it is gone, `person` may not, or the library can't be reached.
        """
        with self._access.change(id, person) as connection:
            keys = select(ARTICLES.c.key).where(ARTICLES.c.collection == id)
            connection.execute(delete_from(READINGS).where(READINGS.c.key.in_(keys), READINGS.c.content.is_(None)))

    def get(self, id: str) -> list[ParsedArticle] | None:
        """Return what was read in a collection, corrected as its log says; None where there is no such collection.

        Raises:
            LibraryError: the library can't be reached.
        """
        if self.look(id) is None:
            return None
        return self.log.applied(id, self.readings(self.chosen(id)))

    def chosen(self, id: str) -> list[Chosen]:
        """Return the articles of a collection that were read, in their order.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            return contents.chosen(connection, id, fingerprint())

    def readings(self, wanted: Sequence[Chosen]) -> list[ParsedArticle]:
        """Return what was read in articles, in their order, as no correction has changed it.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            return contents.records(connection, wanted)

    def reach(self, correction: Elsewhere, person: Person, *, but: str) -> tuple[Reach, int]:
        """Return how much a correction in all collections that a person may edit would change, and in how many.

        Args:
            correction: the correction.
            person: who would make it.
            but: id of a collection that is not counted.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.read() as connection:
            ids = [id for id in self._access.editable(connection, person) if id != but]
            return everywhere.reach_of(connection, ids, correction)

    # --- the library itself

    def check(self) -> None:
        """Do nothing if the library works.

        Raises:
            LibraryError: it can't be reached.
        """
        with self._access.read() as connection:
            connection.execute(select(1))

    def backup(self, path: Path) -> dict[str, int]:
        """Write the library to a file, whole or not at all; return how many rows of each table that were.

        Raises:
            LibraryError: it can't be reached.
            OSError: the file can't be written.
        """
        try:
            return backup(self._database.engine, path)
        except SQLAlchemyError as error:
            raise self._database.failed(error) from error

    def restore(self, path: Path) -> dict[str, int]:
        """Fill the library, which has to be empty, from a file of `backup`; return as that does.

        Raises:
            LibraryError: the file is none, the library is not empty, or can't be reached.
            OSError: the file can't be read.
        """
        try:
            return restore(self._database.engine, path)
        except SQLAlchemyError as error:
            raise self._database.failed(error) from error

    def purge(self) -> int:
        """Delete for good what has surely expired or was deleted long ago, and return how many collections that were.

        Raises:
            LibraryError: the library can't be reached.
        """
        with self._access.make() as connection:
            sure = self._clock.now(connection, COLLECTIONS.c.created)
            old = or_(COLLECTIONS.c.expires <= sure, COLLECTIONS.c.deleted <= sure - BIN_DAYS * DAY)
            ids = connection.scalars(select(COLLECTIONS.c.id).where(old)).all()
            if ids:
                _drop(connection, ids)
            return len(ids)

    def _create(
        self, connection: Connection, name: str | None, about: str, keep_days: float | None, person: Person
    ) -> tuple[str, str]:
        count = select(func.count()).select_from(COLLECTIONS).where(unexpired(), ~COLLECTIONS.c.given)
        if (connection.scalar(count) or 0) >= self._most:
            raise LibraryError("No more can be kept here at the moment: the library is full.")
        id, key = _new_id(), secrets.token_urlsafe(24)
        days = min((value for value in (keep_days, self._keep_days) if value is not None), default=None)
        expires = None if days is None else seconds() + int(days * DAY)
        connection.execute(COLLECTIONS.insert().values(_collection(id, key_hash(key), name, about, expires)))
        self.log.take_over(connection, id, person)
        return id, key

    def _bound(self, connection: Connection, id: str) -> None:
        """Let pass what is not too large.

        Raises:
            LibraryError: it is.
        """
        if contents.size(connection, id) > self._most_bytes:
            raise LibraryError(f"This is too large to be kept: {self._most_bytes / 1e6:g} MB packed is the limit.")
        if self._most_in_all and contents.size(connection) > self._most_in_all:
            raise LibraryError("No more can be kept here at the moment: the library is full.")

    def _kept(self, connection: Connection, row: Any, person: Person) -> Kept:
        role = self._access.role(connection, row, person)
        return Kept(
            row.id, _time(row.created), _time(row.changed), None if row.expires is None else _time(row.expires),
            row.name, row.about, row.version, row.articles, row.read, row.stale, role,
            None if row.deleted is None else _time(row.deleted),
        )  # fmt: skip


def _collection(
    id: str, owner: str, name: str | None, about: str, expires: int | None, *, given: bool = False
) -> dict[str, Any]:
    now = seconds()
    return {
        "id": id, "name": _short(name, _LONGEST_NAME) or None, "about": _short(about, _LONGEST_ABOUT),
        "owner_hash": owner, "editor_hash": "", "given": given, "created": now, "changed": now, "expires": expires,
        "deleted": None, "version": 1,
    }  # fmt: skip


def _counted() -> Select[Any]:
    """Return the query for collections with how many articles they have, and how many of them were read."""
    articles = select(func.count()).where(ARTICLES.c.collection == COLLECTIONS.c.id).correlate(COLLECTIONS)
    done = select(READINGS.c.key).where(READINGS.c.key == ARTICLES.c.key, READINGS.c.content.isnot(None))
    now = done.where(READINGS.c.engine.in_((fingerprint(), contents.AS_GIVEN)))
    counts = {
        "articles": articles, "read": articles.where(done.exists()),
        "stale": articles.where(done.exists(), ~now.exists()),
    }  # fmt: skip
    return select(COLLECTIONS, *(count.scalar_subquery().label(name) for name, count in counts.items()))


def _drop(connection: Connection, ids: Sequence[str]) -> None:
    connection.execute(delete_from(COLLECTIONS).where(COLLECTIONS.c.id.in_(list(ids))))
    contents.sweep(connection)


def _short(words: str | None, most: int) -> str:
    """Return one's words as they are kept: without what no database takes, and not too long."""
    return (words or "").replace("\0", "").encode("utf-8", "replace").decode().strip()[:most]


def _why(error: Exception) -> str:
    """Return a cause for the log, without an address that may hold a password."""
    if isinstance(error, (NoSuchModuleError, ModuleNotFoundError)):
        return 'its driver is missing; for PostgreSQL: pip install "psycopg[binary]"'
    return type(getattr(error, "orig", None) or error).__name__


def _time(since: int) -> datetime:
    return datetime.fromtimestamp(since, UTC)


def _new_id() -> str:
    """Return an id that can't be guessed, and that a command line doesn't take for an option."""
    while (id := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return id
