"""Stretches of days: a day, week, month, season, year, and those so many units from another."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal, NamedTuple

from geo.contract import Precision
from geo.language.dates.expressions import MONTHS, NUMBERS, ORDINALS, TENS


class Stretch(NamedTuple):
    """First and last day of what an expression means."""

    first: date
    last: date
    precision: Precision


class Anchor(NamedTuple):
    """What an expression is read against."""

    day: date | None
    """Day of publication."""
    story: date | None
    """The day last named in the text, for "the next day"."""
    tense: int
    """-1 the clause is in the past, +1 in the future, 0 not known."""
    known: Mapping[tuple[int, int], int] = MappingProxyType({})
    """The year of the months and days that the text has named in the past."""
    told: date | None = None
    """The first day of the days last named in the text, for "later that month"."""
    order: Literal["day", "month"] | None = None
    """What stands first in the text's dates in figures, where it says."""


Parts = Mapping[str, str | None]

SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


def add_months(day: date, months: int) -> date:
    """Return the first day of the month `months` after that of `day`."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def month_end(day: date) -> date:
    """Return the last day of the month of a day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def one_day(day: date) -> Stretch:
    """Return the stretch of one day."""
    return Stretch(day, day, "day")


def whole_month(first: date) -> Stretch:
    """Return the month that begins on a day."""
    return Stretch(first, month_end(first), "month")


def whole_year(year: int, part: str | None = None) -> Stretch:
    """Return a year, or its early, mid or late months."""
    months = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get((part or "").lower(), (1, 12))
    return Stretch(date(year, months[0], 1), month_end(date(year, months[1], 1)), "season" if part else "year")


def whole_week(day: date, days: int = 7) -> Stretch:
    """Return the first days of the week of a day, all seven unless fewer are asked for."""
    monday = day - timedelta(days=day.weekday())
    return Stretch(monday, monday + timedelta(days=days - 1), "week")


def whole_season(name: str, year: int) -> Stretch:
    """Return the season of a year; winter begins in its December."""
    first = date(year, SEASONS[name.lower()], 1)
    return Stretch(first, month_end(add_months(first, 2)), "season")


def month_number(name: str | None) -> int:
    """Return the number of a month from its name or its short form."""
    return MONTHS[(name or "").rstrip(".").capitalize()]


def ordinal_of(text: str | None) -> int:
    """Return the number that "21st" or "twenty-first" tells."""
    word = re.sub(r"\s+", "-", text or "").lower()
    return ORDINALS[word] if word in ORDINALS else int(re.sub(r"\D", "", word))


def relation_of(parts: Parts) -> str:
    """Return last, this, next or what else stands before a unit, one word for those that mean the same."""
    words = re.sub(r"\s+", " ", parts.get("rel") or "").lower()
    return {"the past": "last", "past": "last", "this past": "last", "the previous": "last", "previous": "last",
            "coming": "next", "the coming": "next", "this coming": "next"}.get(words, words)  # fmt: skip


def count_of(parts: Parts) -> int:
    """Return the number that figures or words tell."""
    words = re.sub(r"\s+", " ", parts["n"] or "").lower()
    if words in NUMBERS:
        return NUMBERS[words]
    if words.endswith(" hundred"):
        return 100 * NUMBERS[words.split()[0]]
    tens, _, ones = words.replace(" ", "-").partition("-")
    return TENS[tens] + (NUMBERS[ones] if ones else 0) if tens in TENS else int(words)


def precision_of(days: int) -> Precision:
    """Return how precisely so many days tell when something happened."""
    return "day" if days <= 1 else "days" if days < 7 else "week" if days <= 14 else "month" if days < 300 else "years"


def part_of_month(first: date, parts: Parts) -> Stretch:
    """Return a month, or its early, mid or late days."""
    days = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}.get((parts["part"] or "").lower())
    if not days:
        return whole_month(first)
    return Stretch(first.replace(day=days[0]), min(month_end(first), first + timedelta(days=days[1] - 1)), "days")


def weekday_near(weekday: int, relation: str, today: date, tense: int) -> date:
    """Return the weekday that a relation or a tense means, counted from a day."""
    ahead = (weekday - today.weekday()) % 7
    back = (today.weekday() - weekday) % 7
    if relation == "next":
        return today + timedelta(days=ahead if ahead and weekday <= today.weekday() else ahead + 7 if ahead else 7)
    if relation == "last":
        return today - timedelta(days=back or 7)
    if relation == "this":
        return today + timedelta(days=ahead) if tense >= 0 else today - timedelta(days=back)
    return today + timedelta(days=ahead) if tense > 0 else today - timedelta(days=back)


def unit_from(today: date, unit: str, step: int, *, ahead: bool = False) -> Stretch:
    """Return the day, week, month, year or decade `step` units from that of `today`."""
    if unit in ("minute", "hour"):
        return one_day(today)
    if unit == "day":
        return one_day(today + timedelta(days=step))
    if unit in ("week", "fortnight"):
        return whole_week(today + timedelta(days=7 * step * (2 if unit == "fortnight" else 1)), days=5 if ahead else 7)
    if unit == "month":
        return whole_month(add_months(today, step))
    if unit == "year":
        return whole_year(today.year + step)
    if unit == "decade":
        first = (today.year // 10 + step) * 10
        return Stretch(date(first, 1, 1), date(first + 9, 12, 31), "years")
    first = (today.year // 100 + step) * 100
    return Stretch(date(first, 1, 1), date(first + 99, 12, 31), "years")


def relative_season(name: str, step: int, today: date) -> Stretch:
    """Return the season that is so many seasons of its name from the one of a day."""
    year = today.year
    this = whole_season(name, year - 1) if name.lower() == "winter" and today.month < 3 else whole_season(name, year)
    if step < 0 and this.last >= today:
        return whole_season(name, this.first.year - 1)
    if step > 0 and this.first <= today:
        return whole_season(name, this.first.year + 1)
    return this


def nth_weekday(whole: Stretch, weekday: int, nth: int | None) -> date:
    """Return the weekday of a month or a year that is so many after its first one, the last one where none is told."""
    if nth is None:
        return whole.last - timedelta(days=(whole.last.weekday() - weekday) % 7)
    return whole.first + timedelta(days=(weekday - whole.first.weekday()) % 7 + 7 * nth)


Reader = Callable[[Parts, Anchor], Stretch | None]
"""Reads the parts of one kind of expression."""
