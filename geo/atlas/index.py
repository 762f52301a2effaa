"""The index of a folder of tables: its links again, in the orders in which they are asked, and counted.

    OUT/_index/index.json                what it is of: the parts of each segment, and how large each was
    OUT/_index/by_place/KEY.parquet      of one segment: its links by country and place, and so on (`orders.ORDERS`)
    OUT/_index/cells/KEY.parquet         what is counted of it (`orders.COUNTS`)
    OUT/_index/cells.parquet             the same of all segments together (`COUNTED`)
    OUT/_index/places.parquet            each place once
    OUT/_index/whereabouts.parquet       which part each article is in

A segment is of so many parts that their links can be sorted at once; what is new becomes segments of its own. All of
it can be deleted and made again; without it a folder is asked all the same, and more slowly.
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow.parquet as pq

from geo.atlas import orders
from geo.atlas.database import columns, text
from geo.atlas.orders import COUNTS, ORDERS
from geo.atlas.tables import ITEMS, SCHEMAS
from geo.errors import AtlasError

FOLDER = "_index"
_FILE, _BEGUN = "index.json", ".index.json"
"""Tells of which segments it is, and of which it will be when what was begun is done."""
_VERSION = 3
COUNTED = (
    "places", "whereabouts", "cells", "brief", "days", "brief_days", "by_country", "role_cells", "role_days",
    "brief_roles", "role_names", "brief_role_days", "certain", "certain_days",
    "most_told", "foremost", "articles_at", "surest",
)  # fmt: skip
"""Files of the whole."""
LINKS = 2_000_000
"""Links of a segment, of 30,000 to 70,000 articles: more are sorted on disk, which takes long."""
_GROUP = 20_480
"""Rows of a row group, so that those of one place or day are read without many others."""
_MEGABYTES = 600
"""Memory that sorting may take; the rest is done on disk."""
PEOPLE = 2_000
"""People whose names are kept: those among which one can still choose."""
PEOPLE_ROWS = 5_000
"""People who say and do most whose rows are kept, of those whom articles name in full and of all."""


class Segment(NamedTuple):
    """Parts of a folder that are sorted together: their names with the bytes that their links have."""

    parts: dict[str, int]

    @property
    def key(self) -> str:
        """What its files are called."""
        return sha256(json.dumps(self.parts).encode()).hexdigest()[:16]


def segments(folder: Path) -> list[Segment] | None:
    """Return the segments of the index of a folder, None where it has none or one of other files than there are."""
    found = _read(folder)
    return found if found and _all(found) == _sizes(folder) else None


def order(found: Sequence[Segment]) -> list[str]:
    """Return the names of the parts of segments, in the order in which they number their rows."""
    return [name for segment in found for name in segment.parts]


def make(folder: Path, on_progress: Callable[[float], None] = lambda share: None) -> bool:
    """Make the index of a folder of tables, or bring it up to date; tell whether there was something to do.

    Args:
        folder: where the tables are; nobody may write to them meanwhile.
        on_progress: is told which share of the new segments is done.

    Raises:
        AtlasError: there is no room, or no right to write.
    """
    sizes, found = _sizes(folder), _read(folder)
    if found and _all(found) == sizes:
        return False
    kept = next((old for old in (_read(folder, _BEGUN), found) if old and _all(old).items() <= sizes.items()), [])
    known = _all(kept)
    new = _split(folder, {name: size for name, size in sizes.items() if name not in known})
    try:
        _make(folder, kept, new, on_progress)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise AtlasError(f"The index of {folder} can't be written: {str(error).splitlines()[0]}") from error
    return True


def _read(folder: Path, file: str = _FILE) -> list[Segment] | None:
    try:
        found = json.loads((folder / FOLDER / file).read_bytes())
        return [Segment(parts) for parts in found["segments"]] if found["version"] == _VERSION else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _all(found: Sequence[Segment]) -> dict[str, int]:
    return {name: size for segment in found for name, size in segment.parts.items()}


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted((folder / "links").glob("*.parquet"))}


def _split(folder: Path, parts: Mapping[str, int]) -> list[Segment]:
    found: list[dict[str, int]] = []
    rows = LINKS
    for name, size in parts.items():
        more = pq.read_metadata(folder / "links" / name).num_rows
        if rows + more > LINKS or not found:
            found.append({})
            rows = 0
        found[-1][name] = size
        rows += more
    return [Segment(parts) for parts in found]


def _make(folder: Path, old: list[Segment], new: list[Segment], on_progress: Callable[[float], None]) -> None:
    """Make what is missing of the files of segments; those of others are deleted first."""
    index, segments = folder / FOLDER, [*old, *new]
    for name in (*ORDERS, *COUNTS):
        (index / name).mkdir(parents=True, exist_ok=True)
    known = {segment.key for segment in old}
    for file in index.glob("*/*.parquet"):
        if file.stem not in known:
            file.unlink()
    begun = index / _BEGUN
    begun.write_text(json.dumps({"version": _VERSION, "segments": [segment.parts for segment in segments]}))
    (index / _FILE).unlink(missing_ok=True)
    spilled = index / ".spilled"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{_MEGABYTES}MB",
        "threads": 2,
        "preserve_insertion_order": False,
        "temp_directory": str(spilled),
    }
    with duckdb.connect(":memory:", config=settings) as database:
        database.execute("SET enable_progress_bar = false")
        writer = _Writer(database, folder)
        writer.places(order(segments))
        first = 0
        for number, segment in enumerate(segments):
            writer.segment(segment, first)
            first += len(segment.parts)
            on_progress((number + 1) / len(segments))
        writer.whole([segment.key for segment in segments])
    shutil.rmtree(spilled, ignore_errors=True)
    begun.replace(index / _FILE)


class _Writer:
    """Writes the files of an index."""

    def __init__(self, database: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._index = folder / FOLDER

    def _copy(self, sql: str, path: Path, parameters: Mapping[str, Any] | None = None) -> None:
        beside = path.with_name(f".{path.name}")
        to = f"{text(str(beside))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP})"
        self._database.execute(f"COPY ({sql}) TO {to}", parameters)
        beside.replace(path)

    def _files(self, table: str, names: Sequence[str], folder: Path | None = None) -> str:
        return listed(folder or self._folder, table, names)

    def places(self, names: Sequence[str]) -> None:
        """Write each place once."""
        self._copy(each_once(rows("places", self._files("places", names))), self._index / "places.parquet")
        self._copy(
            f"SELECT id, file_index::INTEGER AS file FROM {self._files('articles', names)} ORDER BY id",
            self._index / "whereabouts.parquet",
        )
        self._database.execute(
            f"CREATE TABLE places AS SELECT id, country FROM {text(str(self._index / 'places.parquet'))}"
        )

    def segment(self, segment: Segment, first: int) -> None:
        """Write the files of a segment whose parts are numbered from `first` on, unless all of them are there."""
        parts, key = list(segment.parts), segment.key
        numbers = position(first)

        def tables(name: str) -> str:
            return self._files(name, parts)

        def file(name: str) -> Path:
            return self._index / name / f"{key}.parquet"

        if all(file(name).exists() for name in (*ORDERS, *COUNTS)):
            return
        self._database.execute(f"CREATE OR REPLACE TEMP TABLE several AS {orders.several(tables('links'), numbers)}")
        self._copy(orders.by_place(tables("links"), numbers), file("by_place"))
        links = text(str(file("by_place")))
        for name, made, parameters in orders.of_links(links, tables("people")):
            self._copy(made, file(name), parameters)
        for name in ITEMS:
            self._told(name, parts)
            self._copy(orders.here(name, "told", links), file(f"{name}_here"))
        self._copy(orders.surest(tables("mentions"), numbers), file("surest"))
        self._copy(orders.groups(tables("events"), numbers, links), file("groups"))

    def _told(self, name: str, parts: Sequence[str]) -> None:
        """Make a table of the items of some parts with their sentences: one part at a time, each has few texts."""
        for number, part in enumerate(parts):
            made = orders.told(name, self._files(name, [part]), self._files("articles", [part]))
            into = "INSERT INTO told" if number else "CREATE OR REPLACE TEMP TABLE told AS"
            self._database.execute(f"{into} {made}")

    def whole(self, keys: Sequence[str]) -> None:
        """Write what is counted of all segments."""
        parts = [f"{key}.parquet" for key in keys]
        counts = {name: self._files(name, parts, self._index) for name in COUNTS}
        shared = self._files("shared", parts, self._index)
        for name, made in orders.whole(counts, shared, text(str(self._index)), PEOPLE, PEOPLE_ROWS).items():
            self._copy(made, self._index / f"{name}.parquet")
        for name, (told, kept, order) in orders.by_certainty(text(str(self._index)), shared).items():
            self._copy_by_steps(told, kept, order, self._index / f"{name}.parquet")

    def _copy_by_steps(self, told: str, kept: str, order: str, path: Path) -> None:
        """Write what each step of certainty keeps of `told`: one after the other, all at once take too much memory."""
        self._database.execute(f"CREATE OR REPLACE TEMP TABLE told AS {told}")
        into = "CREATE OR REPLACE TEMP TABLE kept AS"
        for least in orders.steps():
            self._database.execute(f"{into} {kept}", {"least": least})
            into = "INSERT INTO kept"
        self._copy(f"FROM kept ORDER BY {order}", path)
        self._database.execute("DROP TABLE kept; DROP TABLE told")


def listed(folder: Path, table: str, names: Sequence[str]) -> str:
    """Return what reads some files of a table; columns that may be null and that older folders lack are null."""
    files = [str((folder / table / name).absolute()) for name in names]
    rows = f"read_parquet([{', '.join(map(text, files))}])"
    if table not in SCHEMAS or folder.name == FOLDER:
        return rows
    known = pq.read_schema(files[0]).names
    lacking = ", ".join(f'NULL::VARCHAR AS "{name}"' for name in SCHEMAS[table].names if name not in known)
    return f"(SELECT *, file_index, file_row_number, {lacking} FROM {rows})" if lacking else rows


def position(first: int = 0) -> str:
    """Return what numbers the rows of files in their order, if the files before them are `first`."""
    return f"((file_index + {first}) * {2**40} + file_row_number)"


def rows(table: str, files: str) -> str:
    """Return the query for the rows of a table with their `position`; `folded` of links is never null."""
    given = columns(name for name in SCHEMAS[table].names if (table, name) != ("links", "folded"))
    folded = ', coalesce(folded, lower(words)) AS "folded"' if table == "links" else ""
    return f"SELECT {given}{folded}, {position()} AS position FROM {files}"


def each_once(rows: str) -> str:
    """Return the query for rows with each id once, as the last says, where the first stands."""
    numbered = f"""
        SELECT *, row_number() OVER (PARTITION BY id ORDER BY position DESC) AS turn,
            min(position) OVER (PARTITION BY id) AS first
        FROM ({rows})
    """
    return (
        f"SELECT * EXCLUDE (position, turn, first), first AS position FROM ({numbered}) WHERE turn = 1 ORDER BY first"
    )
