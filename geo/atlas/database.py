"""DuckDB: where the tables are asked. It reads only what it is given, fetches nothing, and its memory is bounded.

What does not fit the memory is written to a temporary folder, where there may be one; it is gone when the program ends.
"""

import threading
import weakref
from collections import deque, namedtuple
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa

from geo.errors import AtlasError
from geo.workers import size

MEGABYTES = 800
"""Memory of a database: in it a million articles are asked for their people, which is the dearest question."""
THREADS = 4
"""Threads of a database of files, at most one for each core. A question of some articles takes one."""
NEEDED = ("expression_rewriter", "filter_pushdown", "in_clause", "unnest_rewriter", "unused_columns")
"""Steps of planning that questions of some articles need; with all 47 a question takes twice the time."""


class Answer(NamedTuple):
    """The columns of a result, and its rows."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def named(self) -> Iterator[Any]:
        """Yield the rows as tuples whose fields have the names of the columns."""
        return map(_tuple(tuple(self.columns))._make, self.rows)

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Yield the rows by the names of the columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@cache
def _tuple(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)


def _temporary() -> TemporaryDirectory[str] | None:
    """Return a folder of its own for what does not fit the memory, None where nothing can be written."""
    try:
        return TemporaryDirectory(prefix="dateline-")
    except OSError:
        return None


class Database:
    """A database in memory.

    Args:
        folder: the one folder whose files it may read, if any. A database without one is for some articles, of which
            it is asked much and quickly.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._spilled = _temporary()
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": f"{MEGABYTES}MB",
                "threads": 1 if folder is None else min(THREADS, size.cores()),
                "temp_directory": self._spilled.name if self._spilled else "",
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "python_enable_replacements": False,
            },
        )
        if folder is not None:
            self._connection.execute(f"SET allowed_directories = [{text(str(folder.absolute()))}]")
            self._connection.execute("SET parquet_metadata_cache = true")  # of 50 segments it takes .2 s to read it
        else:
            self._connection.execute(f"SET disabled_optimizers = {text(','.join(self._needless()))}")
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")
        self._idle: deque[duckdb.DuckDBPyConnection] = deque()
        self._left: deque[str] = deque()
        self._numbers = count()
        self._numbering = threading.Lock()

    def _needless(self) -> list[str]:
        """Return the steps of planning that take longer than a query of one article does without them."""
        names = self._connection.execute("SELECT name FROM duckdb_optimizers()").fetchall()
        return [name for (name,) in names if name not in NEEDED]

    def ask(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Return what a query answers; any number of threads may ask at once.

        Raises:
            AtlasError: it takes more memory or room than there is, or a file can't be read.
        """
        self._tidy()
        return self._run(sql, parameters)

    def _run(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        cursor = self._cursor()
        try:
            cursor.execute(sql, parameters)
            return Answer([column[0] for column in cursor.description or ()], cursor.fetchall())
        except duckdb.OutOfMemoryException as error:
            raise AtlasError(
                f"This takes more than the {MEGABYTES} MB of memory that the atlas has. Filters make it less."
            ) from error
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise AtlasError(f"The tables of the atlas can't be read: {str(error).splitlines()[0]}") from error
        finally:
            self._idle.append(cursor)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        try:
            return self._idle.pop()
        except IndexError:
            return self._connection.cursor()

    def schema(self, owner: object) -> str:
        """Return the name of a new, empty schema, which is dropped when its owner is gone."""
        with self._numbering:
            name = f"atlas_{next(self._numbers)}"
        self.ask(f"CREATE SCHEMA {name}")
        weakref.finalize(owner, self._left.append, name)
        return name

    def load(self, name: str, table: pa.Table) -> None:
        """Make a table of an Arrow table."""
        cursor = self._cursor()
        try:
            cursor.register("incoming", table)
            cursor.execute(f"CREATE TABLE {name} AS FROM incoming")
            cursor.unregister("incoming")
        finally:
            self._idle.append(cursor)

    def _tidy(self) -> None:
        """Drop what nobody has any more, which a finalizer, called in the middle of anything, may not do itself."""
        while self._left:
            try:
                name = self._left.popleft()
            except IndexError:
                return
            self._run(f"DROP SCHEMA {name} CASCADE")


def text(value: str) -> str:
    """Return a text as SQL writes it, where no parameter can stand."""
    return "'" + value.replace("'", "''") + "'"


def columns(names: Iterable[str]) -> str:
    """Return a list of columns as SQL writes it, since some are called as its words are."""
    return ", ".join(f'"{name}"' for name in names)


@cache
def shared() -> Database:
    """Return the database of all articles in memory."""
    return Database()
