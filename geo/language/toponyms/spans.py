"""Candidate spans: every stretch of a text that might be a toponym, with the gazetteer's readings of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from geo.gazetteer import Entry
from geo.language.toponyms.reading import Reading

Lookup = Callable[[str], tuple[Entry, ...]]

LONGEST = 6
"""Words in the longest name that is looked up."""

_CONNECTORS = frozenset(
    "of the and de del della di da do dos das du des la las le les los el al y e i en in on upon sur sous am an der den "
    "die dem von zu aan op ob na nad pri pod under by St. - – / & ' ’ . , ’s 's".split()
)
_CLOSED = frozenset(
    "a about after all also although am an and any are as at be because been before being both but by can could did do "
    "does during each even every few first for four from had has have he her here hers him his how however i if in into is "
    "it its just last like many may me meanwhile more most mr mrs ms much must my nearly neither never new next no nobody "
    "none nor not nothing now of off on once one only or other others our ours out over several she should since six so "
    "some such than that the their them then there these they this those though three through to too two under until up "
    "upon very was we well were what when where which while who whom whose why will with without would yes yet you your "
    "january february march april june july august september october november december monday tuesday wednesday thursday "
    "friday saturday sunday".split()
)
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}$")
_GLUED = re.compile(r"^((?:[A-Z]\.){2,}|[A-Z]{2,4}|[A-Z][a-z]+)([-–/])(?=\w)")
_ROAD = frozenset(
    "street st. st avenue ave. ave road rd. rd drive dr. dr. lane ln. boulevard blvd. blvd highway hwy. parkway pkwy. "
    "pike court way place turnpike trail expressway freeway motorway circle terrace bypass prospekt".split()
)
_NUMBERED = frozenset("highway hwy hwy. route rt. rte. interstate road i us u.s. state county cr fm ky sh".split())
_ROAD_NUMBER = re.compile(r"(?:[A-Z]{1,2}-)?\d{1,4}[A-Z]?$")
_HEADS = frozenset(
    "county parish township twp. borough river creek lake mount mt. mountain valley island islands bay beach hill hills "
    "park forest district province region city town village airport bridge harbor harbour peninsula desert strait gulf".split()
)
_LEADING_HEADS = frozenset("lake mount mt. river fort ft. cape port camp isle gulf bay strait".split())


@dataclass(slots=True)
class Span:
    """A stretch of the text that may be a toponym.

    `first` and `last` are tokens (`last` exclusive), `start` and `end` characters; `pattern` says why a stretch that
    the gazetteer lacks was taken: "entity", "road", "head" or "".
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]
    pattern: str = ""
    values: list[float] = field(default_factory=list)
    score: float = 0.0


def candidate_spans(reading: Reading, lookup: Lookup) -> list[Span]:
    """Return all candidates of a text in its order; they overlap one another."""
    spans: dict[tuple[int, int], Span] = {}
    for first, last in _capital_runs(reading):
        _look_up_run(reading, lookup, first, last, spans)
    for first, last, label in reading.entities:
        if label <= 2:
            _add(reading, lookup, first, last, "entity", spans)
    for first, last, pattern in _patterns(reading):
        _add(reading, lookup, first, last, pattern, spans)
    return sorted(spans.values(), key=lambda span: (span.start, -span.end))


def _capital_runs(reading: Reading) -> list[tuple[int, int]]:
    """Stretches of capitalised words, joined by up to two connecting words, that start and end with a capital."""
    capital, lower, words = reading.capital, reading.lower, reading.words
    runs, index, size = [], 0, len(words)
    while index < size:
        if not capital[index]:
            index += 1
            continue
        end = index + 1
        while end < size:
            ahead = end
            while ahead < size and ahead - end < 2 and not capital[ahead] and lower[ahead] in _CONNECTORS:
                ahead += 1
            if ahead >= size or not capital[ahead]:
                break
            end = ahead + 1
        runs.append((index, end))
        index = end
    return runs


def _look_up_run(reading: Reading, lookup: Lookup, first: int, last: int, spans: dict[tuple[int, int], Span]) -> None:
    capital, lower = reading.capital, reading.lower
    for start in range(first, last):
        if not capital[start]:
            continue
        closed = lower[start] in _CLOSED and not reading.words[start].isupper()
        for end in range(start + 1, min(last, start + LONGEST) + 1):
            if capital[end - 1] and not (closed and end == start + 1 and lower[start] not in ("march", "may")):
                _add(reading, lookup, start, end, "", spans)
    for index in range(first, last):
        if glued := _GLUED.match(reading.words[index]):
            _add_glued(reading, lookup, index, len(glued.group(1)), spans)


def _add(reading: Reading, lookup: Lookup, first: int, last: int, pattern: str, spans: dict) -> None:
    if (first, last) in spans:
        return
    start, end = reading.starts[first], reading.end(last - 1)
    text = reading.text[start:end]
    entries = _readings(lookup, text)
    if not entries and text.endswith("..") and _ABBREVIATION.search(text[:-1]):
        end, text = end - 1, text[:-1]
        entries = _readings(lookup, text)
    if entries or pattern:
        spans[first, last] = Span(first, last, start, end, text, entries, pattern)


def _add_glued(reading: Reading, lookup: Lookup, index: int, length: int, spans: dict) -> None:
    """The name at the head of a compound that the tokeniser leaves whole (U.S.-led)."""
    start = reading.starts[index]
    text = reading.text[start : start + length]
    entries = _readings(lookup, text)
    if entries:
        spans.setdefault((index, index), Span(index, index + 1, start, start + length, text, entries, ""))


def _readings(lookup: Lookup, text: str) -> tuple[Entry, ...]:
    entries = lookup(text)
    if not entries and " " in text and "." in text:
        entries = lookup(text.replace(". ", "."))
    if not entries:
        return entries
    shouted = text.isupper()
    dotted = "." in text
    return tuple(
        entry
        for entry in entries
        if (entry.form != "code" or shouted) and (entry.form != "abbreviation" or dotted or shouted)
    )


def _patterns(reading: Reading) -> list[tuple[int, int, str]]:
    """Names that the words themselves announce: Main Street, Highway 19, Kanawha County, Lake Erie."""
    found = []
    lower, capital, size = reading.lower, reading.capital, len(reading)
    for index in range(size):
        word = lower[index]
        if word in _ROAD or word in _HEADS:
            if capital[index]:
                first = index
                while first > 0 and index - first < 3 and _names_road(reading, first - 1):
                    first -= 1
                if first < index:
                    found.append((first, index + 1, "road" if word in _ROAD else "head"))
        if not capital[index]:
            continue
        if word in _NUMBERED and index + 1 < size and _ROAD_NUMBER.match(reading.words[index + 1]):
            first = index
            if (
                index
                and capital[index - 1]
                and lower[index - 1] in _NUMBERED | {"illinois", "texas", "state", "county"}
            ):
                first -= 1
            found.append((first, index + 2, "road"))
        elif _ROAD_NUMBER.match(word.upper()) and "-" in word:
            found.append((index, index + 1, "road"))
        elif word in _LEADING_HEADS and index + 1 < size and capital[index + 1]:
            found.append((index, index + 2, "head"))
    return found


def _names_road(reading: Reading, index: int) -> bool:
    return (
        (reading.capital[index] and reading.lower[index] not in _CLOSED)
        or reading.words[index][:1].isdigit()
        and (reading.words[index][-1:].isalpha())
    )
