"""Who may read and change a collection: asked here, where data are written, whatever a page shows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, or_, select, true

from geo.errors import AccessError
from geo.library import clock
from geo.library.connection import Database, Transaction
from geo.library.schema import COLLECTIONS, MEMBERS

Role = Literal["reader", "editor", "owner"]
_RANK: dict[str, int] = {"reader": 1, "editor": 2, "owner": 3}


@dataclass(frozen=True)
class Person:
    """Who asks for something.

    Args:
        name: what the log calls them.
        keys: the secret keys that they hold, by collection.
        address: their mail address, if somebody who can be trusted says that it is theirs.
    """

    name: str = "somebody"
    keys: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None

    @property
    def member_of(self) -> tuple[str, ...]:
        """What members are called that this person is: the address, and its "@domain"."""
        address = (self.address or "").lower()
        return (address, address[address.rfind("@") :]) if address else ()


NOBODY = Person()
LONGEST_ID = 200


def key_hash(key: str) -> str:
    """Return what of a secret key is kept."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


class Access:
    """Transactions on collections, for those who may.

    Args:
        database: where they are.
        everyone: what whoever has the link of a collection may do at least.
        keep_days: how long a collection is kept after its last change; None for ever.
    """

    def __init__(self, database: Database, *, everyone: Role, keep_days: float | None) -> None:
        self.database = database
        self.everyone = everyone
        self.keep_days = keep_days

    def read(self) -> Transaction:
        """Return a transaction that changes nothing; entering it raises `LibraryError` where there is no database."""
        return self.database.begin()

    def make(self) -> Transaction:
        """Return a transaction that makes something new; entering it raises `LibraryError` as `read` does."""
        return self.database.begin(writes=True)

    @contextmanager
    def change(
        self, id: str, person: Person, role: Role = "editor", *, everywhere: bool = False
    ) -> Iterator[Connection]:
        """Give a transaction that changes a collection; nobody else changes it meanwhile.

        Args:
            id: of the collection.
            person: who changes it.
            role: what they have to be in it.
            everywhere: whether all others that they may edit change with it.

        Raises:
            AccessError: there is no such collection, or `person` has not that role in it.
            LibraryError: the database can't be reached.
        """
        if not is_id(id):
            raise AccessError("There is no such collection.")
        with self.make() as connection:
            if everywhere:  # in one order, so that no two wait for each other
                ids = [*self.editable(connection, person), id]
                locked = select(COLLECTIONS.c.id).where(COLLECTIONS.c.id.in_(ids)).order_by(COLLECTIONS.c.id)
                connection.execute(locked.with_for_update()).all()
                others = COLLECTIONS.update().where(COLLECTIONS.c.id.in_(ids), COLLECTIONS.c.id != id)
                connection.execute(others.values(version=COLLECTIONS.c.version + 1))
            connection.execute(
                COLLECTIONS.update()
                .where(COLLECTIONS.c.id == id)
                .values(version=COLLECTIONS.c.version + 1, changed=clock.seconds())
            )
            row = present(connection, id)
            if _RANK[self.role(connection, row, person)] < _RANK[role]:
                raise AccessError("This collection can be changed by its editors only.")
            if row.expires is not None and self.keep_days is not None:  # what is worked with is kept
                later = max(row.expires, clock.seconds() + int(self.keep_days * clock.DAY))
                connection.execute(COLLECTIONS.update().where(COLLECTIONS.c.id == id).values(expires=later))
            yield connection

    def theirs(self, person: Person) -> ColumnElement[bool]:
        """Return the condition that a person holds a key of a collection or is a member of it, or may do all anyway."""
        if self.everyone == "owner":
            return true()
        mine = COLLECTIONS.c.id.in_(list(person.keys))
        members = select(MEMBERS.c.collection).where(MEMBERS.c.who.in_(person.member_of))
        return or_(mine, COLLECTIONS.c.id.in_(members))

    def editable(self, connection: Connection, person: Person) -> list[str]:
        """Return the ids of the library's collections that a person may edit."""
        there = (~COLLECTIONS.c.given, COLLECTIONS.c.deleted.is_(None), unexpired(), self.theirs(person))
        rows = connection.execute(select(COLLECTIONS).where(*there).order_by(COLLECTIONS.c.id)).all()
        return [row.id for row in rows if _RANK[self.role(connection, row, person)] >= _RANK["editor"]]

    def role(self, connection: Connection, row: Any, person: Person) -> Role:
        """Return what a person may do with the collection of a row."""
        found: list[Role] = [self.everyone]
        if self.everyone == "owner":
            return "owner"
        if key := person.keys.get(row.id):
            hashed = key_hash(key)
            found += ["owner"] if row.owner_hash and compare_digest(row.owner_hash, hashed) else []
            found += ["editor"] if row.editor_hash and compare_digest(row.editor_hash, hashed) else []
        if names := person.member_of:
            found += connection.scalars(
                select(MEMBERS.c.role).where(MEMBERS.c.collection == row.id, MEMBERS.c.who.in_(names))
            ).all()
        return max(found, key=lambda role: _RANK[role])


def is_id(id: str) -> bool:
    """Tell whether a collection may have such an id at all: the address bar may hold anything."""
    return bool(id) and len(id) <= LONGEST_ID and "\0" not in id


def row_of(connection: Connection, id: str) -> Any:
    """Return the row of a collection, deleted or not; None where there is none."""
    return connection.execute(select(COLLECTIONS).where(COLLECTIONS.c.id == id)).first()


def present(connection: Connection, id: str) -> Any:
    """Return the row of a collection that is there.

    Raises:
        AccessError: it was deleted, has expired, or never was.
    """
    row = row_of(connection, id)
    if row is None or gone(row):
        raise AccessError("There is no such collection any more.")
    return row


def unexpired() -> ColumnElement[bool]:
    """Return the condition that a collection has not expired."""
    return or_(COLLECTIONS.c.expires.is_(None), COLLECTIONS.c.expires > clock.seconds())


def gone(row: Any) -> bool:
    """Tell whether the collection of a row was deleted or has expired."""
    return row.deleted is not None or (row.expires is not None and row.expires <= clock.seconds())
