"""The tables of one atlas in a database: of some articles in memory, or of a folder of Parquet files."""

import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geo.atlas import places
from geo.atlas.database import Database, columns, shared, text
from geo.atlas.tables import ORIGINS, SCHEMAS
from geo.errors import AtlasError

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

    @property
    def summary(self) -> str | None:
        """The name of a table of the items at each place, counted once; None where counting takes no time."""
        return None if self.few else self._summary

    @cached_property
    def _summary(self) -> str:
        links, name = self.links, f"{self._schema}.summary"
        sql, parameters = places.summary(links)
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

    def __init__(self, folder: Path) -> None:
        found = {name: sorted((folder / name).glob("*.parquet")) for name in SCHEMAS}
        if missing := [name for name, files in found.items() if not files]:
            raise AtlasError(f"{folder} is no folder of tables: it has no {missing[0]}/*.parquet.")
        for name, files in found.items():
            _check(name, files[0])
        super().__init__(Database(folder))
        for name, files in found.items():
            listed = ", ".join(text(str(file.absolute())) for file in files)
            order = f"file_index * {2**40} + file_row_number"
            rows = f"SELECT {columns(SCHEMAS[name].names)}, {order} AS position FROM read_parquet([{listed}])"
            made = f"TABLE {self[name]} AS {_each_once(rows)}" if name == "places" else f"VIEW {self[name]} AS {rows}"
            self.database.ask(f"CREATE {made}")
        self.database.ask(f"CREATE {self._reprinted(folder)}")

    def _reprinted(self, folder: Path) -> str:
        """Return what makes the table of articles that print one text, which a folder may lack."""
        name = self["reprinted"]
        if not (file := folder / ORIGINS_FILE).is_file():
            return f"TABLE {name} ({', '.join(f'{column} VARCHAR' for column in (*ORIGINS.names,))}, position BIGINT)"
        rows = f"SELECT {columns(ORIGINS.names)}, file_row_number AS position"
        return f"TABLE {name} AS {rows} FROM read_parquet({text(str(file.absolute()))}, file_row_number = true)"


def is_filed(path: Path) -> bool:
    """Tell whether a path claims to be a folder of tables."""
    return (path / "articles").is_dir() and (path / "links").is_dir()


def _each_once(rows: str) -> str:
    """Return the query for rows with each id once, as the last says, where the first stands."""
    numbered = f"""
        SELECT *, row_number() OVER (PARTITION BY id ORDER BY position DESC) AS turn,
            min(position) OVER (PARTITION BY id) AS first
        FROM ({rows})
    """
    return (
        f"SELECT * EXCLUDE (position, turn, first), first AS position FROM ({numbered}) WHERE turn = 1 ORDER BY first"
    )


def _check(name: str, file: Path) -> None:
    """Raise an error unless a file has the columns of a table."""
    try:
        known = pq.read_schema(file)
    except (OSError, pa.ArrowException) as error:
        raise AtlasError(f"{file} can't be read as a Parquet file.") from error
    for field in SCHEMAS[name]:
        if field.name not in known.names:
            raise AtlasError(f"{file} has no column {field.name}: it was written by another version of Dateline.")
