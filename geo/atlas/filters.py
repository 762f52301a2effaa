"""What a reader keeps of an atlas, and what that is in SQL."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple

from geo.atlas.tables import whole

Clock = Literal["happened", "published"]
Within = Literal["item", "place", "link"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to keep; an empty field keeps everything, and None among the values keeps what has none.

    `since` and `until` are ISO days, both inclusive, read on `clock`; an item without a date on that clock is kept
    only when both are empty. `certainty` is the least score (0 to 1) of the mention that gives an item its place, or
    of the place of an event where it was inferred. `once` keeps of the articles that print one text only the
    fullest, the first of equals, of those that the filter keeps for their outlet, their day or by name.
    """

    text: str = ""
    articles: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    types: tuple[str | None, ...] = ()
    categories: tuple[str | None, ...] = ()
    statuses: tuple[str | None, ...] = ()
    people: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    clock: Clock = "happened"
    certainty: float = 0.0
    once: bool = False

    def __bool__(self) -> bool:
        """Whether anything at all would be left out."""
        neutral = Filter(clock=self.clock)
        return any(getattr(self, f.name) != getattr(neutral, f.name) for f in fields(self))


class Condition(NamedTuple):
    """What the rows of `links` that are kept fulfil, with its parameters.

    `within` says what is kept or left as a whole, so that its first row stands for it: each item with all of its
    places ("item"), each item at a place ("place"), or each link by itself ("link"). `asks` are the columns it reads,
    `filters` what it was made of.
    """

    sql: str
    parameters: dict[str, Any]
    within: Within
    asks: frozenset[str] = frozenset()
    filters: tuple[Filter, ...] = ()

    def and_(
        self, wanted: Filter, places: str, articles: str, origins: str, sought: str, unnamed: Collection[str] = ()
    ) -> "Condition":
        """Return the condition that keeps of this one's what a filter does.

        Args:
            wanted: the filter.
            places: the table of places.
            articles: the table of articles.
            origins: the table of articles that print one text, of which a filter may keep one.
            sought: what a search looks into, in SQL.
            unnamed: words of it that are known to be in no name of a place.
        """
        parameters, parts = dict(self.parameters), [self.sql]

        def bound(value: Any) -> str:
            name = f"p{len(parameters)}"
            parameters[name] = whole(value)
            return f"${name}"

        for values, column in _LISTS:
            if chosen := getattr(wanted, values):
                listed = f'coalesce(list_contains({bound(list(chosen))}, "{column}"), false)'
                parts.append(f'("{column}" IS NULL OR {listed})' if None in chosen else listed)
        if wanted.publishers:
            theirs = f"SELECT id FROM {articles} WHERE list_contains({bound(list(wanted.publishers))}, publisher)"
            parts.append(f"article IN ({theirs})")
        if wanted.people:
            parts.append(f"list_has_any(people, {bound(list(wanted.people))})")
        if wanted.countries:
            parts.append(
                f"place IN (SELECT id FROM {places} WHERE list_contains({bound(list(wanted.countries))}, country))"
            )
        if wanted.certainty > 0:
            parts.append(f"coalesce(score, 1) >= {bound(float(wanted.certainty))}")
        for word in wanted.text.casefold().split():
            name = bound(word)
            named = f"SELECT id FROM {places} WHERE contains(coalesce(folded, lower(name)), {name})"
            there = "" if word in unnamed else f" OR coalesce(place IN ({named}), false)"
            parts.append(f"(contains({sought}, {name}){there})")
        if wanted.since or wanted.until:
            first, last = ("published",) * 2 if wanted.clock == "published" else ("date", "date_end")
            parts.append(f'"{first}" IS NOT NULL')
            if wanted.since:
                parts.append(f'"{last}" >= {bound(wanted.since)}')
            if wanted.until:
                parts.append(f'"{first}" <= {bound(wanted.until)}')
        if wanted.once:
            parts.append(f"article NOT IN ({_reprints(wanted, articles, origins, bound)})")
        asks = self.asks | frozenset(_asked(wanted))
        return Condition(" AND ".join(parts), parameters, self._within(wanted), asks, (*self.filters, wanted))

    def _within(self, wanted: Filter) -> Within:
        if self.within == "link" or wanted.roles or wanted.certainty > 0:
            return "link"
        by_place = wanted.places or wanted.countries or wanted.text.strip()
        return "place" if self.within == "place" or by_place else "item"

    @property
    def fields(self) -> frozenset[str]:
        """The fields of its filters that leave something out."""
        return frozenset(f.name for wanted in self.filters for f in fields(wanted) if getattr(wanted, f.name)) - {
            "clock"
        }

    def items(self, item: str, also: str = "true") -> str:
        """Return a WHERE clause that keeps one row of each item, the first that is kept; it may be all they have."""
        return f"WHERE {self.sql} AND {also} {'AND' if self.within == 'item' else 'QUALIFY'} {self.first(item)}"

    def first(self, item: str) -> str:
        """Return what is true of the first row of each item that is kept, and of no other.

        Args:
            item: what tells the rows of one item from those of others, in SQL.
        """
        return "rank = 0" if self.within == "item" else f"row_number() OVER (PARTITION BY {item} ORDER BY position) = 1"


def _reprints(wanted: Filter, articles: str, origins: str, bound: Callable[[Any], str]) -> str:
    """Return the query for the articles that print again what another one prints, of those that a filter keeps."""
    theirs = []
    if wanted.articles:
        theirs.append(f"list_contains({bound(list(wanted.articles))}, id)")
    if wanted.publishers:
        theirs.append(f"list_contains({bound(list(wanted.publishers))}, publisher)")
    if wanted.clock == "published":
        theirs += [f"published >= {bound(wanted.since)}"] if wanted.since else []
        theirs += [f"published <= {bound(wanted.until)}"] if wanted.until else []
    among = f"WHERE article IN (SELECT id FROM {articles} WHERE {' AND '.join(theirs)})" if theirs else ""
    turns = "row_number() OVER (PARTITION BY origin ORDER BY position)"
    return f"SELECT article FROM (SELECT article, {turns} AS turn FROM {origins} {among}) WHERE turn > 1"


def _asked(wanted: Filter) -> Iterator[str]:
    yield from (column for values, column in _LISTS if getattr(wanted, values))
    if wanted.countries:
        yield "place"
    if wanted.publishers or wanted.once:
        yield "article"
    if wanted.people:
        yield "people"
    if wanted.certainty > 0:
        yield "score"
    if wanted.text.strip():
        yield "words"
    if wanted.since or wanted.until:
        yield "published" if wanted.clock == "published" else "date"


_LISTS = (
    ("articles", "article"),
    ("places", "place"),
    ("kinds", "kind"),
    ("roles", "role"),
    ("statuses", "status"),
    ("types", "type"),
    ("categories", "category"),
)
"""Fields of a filter, each with the column that has to hold one of its values."""

EVERYTHING = Condition("true", {}, "item")
