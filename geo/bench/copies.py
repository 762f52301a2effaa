"""An archive of any number of articles: copies of some that the engine has read, in other towns and on other days."""

import itertools
import random
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from geo.articles import Article
from geo.atlas.database import text
from geo.atlas.links import folded
from geo.atlas.tables import SCHEMAS, tables
from geo.bench.made import told
from geo.gazetteer import Gazetteer

READ = 130
"""Articles that the engine reads: ten of each story in a checkout."""
PER_FILE = 10_000
"""Articles whose rows are one file of each table."""
TOWNS = 20_000
"""Towns of the gazetteer, the largest, that copies are set in."""
_TOWNS_ON, _DAYS_ON = 97, 37
"""By how many towns, and by how many days, a copy is moved further than the one before."""
_DAYS = 3_000
"""Days by which a copy is moved at most."""
_NAMESAKES = 2_000
"""Copies after which people are called the same again."""


def archive(folder: Path, count: int, *, seed: int = 1) -> Path:
    """Write a folder of tables, as docs/tables.md tells of it, of so many articles."""
    from geo.language import pipeline

    rows = itertools.islice(told(random.Random(seed)), min(READ, count))
    news = (
        Article(id=str(number), **{**row, "published": date.fromisoformat(row["published"])})
        for number, row in enumerate(rows)
    )
    _Copies(tables(pipeline.parse(pipeline.engine(), news))).write(folder, count)
    return folder


class _Copies:
    """Tables of some articles, in a database that writes copies of them."""

    def __init__(self, made: dict[str, pa.Table]) -> None:
        self._read = len(made["articles"])
        self._database = duckdb.connect(":memory:", config={"memory_limit": "1GB", "threads": 2})
        known = dict(zip(made["places"]["id"].to_pylist(), made["places"]["kind"].to_pylist(), strict=True))
        largest = Gazetteer.open().largest("city", TOWNS)
        towns = {town.id: {**town.as_place(), "folded": folded(town.name)} for town in largest}
        moved = list(dict.fromkeys([*towns, *(id for id, kind in known.items() if kind == "city")]))
        more = [place for id, place in towns.items() if id not in known]
        made = {**made, "places": pa.concat_tables([made["places"], pa.Table.from_pylist(more, SCHEMAS["places"])])}
        self._towns = len(moved)
        self._database.execute(f"SET VARIABLE towns = [{', '.join(map(text, moved))}]")
        self._database.execute(
            """
            CREATE TABLE numbers AS
            SELECT unnest(getvariable('towns')) AS town, generate_subscripts(getvariable('towns'), 1) - 1 AS number
            """
        )
        for name, table in made.items():
            self._load(name, table)

    def _load(self, name: str, table: pa.Table) -> None:
        """Make a table of an Arrow table: `nth` article, `row` number, and the numbers of the towns of its places."""
        self._database.register("incoming", table.append_column("row", pa.array(range(len(table)), pa.int64())))
        article = "id" if name == "articles" else "article"
        more = ["0 AS nth" if name == "places" else f"{article}::INTEGER AS nth"]
        for column in ("place", "said_at"):
            if column in table.column_names:
                more.append(f"(SELECT number FROM numbers WHERE town = {column}) AS {column}_number")
        for column in ("about", "places"):
            if column in table.column_names:
                listed = f"SELECT unnest({column}) AS id, generate_subscripts({column}, 1) AS turn"
                numbered = f"SELECT number, turn FROM ({listed}) LEFT JOIN numbers ON town = id"
                more.append(f"(SELECT list(number ORDER BY turn) FROM ({numbered})) AS {column}_numbers")
        self._database.execute(f"CREATE TABLE {name} AS SELECT *, {', '.join(more)} FROM incoming")
        self._database.unregister("incoming")

    def write(self, folder: Path, count: int) -> None:
        """Write `count` articles, PER_FILE to a file."""
        for name in SCHEMAS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for number, first in enumerate(range(0, count, PER_FILE)):
            for name in SCHEMAS:
                file = folder / name / f"part-{number:05}.parquet"
                rows = self._rows(name, first, min(PER_FILE, count - first))
                self._database.execute(f"COPY ({rows}) TO {text(str(file))} (FORMAT parquet, COMPRESSION zstd)")

    def _rows(self, name: str, first: int, count: int) -> str:
        """Return the query for the rows of some articles."""
        if name == "places":
            return f"SELECT {', '.join(SCHEMAS[name].names)} FROM places ORDER BY row"
        moved = ", ".join(f'{self._moved(name, column)} AS "{column}"' for column in SCHEMAS[name].names)
        copies = f"SELECT unnest(range({first // self._read}, {(first + count - 1) // self._read + 1})) AS copy"
        return f"""
            SELECT {moved} FROM {name}, ({copies})
            WHERE copy * {self._read} + nth BETWEEN {first} AND {first + count - 1} ORDER BY copy, row
        """

    def _moved(self, name: str, column: str) -> str:
        """Return what a column of a table holds in a copy."""

        def town(number: str) -> str:
            return f"getvariable('towns')[({number} + copy * {_TOWNS_ON}) % {self._towns} + 1]"

        namesake = f"CASE WHEN copy % {_NAMESAKES} > 0 THEN ' ' || copy % {_NAMESAKES} ELSE '' END"
        if column in ("place", "said_at"):
            return f'coalesce({town(f"{column}_number")}, "{column}")'
        if column in ("about", "places"):
            pairs = f"list_zip({column}, {column}_numbers)"
            return f"list_transform({pairs}, lambda pair: coalesce({town('pair[2]')}, pair[1]))"
        if column in ("published", "date", "date_end"):
            day = f'try_cast("{column}" AS DATE) + copy::INTEGER * {_DAYS_ON} % {_DAYS}'
            return f"coalesce(strftime({day}, '%Y-%m-%d'), \"{column}\")"
        if (name, column) == ("links", "people"):
            return f"list_transform(people, lambda name: name || {namesake})"
        if (name, column) in (("people", "name"), ("quotes", "speaker")):
            return f"{column} || {namesake}"
        if name == "links" and column in ("words", "folded"):
            return f"{column} || CASE WHEN len(people) > 0 THEN {namesake} ELSE '' END"
        if column == "article" or (name, column) == ("articles", "id"):
            return f"'made-' || (copy * {self._read} + nth)"
        return f'"{column}"'
