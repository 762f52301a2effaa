"""The index of a folder of tables: its links again, in the orders in which they are asked, and counted.

    OUT/_index/index.json                what it is of: the parts of each segment, and how large each was
    OUT/_index/by_place/KEY.parquet      the links of one segment, by country and place
    OUT/_index/by_person/KEY.parquet     a row for each link and person in it, by name
    OUT/_index/by_day/KEY.parquet        without their words and people, by date
    OUT/_index/places.parquet            each place once
    OUT/_index/cells.parquet             items at each place, counted by what most filters ask
    OUT/_index/brief.parquet             the same without types and status
    OUT/_index/days.parquet              events and quotes by day, the same
    OUT/_index/most_told.parquet         those who are in most items
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

from geo.atlas import places
from geo.atlas.database import columns, text
from geo.atlas.tables import SCHEMAS
from geo.errors import AtlasError

FOLDER = "_index"
_FILE = "index.json"
_VERSION = 1
ORDERS = ("by_place", "by_person", "by_day")
"""The orders of links; each is a folder with a file for each segment."""
COUNTED = ("places", "cells", "brief", "days", "most_told", "whereabouts")
"""Files of the whole."""
LINKS = 6_000_000
"""Links of a segment, some 100,000 articles: more are sorted on disk, which takes long."""
_GROUP = 20_480
"""Rows of a row group, so that those of one place or day are read without many others."""
_MEGABYTES = 600
"""Memory that sorting may take; the rest is done on disk."""
PEOPLE = 2_000
"""People whose names are kept: those among which one can still choose."""
WIDE = ("why", "words", "folded", "people", "evidence", "number", "at", "end", "country")
"""Columns that are asked only with those links that `by_place` or `by_person` has together."""
DAYS = ("kind", "type", "category", "status")
"""Columns by which `days` counts, beside the days."""


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
    sizes, found = _sizes(folder), _read(folder) or []
    if found and _all(found) == sizes:
        return False
    if any(sizes.get(name) != size for name, size in _all(found).items()):
        found = []  # what it is of has changed
    known = _all(found)
    new = _split(folder, {name: size for name, size in sizes.items() if name not in known})
    try:
        _make(folder, found, new, on_progress)
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise AtlasError(f"The index of {folder} can't be written: {str(error).splitlines()[0]}") from error
    return True


def _read(folder: Path) -> list[Segment] | None:
    try:
        found = json.loads((folder / FOLDER / _FILE).read_bytes())
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
    index = folder / FOLDER
    (index / _FILE).unlink(missing_ok=True)
    for name in (*ORDERS, "cells", "days", "most_told"):
        (index / name).mkdir(parents=True, exist_ok=True)
    spilled = index / ".spilled"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": f"{_MEGABYTES}MB",
        "threads": 2,
        "temp_directory": str(spilled),
    }
    segments = [*old, *new]
    with duckdb.connect(":memory:", config=settings) as database:
        writer = _Writer(database, folder)
        writer.places(order(segments))
        first = len(order(old))
        for number, segment in enumerate(new):
            writer.segment(segment, first)
            first += len(segment.parts)
            on_progress((number + 1) / len(new))
        writer.whole([segment.key for segment in segments])
    kept = {segment.key for segment in segments}
    for file in index.glob("*/*.parquet"):
        if file.stem not in kept:
            file.unlink()
    shutil.rmtree(spilled, ignore_errors=True)
    beside = index / f".{_FILE}"
    beside.write_text(json.dumps({"version": _VERSION, "segments": [segment.parts for segment in segments]}))
    beside.replace(index / _FILE)


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
        """Write the files of a segment whose parts are numbered from `first` on."""
        files = self._files("links", list(segment.parts))
        self._database.execute(
            f"CREATE OR REPLACE TEMP TABLE several AS SELECT DISTINCT article, item FROM {files} WHERE rank = 1"
        )
        given = ", ".join(f'links."{name}"' for name in SCHEMAS["links"].names if name != "folded")
        links = f"""
            SELECT {given}, coalesce(folded, lower(words)) AS folded, places.country,
                several.item IS NULL AS alone, {position(first)} AS position
            FROM {files} AS links LEFT JOIN places ON places.id = links.place
            LEFT JOIN several ON several.article = links.article AND several.item = links.item
        """
        key = segment.key
        narrow = f"* EXCLUDE ({columns(WIDE)})"
        self._copy(f"FROM ({links}) ORDER BY country, place, position", self._index / "by_place" / f"{key}.parquet")
        sorted_ = text(str(self._index / "by_place" / f"{key}.parquet"))
        self._copy(
            f"SELECT unnest(people) AS person, * FROM {sorted_} WHERE len(people) > 0 ORDER BY person, position",
            self._index / "by_person" / f"{key}.parquet",
        )
        self._copy(f"SELECT {narrow} FROM {sorted_} ORDER BY date, position", self._index / "by_day" / f"{key}.parquet")
        counted, parameters = places.cells(sorted_)
        self._copy(counted, self._index / "cells" / f"{key}.parquet", parameters)
        self._copy(
            " UNION ALL ".join(
                f"""
                SELECT {text(clock)} AS clock, {columns(DAYS)}, {day} AS day, inferred, vague, count(*) AS items
                FROM {sorted_} WHERE rank = 0 AND kind <> 'mention' GROUP BY ALL
                """
                for clock, day in DAY.items()
            ),
            self._index / "days" / f"{key}.parquet",
        )
        self._copy(
            f"""
            SELECT person AS name, count(*) AS items, min((position, list_position(people, person))) AS first
            FROM {text(str(self._index / "by_person" / f"{key}.parquet"))} WHERE rank = 0 GROUP BY name
            """,
            self._index / "most_told" / f"{key}.parquet",
        )

    def whole(self, keys: Sequence[str]) -> None:
        """Write what is counted of all segments."""
        parts = [f"{key}.parquet" for key in keys]
        self._copy(places.together(self._files("cells", parts, self._index)), self._index / "cells.parquet")
        cells = text(str(self._index / "cells.parquet"))
        self._copy(places.together(f"({places.briefly(cells)})"), self._index / "brief.parquet")
        days = self._files("days", parts, self._index)
        self._copy(
            f"""
            SELECT * EXCLUDE (items), sum(items)::BIGINT AS items FROM {days} GROUP BY ALL
            ORDER BY clock, day
            """,
            self._index / "days.parquet",
        )
        people = self._files("most_told", parts, self._index)
        self._copy(
            f"""
            SELECT name, sum(items)::BIGINT AS items, min("first") AS first FROM {people}
            GROUP BY name ORDER BY items DESC, first LIMIT {PEOPLE}
            """,
            self._index / "most_told.parquet",
        )


DAY = {"happened": "CASE WHEN inferred THEN date_end ELSE date END", "published": "published"}
"""The day of an item, on each clock."""


def listed(folder: Path, table: str, names: Sequence[str]) -> str:
    """Return what reads some files of a table."""
    files = ", ".join(text(str((folder / table / name).absolute())) for name in names)
    return f"read_parquet([{files}])"


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
