"""A selection of an atlas: what a filter keeps of the tables, and how everything that is asked of it is asked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from geo.atlas import tables
from geo.atlas.database import Answer
from geo.atlas.filed import Filed
from geo.atlas.filters import EVERYTHING, Clock, Condition, Filter
from geo.atlas.orders import DAY, TALLY
from geo.atlas.store import Held, Store
from geo.contract import ParsedArticle


class Selection:
    """Articles of which a filter keeps something; `whole` is the one it was filtered from, None where all is kept."""

    def __init__(self, store: Store, kept: Condition = EVERYTHING, whole: Self | None = None) -> None:
        self._store = store
        self._kept = kept
        self.whole = whole

    @classmethod
    def from_records(cls, records: Iterable[ParsedArticle], reprinted: Iterable[Sequence[str]] = ()) -> Self:
        """Build the tables of any number of parsed articles; of two with one id the last is kept.

        Args:
            records: the articles.
            reprinted: as `tables.origins` has it.
        """
        return cls(Held({**tables.tables(records), "reprinted": tables.origins(reprinted)}))

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the atlas of a folder of Parquet files, as docs/tables.md tells of it; only what is asked is read.

        Raises:
            AtlasError: there is no such folder, or it holds other tables.
        """
        return cls(Filed(folder))

    @property
    def _whole(self) -> Self:
        return self.whole or self

    def filter(self, wanted: Filter) -> Self:
        """Return the atlas of the links that `wanted` keeps and the items and places they join."""
        if wanted.once and not self._whole.origins:
            wanted = replace(wanted, once=False)  # else it would ask of each link for its article
        return type(self)(self._store, self._store.narrowed(self._kept, wanted), self._whole) if wanted else self

    @cached_property
    def empty(self) -> bool:
        """Whether nothing is kept."""
        return not self._asked(f"SELECT 1 FROM {self._links_kept} WHERE {self._kept.sql} LIMIT 1").rows

    @cached_property
    def count(self) -> int:
        """How many articles there are, those that a filter leaves nothing of among them."""
        return int(self._store.database.ask(f"SELECT count(*) FROM {self._store['articles']}").rows[0][0])

    @property
    def characters(self) -> int:
        """How many characters all of its articles have."""
        return self._store.characters

    @property
    def filed(self) -> bool:
        """Whether it is of a folder of tables, any number of articles, of which only what is asked is in memory."""
        return not self._store.held

    @cached_property
    def origins(self) -> dict[str, str]:
        """The first article that prints the text, by article, for each text that several print."""
        sql = f"SELECT article, origin FROM {self._store.origins} ORDER BY position"
        return dict(self._store.database.ask(sql).rows)

    @property
    def texts(self) -> int:
        """How many texts there are: an article that prints again what another one prints is none."""
        return self.count - len(self.origins) + len(set(self.origins.values()))

    @cached_property
    def kept_articles(self) -> int:
        """Of how many articles something is kept."""
        found = self._asked(f"SELECT count(DISTINCT article) FROM {self._links_kept} WHERE {self._kept.sql}")
        return int(found.rows[0][0])

    def _kept_ids(self) -> list[str]:
        kept = f"FROM {self._links_kept} WHERE {self._kept.sql}"
        found = self._asked(f"SELECT article {kept} GROUP BY article ORDER BY min(position)")
        return [id for (id,) in found.rows]

    @property
    def first_article(self) -> str | None:
        """The id of the first article of which something is kept."""
        found = self._asked(f"SELECT arg_min(article, position) FROM {self._links_kept} WHERE {self._kept.sql}")
        return next((article for (article,) in found.rows), None)

    def parts(self, articles: int = 500) -> Iterator[Self]:
        """Yield what is kept in parts of some articles each, which together are all of it, in its order.

        Articles in memory are one part.
        """
        if self._store.held:
            yield self
            return
        once = any(wanted.once for wanted in self._kept.filters)
        kept = set(self._kept_ids()) if once else None
        for store in self._store.parts():
            part = type(self)(store)
            for wanted in self._kept.filters:
                part = part.filter(replace(wanted, once=False))
            ids = part._kept_ids()
            if kept is not None:  # what prints a text again is known by all articles only
                ids = [id for id in ids if id in kept]
            elif len(ids) <= articles:
                yield part
                continue
            for first in range(0, len(ids), articles):
                yield part.filter(Filter(articles=tuple(ids[first : first + articles])))

    def _asked(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        return self._store.database.ask(sql, {**self._kept.parameters, **(parameters or {})})

    @cached_property
    def _narrow(self) -> tuple[str, Condition]:
        """What has the links that are kept, without their words and people, and the condition that keeps them there."""
        return self._store.narrow(self, self._kept)

    @property
    def _links_kept(self) -> str:
        """What has the links that are kept, with their words, and perhaps others."""
        return self._store.kept(self._kept)

    def _of_articles(self, column: str = "article") -> str:
        """Return what joins a table to the articles of which something is kept, nothing where all is."""
        kept = f"SELECT DISTINCT article FROM {self._links_kept} WHERE {self._kept.sql}"
        return f"SEMI JOIN ({kept}) AS kept ON kept.article = items.{column}" if self.whole else ""

    def _kept_places(self) -> str:
        return f"WHERE id IN (SELECT place FROM {self._links_kept} WHERE {self._kept.sql})" if self.whole else ""

    def _ask_once(self, sql: str, what: str, also: str = "true", *, whole: bool = False) -> Answer:
        """Return what a query answers in which {items} have one row of each item: some columns, where `also` is so.

        Args:
            sql: the query.
            what: the columns.
            also: what rows fulfil besides.
            whole: whether columns are among them that only whole links have.
        """
        links, kept = (self._links_kept, self._kept) if whole else self._narrow
        items = f"(SELECT {what} FROM {links} {kept.items(self._store.item, also)})"
        return self._store.database.ask(sql.format(items=items), kept.parameters)

    def _tallied(self, clock: Clock, *, mentions: bool = True) -> tuple[str, dict[str, Any]]:
        """Return the query for items counted alike, as `Store.tally` tells of it, and its parameters."""
        if ready := self._store.tally(self._kept, clock, mentions=mentions):
            return ready
        links, kept = self._narrow
        also = "true" if mentions else "kind <> 'mention'"
        facts = {"day": DAY[clock], **{name: name for name in TALLY}, "placed": "place IS NOT NULL"}
        if kept.within == "item":
            what = ", ".join(f"{sql} AS {name}" for name, sql in facts.items())
            return f"SELECT {what}, 1 AS items FROM {links} {kept.items(self._store.item, also)}", kept.parameters
        what = ", ".join(f"any_value({sql}) AS {name}" for name, sql in facts.items())
        once = f"SELECT {what}, 1 AS items FROM {links} WHERE {kept.sql} AND {also} GROUP BY {self._store.item}"
        return once, kept.parameters
