"""How many died and how many were hurt, as a sentence counts them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from geo.errors import DatelineError
from geo.paths import lexicon

Fate = Literal["dead", "hurt"]
FATES: tuple[Fate, ...] = get_args(Fate)

_BEFORE = 3
"""Words that a verb of harm may stand before its number, hedges (at least) not counted: killed in all nine."""
_AFTER = 6
"""Words that it may stand behind: nine people on the bus were killed."""
_OTHER_FATE = "missing"
_MULTIPLES = {"dozen": 12, "hundred": 100, "thousand": 1000}
_YEARS = range(1800, 2200)
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\w\s]")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_NOT_A_BORDER = frozenset("-–'’\"“”()")


@dataclass(frozen=True, slots=True)
class Count:
    """How many people met a fate; `start` and `end` are the offsets of the number."""

    fate: Fate
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    first: int
    past: int
    """Tokens, the last one exclusive."""


@cache
def _lists() -> dict[str, list[str]]:
    try:
        return {name: text.split() for name, text in (line.split("\t") for line in lexicon("casualties.tsv"))}
    except (OSError, ValueError) as error:
        raise DatelineError(f"The list of words casualties.tsv can't be read: {error}") from error


@cache
def _fates() -> dict[str, str]:
    return {word: fate for fate in (*FATES, _OTHER_FATE) for word in _lists()[fate]}


@cache
def _mentioned() -> re.Pattern[str]:
    """Return what finds a word of the dead or the hurt: most sentences have none."""
    words = (word for fate in FATES for word in _lists()[fate])
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


@cache
def _numbers() -> dict[str, int]:
    ones = {word: number for number, word in enumerate(_lists()["ones"], 1)}
    tens = {word: 10 * number for number, word in enumerate(_lists()["tens"], 2)}
    both = {f"{ten}-{one}": tens[ten] + ones[one] for ten in tens for one in ones if ones[one] < 10}
    return ones | tens | both | _MULTIPLES


def counts(text: str, start: int = 0, end: int | None = None) -> list[Count]:
    """Return how many dead and hurt a stretch of a text counts, in its order.

    A number belongs to the nearest word of a fate in its part of the sentence; one that is told of the missing or the
    rescued, of hours or houses, is none.
    """
    if not _mentioned().search(text, start, len(text) if end is None else end):
        return []
    found = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
    words = [match[0].lower() for match in found]
    numbers = list(_read(words))
    told = []
    for place, number in enumerate(numbers):
        low = numbers[place - 1].past if place else 0
        high = numbers[place + 1].first if place + 1 < len(numbers) else len(words)
        match _fate(words, number, low, high):
            case "dead" | "hurt" as fate:
                told.append(Count(fate, number.value, found[number.first].start(), found[number.past - 1].end()))
    return told


def _read(words: Sequence[str]) -> Iterator[_Number]:
    """Yield the numbers of people that words and digits say."""
    at = 0
    while at < len(words):
        first, value = at, _value(words[at])
        at += 1
        if value is None:
            continue
        while at < len(words) and words[at] in _MULTIPLES:
            value *= _MULTIPLES[words[at]]
            at += 1
        if not (_no_people(words, first, at) or (words[first].isdigit() and value in _YEARS)):
            yield _Number(value, first, at)


def _value(word: str) -> int | None:
    if word[0].isdigit():
        return int(word.replace(",", "")) if len(word) < 9 and _GROUPED.fullmatch(word) else None
    return _numbers().get(word)


def _no_people(words: Sequence[str], first: int, past: int) -> bool:
    """Whether a number counts a part (three of them), nobody (no one), an age (Smith, 33, died) or things."""
    before = words[first - 1] if first else ""
    behind = words[past] if past < len(words) else ""
    return (
        behind in _lists()["not people"]
        or (behind == "of" and words[past + 1 : past + 2] in (["them"], ["whom"]))
        or before == "no"
        or (before == "," and behind == ",")
        or (before == "them" and first > 1 and words[first - 2] == "among")
    )


def _fate(words: Sequence[str], number: _Number, low: int, high: int) -> str | None:
    """Return the fate whose word is nearest to a number, between the numbers before and behind it."""
    fates, hedges = _fates(), _lists()["hedges"]
    nearest: tuple[int, str] | None = None
    for steps, around in (
        (_BEFORE, range(number.first - 1, low - 1, -1)),
        (_AFTER, range(number.past, high)),
    ):
        step = 0
        for place in around:
            word = words[place]
            step += word not in hedges
            if step > steps or (not word[0].isalnum() and word not in _NOT_A_BORDER):
                break
            if word in fates:
                if nearest is None or step <= nearest[0]:
                    nearest = step, fates[word]
                break
    return nearest[1] if nearest else None
