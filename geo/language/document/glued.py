"""Sentences that a page or a scraper has run together: no full stop, no space, no line end between them."""

import re

from geo.language.words import word_sets

_SETS = word_sets("document.tsv")


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted((re.escape(word.capitalize()) for word in words), key=len, reverse=True))


_TIMES = _any(_SETS["weekdays"] | {month for month in _SETS["months"] if "." not in month and len(month) > 3})
_PREPOSITIONS = _any(_SETS["opening prepositions"])
_PRONOUNS = _any(_SETS["opening pronouns"] - {"i"})
_NO_STOP = re.compile(
    rf"(?<![\w’'-])[a-zß-öø-ÿ]{{2,30}} (?=(?:{_PREPOSITIONS})(?: (?:[a-zß-öø-ÿ]{{1,30}}|(?:{_TIMES}))\b|,\s)|"
    rf"(?:{_PRONOUNS}) (?:[a-z]{{2,30}})\b)"
)
_NO_SPACE = re.compile(r"[a-zß-öø-ÿ\d]{2}[)\]%]?[.!?]+[\"”’»'’)]{0,2}(?=[\"“]?[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ÿ’']|\s))")
_RELATED = re.compile(r"\s*[Rr]elated (?:[Aa]rticles?|[Ss]tor(?:y|ies)|[Vv]ideo|[Ll]inks?|[Cc]overage):?\s")
_STOP = re.compile(r"[.!?][\"”’)]*(?=\s)")


def borders_in(text: str, start: int, end: int) -> list[int]:
    """Return where in a stretch a sentence begins though nothing, or only a mark without a space, ends the one before.

    "... trade workers In the closely divided race", "... he lived here.”She said".
    """
    found = [match.end() for match in _NO_STOP.finditer(text, start, end)]
    found += [match.end() for match in _NO_SPACE.finditer(text, start, end)]
    return sorted(found)


def related_end(text: str, start: int, end: int) -> int:
    """Return where the headline of another article ends that "Related article" brings in at `start`, else `start`."""
    match = _RELATED.match(text, start, end)
    if match is None:
        return start
    stop = _STOP.search(text, match.end(), end)
    end = stop.end() if stop else end
    return min([*borders_in(text, match.end(), end)[:1], end])
