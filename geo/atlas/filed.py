"""The tables of an atlas in a folder of Parquet files, with its index where there is one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas import index, orders, places
from geo.atlas.database import Database, columns, text
from geo.atlas.filters import EVERYTHING, Clock, Condition, Within
from geo.atlas.store import Store
from geo.atlas.tables import ORIGINS, SCHEMAS, whole
from geo.errors import AtlasError

MOST_FOUND = 2_000_000
"""Links kept by a filter that are copied into the database, so that not each question goes through all: some 150 MB."""
_FOUND = (
    "kind",
    "place",
    "minor",
    "type",
    "category",
    "salience",
    "date",
    "date_end",
    "published",
    "inferred",
    "vague",
)
_FOUND_WITHIN: dict[Within, tuple[str, ...]] = {
    "item": ("stands", "named", "rank", "rank_here"),
    "place": ("stands", "named", "rank_here", "item_row", "position"),
    "link": ("role", "score", "start", "weak", "item_row", "position"),
}
"""Columns of what is copied, and those by which items count, as what is kept or left as a whole."""
_NARROWER = frozenset({"kinds", "categories"})
"""Filters under which what is counted by country and by role can be asked too."""
_BY_ROLE = _NARROWER | {"roles", "certainty"}
"""Filters under which links that are counted by role can be asked."""
_BRIEF_DAYS = frozenset({"kind", "category"})
"""Columns that `brief_days` has besides the days."""
MOST_FILES = 64
"""Files in which articles are looked up by themselves; those of more are looked for in all."""
MOST_NAMED = 200
"""Places with a word of a search in their names that are looked up by themselves."""
ORIGINS_FILE = "origins.parquet"
"""The file of a folder that tells which articles print one text."""


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
        if kept.within == "item" and not mentions and kept.asks <= set(orders.DAYS):
            table = self["brief_days" if kept.asks <= _BRIEF_DAYS else "days"]
            return _on(clock, table, "true", kept.sql), kept.parameters
        if country := _country(kept):
            rest = self._without(kept, countries=())
            there = f"country = {text(whole(country))} AND {rest.sql}"
            return _on(clock, self["by_country"], "true", there), rest.parameters
        if self._by_role(kept, _NARROWER | {"roles"}):
            rest = self._without(kept, roles=())
            there = f"roles & $roles <> 0 AND {rest.sql}"
            return _on(clock, self["brief_role_days"], "placed", there), {
                **rest.parameters,
                "roles": orders.role_bits(_roles(kept)),
            }
        if self._by_role(kept, _NARROWER | {"certainty"}):
            rest = self._without(kept, certainty=0.0)
            counted = _on(clock, self["certain_days"], "placed", f"least = $least AND {rest.sql}")
            return counted, {**rest.parameters, "least": _least(kept)}
        if self._by_role(kept, _BY_ROLE):
            once = ", ".join(f"any_value({name}) AS {name}" for name in orders.TALLY)
            others = f"""
                SELECT any_value({orders.DAY[clock]}) AS day, {once}, 1 AS items, true AS placed
                FROM {self["shared"]} WHERE {kept.sql} GROUP BY item_row
            """
            alone = _on(clock, self["role_days"], "placed", kept.sql)
            return f"{alone} UNION ALL BY NAME {others}", kept.parameters
        return None

    def by_link(self, kept: Condition) -> tuple[str, dict[str, Any]] | None:
        """Return the query for the tables of the index that count items by the roles of their links or by certainty."""
        given = "place, kind, minor, type, category"
        if self._by_role(kept, _NARROWER | {"roles"}):
            rest = self._without(kept, roles=())
            roles = _roles(kept)
            names = "place, 'mention' AS kind, false AS minor, NULL AS type, NULL AS category"
            sql = f"""
                SELECT {given}, named, CASE WHEN sure & $roles <> 0 THEN 'sure'
                    WHEN guess & $roles <> 0 THEN 'guess' END AS stands, n, weight
                FROM {self["brief_roles"]} WHERE roles & $roles <> 0 AND {rest.sql}
                UNION ALL BY NAME
                SELECT {names}, named, 0 AS n, 0 AS weight FROM {self["role_names"]}
                WHERE list_contains($named, role) AND {rest.sql}
            """
            return sql, {**rest.parameters, "roles": orders.role_bits(roles), "named": roles}
        if self._by_role(kept, _NARROWER | {"certainty"}):
            rest = self._without(kept, certainty=0.0)
            sql = f"SELECT * EXCLUDE (least) FROM {self['certain']} WHERE least = $least AND {rest.sql}"
            return sql, {**rest.parameters, "least": _least(kept)}
        return None

    def _without(self, kept: Condition, **empty: Any) -> Condition:
        """Return what is left of a condition without some fields of its filters."""
        rest = EVERYTHING
        for wanted in kept.filters:
            rest = self.narrowed(rest, replace(wanted, **empty))
        return rest

    def alone_cells(self, kept: Condition) -> str | None:
        """Return the table of the index."""
        return self["role_cells"] if self._by_role(kept, _BY_ROLE | {"types", "statuses", "places"}) else None

    def _by_role(self, kept: Condition, fields: frozenset[str]) -> bool:
        """Tell whether the index has counted links by role under a condition of no other fields than these."""
        steps = all(orders.is_step(wanted.certainty) for wanted in kept.filters)
        return bool(self._segments) and kept.within == "link" and steps and kept.fields <= fields

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
        if near == self["by_place"] and "words" not in kept.asks:
            near = self._by_day(kept) or near
        name = f"{self.database.schema(owner)}.found"
        wanted = columns((*_FOUND, *_FOUND_WITHIN[kept.within]))
        found = " UNION ALL ".join(f"SELECT {wanted} FROM {near} WHERE {part}" for part in self._searched(kept))
        sql = f"CREATE TABLE {name} AS FROM ({found}) LIMIT {MOST_FOUND + 1}"
        if self.database.ask(sql, kept.parameters).rows[0][0] > MOST_FOUND:
            self.database.ask(f"DROP TABLE {name}")
            return near, kept
        return name, Condition("true", {}, kept.within, kept.asks)

    def _by_day(self, kept: Condition) -> str | None:
        """Return the links by day, those with days long before any that a condition keeps left out.

        None where it asks for no days on which something happened.
        """
        asked = [wanted for wanted in kept.filters if wanted.clock == "happened" and (wanted.since or wanted.until)]
        if not asked:
            return None
        try:
            first = date.fromisoformat(max(wanted.since for wanted in asked)) - timedelta(days=orders.WIDE_DAYS)
        except (ValueError, OverflowError):
            return self["by_day"]
        days = f"SELECT * FROM {self['by_day']} WHERE"
        return f"({days} NOT wide AND date >= {text(first.isoformat())} UNION ALL {days} wide)"

    def _searched(self, kept: Condition) -> list[str]:
        """Return conditions that together, each row by one of them, keep what one does.

        What keeps links by their words alone is a third of the work of asking each for the name of its place too.
        """
        words = list(dict.fromkeys(word for wanted in kept.filters for word in wanted.text.casefold().split()))
        if not words:
            return [kept.sql]
        parts = " OR ".join(f"contains(coalesce(folded, lower(name)), $w{number})" for number in range(len(words)))
        given = {f"w{number}": whole(word) for number, word in enumerate(words)}
        sql = f"SELECT id FROM {self.places} WHERE {parts} LIMIT {MOST_NAMED + 1}"
        named = [id for (id,) in self.database.ask(sql, given).rows]
        if len(named) > MOST_NAMED:
            return [kept.sql]
        by_words = EVERYTHING
        for wanted in kept.filters:
            by_words = self.narrowed(by_words, wanted, words)
        listed = ", ".join(map(text, named))
        there = [f"place IN ({listed}) AND {kept.sql} AND NOT ({by_words.sql})"] if named else []
        return [by_words.sql, *there]


def _on(clock: Clock, table: str, placed: str, kept: str) -> str:
    """Return the query for what a table of the index has counted by day on a clock."""
    return f"""
        SELECT day, {columns(orders.TALLY)}, items, {placed} AS placed FROM {table}
        WHERE clock = {text(clock)} AND {kept}
    """


def _country(kept: Condition) -> str | None:
    """Return the one country that a condition keeps, None where it asks for several or for more than its kinds."""
    countries = {wanted.countries for wanted in kept.filters if wanted.countries}
    chosen = next(iter(countries), ())
    alone = kept.fields - _NARROWER == {"countries"} and len(countries) == len(chosen) == 1
    return chosen[0] if alone else None


def _roles(kept: Condition) -> list[str]:
    """Return the roles that links have to have by all of the filters that name some."""
    named = [set(wanted.roles) for wanted in kept.filters if wanted.roles]
    return sorted(set.intersection(*named)) if named else []


def _least(kept: Condition) -> float:
    """Return the certainty that links have to have by all filters."""
    return max(wanted.certainty for wanted in kept.filters)


def is_filed(path: Path) -> bool:
    """Tell whether a path claims to be a folder of tables."""
    return (path / "articles").is_dir() and (path / "links").is_dir()


def _check(name: str, file: Path) -> None:
    """Raise an error unless a file has the columns of a table that can't be null."""
    try:
        known = pq.read_schema(file)
    except (OSError, pa.ArrowException) as error:
        raise AtlasError(f"{file} can't be read as a Parquet file.") from error
    for field in SCHEMAS[name]:
        if field.name not in known.names and not field.nullable:
            raise AtlasError(
                f"{file} has no column {field.name}: it was written by another version of Dateline. Open it with that "
                "version, or write the folder again (`geo batch ... --again`)."
            )
