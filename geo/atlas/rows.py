"""The tables of a selection: links, articles, places and items, whole or a page of them, as frames and as records."""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any

import pandas as pd

from geo.atlas import tables
from geo.atlas.database import Answer, columns, text
from geo.atlas.frames import by_id, frame
from geo.atlas.links import Kind
from geo.atlas.orders import ITEM_KINDS as KINDS
from geo.atlas.selection import Selection
from geo.contract import ParsedArticle, Place
from geo.gazetteer.names import normalise

Key = tuple[str, str]
"""An article, and an item of it or a group of items."""
TABLES = {kind: name for name, kind in KINDS.items()}
LINK_COLUMNS = [
    *("article", "item", "kind", "place", "role", "start", "end", "why", "score", "weak", "evidence"),
    *("date", "date_end", "type", "category", "status", "people", "words", "at", "inferred", "vague"),
    *("salience", "minor"),
]
ARTICLE_COLUMNS = ["id", "title", "published", "publisher", "author", "source", "text"]
PLACE_COLUMNS = list(Place.__annotations__)


class Rows(Selection):
    """The tables, and single items of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._items: dict[Kind, dict[Key, Any]] = {}

    @cached_property
    def links(self) -> pd.DataFrame:
        """Why each item belongs to each place; an item that hangs on no place has a row with the role "unplaced"."""
        return self._links("ORDER BY position")

    def _links(self, rest: str, parameters: Mapping[str, Any] | None = None, links: str | None = None) -> pd.DataFrame:
        sql = f"SELECT {columns(LINK_COLUMNS)} FROM {links or self._links_kept} WHERE {self._kept.sql} {rest}"
        return frame(self._asked(sql, parameters), score=float, weak=bool)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles, all of them under any filter; of a folder only those of which something is kept."""
        if self.whole and self._store.held:
            return self.whole.articles
        table = self._store["articles"]
        sql = f"SELECT {columns(ARTICLE_COLUMNS)} FROM {table} AS items {self._of_articles('id')} ORDER BY position"
        return frame(self._asked(sql)).set_index("id", drop=False)

    @cached_property
    def places(self) -> pd.DataFrame:
        """The places that what is kept belongs to, of the whole atlas all."""
        sql = f"SELECT {columns(PLACE_COLUMNS)} FROM {self._store.places} {self._kept_places()} ORDER BY position"
        found = self._asked(sql)
        return by_id(frame(found, lat=float, lon=float, population=int))

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
        return frame(self._rows(name, kept))

    def _rows(self, name: str, kept: str = "", most: int | None = None, skip: int = 0) -> Answer:
        sql = f"SELECT items.* EXCLUDE (position) FROM {self._store[name]} AS items {kept} ORDER BY position"
        if most is not None:
            sql = f"{sql} LIMIT {most:d} OFFSET {skip:d}"
        return self._store.database.ask(sql, self._kept.parameters if kept else {})

    def page(self, name: str, most: int, skip: int = 0) -> pd.DataFrame:
        """Return some rows of a table of items, with all of its columns: `most` at most, behind those to skip."""
        return frame(self._rows(name, self._joined(name), most, skip))

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

    def titles(self, articles: Iterable[str] | None = None, most: int | None = None) -> dict[str, str]:
        """Return the titles of the articles that have one, by id: of some articles, or of all (the first `most`)."""
        if articles is None:
            sql = f"SELECT id, title FROM {self._store['articles']} WHERE title <> '' ORDER BY position"
            return dict(self._store.database.ask(sql if most is None else f"{sql} LIMIT {most:d}").rows)
        chosen = list(dict.fromkeys(articles))
        sql = f"SELECT id, title FROM {self._store.of('articles', chosen)} WHERE title <> ''"
        return dict(self._store.database.ask(f"{sql} AND list_contains($ids, id)", {"ids": chosen}).rows)

    def publishers(self) -> list[str]:
        """Return the outlets of the articles, whether anything of them is kept or not, by name."""
        sql = f"SELECT DISTINCT publisher FROM {self._store['articles']} WHERE publisher <> '' ORDER BY publisher"
        return [publisher for (publisher,) in self._store.database.ask(sql).rows]

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
            return frame(self._asked(f"{self._with_sentences('mentions')} {kept} ORDER BY items.position"))
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
        return frame(found, score=float, weak=bool)

    def shown_in(self, article: str) -> set[str]:
        """Return the ids of the items of an article that are kept."""
        links = self._store.of("links", [article])
        sql = f"SELECT DISTINCT item FROM {links} WHERE {self._kept.sql} AND article = $article"
        return {item for (item,) in self._asked(sql, {"article": tables.whole(article)}).rows}
