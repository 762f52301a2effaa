"""What a page leaves in and around a story: lines, credits and captions known by their form."""

import re
from functools import cache

from geo.paths import lexicon

_LONGEST = 300
"""Longer lines are not looked at: furniture is short, and the time for a line stays bounded."""
_LONGEST_CAPTION = 500


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for line in lexicon("furniture.tsv"):
        kind, pattern = line.split("\t", 1)
        found.setdefault(kind, []).append(f"(?:{pattern})")
    cased = ("credit", "inline")
    return {
        kind: re.compile("|".join(parts), 0 if kind in cased else re.M | re.I if kind == "blank" else re.I)
        for kind, parts in found.items()
    }


def mask(text: str) -> str:
    """Return `text` with page controls and tags ("Exit mobile version", "<br>") as spaces, every offset as before."""
    return _patterns()["blank"].sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def form_of(line: str) -> str | None:
    """Return "header", "line", "credit" or "caption" for a line of furniture or below a picture, None for others."""
    patterns = _patterns()
    if len(line) <= _LONGEST:
        for form in ("header", "line", "credit"):
            if patterns[form].fullmatch(line):
                return form
    if len(line) <= _LONGEST_CAPTION and patterns["caption"].fullmatch(line):
        return "caption"
    return None


def inline(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of photo credits within a paragraph."""
    return [match.span() for match in _patterns()["inline"].finditer(text, start, end)]
