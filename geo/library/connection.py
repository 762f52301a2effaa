"""Connections to the store: a database that hangs or is gone costs a page seconds, not minutes, and is logged."""

import logging
import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError, TimeoutError
from sqlalchemy.pool import NullPool

from geo import journal
from geo.errors import LibraryError

SECONDS = 5
"""Longest time that one transaction may take, and longest wait for a connection."""
REST = 15.0
"""Seconds for which a database that did not answer is not asked again."""
UNREACHABLE = "The library can't be reached at the moment. Try again in a minute."
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
_POSTGRESQL = {
    "connect_timeout": SECONDS,
    "keepalives_idle": 10,
    "options": f"-c statement_timeout={SECONDS}s -c lock_timeout={SECONDS}s "
    f"-c idle_in_transaction_session_timeout={4 * SECONDS}s",
}


def engine_of(url: str) -> Engine:
    """Return the engine of an SQLAlchemy address; nothing is connected to yet.

    Raises:
        ArgumentError, NoSuchModuleError, ModuleNotFoundError: it is none, or its driver is not installed.
        OSError: the folder of the file can't be made.
    """
    address = make_url(url)
    if address.drivername in _DRIVERS:
        address = address.set(drivername=_DRIVERS[address.drivername])
    if address.get_backend_name() != "sqlite":
        options = _POSTGRESQL if address.drivername == "postgresql+psycopg" else {}
        return create_engine(address, pool_timeout=SECONDS, connect_args=options, hide_parameters=True)
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, poolclass=NullPool, connect_args={"timeout": SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = (
        None  # transactions begin where `_begin_sqlite` does so, and hold changes of tables too
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")  # what a visitor was told is kept outlives a power cut


def _begin_sqlite(connection: Connection) -> None:
    # Who reads first and writes then would be refused when another has written in between.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Database:
    """Gives transactions on an engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._rests_until = 0.0
        # SQLite's own files stay while a connection does: on a full disk they could not be made, and nothing be read.
        self._held = engine.raw_connection() if engine.dialect.name == "sqlite" else None

    def begin(self, *, writes: bool = False) -> "Transaction":
        """Return a transaction; entering it raises `LibraryError` where the database can't be reached.

        Args:
            writes: it changes something; such ones take turns.
        """
        return Transaction(self, writes=writes)

    def connect(self) -> tuple[Connection, "Deadline"]:
        """Return a connection that works, and what ends it when it takes too long.

        Raises:
            SQLAlchemyError: there is none.
            LibraryError: the database rests.
        """
        if time.monotonic() < self._rests_until:
            raise LibraryError(UNREACHABLE)
        if self.engine.dialect.name == "sqlite":
            return self.engine.connect(), Deadline(None)
        start = time.monotonic()
        try:
            return self._checked()
        except DBAPIError as error:
            if not error.connection_invalidated or time.monotonic() - start > 1:
                raise
            return self._checked()  # one that lay in the pool while the database was started again

    def _checked(self) -> tuple[Connection, "Deadline"]:
        connection = self.engine.connect()
        deadline = Deadline(connection)
        try:
            connection.execute(text("SELECT 1"))
            connection.rollback()
        except BaseException:
            deadline.cancel()
            with suppress(SQLAlchemyError):
                connection.close()
            raise
        return connection, deadline

    def failed(self, error: SQLAlchemyError) -> LibraryError:
        """Log an error of the database and return the sentence for it."""
        cause = getattr(error, "orig", None) or error
        journal.note("store", kind=type(error).__name__, why=type(cause).__name__, level=logging.ERROR)
        if self.engine.dialect.name != "sqlite" and isinstance(error, (OperationalError, TimeoutError)):
            self._rests_until = time.monotonic() + REST
        return LibraryError(UNREACHABLE)


class Deadline:
    """Cuts a connection's socket after `SECONDS`: a server that is stopped or lost says nothing, for ever."""

    def __init__(self, connection: Connection | None) -> None:
        self._timer: threading.Timer | None = None
        raw = connection and connection.connection.dbapi_connection
        if raw and hasattr(raw, "fileno"):
            self._timer = threading.Timer(SECONDS, _cut, [raw])
            self._timer.daemon = True
            self._timer.start()

    def cancel(self) -> None:
        """Let the connection be."""
        if self._timer:
            self._timer.cancel()


def _cut(raw: Any) -> None:
    with suppress(Exception), socket.socket(fileno=os.dup(raw.fileno())) as found:
        found.shutdown(socket.SHUT_RDWR)


class Transaction:
    """A transaction whose database errors become one that a user understands."""

    def __init__(self, database: Database, *, writes: bool) -> None:
        self._database = database
        self._writes = writes

    def __enter__(self) -> Connection:
        try:
            self._connection, self._deadline = self._database.connect()
            self._connection = self._connection.execution_options(writes=self._writes)
            self._connection.begin()
        except SQLAlchemyError as error:
            raise self._database.failed(error) from error
        return self._connection

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        failure = error if isinstance(error, SQLAlchemyError) else None
        try:
            if error is None:
                self._connection.commit()
            else:
                self._connection.rollback()
        except SQLAlchemyError as broken:
            failure = failure or broken
        finally:
            self._deadline.cancel()
            with suppress(SQLAlchemyError):
                self._connection.close()
        if failure:
            raise self._database.failed(failure) from failure
