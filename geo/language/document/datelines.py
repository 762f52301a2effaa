"""Datelines: where, when and for which agency a story was filed, at the start of a paragraph."""

import re
from functools import lru_cache

from geo.gazetteer import Gazetteer
from geo.language.document.model import Dateline, Range
from geo.language.words import word_sets

_SETS = word_sets("document.tsv")
_AGENCIES, _LABELS, _STATES = _SETS["agencies"], _SETS["labels"], _SETS["states"]
_OTHERS = _SETS["not in place names"]
_LONGEST = 160
"""Characters of a dateline, at most."""
_LETTERS = 3
_ACRONYM = 5
"""A single word in capitals that is no longer may be an acronym."""
_KNOWN = 5_000
"""Least importance of a place that is taken for a dateline's by its name alone."""
_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.]{0,30}"
_SHOUTED = re.compile(rf"{_CAPS}(?:(?:[ ]|\s?/\s?|-(?:[a-z]{{2,3}}-)?){_CAPS}){{0,7}}(?!\w)")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]{1,30}"
_TITLED = re.compile(rf"{_NAME}(?:[ ](?:{_NAME}|de|del|la|le|al|el|of|the|upon|sur|am|and)){{0,4}}")
_MONTH = "|".join(sorted((re.escape(month) for month in _SETS["months"]), key=len, reverse=True))
_WEEKDAY = "|".join(_SETS["weekdays"])
_DATE = re.compile(
    rf"(?:(?:{_WEEKDAY}),?\s+)?(?:(?:\d{{1,2}}\s+(?:{_MONTH})(?![a-z])|(?:{_MONTH})(?![a-z])\s*\d{{1,2}})(?:(?:,\s*|\s+)\d{{4}})?|"
    rf"(?:{_MONTH})(?![a-z])\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{2,4}})|(?:{_WEEKDAY})(?![a-z])",
    re.I,
)
_REGION = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.'’\-]{1,30}(?:[ ][A-ZÀ-ÖØ-Þ][\w.'’\-]{1,30}){0,3}")
_BRACKETS = re.compile(r"\(\s?([^()\n]{2,40}?)\s?\)")
_SEPARATOR = re.compile(r"\s*,\s*|\s*;\s*|\s+|\s*/\s*|\s*\|\s*")
_DASH = re.compile(r"\s*\.?(?:[–—―]+|--+)\s*|\s?\.?-\s+")
_OPENING, _CLOSING = "“\"‘'«„", "”\"’'»“"
_COLON = re.compile(r"\s?:\s+")


def read_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline at the start of a paragraph: "PARIS, May 3 (AFP) —", "Lagos, Nigeria (CNN) -", "(Reuters) -".

    Args:
        text: the whole text.
        start: where the paragraph begins.
        end: where it ends.
    """
    last, end = end, min(end, start + _LONGEST)
    place, here = _place(text, start, end)
    shouted = place is not None and text[place[0] : place[1]].isupper()
    if place and _is_agency(text[place[0] : place[1]]):
        place, agency = None, True
    else:
        agency = False
    date: Range | None = None
    region = abbreviated = False
    while (part := _part(text, here, end)) is not None:
        kind, span, past = part
        if kind == "region" and (date or agency):
            break
        here = past
        date = span if kind == "date" else date
        agency |= kind == "agency"
        abbreviated |= kind == "state"
        region |= kind in ("state", "region")
    if place is None and not agency:
        return None
    dash, colon = _DASH.match(text, here, end), _COLON.match(text, here, end)
    close = dash or colon
    if close is None and not (place and (agency or abbreviated) and shouted and text[here : here + 1].isspace()):
        return None
    after = close.end() if close else here + len(text[here:end]) - len(text[here:end].lstrip())
    if after >= end or (text[after].islower() and not (agency or date)):
        return None
    if colon and not (agency or date or region) and _is_answer(text, after, last):
        return None
    if not _holds(text, place, shouted, agency, date is not None, region, dash is not None):
        return None
    return Dateline(start, after, place, date)


def _is_answer(text: str, start: int, end: int) -> bool:
    """Whether nothing but quoted words follows a colon, so that who says them is before it: RUBIO: “...”."""
    return text[start] in _OPENING and text[start:end].rstrip()[-1] in _CLOSING


def _place(text: str, start: int, end: int) -> tuple[Range | None, int]:
    """Return the name that a dateline opens with, in capitals or not, and where it ends."""
    match = _SHOUTED.match(text, start, end)
    if match is None or sum(map(str.isalpha, match.group())) < _LETTERS:
        match = _TITLED.match(text, start, end)
    if match is None or sum(map(str.isalpha, match.group())) < _LETTERS:
        return None, start
    stop = match.end() - len(match.group()) + len(match.group().rstrip(" -'’"))
    return (start, stop), stop


def _part(text: str, here: int, end: int) -> tuple[str, Range, int] | None:
    """Return the kind, the span and the end of the next part of a dateline: a date, an agency, a state, a region."""
    separator = _SEPARATOR.match(text, here, end)
    begin = separator.end() if separator else here
    if brackets := _BRACKETS.match(text, begin, end):
        kind = "agency" if _is_agency(brackets[1]) else "region"
        return kind, brackets.span(1), brackets.end()
    if separator is None:
        return None
    if date := _DATE.match(text, begin, end):
        return "date", date.span(), date.end()
    comma = "," in separator.group()
    if not (region := _REGION.match(text, begin, end)):
        return None
    first = region.group().split()[0]
    if comma and first.lower() in _STATES:
        return "state", (begin, begin + len(first)), begin + len(first)
    if _is_agency(region.group()):
        return "agency", region.span(), region.end()
    return ("region", region.span(), region.end()) if comma else None


def _is_agency(name: str) -> bool:
    """Whether all of a name are agencies, or it is an acronym within brackets that stands for one ("AP", "dpa/AFP")."""
    words = [word for word in re.split(r"[\s/&,+–-]+|\band\b", name) if word]
    return bool(words) and all(word.lower().rstrip(".") in _AGENCIES for word in words)


def _holds(text: str, place: Range | None, shouted: bool, agency: bool, dated: bool, region: bool, dash: bool) -> bool:
    """Whether the parts are enough for a dateline."""
    if place is None:
        return dash
    name = text[place[0] : place[1]]
    words = name.lower().split()
    if all(word.strip(".") in _LABELS for word in words) or not _OTHERS.isdisjoint(words):
        return False
    if agency or (dated and dash):
        return True
    if not shouted:
        return dash and len(words) < 4 and _is_known(name)
    if len(name) <= _ACRONYM and len(words) == 1 and not region:
        return _is_known(name)
    return dash or region or _is_known(name)


@lru_cache(maxsize=4096)
def _is_known(name: str) -> bool:
    found = Gazetteer.open().lookup(name) or Gazetteer.open().lookup(name.title())
    return any(entry.prior >= _KNOWN for entry in found if entry.form in ("preferred", "alternate", "short"))
