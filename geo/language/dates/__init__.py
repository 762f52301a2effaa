"""Date expressions, resolved against the day of publication."""

from datetime import date

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from geo.contract import DateExpression
from geo.language import extensions  # noqa: F401
from geo.language.dates.calendar import Anchor, Stretch, read
from geo.language.dates.expressions import ANY, PATTERNS, SIGNS
from geo.language.tense import tense_of
from geo.language.words import words

_BEFORE_DATE = words(
    "in since until till by from during of for last next this on between before after early late mid through"
)
_YEAR_SHAPES = ("dddd", "ddddx", "dddd'x", "dddd’x", "dddd-dd", "dddd–dd", "dddd/dd", "dddd-dddd", "dddd-dd-dd")
_WINDOW = 48
"""Characters around a sign within which its expression lies."""


@Language.factory("dates", assigns=["doc._.dates"])
class Dates:
    """Fill `doc._.dates` from the text, `doc._.published` and the tense of the clauses."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._signs = np.array(sorted(nlp.vocab.strings.add(word) for word in SIGNS), dtype="uint64")
        self._shapes = np.array([nlp.vocab.strings.add(shape) for shape in _YEAR_SHAPES], dtype="uint64")

    def __call__(self, doc: Doc) -> Doc:
        """Write the date expressions of `doc` in the order of the text and return the same `Doc`."""
        doc._.dates = []
        if len(doc) == 0:
            return doc
        columns = doc.to_array(["ORTH", "SHAPE", "LENGTH", "SPACY"])
        starts = np.concatenate(([0], np.cumsum(columns[:, 2] + columns[:, 3])[:-1])).astype(np.int64)
        signs = np.isin(columns[:, 0], self._signs) | np.isin(columns[:, 1], self._shapes)
        found = [match for window in _windows(starts[signs]) for match in ANY.finditer(doc.text, *window)]
        if found:
            doc._.dates = self._resolve(doc, starts, found)
        return doc

    def _resolve(self, doc: Doc, starts: np.ndarray, found: list) -> list[DateExpression]:
        published = _day_or_none(doc._.published)
        if published is None:
            published = _dateline_day(doc.text, found)
        story: date | None = None
        dates: list[DateExpression] = []
        for match in found:
            kind = match.lastgroup
            parts = PATTERNS[kind].match(doc.text, match.start())
            token = doc[int(np.searchsorted(starts, match.start(), side="right")) - 1]
            if parts is None or not _is_date(kind, parts.groupdict(), token):
                continue
            stretch = read(kind, parts.groupdict(), Anchor(published, story, _tense(token)))
            if stretch is None:
                continue
            if stretch.precision == "day":
                story = stretch.first
            dates.append(_record(doc.text, match.start(), parts.end(), stretch, token, published))
        return dates


def _tense(token: Token) -> int:
    if token.i and token.nbor(-1).lower_ in ("by", "until", "till"):
        return tense_of(token) or 1
    return tense_of(token)


def _windows(signs: np.ndarray) -> list[tuple[int, int]]:
    """Return the stretches of characters around `signs`, joined where they touch."""
    windows: list[tuple[int, int]] = []
    for sign in signs.tolist():
        start, end = max(0, sign - _WINDOW), sign + _WINDOW
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _day_or_none(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _dateline_day(text: str, found: list) -> date | None:
    """Return the first full date that stands in the first lines, where a dateline has it."""
    for match in found:
        if match.start() > 200:
            return None
        if match.lastgroup in ("iso", "month_day", "day_month"):
            parts = PATTERNS[match.lastgroup].match(text, match.start())
            if parts and parts["year"] and (stretch := read(match.lastgroup, parts.groupdict(), Anchor(None, None, 0))):
                return stretch.last
    return None


def _is_date(kind: str, parts: dict[str, str | None], token: Token) -> bool:
    """Tell a month or a year from a name, a verb or a number of four digits."""
    if kind not in ("month", "year", "years"):
        return True
    if parts.get("rel") or parts.get("part") or token.ent_type_ == "DATE":
        return True
    before = token.nbor(-1) if token.i else None
    if kind == "years" and token.ent_type_ in ("CARDINAL", "QUANTITY", "MONEY", "PERCENT"):
        return False
    if before is not None and before.lower_ in _BEFORE_DATE:
        return kind != "year" or token.dep_ not in ("nummod", "quantmod") or before.lower_ in ("in", "since", "of")
    if kind == "month":
        return token.ent_type_ not in ("PERSON", "ORG") and token.text not in (
            "May",
            "March",
            "Mar",
            "Jan",
            "MAY",
            "MARCH",
        )
    return before is not None and before.text == "(" and token.ent_type_ != "CARDINAL"


def _record(text: str, start: int, end: int, stretch: Stretch, token: Token, published: date | None) -> DateExpression:
    first, last, precision = stretch
    before = token.nbor(-1).lower_ if token.i else ""
    if before == "since" or (before in ("early", "late", "the") and token.i > 1 and token.nbor(-2).lower_ == "since"):
        last, precision = max(published or last, first), "since"
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        "date": first.isoformat(),
        "date_end": last.isoformat(),
        "precision": precision,
    }
