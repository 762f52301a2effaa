"""The tables of one atlas in a database: of some articles in memory, or of a folder of Parquet files."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.atlas import index, orders, places
from geo.atlas.database import Database, columns, shared, text
from geo.atlas.filters import EVERYTHING, Clock, Condition, Filter
from geo.atlas.tables import ORIGINS, SCHEMAS, whole
from geo.errors import AtlasError

MOST_FOUND = 2_000_000
"""Links kept by a filter that are copied into the database, so that not each question goes through all: some 150 MB."""
_FOUND = (
    *("kind", "place", "minor", "type", "category", "status", "stands", "named", "salience", "rank", "rank_here"),
    *("item_row", "date", "date_end", "published", "inferred", "vague", "position"),
)
_FOUND_LINK = ("role", "score", "start", "weak")
"""Columns of what is copied, and those that are asked only where each link counts by itself."""
_BY_ROLE = frozenset({"roles", "certainty"})
_BRIEF_DAYS = frozenset({"kind", "category"})
_NARROWER = frozenset({"kinds", "categories"})
"""Filters under which what is counted by country and by role can be asked too."""
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
    item = "article, item"
    """What tells the links of one item from those of others, in SQL."""
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

    def narrowed(self, kept: Condition, wanted: Filter) -> Condition:
        """Return the condition that keeps of what another does what a filter does."""
        origins = self.origins if wanted.once else ""
        return kept.and_(wanted, self.places, self["articles"], origins, self.sought)

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
    def indexed(self) -> bool:
        """Whether there is an index."""
        return False

    def tally(self, kept: Condition, clock: Clock, *, mentions: bool) -> tuple[str, dict[str, Any]] | None:
        """Return the query for items counted under a condition, and its parameters; None where none is ready.

        Columns: day on the clock, category, inferred, vague, placed, items. Mentions are among them where asked for.
        """
        return None

    def alone_cells(self, kept: Condition) -> str | None:
        """Return the table of links whose items have no other, as `places.alone_cells` counts them.

        None where the condition can't be asked of it.
        """
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
        self.item = "item_row"
        for name in orders.ORDERS:
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

    @property
    def indexed(self) -> bool:
        """Whether there is an index."""
        return bool(self._segments)

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

    def tally(self, kept: Condition, clock: Clock, *, mentions: bool) -> tuple[str, dict[str, Any]] | None:
        """Return the query for the table of the index that has them."""
        if not self._segments:
            return None
        given = "SELECT day, kind, category, inferred, vague, items, {placed} AS placed FROM {table}"
        given += f" WHERE clock = {text(clock)}"
        if kept.within == "item" and not mentions and kept.asks <= set(orders.DAYS):
            table = self["brief_days" if kept.asks <= _BRIEF_DAYS else "days"]
            return f"{given.format(placed='true', table=table)} AND {kept.sql}", kept.parameters
        if kept.fields - _NARROWER == {"countries"}:
            countries = {wanted.countries for wanted in kept.filters if wanted.countries}
            if len(countries) == 1 and len(one := next(iter(countries))) == 1:
                rest = EVERYTHING
                for wanted in kept.filters:
                    rest = self.narrowed(rest, replace(wanted, countries=()))
                there = f"country = {text(whole(one[0]))} AND {rest.sql}"
                return f"{given.format(placed='true', table=self['by_country'])} AND {there}", rest.parameters
        if self._by_role(kept):
            alone = f"{given.format(placed='placed', table=self['role_days'])} AND {kept.sql}"
            one = ", ".join(f"any_value({name}) AS {name}" for name in ("kind", "category", "inferred", "vague"))
            return f"""
                {alone} UNION ALL BY NAME
                SELECT any_value({orders.DAY[clock]}) AS day, {one}, 1 AS items, true AS placed
                FROM {self["shared"]} WHERE {kept.sql} GROUP BY item_row
            """, kept.parameters  # fmt: skip
        return None

    def _by_role(self, kept: Condition) -> bool:
        steps = all(orders.is_step(wanted.certainty) for wanted in kept.filters)
        return bool(self._segments) and kept.within == "link" and steps and kept.fields <= _NARROWER | _BY_ROLE

    def alone_cells(self, kept: Condition) -> str | None:
        """Return the table of the index."""
        within = _NARROWER | _BY_ROLE | {"types", "statuses", "places"}
        steps = all(orders.is_step(wanted.certainty) for wanted in kept.filters)
        return (
            self["role_cells"] if self._segments and kept.within == "link" and steps and kept.fields <= within else None
        )

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
                return self._among("by_person", "person", filter.people, "* EXCLUDE (person, turn)", once)
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
        """Return what a filter has found, copied into the database; all links where it keeps all or too many."""
        if not self._segments or not kept.filters:
            return self.kept(kept), kept
        near = self.kept(kept)
        if (
            near == self["by_place"]
            and "words" not in kept.asks
            and any(one.since or one.until for one in kept.filters)
        ):
            near = self["by_day"]
        name = f"{self.database.schema(owner)}.found"
        wanted = columns((*_FOUND, *(_FOUND_LINK if kept.within == "link" else ())))
        sql = f"CREATE TABLE {name} AS SELECT {wanted} FROM {near} WHERE {kept.sql} LIMIT {MOST_FOUND + 1}"
        if self.database.ask(sql, kept.parameters).rows[0][0] > MOST_FOUND:
            self.database.ask(f"DROP TABLE {name}")
            return near, kept
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
