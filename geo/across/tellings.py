"""What one article tells of one event, as it is compared with what others tell."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import chain

from geo.across.figures import Count, Fate, counts
from geo.contract import MINOR, Event, ParsedArticle, Place
from geo.ontology import event_type
from geo.paths import lexicon

NOISE = 0.35
"""Salience below which a telling is not asked for: a third of all, but one in fifty of those that are annotated."""
ACCUSATION = "ACCUSE"
"""The type of events whose recipients are said to have done something."""
_CERTAIN = frozenset({"clause", "clause above", "telling"})
"""Evidence by which the article itself tells the days of an event."""
_TOLD = frozenset({"clause", "sentence", "telling"})
"""Evidence by which the article names an event's place, and does not only set the scene there."""
_BY_SOMEBODY = frozenset({"violence", "security", "protest"})
"""Categories of events of which it is asked who did them."""
_STEM = 5
"""Letters of a word without its ending that are compared: explo(ded), explo(sion)."""
_SHORTEST = 2
"""Letters that are left of no word when its ending is cut."""
_REMEMBERED = 50_000
"""Words whose stems are remembered."""
_ENDING = re.compile(r"(?:ings?|ions?|ers?|ed|es|s|e)$")
_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_WITHIN = re.compile(r"(?<=[\w,;] )\w+")
_MARKS = ".,;'’"
_CAPITAL = re.compile(r"\b[^\W\d_a-z]")


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which an event can have been."""

    first: date
    last: date
    certain: bool
    """The article says them, and exactly."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of one article, with what is asked of it when it is compared, found out once."""

    article: str
    group: str
    outlet: str
    event: Event
    """Its first row."""
    places: tuple[Place, ...]
    countries: frozenset[str]
    """Codes of the countries that its places are in, or where they are in none, of those that the article names."""
    told_place: bool
    """The article names the first of its places for it."""
    days: Days | None
    published: date | None
    types: frozenset[str]
    main: bool
    """It is the most salient one of its article."""
    minor: bool
    names: frozenset[str]
    """Of the people and bodies that its sentences name: surnames, acronyms, words of names."""
    doers: Mapping[str, Span]
    """Whom the article names or accuses as those who did it, with the offsets of their sentences."""
    figures: Mapping[Fate, Count]
    stems: frozenset[str]
    """Of the words of its sentences."""
    triggers: frozenset[str]
    """Stems of the words that tell that it happened."""
    clause: frozenset[str]
    """Stems of the clause of its first telling."""
    parties: frozenset[str]
    """Stems of those who act in it or are acted upon, named or not."""
    capitals: frozenset[str]
    """Stems of the words of its sentences that begin with a capital, but for the first of a sentence."""
    body: frozenset[str]
    """Stems of the whole article."""
    headline: frozenset[str]
    """Stems of the article's headline."""
    sentences: Sequence[Span]
    """All of the article's."""

    def sentence_at(self, place: int) -> Span:
        """Return the sentence of the article that has the character at `place`; that character alone where none has."""
        return sentence_at(self.sentences, (place, place + 1))


def sentence_at(sentences: Sequence[Span], span: Span) -> Span:
    """Return the sentence in which a span begins, the span itself where it is in none."""
    return next((one for one in sentences if one[0] <= span[0] < one[1]), span)


def tellings_of(record: ParsedArticle) -> Iterator[Telling]:
    """Yield what an article tells, an event of the engine each, in the order of the text; mere noise is left out."""
    groups: dict[str, list[Event]] = {}
    for event in record["events"]:
        groups.setdefault(event["group"], []).append(event)
    most = max((rows[0]["salience"] for rows in groups.values()), default=0.0)
    reader = _Reader(record)
    for group, rows in groups.items():
        if rows[0]["salience"] >= NOISE:
            yield reader.read(group, rows, main=rows[0]["salience"] == most)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is asked of one sentence."""

    span: Span
    stems: frozenset[str]
    capitals: frozenset[str]
    names: frozenset[str]
    counts: tuple[Count, ...]


class _Reader:
    """Reads tellings from one record; what many tellings ask is found out once."""

    def __init__(self, record: ParsedArticle) -> None:
        self._record = record
        self._places = {place["id"]: place for place in record["places"]}
        published = record["published"]
        self._published = date.fromisoformat(published) if published else None
        self._body = frozenset(stems(record["text"]))
        self._headline = frozenset(stems(record["title"] or ""))
        codes = (place["country_code"] for place in record["places"])
        self._countries = frozenset(code for code in codes if code) or frozenset([""])
        people, bodies = record["people"], record.get("bodies", [])
        self._name_of = {one["id"]: one["name"] for one in people} | {one["id"]: one["name"] for one in bodies}
        self._starts = [start for start, _ in record["sentences"]]
        self._names: dict[int, set[str]] = defaultdict(set)
        for one in people:
            self._add_names(surname(one["name"]), one["mentions"])
        for body in bodies:
            self._add_names(body_names(body["name"]), body["mentions"])
        self._accusations = [event for event in record["events"] if event["type"] == ACCUSATION]
        self._read: dict[int, _Sentence] = {}

    def read(self, group: str, rows: Sequence[Event], *, main: bool) -> Telling:
        """Return the telling of the rows of one group."""
        record, event = self._record, rows[0]
        places = tuple(self._places[row["place"]] for row in rows if row["place"])
        codes = frozenset(place["country_code"] for place in places if place["country_code"])
        triggers = [span for row in rows for span in (_trigger(row), *row["mentions"])]
        told = [self._sentence(number) for number in self._sentences(triggers)]
        return Telling(
            article=record["id"],
            group=group,
            outlet=record.get("publisher") or record.get("source") or record["id"],
            event=event,
            places=places,
            countries=codes or self._countries,
            told_place=event["place_evidence"] in _TOLD,
            days=_days(event),
            published=self._published,
            types=frozenset(row["type"] for row in rows),
            main=main,
            minor=event["salience"] < MINOR,
            names=frozenset(chain.from_iterable(one.names for one in told)),
            doers=self._doers(rows, [one.span for one in told]),
            figures=_largest(chain.from_iterable(one.counts for one in told)),
            stems=frozenset(chain.from_iterable(one.stems for one in told)),
            triggers=_stems_of(record["text"][start:end] for start, end in triggers),
            clause=_stems_of(row["text"] for row in rows),
            parties=_stems_of(party for row in rows for party in (*row["actors"], *row["recipients"])),
            capitals=frozenset(chain.from_iterable(one.capitals for one in told)),
            body=self._body,
            headline=self._headline,
            sentences=record["sentences"],
        )

    def _add_names(self, names: frozenset[str], mentions: Iterable[Span]) -> None:
        for start, _ in mentions:
            self._names[self._sentence_of(start)] |= names

    def _sentence_of(self, place: int) -> int:
        """Return the number of the sentence that begins last before a place, the first for what is before all."""
        return max(0, bisect_right(self._starts, place) - 1)

    def _sentences(self, spans: Iterable[Span]) -> list[int]:
        """Return the numbers of the sentences that spans touch, in the order of the text."""
        if not self._starts:
            return []
        return sorted(
            {
                number
                for start, end in spans
                for number in range(self._sentence_of(start), self._sentence_of(max(start, end - 1)) + 1)
            }
        )

    def _sentence(self, number: int) -> _Sentence:
        if number not in self._read:
            start, end = self._record["sentences"][number]
            text = self._record["text"][start:end]
            capitals = (word for word in _WITHIN.findall(text) if word[0].isupper())
            self._read[number] = _Sentence(
                (start, end),
                stems=frozenset(stems(text)),
                capitals=_stems_of(capitals),
                names=frozenset(self._names.get(number, ())),
                counts=tuple(counts(self._record["text"], start, end)),
            )
        return self._read[number]

    def _doers(self, rows: Sequence[Event], sentences: Sequence[Span]) -> dict[str, Span]:
        """Return who is named as having done it, or accused of it in a sentence that tells it."""
        spans = [
            span
            for row in rows
            if event_type(row["type"]).category in _BY_SOMEBODY
            for span in row.get("actor_spans", ())
        ]
        if all(row["type"] != ACCUSATION for row in rows):
            spans += [
                span
                for other in self._accusations
                if _within(_trigger(other), sentences)
                for span in other.get("recipient_spans", ())
            ]
        named = {name: (span["start"], span["end"]) for span in spans if (name := self._name_of.get(span["id"] or ""))}
        return {name: sentence_at(self._record["sentences"], span) for name, span in named.items()}


def stems(text: str) -> list[str]:
    """Return the stems of the content words of a text; long numbers too."""
    return [stem for word in _WORD.findall(text.lower()) if (stem := _stem(word))]


def _stems_of(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(stems(" ".join(phrases)))


@lru_cache(_REMEMBERED)
def _stem(word: str) -> str:
    """Return the stem of a word, nothing for a function word."""
    if word in _function_words():
        return ""
    bare = _ENDING.sub("", word)
    return (bare if len(bare) > _SHORTEST else word)[:_STEM]


def surname(name: str) -> frozenset[str]:
    """Return the key by which a person is found again: the last word of the name."""
    return frozenset(word.lower().strip(_MARKS) for word in name.split()[-1:])


def body_names(name: str) -> frozenset[str]:
    """Return the keys by which a body is found again: the last word of its name, and its acronym.

    The African Union is found by "union" and "au", the AU by "au".
    """
    acronym = "".join(_CAPITAL.findall(name)).lower()
    return surname(name) | ({acronym} if len(acronym) > 1 and " " in name else frozenset())


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for line in lexicon("function_words.txt") for word in line.split())


def _largest(found: Iterable[Count]) -> dict[Fate, Count]:
    """Return the largest count of each fate, the first of several."""
    largest: dict[Fate, Count] = {}
    for count in found:
        if count.fate not in largest or largest[count.fate].number < count.number:
            largest[count.fate] = count
    return largest


def _days(event: Event) -> Days | None:
    if not event["date"]:
        return None
    first = date.fromisoformat(event["date"])
    last = date.fromisoformat(event["date_end"] or event["date"])
    exact = event["date_precision"] == "day" and event.get("date_evidence") in _CERTAIN
    return Days(first, max(first, last), exact and last - first <= timedelta(days=1))


def _trigger(event: Event) -> Span:
    return event["trigger_start"], event["trigger_end"]


def _within(span: Span, stretches: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in stretches)
