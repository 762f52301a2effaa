"""The timeline: events and quotes by day on one of two clocks, a lane a category. Plain data for assets/timeline.js."""

import calendar
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from math import ceil, floor
from typing import Any, NamedTuple

import pandas as pd

from geo.atlas import Atlas, Clock
from geo.ontology import categories

DAYS, MONTHS = 150, 4000
"""Longest stretches, in days, of which each day or each month is a bar; longer ones are counted by year."""
_DAY, _MONTH, _YEAR = len("2015-11-26"), len("2015-11"), len("2015")
BEYOND, VAGUE, UNDATED = "beyond", "vague", "undated"
"""Where items stand that no bar counts: outside the days shown, dated only to a season or longer, without a date."""
_OTHERS = "society"
"""The lane of events whose category is not known."""
_MARGIN_DAYS, _MARGIN_SHARE = 2, 30
"""At each end some days are left empty, or one in so many of those shown."""


def lanes(atlas: Atlas, clock: Clock) -> dict[str, Any]:
    """Return what the timeline shows of a selection.

    Returns:
        clock; first and last, the ISO days at its ends; lanes, one for each category with a bar: category, label and
        bars (first day, last day, number of items); and how many items are `beyond` the ends, `inferred` (on the day
        of publication, near which they happened), `vague` (dated only to a season or longer) or `undated`.
    """
    scale = _scale(atlas.dated(clock), clock)
    counts = atlas.days(clock, alike=scale.alike, first=scale.first_day, last=scale.last_day)
    bars: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    beside: Counter[str] = Counter()
    inferred = 0
    standing = cache(scale.standing)
    columns = (counts[name] for name in ("category", "date", "inferred", "vague", "items"))
    for category, date, is_inferred, vague, items in zip(*columns, strict=True):
        inferred += items if clock == "happened" and is_inferred and not vague and _day(date) else 0
        where = standing(date, wide=vague)
        if isinstance(where, str):
            beside[where] += items
        else:
            bars[_lane(category)][where] += items
    return {
        "clock": clock,
        "first": scale.first_day,
        "last": scale.last_day,
        "lanes": [
            {
                "category": name,
                "label": label,
                "bars": [[*bar, items] for bar, items in sorted(bars[name].items())],
            }
            for name, label in categories().items()
            if name in bars
        ],
        "inferred": inferred,
        **{name: beside[name] for name in (BEYOND, VAGUE, UNDATED)},
    }


def placed(atlas: Atlas, clock: Clock) -> pd.DataFrame:
    """Return a row for each event and quote: article, item, category (of its lane), inferred, and where it stands.

    That is `bar`, the first day of its bar, or BEYOND, VAGUE or UNDATED.
    """
    told = atlas.by_day(clock)
    scale = _scale(told.assign(items=1), clock)
    standings = [scale.standing(day, wide=vague) for day, vague in zip(told["date"], told["vague"], strict=True)]
    return told[["article", "item"]].assign(
        category=[_lane(name) for name in told["category"]],
        inferred=pd.Series(
            [_is_inferred(row, clock) for row in told.itertuples(index=False)], index=told.index, dtype=bool
        ),
        bar=[standing if isinstance(standing, str) else standing[0] for standing in standings],
    )


def _lane(category: str | None) -> str:
    return category if category in categories() else _OTHERS


def _is_inferred(row: Any, clock: Clock) -> bool:
    return bool(clock == "happened" and row.inferred and not row.vague and _day(row.date))


class Scale(NamedTuple):
    """The stretch of time that is shown, and by what its days are counted; without ends where nothing is dated."""

    first: datetime | None
    last: datetime | None
    clock: Clock

    @property
    def first_day(self) -> str:
        """The ISO day at its beginning."""
        return _iso(self.first) if self.first else ""

    @property
    def last_day(self) -> str:
        """The ISO day at its end."""
        return _iso(self.last) if self.last else ""

    @property
    def alike(self) -> int:
        """How many characters days have in common that one bar counts: all, those of the month, or of the year."""
        span = (self.last - self.first).days if self.first and self.last else 0
        return _DAY if span <= DAYS else _MONTH if span <= MONTHS else _YEAR

    def standing(self, date: str | None, *, wide: bool) -> str | tuple[str, str]:
        """Return the first and last day of the bar of a date, or why none counts it: BEYOND, VAGUE or UNDATED."""
        day = _day(date)
        if day is None:
            return UNDATED
        if wide and self.clock == "happened":
            return VAGUE
        if self.first is None or self.last is None or not self.first <= day <= self.last:
            return BEYOND
        if self.alike == _DAY:
            return _iso(day), _iso(day)
        if self.alike == _YEAR:
            return f"{day.year:04}-01-01", f"{day.year:04}-12-31"
        return _iso(day.replace(day=1)), _iso(day.replace(day=calendar.monthrange(day.year, day.month)[1]))


def _scale(counts: pd.DataFrame, clock: Clock) -> Scale:
    """Return the scale of rows with a date, and how many items each stands for."""
    days: Counter[datetime] = Counter()
    for date, vague, items in zip(counts["date"], counts["vague"], counts["items"], strict=True):
        if (day := _day(date)) and not (vague and clock == "happened"):
            days[day] += items
    return Scale(*window(days), clock) if days else Scale(None, None, clock)


def window(days: Counter[datetime]) -> tuple[datetime, datetime]:
    """Return the first and last day to show: all, or where most items are if a few lie far away."""
    ordered = sorted(days.items())
    first, last = ordered[0][0], ordered[-1][0]
    rest = days.total() - 1
    low, high = _nth(ordered, floor(0.1 * rest)), _nth(ordered, ceil(0.9 * rest))
    reach = max(timedelta(days=7), (high - low) / 2)
    if last - first > timedelta(days=60) and last - first > 4 * (high - low + reach):
        first, last = max(first, _moved(low, -reach)), min(last, _moved(high, reach))
    margin = timedelta(days=max(_MARGIN_DAYS, (last - first).days // _MARGIN_SHARE))
    return _moved(first, -margin), _moved(last, margin)


def _nth(ordered: Sequence[tuple[datetime, int]], number: int) -> datetime:
    """Return the day of the item of a number, from 0."""
    up_to = accumulate(items for _, items in ordered)
    return next(day for (day, _), seen in zip(ordered, up_to, strict=True) if seen > number)


def _moved(day: datetime, by: timedelta) -> datetime:
    try:
        return day + by
    except OverflowError:  # before the year 1, or after 9999
        return datetime.min if by < timedelta() else datetime.max


@lru_cache(20_000)
def _day(date: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(date) if date else None
    except ValueError:
        return None


def _iso(day: datetime) -> str:
    return day.date().isoformat()
