"""The atlas: what the engine read, as tables, with the questions that maps, panels and exports ask of it.

Everything hangs on the table `links`: one row says that an item (event, quote or mention) belongs to a place in a
role, and why. Filtering keeps links and what they join; nothing else decides what is seen.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from geo.atlas import links
from geo.atlas.links import Kind
from geo.contract import DOUBTFUL, MINOR, Event, Mention, ParsedArticle, Person, Place, Quote
from geo.display import Displayed
from geo.ontology import UNTYPED, categories

Clock = Literal["happened", "published"]
Table = Literal["mentions", "quotes", "events", "people"]

HAPPENING = ("happened", "said_at")
"""Roles of items that take place at a place; the others only speak of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to keep; an empty field keeps everything.

    `since` and `until` are ISO days, both inclusive, read on `clock`; an item without a date on that clock is kept
    only when both are empty. `certainty` is the least score (0 to 1) of the mention that gives an item its place, or
    of the place of an event where it was inferred.
    """

    text: str = ""
    articles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    clock: Clock = "happened"
    certainty: float = 0.0

    def __bool__(self) -> bool:
        """Whether anything at all would be left out."""
        neutral = Filter(clock=self.clock)
        return any(getattr(self, f.name) != getattr(neutral, f.name) for f in fields(self))


@dataclass
class Atlas(Displayed):
    """Tables of parsed articles. Every table but `places` has the column `article`, the id of its article.

    `whole` is the atlas that this one was filtered from, `unfiltered` are all records as they were read. Tables that
    not every view needs are made when asked for.

    records: the contract's records of the articles, with only those items, links and places that the filter keeps.

    articles: id (index), title, published, publisher, author, source, text.
    places: id (index), name, kind, country, country_code, admin1, lat, lon, population.
    mentions, quotes, events: the fields of the contract's records, and sentence_start, sentence_end.
    people: name, roles, gender, mentions.
    links: article, item, kind (event, quote, mention), place, role, start, end, why, score, weak, evidence,
        date, date_end, type, category, status, people (tuple of names), words, at (where in the text the item stands),
        inferred, vague, salience, minor.
    """

    unfiltered: list[ParsedArticle]
    articles: pd.DataFrame
    places: pd.DataFrame
    links: pd.DataFrame
    whole: "Atlas | None" = None

    @classmethod
    def from_records(cls, records: Iterable[ParsedArticle]) -> "Atlas":
        """Build the tables of any number of parsed articles; of two with one id the last is kept."""
        kept = list({record["id"]: record for record in records}.values())
        places = {place["id"]: place for record in kept for place in record["places"]}
        meta = ("id", "title", "published", "publisher", "author", "source", "text")
        articles = pd.DataFrame([{key: record.get(key) for key in meta} for record in kept], columns=list(meta))
        return cls(
            unfiltered=kept,
            articles=articles.set_index("id", drop=False),
            places=pd.DataFrame(
                list(places.values()),
                columns=_columns(Place),
                index=pd.Index(list(places), dtype=object, name="id"),  # looked up faster than Arrow's strings
            ),
            links=_links(kept),
        )

    @cached_property
    def records(self) -> list[ParsedArticle]:
        """The records as they were read, of a filtered atlas with only what it keeps; people and dates are all kept."""
        if self.whole is None:
            return self.unfiltered
        events, quotes, mentions = map(_keys, (self.events, self.quotes, self.mentions))
        links = set(zip(*(self.links[column] for column in ("article", "item", "place", "role")), strict=True))
        places = set(self.places.index)
        return [
            {
                **record,
                "events": [row for row in record["events"] if (record["id"], row["id"]) in events],
                "quotes": [row for row in record["quotes"] if (record["id"], row["id"]) in quotes],
                "mentions": [row for row in record["mentions"] if (record["id"], row["id"]) in mentions],
                "links": [
                    row for row in record["links"] if (record["id"], row["item"], row["place"], row["role"]) in links
                ],
                "places": [row for row in record["places"] if row["id"] in places],
            }
            for record in self.unfiltered
        ]

    @cached_property
    def mentions(self) -> pd.DataFrame:
        """The mentions, placed or not."""
        return (
            _joined(self.whole.mentions, self.links, "mention")
            if self.whole
            else _table(self.unfiltered, "mentions", Mention)
        )

    @cached_property
    def quotes(self) -> pd.DataFrame:
        """The quotes."""
        return (
            _joined(self.whole.quotes, self.links, "quote") if self.whole else _table(self.unfiltered, "quotes", Quote)
        )

    @cached_property
    def events(self) -> pd.DataFrame:
        """The events."""
        return (
            _joined(self.whole.events, self.links, "event") if self.whole else _table(self.unfiltered, "events", Event)
        )

    @cached_property
    def people(self) -> pd.DataFrame:
        """The people, whom no filter leaves out."""
        return self.whole.people if self.whole else _table(self.unfiltered, "people", Person)

    def filter(self, wanted: Filter) -> "Atlas":
        """Return the atlas of the links that `wanted` keeps and the items and places they join."""
        if not wanted:
            return self
        links = self.links[self._mask(wanted)]
        return Atlas(
            unfiltered=self.unfiltered,
            articles=self.articles,
            places=self.places[self.places.index.isin(links["place"].unique())],
            links=links,
            whole=self,
        )

    def _mask(self, wanted: Filter) -> pd.Series:
        links = self.links
        mask = pd.Series(True, index=links.index)
        for values, column in (
            (wanted.articles, "article"),
            (wanted.places, "place"),
            (wanted.kinds, "kind"),
            (wanted.roles, "role"),
            (wanted.statuses, "status"),
            (wanted.types, "type"),
            (wanted.categories, "category"),
        ):
            if values:
                mask &= links[column].isin(values)
        if wanted.countries:
            mask &= links["place"].map(self.places["country"]).isin(wanted.countries)
        if wanted.people:
            names = set(wanted.people)
            mask &= links["people"].map(lambda people: not names.isdisjoint(people))
        if wanted.certainty > 0:
            mask &= links["score"].fillna(1.0) >= wanted.certainty
        if wanted.text.strip():
            mask &= self._text_mask(wanted.text)
        if wanted.since or wanted.until:
            mask &= self._date_mask(wanted)
        return mask

    def _text_mask(self, text: str) -> pd.Series:
        """Every word of `text` stands in the item's words, its people or its place's name."""
        names = self.links["place"].map(self.places["name"]).fillna("")
        haystack = (self.links["words"] + " " + names).str.casefold()
        mask = pd.Series(True, index=self.links.index)
        for word in text.casefold().split():
            mask &= haystack.str.contains(word, regex=False)
        return mask

    def _date_mask(self, wanted: Filter) -> pd.Series:
        first, last = self._days(wanted.clock)
        mask = first.notna()
        if wanted.since:
            mask &= last.fillna("") >= wanted.since
        if wanted.until:
            mask &= first.fillna("9999") <= wanted.until
        return mask

    def _days(self, clock: Clock) -> tuple[pd.Series, pd.Series]:
        if clock == "published":
            day = self.links["article"].map(self.articles["published"])
            return day, day
        return self.links["date"], self.links["date_end"]

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
        links = self.links[self.links["place"].notna()]
        if links.empty:
            return self.places.iloc[:0].reindex(columns=[*self.places.columns, *PLACE_COLUMNS])
        items = _distinct(links)
        minor = items["minor"].astype(bool)
        table = self.places.loc[self.places.index.isin(items["place"])].copy()
        for column, rows in (
            ("events", items[(items["kind"] == "event") & ~minor]),
            ("minor", items[minor]),
            ("quotes", items[items["kind"] == "quote"]),
            ("mentions", items[items["kind"] == "mention"]),
        ):
            table[column] = rows.groupby("place").size().reindex(table.index, fill_value=0)
        named = links[links["start"].notna()]
        table["score"] = named.groupby("place")["score"].max().reindex(table.index)
        table["doubtful"] = table["score"] < DOUBTFUL
        told = links[links["kind"] != "mention"]
        there = told[told["role"].isin(HAPPENING) & ~told["minor"].astype(bool)]
        here = _distinct(there[~there["weak"] & ~there["place"].map(table["doubtful"]).astype(bool)])
        guessed = _distinct(there).drop(here.index, errors="ignore")
        table["happening"] = here.groupby("place").size().reindex(table.index, fill_value=0)
        table["guesses"] = guessed.groupby("place").size().reindex(table.index, fill_value=0)
        weight = _salience(here).groupby(here["place"]).sum()
        table["weight"] = weight.reindex(table.index, fill_value=0.0).round(3)
        table["total"] = table[["events", "minor", "quotes", "mentions"]].sum(axis=1)
        category = _dominant(_votes(here, guessed, told, links)).reindex(table.index).astype(object)
        table["category"] = category.where(category.notna(), None)
        order = ["doubtful", "weight", "guesses", "total"]
        return table.sort_values(order, ascending=[True, False, False, False], kind="stable")

    def at(self, place: str) -> pd.DataFrame:
        """Return the links of one place, events first, then quotes, then mentions, each in the order of the text."""
        return _in_order(self.links[self.links["place"] == place])

    def in_order(self) -> pd.DataFrame:
        """Return the links of all places in the order of `at`."""
        return _in_order(self.links)

    def by_day(self, clock: Clock = "happened") -> pd.DataFrame:
        """Return one row per event or quote: item, kind, category, place, date (first day on `clock`, or None).

        Where the days of an event are inferred from publication, `date` is the day of publication. `vague` says that
        the event is dated only to a season or longer.
        """
        told = self.links[self.links["kind"] != "mention"]
        first, last = self._days(clock)
        first = first.where(~told["inferred"].reindex(first.index, fill_value=False).astype(bool), last)
        told = told.assign(date=first.reindex(told.index), date_end=last.reindex(told.index))
        return told.drop_duplicates(["article", "item"])[
            ["article", "item", "kind", "category", "type", "status", "place", "date", "date_end", "inferred", "vague"]
        ]

    def by_person(self) -> pd.DataFrame:
        """Return one row per person who speaks or acts.

        Columns: name, quotes and events (numbers of items), said_at, about, acts_at (lists of place ids).
        """
        rows: dict[str, dict[str, Any]] = {}
        told = self.links[self.links["kind"] != "mention"]
        asked = told[["article", "item", "kind", "role", "place", "weak", "people"]]
        for article, item, kind, role, place, weak, people in asked.to_numpy():
            for name in people:
                empty: dict[str, Any] = {"quotes": set(), "events": set(), "said_at": [], "about": [], "acts_at": []}
                row = rows.setdefault(name, {"name": name, **empty})
                row["quotes" if kind == "quote" else "events"].add((article, item))
                column = {"said_at": "said_at", "about": "about", "happened": "acts_at"}.get(role)
                if column and not weak and place not in row[column]:
                    row[column].append(place)
        table = pd.DataFrame(
            [{**row, "quotes": len(row["quotes"]), "events": len(row["events"])} for row in rows.values()],
            columns=["name", "quotes", "events", "said_at", "about", "acts_at"],
        )
        return table.sort_values(["quotes", "events"], ascending=False, kind="stable").reset_index(drop=True)

    def unplaced(self) -> pd.DataFrame:
        """Return the mentions that were recognised but not placed, with their candidates."""
        return self.mentions[self.mentions["place"].isna()]

    def text(self, article: str, start: int, end: int) -> str:
        """Return the text of `article` between two character offsets."""
        whole = str(self.articles.at[article, "text"])
        return whole[start:end]


def _columns(record: type) -> list[str]:
    return list(record.__annotations__)


def _table(records: Sequence[ParsedArticle], name: Table, record: type) -> pd.DataFrame:
    """Stack one list of the records, with the sentence (or sentences) that each row stands in."""
    rows = [row for parsed in records for row in parsed[name]]
    names = _columns(record)
    columns: dict[str, Sequence[Any]] = {
        "article": [parsed["id"] for parsed in records for _ in parsed[name]],
        **{column: [row.get(column) for row in rows] for column in names},
    }
    if name != "people":
        spans = [span for parsed in records for span in _sentences(parsed, name)]
        columns["sentence_start"] = [start for start, _ in spans]
        columns["sentence_end"] = [end for _, end in spans]
    extra = [key for key in (rows[0] if rows else ()) if key not in columns]
    columns |= {column: [row.get(column) for row in rows] for column in extra}
    return pd.DataFrame(columns, dtype=object)


def _sentences(parsed: ParsedArticle, name: Literal["mentions", "quotes", "events"]) -> Iterator[tuple[int, int]]:
    """Yield for each row of one list of a record where its sentence (or sentences) starts and ends."""
    sentences = parsed["sentences"]
    borders = [start for start, _ in sentences]
    for row in parsed[name]:
        start, end = row["start"], row["end"]
        if not sentences:
            yield start, end
            continue
        first = max(0, bisect_right(borders, start) - 1)
        last = max(first, bisect_left(borders, end) - 1)
        yield min(start, sentences[first][0]), max(end, sentences[last][1])


PLACE_COLUMNS = [
    *(
        "events",
        "minor",
        "quotes",
        "mentions",
        "happening",
        "guesses",
        "weight",
        "total",
        "category",
        "score",
        "doubtful",
    )
]


def _links(records: Sequence[ParsedArticle]) -> pd.DataFrame:
    rows = [row for record in records for row in links.rows(record)]
    return pd.DataFrame(rows, columns=list(links.COLUMNS), dtype=object).astype({"score": float, "weak": bool})


def _joined(table: pd.DataFrame, links: pd.DataFrame, kind: Kind) -> pd.DataFrame:
    """Return the rows of `table` that a link of `kind` names."""
    wanted = links[links["kind"] == kind]
    keys = set(zip(wanted["article"], wanted["item"], strict=True))
    mask = [key in keys for key in zip(table["article"], table["id"], strict=True)]
    return table[pd.Series(mask, index=table.index, dtype=bool)]


def _in_order(links: pd.DataFrame) -> pd.DataFrame:
    rank = {"event": 0, "quote": 1, "mention": 2}
    return links.assign(rank=links["kind"].map(rank)).sort_values(["rank", "article", "at"]).drop(columns="rank")


def _keys(table: pd.DataFrame) -> set[tuple[str, str]]:
    """Return article and id of each row."""
    return set(zip(table["article"], table["id"], strict=True))


def _distinct(links: pd.DataFrame) -> pd.DataFrame:
    """Return one link of each item at each place, with an index that names both."""
    keys = ["article", "item", "place"]
    return links.drop_duplicates(keys).set_index(keys, drop=False).rename_axis([None] * len(keys))


def _salience(items: pd.DataFrame) -> pd.Series:
    """Return how much each item matters: a quote as much as the least event of the story."""
    return items["salience"].astype(float).fillna(MINOR)


def _votes(here: pd.DataFrame, guessed: pd.DataFrame, told: pd.DataFrame, links: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that give each place its category: those of the first tier that has any there."""
    tiers = (here[here["type"] != UNTYPED], here, guessed, _distinct(told), links)
    left = links["place"].unique()
    chosen = []
    for tier in tiers:
        chosen.append(tier[tier["place"].isin(left)])
        left = left[~pd.Series(left).isin(tier["place"]).to_numpy()]
    return pd.concat(chosen, ignore_index=True)


def _dominant(links: pd.DataFrame) -> pd.Series:
    """The category of most salience at each place that has one; of equal ones the first in the legend."""
    rank = {name: place for place, name in enumerate(categories())}
    links = links.dropna(subset=["category"])
    sums = _salience(links).groupby([links["place"], links["category"]]).sum().round(3)
    counts = sums.rename("salience").reset_index()
    counts["rank"] = counts["category"].map(rank).fillna(len(rank))
    best = counts.sort_values(["salience", "rank"], ascending=[False, True]).drop_duplicates("place")
    return best.set_index("place")["category"]
