"""Other spellings of a transliterated name: Qilla, Qillah and Killa, el- and al-."""

import re
from collections.abc import Iterator

from geo.gazetteer import normalise

_ARTICLE = re.compile(r"^(?:al|el|ad|an|ar|as|ash|at|az|es|ed|er|ez|ul)\s(?=\w)")
_INNER_ARTICLE = re.compile(r"(?<=\w)\s(?:al|el|ad|an|ar|as|ash|at|az|es|ed|er|ez|ul)\s?(?=\w)")
_SWAPS = tuple(
    (re.compile(pattern), other)
    for pattern, other in (
        (r"q", "k"), (r"k(?!h)", "q"), (r"(?<=a)h\b", ""), (r"(?<=[^a\W])a\b", "ah"), (r"([b-df-hj-np-tv-z])\1", r"\1"),
        (r"ee", "i"), (r"oo|ou", "u"), (r"(?<=[^aeiou\W])i(?=[^aeiou\W])", "ee"), (r"aa", "a"), (r"dh", "d"),
        (r"gh", "g"), (r"kh", "k"), (r"th", "t"), (r"y\b", "i"), (r"(?<=\w)iy", "i"), (r"dj|dzh", "j"), (r"w", "v"),
        (r"v", "w"), (r"(?<=\w)yah?\b", "ia"), (r"ulla", "alla"), (r"alla", "ulla"), (r"sk\b", "sky"), (r"iv\b", "ev"),
        (r"e(?=r\b)", "i"), (r"i(?=r\b)", "e"), (r"tz", "z"), (r"(?<=\w)o(?=[^aeiou\W])", "u"), (r"ay", "ai"),
        (r"ai", "ay"), (r"\bbait\b", "beit"), (r"\btell?\b", "tall"), (r"ia\b", "iya"), (r"ina\b", "yina"),
    )
)  # fmt: skip
_LEAST = 5
"""Letters of a name that is matched loosely: shorter ones match too much."""
_MOST = 120
"""Spellings that are tried for one name."""
_ROUNDS = 2
"""Differences of spelling that are tried together."""


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
