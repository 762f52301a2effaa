"""The tables of one atlas in a database: of some articles in memory, or of a folder of Parquet files."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.atlas import index, places
from geo.atlas.database import Database, columns, shared, text
from geo.atlas.filters import Condition
from geo.atlas.tables import ORIGINS, SCHEMAS, whole
from geo.errors import AtlasError

MOST_FOUND = 1_000_000
"""Links found by a search that are kept in the database, so that not each question searches again: some 100 MB."""
MOST_FILES = 64
"""Files in which articles are looked up by themselves; those of more are looked for in all."""
FEW = 5_000
"""Links up to which all that panels ask is asked in one query and looked up from then on: some 60 articles of news."""


ORIGINS_FILE = "origins.parquet"
"""The file of a folder that tells which articles print one text."""


_ORIGINS = """
WITH told AS (
    SELECT article, origin, places, printed.position,
        row_number() OVER (PARTITION BY origin ORDER BY len(places) DESC, printed.position) AS turn
    FROM {printed} AS printed JOIN (SELECT id, places FROM {articles}) AS articles ON articles.id = printed.article
),
fullest AS (SELECT origin, places AS most FROM told WHERE turn = 1),
alike AS (SELECT told.* FROM told JOIN fullest USING (origin) WHERE list_has_all(most, places))
SELECT article, first_value(article) OVER (PARTITION BY origin ORDER BY position) AS origin, turn AS position
FROM alike QUALIFY count(*) OVER (PARTITION BY origin) > 1
"""


class Store:
    """The tables of one atlas, each by the name that SQL has for it; each has a column `position`, its order.

    They go when the store goes.
    """

    sought = "coalesce(folded, lower(words))"
    """What a search looks into, in SQL."""
    few = False
    """Whether they are so small that all of a table is asked for at once."""
    held = False
    """Whether all of it is in memory."""
    characters = 0
    """Of all articles that are held in memory."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._schema = database.schema(self)
        self._making = threading.Lock()

    def __getitem__(self, name: str) -> str:
        return f"{self._schema}.{name}"

    def of(self, name: str, articles: Iterable[str]) -> str:
        """Return what has the rows of a table for some articles, and perhaps for others."""
        return self[name]

    def kept(self, kept: Condition) -> str:
        """Return what has all links that a condition keeps, and perhaps others."""
        return self.links

    def narrow(self, owner: object, kept: Condition) -> tuple[str, Condition]:
        """Return what is asked for the links that a condition keeps, without `index.WIDE`, and what they fulfil in it.

        It may be made for `owner`, and goes with it.
        """
        return self.links, kept

    def at(self, place: str) -> str:
        """Return what has all links of a place, and perhaps others."""
        return self.links

    def parts(self) -> Iterator["Store"]:
        """Yield stores of some of its articles each, one after the other, which together have all."""
        yield self

    @property
    def cells(self) -> str | None:
        """The name of a table of all items at each place, counted, where it is there without being made first."""
        return None

    @property
    def days(self) -> str | None:
        """The name of a table of events and quotes counted by day (`index.DAYS`), None where there is none."""
        return None

    @property
    def choices(self) -> str | None:
        """The name of a table of the people in most items, None where there is none."""
        return None

    @property
    def alone(self) -> str | None:
        """What is true of links of items that have no other, None where no column says it."""
        return None

    @property
    def links(self) -> str:
        """The name of the table that every question is asked of."""
        return self["links"]

    @property
    def places(self) -> str:
        """The name of the table of places."""
        return self["places"]

    @cached_property
    def origins(self) -> str:
        """The name of a table of the articles that print one text and nothing more, by their `origin`.

        Articles of one text of which one names a place that the fullest doesn't are none: a report of a kind that is
        written anew for each place would be lost. The fullest has the first `position`; the first by day is the origin.
        """
        name, printed, articles = f"{self._schema}.origins", self["reprinted"], self["articles"]
        with self._making:
            self.database.ask(
                f"CREATE TABLE IF NOT EXISTS {name} AS {_ORIGINS.format(printed=printed, articles=articles)}"
            )
        return name

    def counted(self, asks: frozenset[str]) -> str | None:
        """Return the name of a table of the items at each place, counted once, that has the columns a condition asks.

        None where there is none, or where counting takes no time.
        """
        return None if self.few or not asks <= set(places.SUMMARY) else self._summary

    @cached_property
    def _summary(self) -> str:
        links, name = self.links, f"{self._schema}.cells"
        sql, parameters = places.cells(links)
        with self._making:
            self.database.ask(f"CREATE TABLE IF NOT EXISTS {name} AS {sql}", parameters)
        return name


class Held(Store):
    """Tables in memory, which are made in the database when they are first asked for."""

    held = True

    def __init__(self, made: Mapping[str, pa.Table]) -> None:
        super().__init__(shared())
        self.few = len(made["links"]) <= FEW
        self.characters = pc.sum(pc.utf8_length(made["articles"]["text"])).as_py() or 0
        self._waiting = dict(made)

    def __getitem__(self, name: str) -> str:
        if name in self._waiting:
            with self._making:
                if (table := self._waiting.get(name)) is not None:
                    numbers = pa.array(range(len(table)), pa.int64())
                    self.database.load(super().__getitem__(name), table.append_column("position", numbers))
                    del self._waiting[name]
        return super().__getitem__(name)


class Filed(Store):
    """Tables in a folder, as docs/tables.md tells; places, which may stand in it several times, are read at once.

    Raises:
        AtlasError: there are none, or other ones.
    """

    sought = "folded"

    def __init__(self, folder: Path, part: str | None = None) -> None:
        among = part or "*.parquet"
        found = {name: sorted(file.name for file in (folder / name).glob(among)) for name in SCHEMAS}
        if missing := [name for name, files in found.items() if not files]:
            raise AtlasError(f"{folder} is no folder of tables: it has no {missing[0]}/*.parquet.")
        for name, files in found.items():
            _check(name, folder / name / files[0])
        super().__init__(Database(folder))
        self._folder = folder
        alike = len({*map(tuple, found.values())}) == 1
        self._files = found["links"] if alike else None
        self._segments = index.segments(folder) if alike and part is None else None
        self._parts = index.order(self._segments) if self._segments else None
        for name, files in found.items():
            rows = index.rows(name, index.listed(folder, name, self._parts or files))
            if name == "places":
                made = self._indexed("places") if self._segments else index.each_once(rows)
                self.database.ask(f"CREATE TABLE {self[name]} AS {made}")
            else:
                self.database.ask(f"CREATE VIEW {self[name]} AS {rows}")
        if self._segments:
            self._open(self._segments)
        self.database.ask(f"CREATE {self._reprinted(folder)}")

    def _reprinted(self, folder: Path) -> str:
        """Return what makes the table of articles that print one text, which a folder may lack."""
        name = self["reprinted"]
        if not (file := folder / ORIGINS_FILE).is_file():
            return f"TABLE {name} ({', '.join(f'{column} VARCHAR' for column in (*ORIGINS.names,))}, position BIGINT)"
        rows = f"SELECT {columns(ORIGINS.names)}, file_row_number AS position"
        return f"TABLE {name} AS {rows} FROM read_parquet({text(str(file.absolute()))}, file_row_number = true)"

    def _indexed(self, name: str) -> str:
        return f"SELECT * FROM read_parquet({text(str((self._folder / index.FOLDER / name).absolute()))} || '.parquet')"

    def _open(self, segments: Sequence[index.Segment]) -> None:
        """Name what the index has."""
        folder, files = self._folder / index.FOLDER, [f"{segment.key}.parquet" for segment in segments]
        for name in index.ORDERS:
            self.database.ask(f"CREATE VIEW {self[name]} AS SELECT * FROM {index.listed(folder, name, files)}")
        for name in index.COUNTED:
            if name != "places":
                self.database.ask(f"CREATE VIEW {self[name]} AS {self._indexed(name)}")

    def parts(self) -> Iterator[Store]:
        """Yield a store for the files of each name, where those of all tables are called alike."""
        if self._files is None:
            yield self
            return
        for name in self._parts or self._files:
            yield Filed(self._folder, name)

    @cached_property
    def _summary(self) -> str:
        return self["cells"] if self._segments else super()._summary

    def counted(self, asks: frozenset[str]) -> str | None:
        """Return the smallest table of the index that does."""
        return self["brief"] if self._segments and asks <= places.BRIEF else super().counted(asks)

    @property
    def cells(self) -> str | None:
        """The name of the table of the index, None where there is none."""
        return self["cells"] if self._segments else None

    @property
    def days(self) -> str | None:
        """The name of the table of the index, None where there is none."""
        return self["days"] if self._segments else None

    @property
    def choices(self) -> str | None:
        """The name of the table of the index, None where there is none."""
        return self["most_told"] if self._segments else None

    @property
    def alone(self) -> str | None:
        """The column of the index, None where there is none."""
        return "alone" if self._segments else None

    def of(self, name: str, articles: Iterable[str]) -> str:
        """Return what reads the files that have articles; all of a table where they are many."""
        if self._parts is None:
            return self[name]
        listed = ", ".join({text(article) for article in articles}) or "NULL"
        sql = f"SELECT DISTINCT file FROM {self['whereabouts']} WHERE id IN ({listed})"
        numbers = sorted(number for (number,) in self.database.ask(sql).rows)
        if len(numbers) > MOST_FILES:
            return self[name]
        files = [self._parts[number] for number in numbers] or self._parts[:1]
        return f"({index.rows(name, index.listed(self._folder, name, files))})"

    def at(self, place: str) -> str:
        """Return the links of a place, which stand together in the index."""
        return f"(SELECT * FROM {self['by_place']} WHERE place = {text(place)})" if self._segments else self.links

    def kept(self, kept: Condition) -> str:
        """Return the links of the index in the order in which what a condition keeps stands together."""
        if not self._segments:
            return self.links
        for filter in kept.filters:
            if filter.people:
                once = "QUALIFY row_number() OVER (PARTITION BY position) = 1" if len(filter.people) > 1 else ""
                return self._among("by_person", "person", filter.people, "* EXCLUDE (person)", once)
        for filter in kept.filters:
            if filter.places:
                return self._among("by_place", "place", filter.places)
            if filter.countries:
                return self._among("by_place", "country", filter.countries)
        return self["by_place"]

    def _among(self, name: str, column: str, values: Iterable[str], what: str = "*", once: str = "") -> str:
        listed = ", ".join(text(whole(value)) for value in values)
        return f"(SELECT {what} FROM {self[name]} WHERE {column} IN ({listed}) {once})"

    def narrow(self, owner: object, kept: Condition) -> tuple[str, Condition]:
        """Return the links by date where the condition asks only for that, and those that a search has found."""
        if self._segments and "words" in kept.asks:
            return self._found(owner, kept)
        near = self.kept(kept)
        dated = any(filter.since or filter.until for filter in kept.filters)
        return self["by_day"] if self._segments and dated and near == self["by_place"] else near, kept

    def _found(self, owner: object, kept: Condition) -> tuple[str, Condition]:
        name = f"{self.database.schema(owner)}.found"
        narrow = f"SELECT * EXCLUDE ({columns(index.WIDE)}) FROM {self.kept(kept)} WHERE {kept.sql}"
        made = self.database.ask(f"CREATE TABLE {name} AS {narrow} LIMIT {MOST_FOUND + 1}", kept.parameters)
        if made.rows[0][0] > MOST_FOUND:
            self.database.ask(f"DROP TABLE {name}")
            return self.kept(kept), kept
        return name, Condition("true", {}, kept.within, kept.asks)


def is_filed(path: Path) -> bool:
    """Tell whether a path claims to be a folder of tables."""
    return (path / "articles").is_dir() and (path / "links").is_dir()


def _check(name: str, file: Path) -> None:
    """Raise an error unless a file has the columns of a table."""
    try:
        known = pq.read_schema(file)
    except (OSError, pa.ArrowException) as error:
        raise AtlasError(f"{file} can't be read as a Parquet file.") from error
    for field in SCHEMAS[name]:
        if field.name not in known.names:
            raise AtlasError(f"{file} has no column {field.name}: it was written by another version of Dateline.")
