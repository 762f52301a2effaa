"""The timeline: events and quotes by day on one of two clocks, a lane a category. Plain data for assets/timeline.js."""

from datetime import timedelta
from typing import Any

import pandas as pd

from geo.atlas import Atlas, Clock
from geo.ontology import categories

DAYS, MONTHS = 150, 4000
"""Longest stretches, in days, of which each day or each month is a bar; longer ones are counted by year."""
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
    return counted(placed(atlas, clock), clock)


def placed(atlas: Atlas, clock: Clock) -> pd.DataFrame:
    """Return a row for each event and quote: article, item, category (of its lane), inferred, and where it stands.

    That is `bar`, the first day of its bar, or BEYOND, VAGUE or UNDATED; `end` is the last day of the bar, and `first`
    and `last` are the ends of the whole timeline.
    """
    told = atlas.by_day(clock)
    known = categories()
    told = told.assign(category=[name if name in known else _OTHERS for name in told["category"]])
    days = pd.to_datetime(told["date"], errors="coerce")
    wide = told["vague"].astype(bool) & (clock == "happened")
    inferred = told["inferred"].astype(bool) & (clock == "happened") & days.notna() & ~wide
    rows = told[["article", "item", "category"]].assign(inferred=inferred, bar=UNDATED, end="", first="", last="")
    rows.loc[days.notna() & wide, "bar"] = VAGUE
    days = days[days.notna() & ~wide]
    if days.empty:
        return rows
    first, last = window(days)
    rows.loc[days.index, "bar"] = BEYOND
    seen = days[days.between(first, last)].dt.to_period(_unit((last - first).days))
    rows.loc[seen.index, "bar"] = seen.dt.start_time.dt.strftime("%Y-%m-%d")
    rows.loc[seen.index, "end"] = seen.dt.end_time.dt.strftime("%Y-%m-%d")
    return rows.assign(first=f"{first:%Y-%m-%d}", last=f"{last:%Y-%m-%d}")


def counted(rows: pd.DataFrame, clock: Clock) -> dict[str, Any]:
    """Return the timeline of rows of `placed`."""
    shown = rows[rows["end"] != ""]
    counts = shown.groupby(["category", "bar", "end"]).size()
    lanes = [
        {
            "category": name,
            "label": label,
            "bars": [[bar, end, int(items)] for (bar, end), items in counts[name].items()],
        }
        for name, label in categories().items()
        if name in counts.index.get_level_values(0)
    ]
    where = rows["bar"].value_counts()
    return {
        "clock": clock,
        "first": rows["first"].iloc[0] if len(rows) else "",
        "last": rows["last"].iloc[0] if len(rows) else "",
        "lanes": lanes,
        "inferred": int(rows["inferred"].sum()),
        **{name: int(where.get(name, 0)) for name in (BEYOND, VAGUE, UNDATED)},
    }


def window(days: "pd.Series[pd.Timestamp]") -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day to show: all, or where most items are if a few lie far away."""
    first, last = days.min(), days.max()
    low, high = days.quantile(0.1, "lower"), days.quantile(0.9, "higher")
    reach = max(timedelta(days=7), (high - low) / 2)
    if last - first > timedelta(days=60) and last - first > 4 * (high - low + reach):
        first, last = max(first, low - reach), min(last, high + reach)
    margin = timedelta(days=max(_MARGIN_DAYS, (last - first).days // _MARGIN_SHARE))
    return first - margin, last + margin


def _unit(span: int) -> str:
    """Return the pandas period of a bar for a stretch of days."""
    return "D" if span <= DAYS else "M" if span <= MONTHS else "Y"
