"""A library as one file, and back: for keeping it elsewhere, and for moving from SQLite to PostgreSQL and back.

The file is a zip of a `.jsonl` for each table, a row a line, bytes in base64. What the engine read is among it, so that
nothing has to be read again.
"""

import base64
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from sqlalchemy import Connection, Engine, LargeBinary, Table, func, select, text

from geo.errors import LibraryError
from geo.library.schema import COLLECTIONS, METADATA
from geo.library.upgrade import HEAD

_ABOUT = "library.json"
_ROWS = 500
"""Rows that are held in memory at once."""
_LONGEST_LINE = 200_000_000
"""Characters of the longest row: an article's, with room to spare."""


def backup(engine: Engine, path: Path) -> dict[str, int]:
    """Write a library to a file, whole or not at all, and return how many rows of each table that were.

    Raises:
        SQLAlchemyError: it can't be reached.
        OSError: the file can't be written.
    """
    counts: dict[str, int] = {}
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as made:
        try:
            with engine.connect() as connection, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
                if connection.dialect.name == "postgresql":
                    connection.execution_options(isolation_level="REPEATABLE READ")
                pack.writestr(_ABOUT, json.dumps({"dateline": "library", "version": HEAD}))
                for table in METADATA.sorted_tables:
                    counts[table.name] = _write(connection, table, pack)
            made.flush()
            os.fsync(made.fileno())
            Path(made.name).replace(path)
        except BaseException:
            Path(made.name).unlink(missing_ok=True)
            raise
    return counts


def restore(engine: Engine, path: Path) -> dict[str, int]:
    """Fill an empty library from a file of `backup`, wholly or not at all; return how many rows of each table.

    Raises:
        LibraryError: the file is none, or of another version, or the library is not empty.
        SQLAlchemyError: the library can't be reached.
        OSError: the file can't be read.
    """
    counts: dict[str, int] = {}
    try:
        with zipfile.ZipFile(path) as pack, engine.execution_options(writes=True).begin() as connection:
            about = json.loads(pack.read(_ABOUT))
            if about.get("dateline") != "library" or about.get("version") != HEAD:
                raise LibraryError(f"{path} is no backup of this version's: it is of version {about.get('version')}.")
            if connection.scalar(select(func.count()).select_from(COLLECTIONS)):
                raise LibraryError("The library is not empty. Restore into a new one, by DATELINE_DATABASE.")
            for table in METADATA.sorted_tables:
                connection.execute(table.delete())
                counts[table.name] = _read(connection, table, pack)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError) as error:
        raise LibraryError(f"{path} is no backup of a library, or is damaged.") from error
    return counts


def _write(connection: Connection, table: Table, pack: zipfile.ZipFile) -> int:
    keys = list(table.primary_key.columns)
    count = 0
    with pack.open(f"{table.name}.jsonl", "w", force_zip64=True) as stream:
        lines = TextIOWrapper(stream, "utf-8", write_through=True)
        rows = connection.execution_options(yield_per=_ROWS).execute(select(table).order_by(*keys)).mappings()
        for count, row in enumerate(rows, 1):  # noqa: B007
            lines.write(json.dumps({name: _plain(value) for name, value in row.items()}) + "\n")
        lines.detach()
    return count


def _read(connection: Connection, table: Table, pack: zipfile.ZipFile) -> int:
    count = 0
    with pack.open(f"{table.name}.jsonl") as stream:
        rows = _rows(TextIOWrapper(stream, "utf-8"), table)
        while some := list(islice(rows, _ROWS)):
            connection.execute(table.insert(), some)
            count += len(some)
    if connection.dialect.name == "postgresql" and "number" in table.c and table.c.number.autoincrement is True:
        sequence = f"pg_get_serial_sequence('{table.name}', 'number')"
        connection.execute(text(f"SELECT setval({sequence}, coalesce(max(number), 0) + 1, false) FROM {table.name}"))
    return count


def _rows(lines: TextIOWrapper, table: Table) -> Iterator[Mapping[str, Any]]:
    binary = {column.name for column in table.c if isinstance(column.type, LargeBinary)}
    while line := lines.readline(_LONGEST_LINE):
        row = json.loads(line)
        if set(row) != set(table.c.keys()):
            raise ValueError(table.name)
        yield {name: base64.b64decode(row[name]) if name in binary and row[name] else row[name] for name in row}


def _plain(value: Any) -> Any:
    return base64.b64encode(value).decode() if isinstance(value, (bytes, memoryview)) else value
