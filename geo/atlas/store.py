"""The tables of one atlas in a database, and those of some articles in memory."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from geo.atlas import places
from geo.atlas.database import Database, shared
from geo.atlas.filters import Clock, Condition, Filter

FEW = 5_000
"""Links up to which all that panels ask is asked in one query and looked up from then on: some 60 articles of news."""


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

    def narrowed(self, kept: Condition, wanted: Filter, unnamed: Collection[str] = ()) -> Condition:
        """Return the condition that keeps of what another does what a filter does."""
        origins = self.origins if wanted.once else ""
        return kept.and_(wanted, self.places, self["articles"], origins, self.sought, unnamed)

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

    def by_link(self, kept: Condition) -> tuple[str, dict[str, Any]] | None:
        """Return the query for items at places under a condition of their links, as `places.of_items` takes them.

        None where none is counted for it, else with its parameters.
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
