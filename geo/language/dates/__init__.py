"""Date expressions, resolved against the day of publication."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

from geo.contract import DateExpression
from geo.language import extensions  # noqa: F401
from geo.language.dates.calendar import read
from geo.language.dates.expressions import ANY, FIRSTS, PATTERNS, SIGNS
from geo.language.dates.names import (
    is_attributive,
    is_date,
    is_named_weekday,
    is_person,
    is_scheduled,
    known_parts,
    year_known,
)
from geo.language.dates.stretches import Anchor, Parts, Stretch, month_number
from geo.language.document import Document, document_of
from geo.language.tense import DELAYING, MOVING, is_appointed, is_deadline, tense_of, verb_above
from geo.language.tokens import tokens_of

_YEAR_SHAPES = (
    "dddd",
    "ddddx",
    "dddd'x",
    "dddd’x",
    "dddd-dd",
    "dddd–dd",
    "dddd/dd",
    "dddd-dddd",
    "dddd-dd-dd",
    "dddd/dd/dd",
    "dddd.dd.dd",
    "d/dd",
    "d/d",
    "dd/dd",
)
_DAY_SHAPES = ("d", "dd", "dxx", "ddxx", "d-d", "d-dd", "dd-dd", "d–d", "d–dd", "dd–dd", "ddd")
_FIGURE_SHAPES = tuple(
    sep.join((one, two, year)) for sep in "/." for one in ("d", "dd") for two in ("d", "dd") for year in ("dddd", "dd")
)
_SHORT_SHAPES = (
    "Xxx-dddd",
    "Xxx-dd",
    "Xxx/dddd",
    "dd/Xxx/dddd",
    "d/Xxx/dddd",
    "dd-Xxx-dddd",
    "d-Xxx-dd",
    "d-Xxx-dddd",
    "dd.Xxx.dddd",
)
_ORDINAL_SHAPES = ("dxx", "ddxx")
_DECADE_SHAPES = ("ddx", "'ddx", "’ddx")
_FILED = frozenset(("dateline", "byline"))
_REACH = 6
"""Tokens from the first word of an expression to the word that is its sign, at most."""
_SHARING = re.compile(r"\s*(?:[,–-]|,?\s*(?:and|or|to|through|until|till)\b)\s*(?:[a-z]+\s+){0,3}")
"""What may stand between two months of which only the latter has its year beside it."""
_GAP = 40
"""Characters between them, at most."""
_OF_DAYS = ("weekday", "month_day", "day_month", "day_only", "feast")
_NAMING = {"month": is_person, "weekday": is_named_weekday}
"""What tells that an expression of a kind is part of a name."""
_UP_TO = ("to", "until", "till")
_OF_RANGES = ("weekday", "month_day", "day_month")
_OF_MONTHS = ("month", "month_day", "day_month", "month_year", "part_of")


class Found(NamedTuple):
    """An expression in the text, not yet read."""

    start: int
    end: int
    token: int
    kind: str
    parts: Parts


@Language.factory("dateline_dates", assigns=["doc._.dates"])
class Dates:
    """Fill `doc._.dates` from the text, `doc._.published` and the tense of the clauses."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._signs = _ids(nlp, SIGNS)
        self._firsts = _ids(nlp, FIRSTS)
        self._years = _ids(nlp, _YEAR_SHAPES + _FIGURE_SHAPES + _SHORT_SHAPES + _DECADE_SHAPES)
        self._ordinals = _ids(nlp, _ORDINAL_SHAPES)
        self._days = _ids(nlp, _DAY_SHAPES)

    def __call__(self, doc: Doc) -> Doc:
        """Write the date expressions of `doc` in the order of the text and return the same `Doc`."""
        doc._.dates = []
        if len(doc) == 0:
            return doc
        columns = doc.to_array(["ORTH", "SHAPE", "LENGTH", "SPACY"])
        years = np.isin(columns[:, 1], self._years)
        signs = np.isin(columns[:, 0], self._signs) | years | np.isin(columns[:, 1], self._ordinals)
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
        found = _moved(doc, _share_years(text, _matches(text, starts, tokens)))
        published = _day_or_none(doc._.published)
        if published is None:
            published = _dateline_day(found, document_of(doc))
        story: date | None = None
        told: date | None = None
        known = _past_days(doc, found, published)
        order = _order_of(found)
        names = {doc[i].text for _, end, i, kind, _ in found if kind in _NAMING and _NAMING[kind](doc[i], end)}
        dates: list[DateExpression] = []
        for n, (start, end, i, kind, parts) in enumerate(found):
            token = doc[i]
            if not is_date(kind, parts, token, end, names):
                continue
            if kind == "known_day":
                kind, parts = known_parts(parts)
            described = kind == "feast" and (parts["weekend"] is not None or is_attributive(token, end))
            tense = 0 if described else _tense(token, kind)
            anchor = Anchor(published, story, tense, known, told, order)
            if kind == "story_day" and (clause := _clause_after(doc, i)):
                anchor = anchor._replace(story=_day_within(clause, doc, found[n + 1 : n + 3], published))
            stretch = read(kind, parts, anchor)
            if stretch is None:
                continue
            if year := year_known(kind, parts, token, end, stretch.first):
                stretch = read(kind, {**parts, "year": str(year)}, anchor) or stretch
            told = stretch.first
            if stretch.precision == "day":
                story = stretch.first
            dates.append(_record(text, start, end, stretch, token, published))
        return dates


def _ids(nlp: Language, strings: Iterable[str]) -> np.ndarray:
    return np.array(sorted(nlp.vocab.strings.add(text) for text in strings), dtype="uint64")


def _tense(token: Token, kind: str) -> int:
    before = token.nbor(-1).lower_ if token.i else ""
    if before == "from" and (verb := verb_above(token)) and verb.lemma_ in MOVING:
        return 0  # moved from Friday, which may be past or still to come
    if is_scheduled(token) or (kind in _OF_DAYS and is_appointed(token)):
        return 1
    if before in _UP_TO and (verb := verb_above(token)) and DELAYING & {verb.lemma_, verb.head.lemma_}:
        return 1
    if before in ("by", "until", "till"):
        return 1 if is_deadline(token) else tense_of(token) or 1
    return tense_of(token)


def _matches(text: str, starts: list[int], tokens: list[int]) -> list[Found]:
    """Return the expressions that begin at one of `starts`, none within another."""
    found: list[Found] = []
    end = 0
    for start, i in zip(starts, tokens, strict=True):
        if start < end or not (match := ANY.match(text, start)) or not match.lastgroup:
            continue
        if parts := PATTERNS[match.lastgroup].match(text, start):
            found.append(Found(start, parts.end(), i, match.lastgroup, parts.groupdict()))
            end = parts.end()
    return found


def _share_years(text: str, found: list[Found]) -> list[Found]:
    """Give the months or seasons of a list the year that stands once behind the last ("between March and May 2016")."""
    for n in range(len(found) - 2, -1, -1):
        one, other = found[n], found[n + 1]
        year, which = other.parts.get("year"), other.parts.get("which")
        told = one.parts.get("year") or one.parts.get("which") or one.parts.get("rel")
        if told or not (year or which) or not _is_list(text, one, other):
            continue
        if one.kind in _OF_MONTHS:
            first, last = (month_number(found.parts.get("month0") or found.parts["month"]) for found in (one, other))
            if year and first > last:
                year = str(int(year.lstrip("'’‘")) - 1)
        kind = {"month": "month_year" if year else "month", "bare_season": "season"}.get(one.kind, one.kind)
        found[n] = one._replace(kind=kind, parts={**one.parts, "year": year, "which": which})
    return found


def _is_list(text: str, one: Found, other: Found) -> bool:
    """Whether two expressions are months, or seasons, with no more between them than in a list."""
    named = all(
        found.kind in _OF_MONTHS and (found.parts.get("month0") or found.parts.get("month")) for found in (one, other)
    )
    seasons = one.kind == "bare_season" and other.kind == "season"
    near = other.start - one.end <= _GAP and _SHARING.fullmatch(text, one.end, other.start)
    return bool((named or seasons) and near)


def _moved(doc: Doc, found: list[Found]) -> list[Found]:
    """Part the two days between which something was moved ("put off from Monday to Thursday")."""
    result: list[Found] = []
    for expression in found:
        pair = _old_and_new(doc, expression) if expression.kind in _OF_RANGES else None
        result += pair or [expression]
    return result


def _old_and_new(doc: Doc, found: Found) -> list[Found] | None:
    """Return the day that a verb moves something from and the one it moves it to, None where they are no such two."""
    tokens, token, parts = tokens_of(doc), doc[found.token], found.parts
    joint = next((i for i in range(found.token, tokens.until(found.end)) if tokens.lower[i] in _UP_TO), 0)
    verb = verb_above(token)
    if not joint or verb is None or verb.lemma_ not in MOVING or doc[max(0, found.token - 1)].lower_ != "from":
        return None
    old, new = dict(parts), {**parts, "month0": None}
    if found.kind == "weekday":
        kind, old["forward"] = "moved_weekday", "forward" * any(child.lower_ == "forward" for child in verb.children)
        new |= {"rel": None, "week0": None, "weekday": parts["weekday2"], "weekday2": None}
    else:
        kind = found.kind
        old |= {"month": parts.get("month0") or parts["month"], "month0": None, "month2": None, "day2": None}
        new |= {"month": parts.get("month2") or parts["month"], "month2": None, "day": parts["day2"], "day2": None}
    return [
        found._replace(end=tokens.ends[joint - 1], kind=kind, parts=old),
        found._replace(start=tokens.starts[joint + 1], token=joint + 1, parts=new),
    ]


def _order_of(found: list[Found]) -> Literal["day", "month"] | None:
    """Return what stands first in dates in figures: as in one that leaves no choice, else as in those in words."""
    words = 0
    for expression in found:
        parts = expression.parts
        if expression.kind == "figures":
            one, two = int(parts["one"] or 0), int(parts["two"] or 0)
            if one > 12 >= two or two > 12 >= one:
                return "day" if one > 12 else "month"
        elif expression.kind in ("month_day", "day_month", "short"):
            words += 1 if expression.kind == "month_day" else -1
    return "month" if words > 0 else "day" if words < 0 else None


def _day_or_none(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _dateline_day(found: list[Found], document: Document) -> date | None:
    """Return the first full date of a dateline or a byline."""
    for start, _, _, kind, parts in found:
        if kind in ("iso", "month_day", "day_month") and parts["year"] and document.kind_at(start) in _FILED:
            stretch = read(kind, parts, Anchor(None, None, 0))
            return stretch.last if stretch else None
    return None


def _past_days(doc: Doc, found: list[Found], published: date | None) -> dict[tuple[int, int], int]:
    """Return the year by month and day of those that a clause in the past names or that have their year beside them.

    "The October 7 attacks" in a text that says "since October 7" are those of the same year.
    """
    years: dict[tuple[int, int], int] = {}
    for _, _, i, kind, parts in found:
        if kind in ("month_day", "day_month") and published is not None:
            told = (parts["which"] or "").split()[:1]
            sure = bool(parts["year"] or told in (["last"], ["this"], ["next"]))
            if sure or _is_past(doc[i], kind):
                stretch = read(kind, parts, Anchor(published, None, -1))
                if (
                    stretch
                    and stretch.last <= published
                    and (sure or (stretch.first.month, stretch.first.day) not in years)
                ):
                    years[stretch.first.month, stretch.first.day] = stretch.first.year
    return years


def _is_past(token: Token, kind: str) -> bool:
    """Whether an expression stands in a clause of the past or says since when something is so."""
    return _tense(token, kind) < 0 or (token.i > 0 and token.nbor(-1).lower_ == "since")


def _clause_after(doc: Doc, i: int) -> Token | None:
    """Return the verb of the clause that "the day after" at `i` is counted from ("the day after the army attacked")."""
    for token in doc[i : i + 3]:
        if token.lower_ in ("after", "before") and token.dep_ == "mark":
            return token.head
    return None


def _day_within(clause: Token, doc: Doc, later: list[Found], published: date | None) -> date | None:
    """Return the day that the clause of a verb names."""
    for _, _, i, kind, parts in later:
        if doc[i].sent == clause.sent and clause in (doc[i], *doc[i].ancestors):
            stretch = read(kind, parts, Anchor(published, None, _tense(doc[i], kind)))
            return stretch.first if stretch and stretch.precision == "day" else None
    return None


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
