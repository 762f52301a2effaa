"""Other spellings of a transliterated name, known in the countries of a story: Qilla, Qillah and Killa, el- and al-."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from geo.gazetteer import Entry, normalise

ARTICLES = ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "es", "ed", "er", "ez", "ul")
"""The Arabic article as it is written before a name."""
_ARTICLE = re.compile(rf"^(?:{'|'.join(ARTICLES)})\s(?=\w)")
_INNER_ARTICLE = re.compile(rf"(?<=\w)\s(?:{'|'.join(ARTICLES)})\s?(?=\w)")
_SWAPS = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"q", "k"), (r"k(?!h)", "q"), (r"(?<=[aeiou])h\b", ""), (r"(?<=[^a\W])a\b", "ah"),
        (r"([b-df-hj-np-tv-z])\1", r"\1"),
        (r"ee", "i"), (r"oo|ou", "u"), (r"(?<=[^aeiou\W])i(?=[^aeiou\W])", "ee"), (r"aa", "a"), (r"dh", "d"),
        (r"gh", "g"), (r"kh", "k"), (r"th", "t"), (r"y\b", "i"), (r"(?<=\w)iy", "i"), (r"dj|dzh", "j"), (r"w", "v"),
        (r"v", "w"), (r"(?<=\w)yah?\b", "ia"), (r"ulla", "alla"), (r"alla", "ulla"), (r"sk\b", "sky"), (r"iv\b", "ev"),
        (r"e(?=r\b)", "a"), (r"tz", "z"), (r"(?<=\w)o(?=[^aeiou\W])", "u"), (r"ay", "ai"),
        (r"ai", "ay"), (r"\bbait\b", "beit"), (r"\btell?\b", "tall"), (r"ia\b", "iya"), (r"ina\b", "yina"),
        (r"(?<=\w)n\b", "ne"), (r"(?<=\w)ne\b", "n"), (r"(?<=\w)i(?=[^aeiou\W])", "e"),
        (r"(?<=\w)e(?=[^aeiou\W])", "i"), (r"(?<=\w)u(?=[^aeiou\W])", "o"), (r"(?<=[aeiou])w(?=[aeiou])", "wh"),
        (r"(?<=\w)wh", "w"),
    )
)  # fmt: skip
_LEAST = 5
"""Letters of a name that is matched loosely: shorter ones match too much."""
_MOST = 120
"""Spellings that are tried for one name."""
_ROUNDS = 2
"""Differences of spelling that are tried together."""
_SURE = 0.6
"""Share of a name's readings by importance that lies in one country where the name tells the country of the story."""


def countries_of(readings: Iterable[Sequence[Entry]]) -> set[str | None]:
    """Return the codes of the countries in which the names of a text lie, as far as a name tells by itself."""
    found: set[str | None] = set()
    for entries in readings:
        if entries and (code := entries[0].place.country_code):
            inside = sum(entry.prior for entry in entries if entry.place.country_code == code)
            if inside >= _SURE * sum(entry.prior for entry in entries):
                found.add(code)
    return found


def lying_in(entries: Iterable[Entry], countries: Collection[str | None]) -> list[Entry]:
    """Return the readings of a name, no codes and demonyms, that lie in some countries."""
    return [e for e in entries if e.place.country_code in countries and e.form not in ("code", "demonym")]


def alike(surface: str, countries: Collection[str | None], lookup: Callable[[str], Sequence[Entry]]) -> list[Entry]:
    """Return the readings in some countries of the spelling nearest to a name's that has any there, or none."""
    return next(filter(None, (lying_in(lookup(other), countries) for other in spellings(surface))), [])


def spellings(surface: str) -> Iterator[str]:
    """Yield other spellings of a name, those with the fewest differences first; their number is bounded."""
    key = normalise(surface)
    if sum(map(str.isalpha, key)) < _LEAST or key.isdigit():
        return
    seen = {key}
    front = [key]
    for _ in range(_ROUNDS):
        ahead = []
        for name in front:
            for other in _changed(name):
                if other not in seen and len(other) >= _LEAST:
                    if len(seen) > _MOST:
                        return
                    seen.add(other)
                    ahead.append(other)
                    yield other
        front = ahead


def _changed(name: str) -> Iterator[str]:
    bare = _ARTICLE.sub("", name)
    if bare != name:
        yield bare
    else:
        yield f"al {name}"
    for article in ("al", "el"):
        yield f"{article} {bare}"
    if _INNER_ARTICLE.search(name):
        yield _INNER_ARTICLE.sub(" ", name)
        yield _INNER_ARTICLE.sub(" al ", name)
        yield _INNER_ARTICLE.sub(" ez ", name)
    for pattern, other in _SWAPS:
        if pattern.search(name):
            yield pattern.sub(other, name, count=1)
            yield pattern.sub(other, name)
