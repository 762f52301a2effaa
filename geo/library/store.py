"""What is kept for links: articles and what was read in them, under an id that can't be guessed, until it expires."""

import json
import logging
import re
import secrets
import time
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any, NamedTuple, cast

import platformdirs
from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, String, Table, func, or_, select
from sqlalchemy import delete as delete_from
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, ProgrammingError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from geo import journal
from geo.contract import ParsedArticle
from geo.errors import LibraryError
from geo.library.clock import SEEN, SureClock
from geo.library.connection import Database, Transaction, engine_of

_DAY = 86_400
_ID = re.compile(r"[A-Za-z0-9_-]{10,32}")

_KEPT = Table(
    "shared_articles",
    MetaData(),
    Column("id", String(32), primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("created", Integer, nullable=False),
    Column("expires", Integer, index=True),
    Column("content", LargeBinary, nullable=False),
)


class Kept(NamedTuple):
    """Since when something is kept, and until when; None for ever."""

    created: datetime
    expires: datetime | None


class Library:
    """A store of shared articles, in SQLite or PostgreSQL. Safe to use from several threads and processes."""

    def __init__(
        self, engine: Engine, *, keep_days: float | None, most: int, most_bytes: int, most_in_all: float | None = None
    ) -> None:
        self._database = Database(engine)
        self._clock = SureClock()
        self._keep_days = keep_days
        self._most = most
        self._most_bytes = most_bytes
        self._most_in_all = most_in_all

    @classmethod
    def open(
        cls,
        url: str | None = None,
        *,
        keep_days: float | None = 30,
        most: int = 5_000,
        most_bytes: int = 2_000_000,
        most_in_all: float | None = None,
    ) -> "Library":
        """Open the store, made if it isn't there yet.

        Args:
            url: SQLAlchemy's address of a database ("sqlite:///links.sqlite", "postgresql://user@host/name"); a file
                in the user's data folder where None.
            keep_days: after how many days a saved article expires; None for never.
            most: how many articles or collections are kept at most.
            most_bytes: how large one may be, packed.
            most_in_all: how large all together may be; None for any size.

        Raises:
            LibraryError: the database can't be reached or its driver is not installed.
        """
        try:
            engine = engine_of(url or f"sqlite:///{_default_file()}")
            _create(engine)
        except (NoSuchModuleError, ModuleNotFoundError, SQLAlchemyError, ArgumentError, OSError) as error:
            journal.note("store", kind="open", why=_why(error), level=logging.ERROR)
            raise LibraryError(
                "The store of shared articles can't be opened. Whoever runs this app finds why in its log."
            ) from error
        return cls(engine, keep_days=keep_days, most=most, most_bytes=most_bytes, most_in_all=most_in_all)

    def save(self, records: Sequence[ParsedArticle], *, keep_days: float | None = None) -> tuple[str, str]:
        """Keep what was read: an article, or several as one collection.

        Args:
            records: a record an article, its text among them.
            keep_days: expire sooner than the host has set.

        Returns:
            The id for the link, and the token that deletes it again, which is stored nowhere else.

        Raises:
            LibraryError: it is too large, the store is full, or can't be reached.
        """
        content = pack(records)
        if len(content) > self._most_bytes:
            raise LibraryError(f"This is too large to share: {self._most_bytes / 1e6:g} MB packed is the limit.")
        days = min((value for value in (keep_days, self._keep_days) if value is not None), default=None)
        now = int(time.time())
        id, token = secrets.token_urlsafe(16), secrets.token_urlsafe(24)
        row = {
            "id": id,
            "token_hash": _hash(token),
            "created": now,
            "expires": None if days is None else now + int(days * _DAY),
            "content": content,
        }
        self.purge()
        with self._begin() as connection:
            there = or_(_KEPT.c.expires.is_(None), _KEPT.c.expires > now)
            count, size = connection.execute(
                select(func.count(), func.coalesce(func.sum(func.length(_KEPT.c.content)), 0)).where(there)
            ).one()
            if count >= self._most or (self._most_in_all and size + len(content) > self._most_in_all):
                raise LibraryError("No more articles can be shared here at the moment: the store is full.")
            connection.execute(_KEPT.insert().values(row))
        return id, token

    def get(self, id: str) -> list[ParsedArticle] | None:
        """Return the records kept under `id`, None where there is none, or none any more.

        Raises:
            LibraryError: the store can't be reached.
        """
        row = self._row(id, _KEPT.c.content)
        return None if row is None else unpack(row.content)

    def look(self, id: str) -> Kept | None:
        """Return since and until when something is kept under `id`, None where nothing is.

        Raises:
            LibraryError: the store can't be reached.
        """
        row = self._row(id, _KEPT.c.created)
        if row is None:
            return None
        return Kept(_time(row.created), None if row.expires is None else _time(row.expires))

    def _row(self, id: str, column: Column[Any]) -> Any:
        if not _ID.fullmatch(id):
            return None
        with self._begin() as connection:
            row = connection.execute(select(column, _KEPT.c.expires).where(_KEPT.c.id == id)).first()
        return None if row is None or (row.expires is not None and row.expires <= time.time()) else row

    def delete(self, id: str, token: str) -> bool:
        """Delete what is kept under `id` if `token` is the one that `save` returned for it; tell whether it was.

        Raises:
            LibraryError: the store can't be reached.
        """
        if not _ID.fullmatch(id):
            return False
        with self._begin() as connection:
            kept = connection.scalar(select(_KEPT.c.token_hash).where(_KEPT.c.id == id))
            if kept is None or not compare_digest(kept, _hash(token)):
                return False
            connection.execute(delete_from(_KEPT).where(_KEPT.c.id == id))
        return True

    def check(self) -> None:
        """Do nothing if the store works.

        Raises:
            LibraryError: it can't be reached.
        """
        with self._begin() as connection:
            connection.execute(select(1))

    def purge(self) -> int:
        """Delete what has surely expired, as `SureClock` tells, and return how many articles that were.

        Raises:
            LibraryError: the store can't be reached.
        """
        with self._begin() as connection:
            sure = self._clock.now(connection, _KEPT.c.created)
            return connection.execute(delete_from(_KEPT).where(_KEPT.c.expires <= sure)).rowcount

    def _begin(self) -> Transaction:
        return self._database.begin()


def _default_file() -> Path:
    return platformdirs.user_data_path("dateline", ensure_exists=True) / "library.sqlite"


def _create(engine: Engine) -> None:
    """Make the tables where they are missing; two processes may do so at once."""
    for table in (_KEPT, SEEN):
        try:
            with engine.begin() as connection:
                connection.execute(CreateTable(table, if_not_exists=True))
        except (IntegrityError, ProgrammingError):  # PostgreSQL: the other one was faster
            with engine.begin() as connection:
                connection.execute(select(table).limit(1))


def _why(error: Exception) -> str:
    """Return a cause for the log, without an address that may hold a password."""
    if isinstance(error, (NoSuchModuleError, ModuleNotFoundError)):
        return 'its driver is missing; for PostgreSQL: pip install "psycopg[binary]"'
    return type(getattr(error, "orig", None) or error).__name__


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def pack(records: Sequence[ParsedArticle]) -> bytes:
    """Return records as they are kept: JSON, compressed."""
    return zlib.compress(json.dumps(list(records)).encode(), 6)


def unpack(content: bytes) -> list[ParsedArticle]:
    """Return the records of `pack`."""
    kept = json.loads(zlib.decompress(content))
    return cast(list[ParsedArticle], kept if isinstance(kept, list) else [kept["record"]])  # as it was kept at first
