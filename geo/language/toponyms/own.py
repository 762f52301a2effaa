"""Mentions of places of somebody's own: where their words stand, whatever the recogniser sees there."""

from collections.abc import Sequence

from geo.gazetteer.own import Occurrence
from geo.language.tokens import tokens_of
from geo.language.toponyms.lexicon import words
from geo.language.toponyms.reading import LABELS, Reading
from geo.language.toponyms.spans import DIRECTIONS, Span

SURE = 0.95
"""Probability that a name which somebody gave means their place where it stands: at times it is a shop's or a dog's."""
_LONGER = frozenset(LABELS.index(label) for label in ("GPE", "LOC", "FAC", "PERSON"))
"""Entities whose longer name is another one; a body called after a place names the place as well."""
_CLOSED = words("closed")
_JOINING = frozenset(("of", "the", "'s", "’s", "-"))
"""Words that join the parts of one name."""


def with_own(reading: Reading, spans: Sequence[Span], own: Sequence[Occurrence]) -> tuple[list[Span], list[Occurrence]]:
    """Return the toponyms of a text with those of somebody's own, and where these stand.

    A name is not taken within a longer one that is a toponym, a person's or another place's; what overlaps with one
    that is taken otherwise gives way.
    """
    kept, taken = list(spans), []
    for found in own:
        span = _span(reading, found)
        longer = (other for other in kept if _is_longer(reading, span, other.first, other.last))
        if _is_persons(reading, span) or _in_entity(reading, span) or any(longer):
            continue
        kept = [other for other in kept if other.end <= span.start or other.start >= span.end]
        kept.append(span)
        taken.append(found)
    return sorted(kept, key=lambda span: span.start), taken


def _span(reading: Reading, found: Occurrence) -> Span:
    tokens = tokens_of(reading.doc)
    first, last = tokens.at(found.start), tokens.until(found.end)
    text = reading.text[found.start : found.end]
    return Span(first, max(last, first + 1), found.start, found.end, text, (), "own", score=SURE)


def _is_longer(reading: Reading, span: Span, first: int, last: int) -> bool:
    """Tell whether tokens are a name that holds the span, with more beside it than "the", "near" or "northern"."""
    if first > span.first or last < span.last:
        return False
    before, after = range(span.first - 1, first - 1, -1), range(span.last, last)
    return any(_names(reading, side) for side in (before, after))


def _names(reading: Reading, side: range) -> bool:
    """Tell whether the words on one side of a name, the nearest first, belong to it: Tannery Lane, Bay of Tannery."""
    words = (index for index in side if reading.lower[index] not in _JOINING)
    beside = next(words, None)
    if beside is None or not reading.capital[beside]:
        return False
    return reading.lower[beside] not in _CLOSED and reading.lower[beside] not in DIRECTIONS


def _in_entity(reading: Reading, span: Span) -> bool:
    number = reading.entity[span.first]
    if number < 0:
        return False
    first, last, label = reading.entities[number]
    return label in _LONGER and _is_longer(reading, span, first, last)


def _is_persons(reading: Reading, span: Span) -> bool:
    """Tell whether it is in a longer name of a person, or the surname of one whom the text names in full."""
    number = reading.person[span.first]
    if number < 0:
        return False
    first, last, full = reading.people[number]
    alone = span.last - span.first == 1
    return (first, last) != (span.first, span.last) or (full and alone)
