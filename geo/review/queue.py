"""What to look at first: what, being wrong, would change the map most.

That is the probability that it is wrong times the weight on the map of what hangs on it, summed over all that it tells.
"""

import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple, cast

from geo.contract import MINOR, Event, Link, Mention, ParsedArticle, Quote
from geo.corrections import Correction, Target, target_of
from geo.corrections.items import PLACES_OF_QUOTES
from geo.corrections.sentences import called
from geo.corrections.targets import Kind
from geo.gazetteer.names import normalise
from geo.review.settled import Done, Settled

MOST = 500
"""Items that are returned: more than a person looks at before the queue is made again."""
NAMED = 0.1
"""Weight of a name on which nothing hangs, beside the salience of events."""
NOWHERE_WRONG = 0.6
"""Share of the events of 48 annotated stories that were set nowhere and happened somewhere (37 of 58)."""
SPEAKER_WRONG = 0.1
"""Share of the quotes of these stories with the wrong speaker (21 of 193)."""
SAID_WRONG = 0.2
"""Share of the quotes that were said elsewhere; in these stories few are said anywhere."""
ABOUT_WRONG = 0.4
"""Share of the places that the words of quotes name and that they are not about there (32 of 74)."""
SUBJECT_WRONG = 0.7
"""The same of places that the words do not name (49 of 67)."""
LIKELY = 0.01
"""Probability from which another place is told as what a name may mean."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to be looked at: the place that a name means in all articles, an event, or a quote."""

    kind: Kind
    target: Target
    """The item; of a name that mention which would change the map most."""
    article: str
    """Id of its record."""
    item: str
    """Id of its row there."""
    place: str | None
    mentions: int
    """How many mentions of the name mean the place; 1 for events and quotes."""
    articles: int
    doubt: float
    """Probability that it is wrong, of several things in it the one that matters most."""
    change: float
    """How much of the map may be expected to change: the sum of doubts times weights."""
    why: str


def queue(records: Sequence[ParsedArticle], corrections: Iterable[Correction] = (), most: int = MOST) -> list[Item]:
    """Return what to look at, beginning with what would change the map most.

    Args:
        records: the articles as they are with the corrections.
        corrections: what was checked or corrected before and is left out; one mention settles its name.
        most: how many items to return at most.
    """
    return Waiting(records, corrections, most).items()


class Waiting:
    """What could be looked at and was not yet; of any number of records, which are gone through once.

    Args:
        records: the articles as they are with the corrections.
        corrections: what was checked or corrected before; one mention settles its name.
        most: how many items are asked for at most.
        chance: picks them, each with the same probability; those that would change the map most if left out.
    """

    def __init__(
        self,
        records: Iterable[ParsedArticle],
        corrections: Iterable[Correction] = (),
        most: int = MOST,
        chance: random.Random | None = None,
    ) -> None:
        self._most, self._chance = most, chance
        self._first: list[tuple[float, int, Item]] = []
        self._offered = 0
        self._counts: Counter[Kind] = Counter()
        self._names: dict[tuple[str, str | None], _Name] = {}
        self.looked_at = 0
        """How many were looked at and are still there."""
        settled = Settled(corrections)
        for number, record in enumerate(records):
            done = settled.of(record)
            self.looked_at += sum(kind != "mention" for kind, _ in done)
            self._add_names(number, record, done)
            for doubt in (*_events(record, done), *_quotes(record, done)):
                self._offer(doubt.kind, doubt.change, partial(_described, record, doubt))
        for name in self._names.values():
            if name.settled:
                self.looked_at += 1
            else:
                self._offer("mention", name.change, name.item)
        self._names.clear()

    def counts(self) -> Counter[Kind]:
        """Return how many names, events and quotes wait."""
        return self._counts

    def items(self) -> list[Item]:
        """Return what to ask for, the first first; only chance asks for what is certain."""
        return [item for *_, item in sorted(self._first, reverse=True)]

    def _offer(self, kind: Kind, change: float, item: Callable[[], Item]) -> None:
        """Count an item, and take it among those that are asked for while it is one of the first."""
        self._counts[kind] += 1
        self._offered += 1
        rank = self._chance.random() if self._chance else change
        if rank <= 0 or (len(self._first) == self._most and rank <= self._first[0][0]):
            return
        take = heapq.heappush if len(self._first) < self._most else heapq.heapreplace
        take(self._first, (rank, -self._offered, item()))

    def _add_names(self, number: int, record: ParsedArticle, done: Done) -> None:
        hanging = _hanging(record)
        for mention in record["mentions"]:
            name = self._names.setdefault((normalise(mention["text"]), mention["place"]), _Name())
            here = hanging.get((mention["start"], mention["end"]), {})
            wrong = 1 - mention["score"] if mention["place"] else mention["score"]
            part = _Part("name", wrong, NAMED + sum(weight for _, weight in here.values()), mention["place"])
            name.change += part.change
            name.mentions += 1
            name.articles.add(number)
            name.hanging.update((number, group, kind) for group, (kind, _) in here.items())
            name.settled = name.settled or ("mention", mention["id"]) in done
            rank = self._chance.random() if self._chance else part.change
            if name.told is None or rank > name.rank:
                name.rank, name.told = rank, _described(record, _Doubt(0.0, "mention", mention, part))


class _Part(NamedTuple):
    """One thing that may be wrong in an item."""

    what: str
    wrong: float
    weight: float
    place: str | None = None

    @property
    def change(self) -> float:
        return self.wrong * self.weight


class _Doubt(NamedTuple):
    """An item before it is described."""

    change: float
    kind: Kind
    row: Any
    worst: _Part


@dataclass(slots=True)
class _Name:
    """A name that means one place, over all articles."""

    change: float = 0.0
    mentions: int = 0
    articles: set[int] = field(default_factory=set)
    hanging: set[tuple[int, str, str]] = field(default_factory=set)
    """Events and quotes: the number of their record, their group and their kind."""
    told: Item | None = None
    """The mention that it is told by: which would change the map most, or which chance has picked."""
    rank: float = 0.0
    settled: bool = False

    def item(self) -> Item:
        """Return it as what is asked for."""
        told = cast(Item, self.told)
        return replace(
            told,
            mentions=self.mentions,
            articles=len(self.articles),
            change=round(self.change, 3),
            why=f"{told.why} {_hangs(self)}",
        )


def _hanging(record: ParsedArticle) -> dict[tuple[int, int], dict[str, tuple[str, float]]]:
    """Return for the span of a name the groups of events and quotes that it gives a place, with kind and weight."""
    items = {event["id"]: (event["group"], "event", event["salience"]) for event in record["events"]}
    items |= {quote["id"]: (quote["group"], "quote", MINOR) for quote in record["quotes"]}
    found: dict[tuple[int, int], dict[str, tuple[str, float]]] = defaultdict(dict)
    for link in record["links"]:
        start, end = link["start"], link["end"]
        if link["item"] in items and start is not None and end is not None and not link.get("weak"):
            group, kind, weight = items[link["item"]]
            found[start, end][group] = (kind, weight)
    return found


def _events(record: ParsedArticle, done: Done) -> Iterable[_Doubt]:
    """Return the doubts about the events of a record; of one at several places about the least certain place."""
    scores = {(mention["start"], mention["end"]): mention["score"] for mention in record["mentions"]}
    found: dict[str, _Doubt] = {}
    for event in record["events"]:
        if ("event", event["group"]) in done:
            continue
        salience = event["salience"]
        parts = (
            _Part("place", _misplaced(event, scores), salience, event["place"]),
            _Part("map", min(salience, 1 - salience), 1.0),
        )
        doubt = _doubt("event", event, parts)
        if event["group"] not in found or doubt.change > found[event["group"]].change:
            found[event["group"]] = doubt
    return found.values()


def _misplaced(event: Event, scores: dict[tuple[int, int], float]) -> float:
    """Return the probability that an event is set at a wrong place, beside that its name means another place."""
    if event["place"] is None:
        return NOWHERE_WRONG
    named = scores.get((cast(int, event["place_start"]), cast(int, event["place_end"])), 1.0)
    return 1 - min(1.0, (event["place_score"] or 0.0) / named) if named else 0.0


def _quotes(record: ParsedArticle, done: Done) -> Iterator[_Doubt]:
    """Yield the doubts about the quotes of a record: who says them, where, and what they are about."""
    links: dict[str, list[Link]] = defaultdict(list)
    for link in record["links"]:
        if link["role"] in PLACES_OF_QUOTES:
            links[link["item"]].append(link)
    seen: set[str] = set()
    for quote in record["quotes"]:
        if quote["group"] in seen or ("quote", quote["group"]) in done:
            continue
        seen.add(quote["group"])
        placed = [_Part(link["role"], _link_wrong(link), MINOR, link["place"]) for link in links[quote["id"]]]
        speaker = _Part("speaker", SPEAKER_WRONG, MINOR if placed else MINOR * NAMED)
        yield _doubt("quote", quote, (speaker, *placed))


def _link_wrong(link: Link) -> float:
    if link["role"] == "said_at":
        return SAID_WRONG
    return SUBJECT_WRONG if link.get("evidence") == "subject" else ABOUT_WRONG


def _doubt(kind: Kind, row: Event | Quote, parts: Sequence[_Part]) -> _Doubt:
    return _Doubt(sum(part.change for part in parts), kind, row, max(parts, key=lambda part: part.change))


def _described(record: ParsedArticle, doubt: _Doubt) -> Item:
    row = doubt.row
    return Item(
        kind=doubt.kind,
        target=cast(Target, target_of(record, doubt.kind, row["id"])),
        article=record["id"],
        item=row["id"],
        place=row["said_at"] if doubt.kind == "quote" else row["place"],
        mentions=1,
        articles=1,
        doubt=round(doubt.worst.wrong, 3),
        change=round(doubt.change, 3),
        why=_why(record, doubt),
    )


def _why(record: ParsedArticle, doubt: _Doubt) -> str:
    """Return in a sentence or two why an item is worth to be looked at."""
    row, worst = doubt.row, doubt.worst
    there = next((called(place) for place in record["places"] if place["id"] == worst.place), None)
    right = f"with a probability of {1 - worst.wrong:.0%}"
    match worst.what:
        case "name":
            return _meaning(row, there, right)
        case "map":
            shown = "is on the map" if row["salience"] >= MINOR else "is left off the map"
            return f"It {shown}; that it belongs there has a probability of {row['salience']:.0%}."
        case "place" if worst.place is None:
            return "It has no place, and most events of a story have one."
        case "place":
            return f"It happened in {there} {right}. {row['why']}"
        case "speaker":
            said = f"{row['speaker']} is its speaker" if row["speaker"] else "It has no speaker"
            return f"{said}, which is right {right}. {row['why']}"
        case "said_at":
            return f"It was said in {there} {right}."
        case _:
            return f"It is about {there} {right}."


def _meaning(mention: Mention, there: str | None, right: str) -> str:
    if there is None:
        return f"“{mention['text']}” is a place with a probability of {mention['score']:.0%} and is not on the map."
    others = [candidate for candidate in mention["candidates"] if candidate["place"] != mention["place"]]
    other = max(others, key=lambda candidate: candidate["score"], default=None)
    likely = other is not None and other["score"] >= LIKELY
    instead = f"; the next is {called(cast(Any, other))} with {other['score']:.0%}" if other and likely else ""
    return f"“{mention['text']}” is {there} {right}{instead}."


def _hangs(name: _Name) -> str:
    """Return how much hangs on a name: "3 events and 1 quote in 2 articles hang on it."."""
    kinds = Counter(kind for _, _, kind in name.hanging)
    counts = [_number(kinds[kind], kind) for kind in ("event", "quote") if kinds[kind]]
    within = "" if len(name.articles) == 1 else f" in {_number(len(name.articles), 'article')}"
    if not counts:
        return f"It is named {'once' if name.mentions == 1 else _number(name.mentions, 'time')}{within}."
    return f"{' and '.join(counts)}{within} {'hangs' if len(name.hanging) == 1 else 'hang'} on it."


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
