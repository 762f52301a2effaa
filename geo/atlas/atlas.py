"""The atlas: what the engine read, as tables, with the questions that maps, panels and exports ask of it.

Everything hangs on the table `links`: one row says that an item (event, quote or mention) belongs to a place in a
role, and why. Filtering keeps links and what they join; nothing else decides what is seen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from geo.atlas import places, tables
from geo.atlas.database import Answer, columns, text
from geo.atlas.filters import EVERYTHING, Clock, Condition, Filter
from geo.atlas.index import PEOPLE, PEOPLE_ROWS
from geo.atlas.links import Kind
from geo.atlas.orders import DAY, lists
from geo.atlas.places import SUMMARY as CELLS
from geo.atlas.places import Box
from geo.atlas.store import Filed, Held, Store
from geo.contract import ParsedArticle, Place
from geo.display import Displayed
from geo.gazetteer.names import normalise

Key = tuple[str, str]
"""An article, and an item of it or a group of items."""
KINDS: dict[str, Kind] = {"mentions": "mention", "quotes": "quote", "events": "event"}
"""What `links` calls the rows of each table of items."""
TABLES = {kind: name for name, kind in KINDS.items()}

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
_SECTIONS = ("kind = 'event' AND NOT minor", "kind = 'event' AND minor", "kind = 'quote'", "kind = 'mention'")
"""What the panel of a place lists apart."""


class Summary(NamedTuple):
    """What an atlas holds: how many items, how many of them have a place, by category too (mentions have none)."""

    items: int
    placed: int
    categories: dict[str | None, int]


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
        self._items: dict[Kind, dict[Key, Any]] = {}

    @classmethod
    def from_records(cls, records: Iterable[ParsedArticle], reprinted: Iterable[Sequence[str]] = ()) -> "Atlas":
        """Build the tables of any number of parsed articles; of two with one id the last is kept.

        Args:
            records: the articles.
            reprinted: as `tables.origins` has it.
        """
        return cls(Held({**tables.tables(records), "reprinted": tables.origins(reprinted)}))

    @classmethod
    def open(cls, folder: Path) -> "Atlas":
        """Return the atlas of a folder of Parquet files, as docs/tables.md tells of it; only what is asked is read.

        Raises:
            AtlasError: there is no such folder, or it holds other tables.
        """
        return cls(Filed(folder))

    @property
    def _whole(self) -> "Atlas":
        return self.whole or self

    def filter(self, wanted: Filter) -> "Atlas":
        """Return the atlas of the links that `wanted` keeps and the items and places they join."""
        if wanted.once and not self._whole.origins:
            wanted = replace(wanted, once=False)  # else it would ask of each link for its article
        return Atlas(self._store, self._and(wanted), self._whole) if wanted else self

    def _and(self, wanted: Filter) -> Condition:
        return self._store.narrowed(self._kept, wanted)

    @property
    def characters(self) -> int:
        """How many characters all of its articles have."""
        return self._store.characters

    @cached_property
    def count(self) -> int:
        """How many articles there are, those that a filter leaves nothing of among them."""
        return int(self._store.database.ask(f"SELECT count(*) FROM {self._store['articles']}").rows[0][0])

    @cached_property
    def origins(self) -> dict[str, str]:
        """The first article that prints the text, by article, for each text that several print."""
        sql = f"SELECT article, origin FROM {self._store.origins} ORDER BY position"
        return dict(self._store.database.ask(sql).rows)

    @property
    def texts(self) -> int:
        """How many texts there are: an article that prints again what another one prints is none."""
        return self.count - len(self.origins) + len(set(self.origins.values()))

    def told_by(self, place: str) -> tuple[int, int]:
        """Return in how many articles something kept is at a place, and how many texts these are."""
        place = tables.whole(place)
        if self._store.indexed and not self.whole and not self.origins:
            sql = f"SELECT articles FROM {self._store['articles_at']} WHERE place = $place"
            articles = next((number for (number,) in self._store.database.ask(sql, {"place": place}).rows), 0)
            return articles, articles
        there = f"FROM {self._store.at(place)} WHERE {self._kept.sql} AND place = $place"
        if not self.origins:
            ((articles,),) = self._asked(f"SELECT count(DISTINCT article) {there}", {"place": place}).rows
            return articles, articles
        articles = [id for (id,) in self._asked(f"SELECT DISTINCT article {there}", {"place": place}).rows]
        return len(articles), len({self.origins.get(article, article) for article in articles})

    @property
    def filed(self) -> bool:
        """Whether it is of a folder of tables, any number of articles, of which only what is asked is in memory."""
        return not self._store.held

    @cached_property
    def kept_articles(self) -> int:
        """Of how many articles something is kept."""
        found = self._asked(f"SELECT count(DISTINCT article) FROM {self._links_kept} WHERE {self._kept.sql}")
        return int(found.rows[0][0])

    def _kept_ids(self) -> list[str]:
        kept = f"FROM {self._links_kept} WHERE {self._kept.sql}"
        found = self._asked(f"SELECT article {kept} GROUP BY article ORDER BY min(position)")
        return [id for (id,) in found.rows]

    def counts(self) -> dict[Kind, int]:
        """Return how many items of each kind are kept."""
        return dict(self._ask_once("SELECT kind, count(*) FROM {items} GROUP BY kind", "kind").rows)

    def parts(self, articles: int = 500) -> Iterator["Atlas"]:
        """Yield what is kept in parts of some articles each, which together are all of it, in its order.

        Articles in memory are one part.
        """
        if self._store.held:
            yield self
            return
        once = any(wanted.once for wanted in self._kept.filters)
        kept = set(self._kept_ids()) if once else None
        for store in self._store.parts():
            part = Atlas(store)
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

    @property
    def first_article(self) -> str | None:
        """The id of the first article of which something is kept."""
        found = self._asked(f"SELECT arg_min(article, position) FROM {self._links_kept} WHERE {self._kept.sql}")
        return next((article for (article,) in found.rows), None)

    def titles(self, articles: Iterable[str] | None = None, most: int | None = None) -> dict[str, str]:
        """Return the titles of the articles that have one, by id: of some articles, or of all (the first `most`)."""
        if articles is None:
            sql = f"SELECT id, title FROM {self._store['articles']} WHERE title <> '' ORDER BY position"
            return dict(self._store.database.ask(sql if most is None else f"{sql} LIMIT {most:d}").rows)
        chosen = list(dict.fromkeys(articles))
        sql = f"SELECT id, title FROM {self._store.of('articles', chosen)} WHERE title <> ''"
        return dict(self._store.database.ask(f"{sql} AND list_contains($ids, id)", {"ids": chosen}).rows)

    def articles_naming(self, place: str | None, name: str | None = None) -> list[str]:
        """Return the ids of the articles in which something is at a place, or a name of those that were not placed."""
        mentions, database = self._store["mentions"], self._store.database
        if place is not None:
            at = {"place": place}
            sql = f"SELECT article FROM {mentions} WHERE place = $place UNION SELECT article FROM {self._store.links} "
            return [article for (article,) in database.ask(f"{sql} WHERE place = $place ORDER BY ALL", at).rows]
        key = normalise(name or "")
        texts = database.ask(f"SELECT DISTINCT text FROM {mentions} WHERE place IS NULL").rows
        chosen = {"texts": [text for (text,) in texts if normalise(text) == key]}
        sql = (
            f"SELECT DISTINCT article FROM {mentions} WHERE place IS NULL AND list_contains($texts, text) ORDER BY ALL"
        )
        return [article for (article,) in database.ask(sql, chosen).rows]

    def publishers(self) -> list[str]:
        """Return the outlets of the articles, whether anything of them is kept or not, by name."""
        sql = f"SELECT DISTINCT publisher FROM {self._store['articles']} WHERE publisher <> '' ORDER BY publisher"
        return [publisher for (publisher,) in self._store.database.ask(sql).rows]

    def record(self, article: str) -> ParsedArticle | None:
        """Return the record of one article, whole; None where there is no such article."""
        there = {name: self._store.of(name, [article]) for name in tables.SCHEMAS}
        there["places"] = self._store.places
        where = {
            "articles": "id = $article",
            "places": f"""id IN
            (SELECT unnest(places) FROM {there["articles"]} WHERE id = $article)""",
        }
        rows = {}
        for name in tables.SCHEMAS:
            sql = f"SELECT * EXCLUDE (position) FROM {there[name]} WHERE {where.get(name, 'article = $article')}"
            rows[name] = self._store.database.ask(f"{sql} ORDER BY position", {"article": tables.whole(article)})
        return next(tables.records_of({name: found.dicts() for name, found in rows.items()}), None)

    @cached_property
    def empty(self) -> bool:
        """Whether nothing is kept."""
        return not self._asked(f"SELECT 1 FROM {self._links_kept} WHERE {self._kept.sql} LIMIT 1").rows

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
        what = f"{DAY[clock]} AS day, kind, category, inferred, vague, place IS NOT NULL AS placed, 1 AS items"
        also = "true" if mentions else "kind <> 'mention'"
        return f"SELECT {what} FROM {links} {kept.items(self._store.item, also)}", kept.parameters

    @cached_property
    def links(self) -> pd.DataFrame:
        """Why each item belongs to each place; an item that hangs on no place has a row with the role "unplaced"."""
        return self._links("ORDER BY position")

    def _links(self, rest: str, parameters: Mapping[str, Any] | None = None, links: str | None = None) -> pd.DataFrame:
        sql = f"SELECT {columns(LINK_COLUMNS)} FROM {links or self._links_kept} WHERE {self._kept.sql} {rest}"
        return _links(self._asked(sql, parameters))

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles, all of them under any filter; of a folder only those of which something is kept."""
        if self.whole and self._store.held:
            return self.whole.articles
        table = self._store["articles"]
        sql = f"SELECT {columns(ARTICLE_COLUMNS)} FROM {table} AS items {self._of_articles('id')} ORDER BY position"
        return _frame(self._asked(sql)).set_index("id", drop=False)

    def _of_articles(self, column: str = "article") -> str:
        """Return what joins a table to the articles of which something is kept, nothing where all is."""
        kept = f"SELECT DISTINCT article FROM {self._links_kept} WHERE {self._kept.sql}"
        return f"SEMI JOIN ({kept}) AS kept ON kept.article = items.{column}" if self.whole else ""

    @cached_property
    def places(self) -> pd.DataFrame:
        """The places that what is kept belongs to, of the whole atlas all."""
        sql = f"SELECT {columns(PLACE_COLUMNS)} FROM {self._store.places} {self._kept_places()} ORDER BY position"
        found = self._asked(sql)
        return _by_id(_frame(found, lat=float, lon=float, population=int))

    def _kept_places(self) -> str:
        return f"WHERE id IN (SELECT place FROM {self._links_kept} WHERE {self._kept.sql})" if self.whole else ""

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The mentions, placed or not."""
        return self._table("mentions", self._joined("mentions"))

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The quotes."""
        return self._table("quotes", self._joined("quotes"))

    @cached_property
    def events(self) -> pd.DataFrame:
        """The events."""
        return self._table("events", self._joined("events"))

    @cached_property
    def people(self) -> pd.DataFrame:
        """The people, whom no filter leaves out."""
        return self.whole.people if self.whole else self._table("people")

    def _joined(self, name: str) -> str:
        """Return what joins a table of items to the links that are kept."""
        if not self.whole:
            return ""
        kept = f"SELECT article, item FROM {self._links_kept} WHERE {self._kept.sql} AND kind = '{KINDS[name]}'"
        return f"SEMI JOIN ({kept}) AS kept ON kept.article = items.article AND kept.item = items.id"

    def _table(self, name: str, kept: str = "") -> pd.DataFrame:
        return _frame(self._rows(name, kept))

    def _rows(self, name: str, kept: str = "", most: int | None = None, skip: int = 0) -> Answer:
        sql = f"SELECT items.* EXCLUDE (position) FROM {self._store[name]} AS items {kept} ORDER BY position"
        if most is not None:
            sql = f"{sql} LIMIT {most:d} OFFSET {skip:d}"
        return self._store.database.ask(sql, self._kept.parameters if kept else {})

    def page(self, name: str, most: int, skip: int = 0) -> pd.DataFrame:
        """Return some rows of a table of items, with all of its columns: `most` at most, behind those to skip."""
        return _frame(self._rows(name, self._joined(name), most, skip))

    def items(self, kind: Kind, keys: Iterable[Key], place: str | None = None) -> dict[Key, Any]:
        """Return what the tables say of some items, by article and id, each with the text of its `sentence`.

        Args:
            kind: of the items.
            keys: which they are.
            place: one that all of them are at, if there is one.
        """
        if not self._store.few:
            chosen = list(keys)
            return (
                self._items_at(place, kind, chosen)
                if place and self._store.indexed
                else self._found_items(kind, chosen)
            )
        if kind not in self._whole._items:
            self._whole._items[kind] = self._found_items(kind)
        return self._whole._items[kind]

    def _items_at(self, place: str, kind: Kind, keys: list[Key]) -> dict[Key, Any]:
        """Return items that stand together in the index, since they are at one place."""
        listed = ", ".join(text(article) for article in dict.fromkeys(article for article, _ in keys)) or "NULL"
        there = f"{self._store[f'{TABLES[kind]}_here']} WHERE here = $place AND article IN ({listed})"
        sql = f"""
            SELECT items.* EXCLUDE (here) FROM (SELECT * FROM {there}) AS items
            SEMI JOIN (SELECT unnest($articles) AS article, unnest($ids) AS id) AS keys
                ON keys.article = items.article AND keys.id = items.id
        """
        given = {"articles": [article for article, _ in keys], "ids": [id for _, id in keys]}
        found = self._store.database.ask(sql, {"place": tables.whole(place), **given})
        return {(row.article, row.id): row for row in found.named()}

    def _found_items(self, kind: Kind, keys: list[Key] | None = None) -> dict[Key, Any]:
        chosen, among, parameters = "", "true", {}
        if keys is not None:
            among = "list_contains($articles, id)"
            chosen = """
                SEMI JOIN (SELECT unnest($articles) AS article, unnest($ids) AS id) AS keys
                    ON keys.article = items.article AND keys.id = items.id
            """
            parameters = {"articles": [article for article, _ in keys], "ids": [id for _, id in keys]}
            listed = ", ".join(text(article) for article in dict.fromkeys(parameters["articles"]))
            chosen += f"WHERE items.article IN ({listed or 'NULL'})"  # a list that files are searched for
        articles = None if keys is None else parameters["articles"]
        found = self._store.database.ask(f"{self._with_sentences(TABLES[kind], among, articles)} {chosen}", parameters)
        return {(row.article, row.id): row for row in found.named()}

    def _with_sentences(self, name: str, among: str = "true", articles: Iterable[str] | None = None) -> str:
        """Return the query for items with their sentences; `among` holds for their `articles`, where not for all."""
        there = self._store.__getitem__ if articles is None else partial(self._store.of, articles=articles)
        texts = f"SELECT id, text FROM {there('articles')} WHERE {among}"
        sentence = "substring(articles.text, sentence_start + 1, sentence_end - sentence_start)"
        return f"""
            SELECT items.* EXCLUDE (position), {sentence} AS sentence
            FROM {there(name)} AS items JOIN ({texts}) AS articles ON articles.id = items.article
        """

    @cached_property
    def records(self) -> list[ParsedArticle]:
        """The contract's records, of a filtered atlas with only what it keeps; people and dates are all kept."""
        kept: dict[str, str] = {
            **{name: self._joined(name) for name in KINDS},
            "links": f"WHERE {self._kept.sql}",
            "places": self._kept_places(),
        }
        if not self._store.held:
            kept |= {name: self._of_articles() for name in ("sentences", "dates", "people", "bodies")}
            kept["articles"] = self._of_articles("id")
        rows = {name: self._rows(name, kept.get(name, "") if self.whole else "") for name in tables.SCHEMAS}
        return list(tables.records_of({name: found.dicts() for name, found in rows.items()}))

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
        if self._store.held:
            found = self._store.database.ask(*self._asked_by_place)
        else:
            found = self._store.database.ask(f"SELECT * EXCLUDE (turn, x, y) FROM {self._placed} ORDER BY turn")
        counts = dict.fromkeys(places.COUNTS, int)
        return _by_id(
            _frame(found, lat=float, lon=float, population=int, score=float, doubtful=bool, weight=float, **counts)
        )

    @property
    def _asked_by_place(self) -> tuple[str, dict[str, Any]]:
        store, kept = self._store, self._kept
        summed = store.counted(kept.asks) if kept.within != "link" else None
        alone = store.alone_cells(kept)
        if summed or alone:
            links = store["shared"] if alone else ""
        else:
            links, kept = self._narrow
        return places.by_place(links, store.places, kept, item=store.item, summed=summed, alone=alone)

    @cached_property
    def _placed(self) -> str:
        """The name of a table of the rows of `by_place`: their `turn`, and where they are on a square map, 0 to 1."""
        name = f"{self._store.database.schema(self)}.placed"
        sql, parameters = self._asked_by_place
        self._store.database.ask(f"CREATE TABLE {name} AS {places.seats(sql)}", parameters)
        return name

    def has_places(self, least: int) -> bool:
        """Tell whether something is kept at so many places."""
        return len(self._by_place) >= least

    def in_view(self, view: Box, *, alone: Sequence[str], apart: Sequence[str]) -> pd.DataFrame:
        """Return the places of `by_place` as a map of one zoom has room for them: those close together as one row.

        Columns added: count, how many places it stands for, itself the one where most happens; shares, how many of
        them have each category ("" for none); south, west, north and east, between which they lie. In the order of
        `by_place`.

        Args:
            view: what is looked at. In it, places are together that are close at its zoom, elsewhere those that are at
                the zoom of the world.
            alone: kinds of places that each have a row, wherever they are; and
            apart: ids of such places.
        """
        parameters = {**view._asdict(), "alone": list(alone), "apart": list(map(tables.whole, apart))}
        found = self._store.database.ask(places.IN_VIEW.format(placed=self._placed), parameters)
        counts = dict.fromkeys((*places.COUNTS, "count"), int)
        return _by_id(
            _frame(found, lat=float, lon=float, population=int, score=float, doubtful=bool, weight=float, **counts)
        )

    def at(self, place: str, most: int | None = None) -> pd.DataFrame:
        """Return the links of one place, events first, then quotes, then mentions, each in the order of the text.

        Args:
            place: its id.
            most: of many articles, how many items of each kind, minor events apart; those events that matter most.
        """
        if self._store.few:
            found: pd.DataFrame = self._ordered.iloc[self._places_ordered.get(place, [])]
            return found
        place = tables.whole(place)
        parameters: dict[str, Any] = {"place": place}
        links = self._store.at(place)
        if most is None:
            return self._links(f"AND place = $place ORDER BY {_IN_ORDER}", parameters, links)
        each = "rank_here = 0" if self._kept.within != "link" else "true"
        first = " UNION ALL ".join(
            f"""(
                SELECT DISTINCT article, item, salience, "at" FROM there WHERE {each} AND {section}
                ORDER BY salience DESC NULLS LAST, article, "at", item LIMIT $most
            )"""
            for section in _SECTIONS
        )
        kept = f"{links} WHERE {self._kept.sql} AND place = $place"
        chosen = f"""
            WITH there AS (
                SELECT article, item, kind, minor, salience, "at", rank_here, position FROM {kept}
            )
            SELECT position FROM there SEMI JOIN ({first}) AS first USING (article, item)
        """
        numbers = ", ".join(str(number) for (number,) in self._asked(chosen, {**parameters, "most": most}).rows)
        rest = f"AND place = $place AND position IN ({numbers or 'NULL'}) ORDER BY {_IN_ORDER}"
        return self._links(rest, parameters, links)

    def counts_at(self, place: str) -> dict[str, int] | None:
        """Return how many events, minor events, quotes and mentions a place has; None where `at` gives them all."""
        if self._store.few:
            return None
        if place not in self._by_place.index:
            return {}
        names = ["events", "minor", "quotes", "mentions"]
        counts: list[int] = self._by_place.loc[[place], names].iloc[0].tolist()
        return dict(zip(names, counts, strict=True))

    def in_order(self) -> pd.DataFrame:
        """Return the links of all places in the order of `at`."""
        return self._ordered.copy(deep=False)

    @cached_property
    def _ordered(self) -> pd.DataFrame:
        return self._links(f"ORDER BY {_IN_ORDER}")

    @cached_property
    def _places_ordered(self) -> dict[Any, Any]:
        return self._ordered.groupby("place").indices

    def of_person(self, name: str, most: int | None = None) -> pd.DataFrame:
        """Return the links of what one person says or does.

        Args:
            name: of the person.
            most: of many articles, how many items of each kind.
        """
        theirs = Atlas(self._store, self._and(Filter(people=(name,))), self._whole)
        if self._store.few or most is None:
            return theirs._links("ORDER BY position")
        first = """QUALIFY dense_rank() OVER (PARTITION BY kind ORDER BY salience DESC NULLS LAST, article, item)
            <= $most ORDER BY position"""
        return theirs._links(first, {"most": most})

    def counts_of(self, name: str) -> dict[Kind, int] | None:
        """Return how many items of each kind a person has; None where `of_person` gives them all."""
        return None if self._store.few else self.filter(Filter(people=(name,))).counts()

    def lacking(self, *, dated: bool, most: int | None = None) -> pd.DataFrame:
        """Return a link of each item that has no place; of each event and quote that has no date if `dated`.

        Args:
            dated: whether the date is what they lack.
            most: how many at most; all if left out.
        """
        without = "date IS NULL AND kind <> 'mention'" if dated else "place IS NULL"
        limit = "" if most is None else f"LIMIT {most:d}"
        found = self._asked(
            f"""
            SELECT {columns(LINK_COLUMNS)} FROM {self._links_kept} {self._kept.items(self._store.item, without)}
            ORDER BY position {limit}
            """
        )
        return _links(found)

    def by_day(self, clock: Clock = "happened") -> pd.DataFrame:
        """Return one row per event or quote: item, kind, category, place, date (first day on `clock`, or None).

        Where the days of an event are inferred from publication, `date` is the day of publication. `vague` says that
        the event is dated only to a season or longer.
        """
        last = "published" if clock == "published" else "date_end"
        found = self._ask_once(
            "SELECT * EXCLUDE (position) FROM {items} ORDER BY position",
            f"{columns(_DAY_COLUMNS)}, {DAY[clock]} AS date, {last} AS date_end, inferred, vague, position",
            "kind <> 'mention'",
            whole=True,
        )
        return _frame(found, inferred=bool, vague=bool)

    def days(self, clock: Clock = "happened") -> pd.DataFrame:
        """Return how many events and quotes (`items`) are alike in category, date, inferred and vague, as `by_day`."""
        items, parameters = self._tallied(clock, mentions=False)
        counted = "SELECT category, day AS date, inferred, vague, sum(items) AS items"
        sql = f"{counted} FROM ({items}) WHERE kind <> 'mention' GROUP BY ALL"
        return _frame(self._store.database.ask(sql, parameters), items=int)

    def by_person(self, most: int | None = None, *, known: bool = False) -> pd.DataFrame:
        """Return one row per person who speaks or acts.

        Columns: name, quotes and events (numbers of items), said_at, about, acts_at (lists of place ids).

        Args:
            most: how many at most; all if left out.
            known: whether to leave out who is no person of an article, but only somebody who acts.
        """
        limit = "" if most is None else f"LIMIT {most:d}"
        if self._store.indexed and not self.whole and most is not None and most <= PEOPLE_ROWS:
            first = f"SELECT * FROM {self._store['foremost']} {'WHERE known' if known else ''}"
            ctes, lists_of = f"WITH first AS ({first} ORDER BY quotes DESC, events DESC, first {limit})", "first"
        else:
            ctes, lists_of = self._told(limit, known=known), "first LEFT JOIN lists USING (name)"
        found = self._asked(
            f"""
            {ctes}
            SELECT name, quotes, events, coalesce(said_at, []) AS said_at, coalesce(about, []) AS about,
                coalesce(acts_at, []) AS acts_at
            FROM {lists_of} ORDER BY quotes DESC, events DESC, first
            """
        )
        return _frame(found, quotes=int, events=int)

    def _told(self, limit: str, *, known: bool) -> str:
        """Return the tables `first`, of people and their counts, and `lists`, of their places."""
        if self._store.indexed:
            links, name = self._store["by_person"], "person AS name, turn"
        else:
            links, name = self._links_kept, "unnest(people) AS name, generate_subscripts(people, 1) AS turn"
        once = self._kept.first(f"{self._store.item}, person" if self._store.indexed else self._store.item)
        people = f"WHERE name IN (SELECT name FROM {self._store['people']})" if known else ""
        return f"""
            WITH kept AS (
                SELECT *, {once} AS once FROM {links} WHERE {self._kept.sql} AND kind <> 'mention'
            ),
            told AS (SELECT kind, role, place, weak, position, once, {name} FROM kept),
            first AS (
                SELECT name, count(*) FILTER (once AND kind = 'quote') AS quotes,
                    count(*) FILTER (once AND kind = 'event') AS events, min((position, turn)) AS first
                FROM told {people} GROUP BY name ORDER BY quotes DESC, events DESC, first {limit}
            ),
            there AS (
                SELECT name, role, place, min(position) AS first FROM told SEMI JOIN first USING (name)
                WHERE NOT weak GROUP BY name, role, place
            ),
            lists AS ({lists("there")})
        """

    def named(self) -> pd.DataFrame:
        """Return all mentions of the articles of which something is kept, those among them that are not."""
        return self._table("mentions", self._of_articles())

    def unplaced(self, most: int | None = None) -> pd.DataFrame:
        """Return the mentions that were recognised but not placed, with their candidates and their `sentence`.

        Args:
            most: how many at most; all if left out.
        """
        if most is None or self._store.few:
            kept = f"{self._joined('mentions')} WHERE place IS NULL"
            return _frame(self._asked(f"{self._with_sentences('mentions')} {kept} ORDER BY items.position"))
        found = self._asked(
            f"""
            SELECT items.article, items.id FROM {self._store["mentions"]} AS items {self._joined("mentions")}
            WHERE place IS NULL ORDER BY items.position LIMIT {most:d}
            """
        )
        rows = self._found_items("mention", found.rows)
        return pd.DataFrame([rows[key]._asdict() for key in found.rows if key in rows], dtype=object)

    def count_unplaced(self) -> int:
        """Return how many mentions `unplaced` has."""
        kept = f"{self._joined('mentions')} WHERE place IS NULL"
        return int(self._asked(f"SELECT count(*) FROM {self._store['mentions']} AS items {kept}").rows[0][0])

    def place(self, id: str) -> Any | None:
        """Return the row of a place of the whole atlas, None where it has no such place."""
        if self._store.few:
            return self._whole._known.get(id)
        return next(iter(self._found_places("WHERE id = $id", id=tables.whole(id))), None)

    def places_called(self, name: str) -> list[str]:
        """Return the ids of the places of the whole atlas that have a name, whatever its case."""
        sql = f"SELECT id FROM {self._store.places} WHERE coalesce(folded, lower(name)) = $name ORDER BY position"
        return [id for (id,) in self._store.database.ask(sql, {"name": tables.whole(name.casefold())}).rows]

    def name(self, place: str) -> str | None:
        """Return the name of a place that something kept belongs to, None of any other."""
        if self._store.few:
            return self._names.get(place)
        found = self.place(place)
        return None if found is None else str(found.name)

    @cached_property
    def _names(self) -> dict[str, str]:
        sql = f"SELECT id, name FROM {self._store.places} {self._kept_places()}"
        return dict(self._asked(sql).rows)

    @cached_property
    def _known(self) -> dict[str, Any]:
        return {row.id: row for row in self._found_places("")}

    def _found_places(self, where: str, **parameters: Any) -> Iterator[Any]:
        sql = f"SELECT {columns(PLACE_COLUMNS)} FROM {self._store.places} {where}"
        return self._store.database.ask(sql, parameters).named()

    def surest(self, place: str) -> Any | None:
        """Return the mention of the whole atlas that most certainly means a place, None where none means it."""
        if self._store.few:
            return self._whole._surest.get(place)
        place = tables.whole(place)
        if self._store.indexed:
            sql = f"SELECT * FROM {self._store['surest']} WHERE place = $place"
            return next(self._store.database.ask(sql, {"place": place}).named(), None)
        found = self._found_surest("WHERE place = $place", self._store["mentions"], place=place)
        return found.get(place)

    @cached_property
    def _surest(self) -> dict[str, Any]:
        return self._found_surest("WHERE place IS NOT NULL", self._store["mentions"])

    def _found_surest(self, where: str, mentions: str, **parameters: Any) -> dict[str, Any]:
        sql = f"""
            SELECT place, score, why, candidates FROM {mentions} {where}
            QUALIFY row_number() OVER (PARTITION BY place ORDER BY score DESC, position) = 1
        """
        return {row.place: row for row in self._store.database.ask(sql, parameters).named()}

    def groups(self, articles: Iterable[str]) -> dict[Key, dict[str, bool]]:
        """Return the places of each group of events that happen at several, and whether each is certain.

        They come by article and id of the group, those of some articles at least.
        """
        if self._store.few:
            return self._groups
        chosen = list(articles)
        return self._found_groups(
            "AND list_contains($articles, items.article)", self._store.of("events", chosen), articles=chosen
        )

    @cached_property
    def _groups(self) -> dict[Key, dict[str, bool]]:
        return self._found_groups("", self._store["events"])

    def _found_groups(self, chosen: str, events: str, **parameters: Any) -> dict[Key, dict[str, bool]]:
        if parameters and self._store.indexed:
            kept, shown = self._indexed_groups(parameters.pop("articles"))
        else:
            links = self._store.of("links", parameters["articles"]) if parameters else self._links_kept
            kept = f"SELECT article, item, place, weak FROM {links} WHERE {self._kept.sql} AND kind = 'event'"
            joined = "SEMI JOIN kept ON kept.article = items.article AND kept.item = items.id" if self.whole else ""
            shown = f"""
                SELECT items.article, id, "group", place, position FROM {events} AS items
                {joined} WHERE place IS NOT NULL {chosen}
            """
        sql = f"""
            WITH kept AS MATERIALIZED ({kept}),
            shown AS ({shown}),
            several AS (SELECT article, "group" FROM shown GROUP BY ALL HAVING count(DISTINCT place) > 1),
            told AS (SELECT shown.* FROM shown SEMI JOIN several USING (article, "group")),
            sure AS (SELECT article, item, place FROM kept WHERE NOT weak),
            certain AS (
                SELECT DISTINCT told.article, "group", sure.place
                FROM told JOIN sure ON sure.article = told.article AND sure.item = told.id
            )
            SELECT told.article, told."group", told.place, any_value(certain.place) IS NOT NULL AS sure
            FROM told LEFT JOIN certain USING (article, "group", place)
            GROUP BY ALL ORDER BY min(position)
        """
        found: dict[Key, dict[str, bool]] = {}
        for article, group, place, sure in self._asked(sql, parameters).rows:
            found.setdefault((article, group), {})[place] = sure
        return found

    def _indexed_groups(self, articles: Iterable[str]) -> tuple[str, str]:
        """Return the queries for the links of grouped events of some articles, and for these events."""
        listed = ", ".join(text(tables.whole(article)) for article in articles) or "NULL"
        kept = f"SELECT * FROM {self._store['groups']} WHERE article IN ({listed}) AND {self._kept.sql}"
        told = """
            SELECT article, item AS id, "group", event_place AS place, min(event_row) AS position FROM kept GROUP BY ALL
        """
        return kept, told

    def shown_in(self, article: str) -> set[str]:
        """Return the ids of the items of an article that are kept."""
        links = self._store.of("links", [article])
        sql = f"SELECT DISTINCT item FROM {links} WHERE {self._kept.sql} AND article = $article"
        return {item for (item,) in self._asked(sql, {"article": tables.whole(article)}).rows}

    def roles(self, person: str) -> list[str]:
        """Return the titles and roles that articles give a person."""
        told = f"SELECT unnest(roles) AS role, position FROM {self._store['people']} WHERE name = $name"
        sql = f"SELECT role FROM ({told}) GROUP BY role ORDER BY min(position)"
        return [role for (role,) in self._store.database.ask(sql, {"name": tables.whole(person)}).rows]

    def summary(self) -> Summary:
        """Return what the atlas holds."""
        if self._store.cells and self._kept.within == "item" and self._kept.asks <= set(CELLS):
            cells = f"FROM {self._store.cells} WHERE {self._kept.sql}"
            items, parameters = f"SELECT category, place IS NOT NULL AS placed, items {cells}", self._kept.parameters
        else:
            items, parameters = self._tallied("published")
        counted = f"SELECT category, placed, sum(items)::BIGINT AS n FROM ({items}) GROUP BY ALL HAVING n > 0"
        counts = self._store.database.ask(counted, parameters).rows
        return Summary(
            items=sum(count for _, _, count in counts),
            placed=sum(count for _, placed, count in counts if placed),
            categories={category: count for category, placed, count in counts if placed},
        )

    def most_told(self) -> list[str]:
        """Return the people who are in most items, PEOPLE at most."""
        if self._store.indexed and not self.whole:
            names = self._store.database.ask(f"SELECT name FROM {self._store['most_told']}").rows
        else:
            once = self._kept.items(self._store.item, "len(people) > 0")
            items = f"SELECT people, position FROM {self._links_kept} {once}"
            names = self._asked(
                f"""
                SELECT name FROM (
                    SELECT unnest(people) AS name, generate_subscripts(people, 1) AS turn, position FROM ({items})
                )
                GROUP BY name ORDER BY count(*) DESC, min((position, turn)) LIMIT {PEOPLE}
                """
            ).rows
        return [name for (name,) in names]

    def countries(self) -> list[str]:
        """Return the countries of the places, by name."""
        sql = f"SELECT DISTINCT country FROM {self._store.places} {self._kept_places()} ORDER BY country"
        return [country for (country,) in self._asked(sql).rows if country is not None]


def _frame(found: Answer, **types: type) -> pd.DataFrame:
    """Return an answer as a frame of plain values, None for what is missing; columns named get a type."""
    table = pd.DataFrame(found.rows, columns=found.columns, dtype=object)
    for name, kind in types.items():
        table[name] = table[name].to_numpy(dtype=kind)
    return table


def _links(found: Answer) -> pd.DataFrame:
    return _frame(found, score=float, weak=bool)


def _by_id(table: pd.DataFrame) -> pd.DataFrame:
    return table.set_index(pd.Index(table["id"], dtype=object, name="id"))
