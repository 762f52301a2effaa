"""What happens where: the places of a selection, what is in view of them, and what is at one of them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import pandas as pd

from geo.atlas import places, tables
from geo.atlas.database import columns, text
from geo.atlas.frames import by_id, frame
from geo.atlas.places import Box
from geo.atlas.rows import PLACE_COLUMNS, Key, Rows

_IN_ORDER = "list_position(['event', 'quote', 'mention'], kind), article, \"at\", position"
"""Events first, then quotes, then mentions, each in the order of the text."""
_SECTIONS = ("kind = 'event' AND NOT minor", "kind = 'event' AND minor", "kind = 'quote'", "kind = 'mention'")
"""What the panel of a place lists apart."""


class Where(Rows):
    """Questions of places."""

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
        return by_id(
            frame(found, lat=float, lon=float, population=int, score=float, doubtful=bool, weight=float, **counts)
        )

    @property
    def _asked_by_place(self) -> tuple[str, dict[str, Any]]:
        store, kept = self._store, self._kept
        if ready := store.by_link(kept):
            return places.of_items(ready[0], store.places, ready[1])
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
        return by_id(
            frame(found, lat=float, lon=float, population=int, score=float, doubtful=bool, weight=float, **counts)
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

    def in_order(self) -> pd.DataFrame:
        """Return the links of all places in the order of `at`."""
        return self._ordered.copy(deep=False)

    @cached_property
    def _ordered(self) -> pd.DataFrame:
        return self._links(f"ORDER BY {_IN_ORDER}")

    @cached_property
    def _places_ordered(self) -> dict[Any, Any]:
        return self._ordered.groupby("place").indices

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

    def countries(self) -> list[str]:
        """Return the countries of the places, by name."""
        sql = f"SELECT DISTINCT country FROM {self._store.places} {self._kept_places()} ORDER BY country"
        return [country for (country,) in self._asked(sql).rows if country is not None]
