"""Date expressions, resolved against the day of publication."""

import re
from collections.abc import Iterable
from datetime import date

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from geo.contract import DateExpression
from geo.language import extensions  # noqa: F401
from geo.language.dates.calendar import Anchor, Stretch, read
from geo.language.dates.expressions import ANY, FIRSTS, PATTERNS, SIGNS
from geo.language.document import Document, document_of
from geo.language.tense import DELAYING, tense_of, verb_above
from geo.language.tokens import tokens_of
from geo.language.words import words

_BEFORE_DATE = words(
    "in since until till by from during of for last next this on between before after early late mid through"
)
_YEAR_SHAPES = ("dddd", "ddddx", "dddd'x", "dddd’x", "dddd-dd", "dddd–dd", "dddd/dd", "dddd-dddd", "dddd-dd-dd")
_DAY_SHAPES = ("d", "dd", "dxx", "ddxx", "d-d", "d-dd", "dd-dd", "d–d", "d–dd", "dd–dd", "ddd")
_FILED = frozenset(("dateline", "byline"))
_REACH = 6
"""Tokens from the first word of an expression to the word that is its sign, at most."""


@Language.factory("dates", assigns=["doc._.dates"])
class Dates:
    """Fill `doc._.dates` from the text, `doc._.published` and the tense of the clauses."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._signs = _ids(nlp, SIGNS)
        self._firsts = _ids(nlp, FIRSTS)
        self._years = _ids(nlp, _YEAR_SHAPES)
        self._days = _ids(nlp, _DAY_SHAPES)

    def __call__(self, doc: Doc) -> Doc:
        """Write the date expressions of `doc` in the order of the text and return the same `Doc`."""
        doc._.dates = []
        if len(doc) == 0:
            return doc
        columns = doc.to_array(["ORTH", "SHAPE", "LENGTH", "SPACY"])
        years = np.isin(columns[:, 1], self._years)
        signs = np.isin(columns[:, 0], self._signs) | years
        near = signs.copy()
        for step in range(1, _REACH + 1):
            near[:-step] |= signs[step:]
        near &= years | np.isin(columns[:, 0], self._firsts) | np.isin(columns[:, 1], self._days)
        if near.any():
            starts = np.concatenate(([0], np.cumsum(columns[:, 2] + columns[:, 3])[:-1])).astype(np.int64)
            doc._.dates = self._resolve(doc, starts[near].tolist(), np.flatnonzero(near).tolist())
        return doc

    def _resolve(self, doc: Doc, starts: list[int], tokens: list[int]) -> list[DateExpression]:
        text = tokens_of(doc).text
        found = _matches(text, starts, tokens)
        published = _day_or_none(doc._.published)
        if published is None:
            published = _dateline_day(found, document_of(doc))
        story: date | None = None
        told: date | None = None
        known = _past_days(doc, found, published)
        dates: list[DateExpression] = []
        for n, (start, i, kind, parts) in enumerate(found):
            token = doc[i]
            if not _is_date(kind, parts.groupdict(), token):
                continue
            anchor = Anchor(published, story, _tense(token), known, told)
            if kind == "story_day" and (clause := _clause_after(doc, i)):
                anchor = anchor._replace(story=_day_within(clause, doc, found[n + 1 : n + 3], published))
            stretch = read(kind, parts.groupdict(), anchor)
            if stretch is None:
                continue
            told = stretch.first
            if stretch.precision == "day":
                story = stretch.first
            dates.append(_record(text, start, parts.end(), stretch, token, published))
        return dates


def _ids(nlp: Language, strings: Iterable[str]) -> np.ndarray:
    return np.array(sorted(nlp.vocab.strings.add(text) for text in strings), dtype="uint64")


def _tense(token: Token) -> int:
    before = token.nbor(-1).lower_ if token.i else ""
    if before in ("until", "till", "to") and (verb := verb_above(token)) and verb.lemma_ in DELAYING:
        return 1
    if before in ("by", "until", "till"):
        return tense_of(token) or 1
    return tense_of(token)


def _matches(text: str, starts: list[int], tokens: list[int]) -> list[tuple[int, int, str, re.Match[str]]]:
    """Return (start, token, kind, match) of the expressions that begin at one of `starts`, none within another."""
    found: list[tuple[int, int, str, re.Match[str]]] = []
    end = 0
    for start, i in zip(starts, tokens, strict=True):
        if start < end or not (match := ANY.match(text, start)) or not match.lastgroup:
            continue
        if parts := PATTERNS[match.lastgroup].match(text, start):
            found.append((start, i, match.lastgroup, parts))
            end = parts.end()
    return found


def _day_or_none(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _dateline_day(found: list[tuple[int, int, str, re.Match[str]]], document: Document) -> date | None:
    """Return the first full date of a dateline or a byline."""
    for start, _, kind, parts in found:
        if kind in ("iso", "month_day", "day_month") and parts["year"] and document.kind_at(start) in _FILED:
            stretch = read(kind, parts.groupdict(), Anchor(None, None, 0))
            return stretch.last if stretch else None
    return None


def _past_days(
    doc: Doc, found: list[tuple[int, int, str, re.Match[str]]], published: date | None
) -> dict[tuple[int, int], int]:
    """Return the year by month and day of those that a clause in the past names or that have their year beside them.

    "The October 7 attacks" in a text that says "since October 7" are those of the same year.
    """
    years: dict[tuple[int, int], int] = {}
    for _, i, kind, parts in found:
        if kind in ("month_day", "day_month") and published is not None:
            groups = parts.groupdict()
            sure = bool(groups["year"] or groups["which"])
            if sure or _is_past(doc[i]):
                stretch = read(kind, groups, Anchor(published, None, -1))
                if (
                    stretch
                    and stretch.last <= published
                    and (sure or (stretch.first.month, stretch.first.day) not in years)
                ):
                    years[stretch.first.month, stretch.first.day] = stretch.first.year
    return years


def _is_past(token: Token) -> bool:
    """Whether an expression stands in a clause of the past or says since when something is so."""
    return _tense(token) < 0 or (token.i > 0 and token.nbor(-1).lower_ == "since")


def _clause_after(doc: Doc, i: int) -> Token | None:
    """Return the verb of the clause that "the day after" at `i` is counted from ("the day after the army attacked")."""
    for token in doc[i : i + 3]:
        if token.lower_ in ("after", "before") and token.dep_ == "mark":
            return token.head
    return None


def _day_within(
    clause: Token, doc: Doc, later: list[tuple[int, int, str, re.Match[str]]], published: date | None
) -> date | None:
    """Return the day that the clause of a verb names."""
    for _, i, kind, parts in later:
        if doc[i].sent == clause.sent and clause in (doc[i], *doc[i].ancestors):
            stretch = read(kind, parts.groupdict(), Anchor(published, None, _tense(doc[i])))
            return stretch.first if stretch and stretch.precision == "day" else None
    return None


def _is_date(kind: str, parts: dict[str, str | None], token: Token) -> bool:
    """Tell a month or a year from a name, a verb or a number of four digits."""
    if kind == "story_period" and parts.get("unit2"):
        that = token if token.lower_ == "that" else token.nbor(1)
        return that.dep_ == "det" or parts.get("side") is not None
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
