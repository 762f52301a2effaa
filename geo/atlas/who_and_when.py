"""Who says and does what, and when: the people and the days of a selection, and how much it holds."""

from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from geo.atlas import tables
from geo.atlas.database import columns
from geo.atlas.filters import Clock, Filter
from geo.atlas.frames import frame
from geo.atlas.index import PEOPLE, PEOPLE_ROWS
from geo.atlas.links import Kind
from geo.atlas.orders import DAY, lists
from geo.atlas.places import SUMMARY as CELLS
from geo.atlas.rows import Rows

_DAY_COLUMNS = ["article", "item", "kind", "category", "type", "status", "place"]


class Summary(NamedTuple):
    """What an atlas holds: how many items, how many of them have a place, by category too (mentions have none)."""

    items: int
    placed: int
    categories: dict[str | None, int]


class WhoAndWhen(Rows):
    """Questions of people and days."""

    def counts(self) -> dict[Kind, int]:
        """Return how many items of each kind are kept."""
        return dict(self._ask_once("SELECT kind, count(*) FROM {items} GROUP BY kind", "kind").rows)

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
        return frame(found, inferred=bool, vague=bool)

    def dated(self, clock: Clock = "happened") -> pd.DataFrame:
        """Return how many events and quotes (`items`) are alike in date and vague, as `by_day`."""
        days, parameters = self._days(clock)
        sql = f"SELECT day AS date, vague, sum(items)::BIGINT AS items FROM {days} GROUP BY ALL"
        return frame(self._store.database.ask(sql, parameters))

    def days(
        self, clock: Clock = "happened", *, alike: int | None = None, first: str = "", last: str = ""
    ) -> pd.DataFrame:
        """Return how many events and quotes (`items`) are alike in category, date, inferred and vague, as `by_day`.

        Args:
            clock: of the dates.
            alike: how many characters dates have in common that count as one, the least of them; all if left out.
            first, last: what is before and after these days counts apart.
        """
        days, parameters = self._days(clock)
        period = "day" if alike is None else f"day[:{alike:d}]"
        sql = f"""
            SELECT category, min(day) AS date, inferred, vague, sum(items)::BIGINT AS items FROM {days}
            GROUP BY category, inferred, vague, {period}, day < $first, day > $last
        """
        return frame(self._store.database.ask(sql, {**parameters, "first": first, "last": last}))

    def _days(self, clock: Clock) -> tuple[str, dict[str, Any]]:
        """Return what has events and quotes counted by day, category, inferred and vague, and its parameters."""
        items, parameters = self._tallied(clock, mentions=False)
        sql = f"""
            SELECT category, day, inferred, vague, sum(items)::BIGINT AS items
            FROM ({items}) WHERE kind <> 'mention' GROUP BY ALL
        """
        if self._store.few:
            return f"({sql})", parameters
        if clock not in self._counted_days:
            name = f"{self._store.database.schema(self)}.days"
            self._store.database.ask(f"CREATE TABLE {name} AS {sql}", parameters)
            self._counted_days[clock] = name
        return self._counted_days[clock], {}

    @cached_property
    def _counted_days(self) -> dict[Clock, str]:
        """The names of tables of what `_days` counts, of many articles made only once."""
        return {}

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
        return frame(found, quotes=int, events=int)

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

    def of_person(self, name: str, most: int | None = None) -> pd.DataFrame:
        """Return the links of what one person says or does.

        Args:
            name: of the person.
            most: of many articles, how many items of each kind.
        """
        theirs = self.filter(Filter(people=(name,)))
        if self._store.few or most is None:
            return theirs._links("ORDER BY position")
        first = """QUALIFY dense_rank() OVER (PARTITION BY kind ORDER BY salience DESC NULLS LAST, article, item)
            <= $most ORDER BY position"""
        return theirs._links(first, {"most": most})

    def counts_of(self, name: str) -> dict[Kind, int] | None:
        """Return how many items of each kind a person has; None where `of_person` gives them all."""
        return None if self._store.few else self.filter(Filter(people=(name,))).counts()

    def roles(self, person: str) -> list[str]:
        """Return the titles and roles that articles give a person."""
        told = f"SELECT unnest(roles) AS role, position FROM {self._store['people']} WHERE name = $name"
        sql = f"SELECT role FROM ({told}) GROUP BY role ORDER BY min(position)"
        return [role for (role,) in self._store.database.ask(sql, {"name": tables.whole(person)}).rows]
