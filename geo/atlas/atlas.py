"""The atlas: what the engine read, as tables, with the questions that maps, panels and exports ask of it.

Everything hangs on the table `links`: one row says that an item (event, quote or mention) belongs to a place in a
role, and why. Filtering keeps links and what they join; nothing else decides what is seen.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from geo.atlas import database, places, tables
from geo.atlas.database import Answer, columns
from geo.atlas.filters import EVERYTHING, Clock, Condition, Filter
from geo.atlas.links import Kind
from geo.atlas.store import Store
from geo.contract import ParsedArticle, Place
from geo.display import Displayed

Item = Literal["mentions", "quotes", "events"]
KINDS: dict[Item, Kind] = {"mentions": "mention", "quotes": "quote", "events": "event"}
"""What `links` calls the rows of each table of items."""

LINK_COLUMNS = [
    *("article", "item", "kind", "place", "role", "start", "end", "why", "score", "weak", "evidence"),
    *("date", "date_end", "type", "category", "status", "people", "words", "at", "inferred", "vague"),
    *("salience", "minor"),
]
ARTICLE_COLUMNS = ["id", "title", "published", "publisher", "author", "source", "text"]
PLACE_COLUMNS = list(Place.__annotations__)
_DAY_COLUMNS = ["article", "item", "kind", "category", "type", "status", "place"]
_IN_ORDER = "list_position(['event', 'quote', 'mention'], kind), article, \"at\", position"
"""Events first, then quotes, then mentions, each in the order of the text."""


class Atlas(Displayed):
    """Tables of parsed articles, and what is asked of them.

    `whole` is the atlas that this one was filtered from, None where nothing is left out. The tables are frames, made
    when they are asked for:

    articles: id (index), title, published, publisher, author, source, text.
    places: id (index), name, kind, country, country_code, admin1, lat, lon, population.
    mentions, quotes, events: the fields of the contract's records, and sentence_start, sentence_end.
    people: name, roles, gender, mentions.
    links: article, item, kind (event, quote, mention), place, role, start, end, why, score, weak, evidence,
        date, date_end, type, category, status, people (list of names), words, at (where in the text the item stands),
        inferred, vague, salience, minor.
    """

    def __init__(self, store: Store, kept: Condition = EVERYTHING, whole: "Atlas | None" = None) -> None:
        self._store = store
        self._kept = kept
        self.whole = whole

    @classmethod
    def from_records(cls, records: Iterable[ParsedArticle]) -> "Atlas":
        """Build the tables of any number of parsed articles; of two with one id the last is kept."""
        return cls(Store(database.shared(), tables.tables(records)))

    @property
    def _whole(self) -> "Atlas":
        return self.whole or self

    def filter(self, wanted: Filter) -> "Atlas":
        """Return the atlas of the links that `wanted` keeps and the items and places they join."""
        return Atlas(self._store, self._kept.and_(wanted, self._store.places), self._whole) if wanted else self

    def _asked(self, sql: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        return self._store.database.ask(sql, {**self._kept.parameters, **(parameters or {})})

    @cached_property
    def links(self) -> pd.DataFrame:
        """Why each item belongs to each place; an item that hangs on no place has a row with the role "unplaced"."""
        return self._links("ORDER BY position")

    def _links(self, rest: str, parameters: Mapping[str, Any] | None = None) -> pd.DataFrame:
        found = self._asked(
            f"SELECT {columns(LINK_COLUMNS)} FROM {self._store.links} WHERE {self._kept.sql} {rest}", parameters
        )
        return _frame(found, score=float, weak=bool)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles, all of them under any filter."""
        if self.whole:
            return self.whole.articles
        found = self._asked(f"SELECT {columns(ARTICLE_COLUMNS)} FROM {self._store['articles']} ORDER BY position")
        return _frame(found).set_index("id", drop=False)

    @cached_property
    def places(self) -> pd.DataFrame:
        """The places that what is kept belongs to, of the whole atlas all."""
        kept = f"WHERE id IN (SELECT place FROM {self._store.links} WHERE {self._kept.sql})" if self.whole else ""
        found = self._asked(f"SELECT {columns(PLACE_COLUMNS)} FROM {self._store.places} {kept} ORDER BY position")
        return _by_id(_frame(found, lat=float, lon=float, population=int))

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The mentions, placed or not."""
        return self._items("mentions")

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The quotes."""
        return self._items("quotes")

    @cached_property
    def events(self) -> pd.DataFrame:
        """The events."""
        return self._items("events")

    @cached_property
    def people(self) -> pd.DataFrame:
        """The people, whom no filter leaves out."""
        return self.whole.people if self.whole else self._table("people")

    def _items(self, name: Item) -> pd.DataFrame:
        return self._table(name, self._joined(name))

    def _joined(self, name: Item) -> str:
        """Return what joins a table of items to the links that are kept."""
        if not self.whole:
            return ""
        kept = f"SELECT article, item FROM {self._store.links} WHERE {self._kept.sql} AND kind = '{KINDS[name]}'"
        return f"SEMI JOIN ({kept}) AS kept ON kept.article = items.article AND kept.item = items.id"

    def _table(self, name: str, kept: str = "") -> pd.DataFrame:
        return _frame(self._rows(name, kept))

    def _rows(self, name: str, kept: str = "") -> Answer:
        sql = f"SELECT items.* EXCLUDE (position) FROM {self._store[name]} AS items {kept} ORDER BY position"
        return self._store.database.ask(sql, self._kept.parameters if kept else {})

    @cached_property
    def records(self) -> list[ParsedArticle]:
        """The contract's records, of a filtered atlas with only what it keeps; people and dates are all kept."""
        kept: dict[str, str] = {
            **{name: self._joined(name) for name in KINDS},
            "links": f"WHERE {self._kept.sql}",
            "places": f"WHERE id IN (SELECT place FROM {self._store.links} WHERE {self._kept.sql})",
        }
        rows = {name: self._rows(name, kept.get(name, "") if self.whole else "") for name in tables.SCHEMAS}
        return list(tables.records_of({name: found.dicts() for name, found in rows.items()}))

    @property
    def unfiltered(self) -> list[ParsedArticle]:
        """The records of the whole atlas."""
        return self._whole.records

    def by_place(self) -> pd.DataFrame:
        """Return one row per place that has a link: its columns, counts of items, and what dominates there.

        Columns added: events (of the story), minor (events below its salience), quotes, mentions, total: distinct
        items, all that the place's panel lists. happening: events of the story and quotes that happen or are said
        there for certain; guesses: those that only weak links set there. weight: how much happens there for certain,
        the sum of the salience of `happening`, where a quote has MINOR. category: the one of most salience among what
        happens there, else among all the rest; events of no known type only count where there is nothing else. score:
        the best certainty among the names that gave it. doubtful: that is below DOUBTFUL, and all that is set there
        counts among the guesses. Sorted by weight, then guesses, then total, falling, the doubtful ones last.
        """
        return self._by_place.copy(deep=False)

    @cached_property
    def _by_place(self) -> pd.DataFrame:
        sql, parameters = places.by_place(self._store.links, self._store.places, self._kept)
        found = self._store.database.ask(sql, parameters)
        counts = dict.fromkeys(places.COUNTS, int)
        return _by_id(
            _frame(found, lat=float, lon=float, population=int, score=float, doubtful=bool, weight=float, **counts)
        )

    def at(self, place: str) -> pd.DataFrame:
        """Return the links of one place, events first, then quotes, then mentions, each in the order of the text."""
        return self._links(f"AND place = $place ORDER BY {_IN_ORDER}", {"place": tables.whole(place)})

    def in_order(self) -> pd.DataFrame:
        """Return the links of all places in the order of `at`."""
        return self._links(f"ORDER BY {_IN_ORDER}")

    def by_day(self, clock: Clock = "happened") -> pd.DataFrame:
        """Return one row per event or quote: item, kind, category, place, date (first day on `clock`, or None).

        Where the days of an event are inferred from publication, `date` is the day of publication. `vague` says that
        the event is dated only to a season or longer.
        """
        first = "published" if clock == "published" else "CASE WHEN inferred THEN date_end ELSE date END"
        last = "published" if clock == "published" else "date_end"
        found = self._asked(
            f"""
            SELECT {columns(_DAY_COLUMNS)}, {first} AS date, {last} AS date_end, inferred, vague
            FROM {self._store.links} {self._kept.items("kind <> 'mention'")} ORDER BY position
            """
        )
        return _frame(found, inferred=bool, vague=bool)

    def by_person(self) -> pd.DataFrame:
        """Return one row per person who speaks or acts.

        Columns: name, quotes and events (numbers of items), said_at, about, acts_at (lists of place ids).
        """
        found = self._asked(
            f"""
            WITH kept AS (
                SELECT *, row_number() OVER (PARTITION BY article, item ORDER BY position) = 1 AS once
                FROM {self._store.links} WHERE {self._kept.sql} AND kind <> 'mention'
            ),
            told AS (
                SELECT kind, role, place, weak, position, once, unnest(people) AS name,
                    generate_subscripts(people, 1) AS turn
                FROM kept
            ),
            counts AS (
                SELECT name, count(*) FILTER (once AND kind = 'quote') AS quotes,
                    count(*) FILTER (once AND kind = 'event') AS events, min((position, turn)) AS first
                FROM told GROUP BY name
            ),
            there AS (
                SELECT name, role, place, min(position) AS first FROM told WHERE NOT weak GROUP BY name, role, place
            ),
            lists AS (
                SELECT name, list(place ORDER BY first) FILTER (role = 'said_at') AS said_at,
                    list(place ORDER BY first) FILTER (role = 'about') AS about,
                    list(place ORDER BY first) FILTER (role = 'happened') AS acts_at
                FROM there GROUP BY name
            )
            SELECT name, quotes, events, coalesce(said_at, []) AS said_at, coalesce(about, []) AS about,
                coalesce(acts_at, []) AS acts_at
            FROM counts LEFT JOIN lists USING (name) ORDER BY quotes DESC, events DESC, first
            """
        )
        return _frame(found, quotes=int, events=int)

    def unplaced(self) -> pd.DataFrame:
        """Return the mentions that were recognised but not placed, with their candidates."""
        return self.mentions[self.mentions["place"].isna()]

    def text(self, article: str, start: int, end: int) -> str:
        """Return the text of `article` between two character offsets."""
        whole = str(self.articles.at[article, "text"])
        return whole[start:end]


def _frame(found: Answer, **types: type) -> pd.DataFrame:
    """Return an answer as a frame of plain values, None for what is missing; columns named get a type."""
    return pd.DataFrame(found.rows, columns=found.columns, dtype=object).astype(types)


def _by_id(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_index(pd.Index(table["id"], dtype=object, name="id"))
