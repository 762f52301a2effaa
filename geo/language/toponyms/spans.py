"""Candidate spans: every stretch of a text that might be a toponym, with the gazetteer's readings of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from geo.gazetteer import Entry
from geo.language.toponyms.lexicon import words
from geo.language.toponyms.reading import Reading

Lookup = Callable[[str], tuple[Entry, ...]]

LONGEST = 6
"""Words in the longest name that is looked up."""

_CONNECTORS = words("connectors")
_CLOSED = words("closed")
DIRECTIONS = words("directions")
_PLACE_NOUNS = words("place_nouns")
_COMPASS = ("north", "south", "east", "west")
_ABBREVIATION = re.compile(r"(?:[A-Z]\.){2,}$")
_GLUED = re.compile(r"^((?:[A-Z]\.){2,}|[A-Z]{2,4}|[A-Z][a-z]+)([-–/])(?=\w)")
_ROAD = words("roads")
_NUMBERED = words("numbered_roads")
_ROAD_NUMBER = re.compile(r"(?:[A-Z]{1,2}-)?\d{1,4}[A-Z]?$")
_HEADS = words("heads")
_LEADING_HEADS = words("leading_heads")


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

    @property
    def demonym(self) -> bool:
        """Its likeliest reading is a demonym."""
        return bool(self.entries) and self.entries[0].form == "demonym"


def candidate_spans(reading: Reading, lookup: Lookup) -> list[Span]:
    """Return all candidates of a text in its order; they overlap one another."""
    spans: dict[tuple[int, int], Span] = {}
    for first, last in _capital_runs(reading):
        _look_up_run(reading, lookup, first, last, spans)
    for first, last, label in reading.entities:
        if label <= 2 and not _wraps_name(reading, first, last, spans):
            _add(reading, lookup, first, last, "entity", spans)
    for first, last, pattern in _patterns(reading):
        _add(reading, lookup, first, last, pattern, spans)
    return sorted(spans.values(), key=lambda span: (span.start, -span.end))


def _wraps_name(reading: Reading, first: int, last: int, spans: dict[tuple[int, int], Span]) -> bool:
    """Tell whether an entity is a known name with words around it: Northern Spain, east Africa, Henan province."""
    start, end = first, last
    while start < end - 1 and (reading.lower[start] in DIRECTIONS or reading.words[start] in _COMPASS):
        start += 1
    while end > start + 1 and not reading.capital[end - 1] and reading.lower[end - 1] in _PLACE_NOUNS:
        end -= 1
    return (start, end) != (first, last) and (start, end) in spans and (first, last) not in spans


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
    if reading.text[end : end + 1] == "." and text[-1] != "." and len(text) < 8:
        dotted = _readings(lookup, text + ".")
        if dotted and dotted[0].form == "abbreviation" and dotted[0].written.endswith("."):
            entries, end, text = dotted, end + 1, text + "."
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
        if not capital[index]:
            continue
        word = lower[index]
        if word in _ROAD or word in _HEADS:
            first = _name_before(reading, index)
            if first < index:
                found.append((first, index + 1, "road" if word in _ROAD else "head"))
        if word in _NUMBERED and index + 1 < size and _ROAD_NUMBER.match(reading.words[index + 1]):
            more = index and capital[index - 1] and lower[index - 1] in _NUMBERED
            found.append((index - bool(more), index + 2, "road"))
        elif "-" in word and _ROAD_NUMBER.match(word.upper()):
            found.append((index, index + 1, "road"))
        elif word in _LEADING_HEADS and index + 1 < size and capital[index + 1]:
            found.append((index, index + 2, "head"))
    return found


def _name_before(reading: Reading, index: int) -> int:
    """Return the first token of the up to three capitalised words or ordinals (40th Avenue) before a token."""
    first = index
    while first and index - first < 3:
        word, low = reading.words[first - 1], reading.lower[first - 1]
        ordinal = word[:1].isdigit() and word[-1:].isalpha()
        if not ordinal and (not reading.capital[first - 1] or low in _CLOSED):
            break
        first -= 1
    return first
