"""The timeline: what the map shows, by day, on two clocks, a lane a category. Brushing it filters everything."""

from datetime import date, timedelta
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from geo.app import atlases, state, widgets, words
from geo.app.shared import remembered
from geo.atlas import Filter
from geo.maps.palette import style
from geo.ontology import categories

CLOCKS = {"happened": "When it happened", "published": "When it was published"}
DAYS, MONTHS = 150, 4000
"""Longest stretches, in days, of which each day or each month is a bar; longer ones are counted by year."""


class Strip(NamedTuple):
    """What the timeline draws: its lanes, and numbers of all items, of those with a date, of those beyond its ends.

    `inferred` of those with a date stand on the day of publication, near which they happened; `vague` ones are dated
    only to a season or longer, and not drawn.
    """

    plot: dict[str, Any]
    told: int
    dated: int
    beyond: int
    inferred: int = 0
    vague: int = 0


def show() -> None:
    """Draw the clocks, the lanes and the count of undated items."""
    session = st.session_state
    session["_clock"] = session["clock"]
    drawn = strip(session["article"], state.wanted(dates=False))
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="timeline_head"):
        st.segmented_control(
            "Clock", list(CLOCKS), key="_clock", format_func=CLOCKS.get, on_change=_clock, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        st.markdown(f":small[{_summary(drawn)}]")
    if drawn.dated:
        ends = {name: session[name].isoformat() if session[name] else "" for name in ("since", "until")}
        widgets.timeline({**drawn.plot, **ends}, key="timeline", on_brush=_brushed)


@remembered(64)
def strip(article: str, wanted: Filter) -> Strip:
    """Return the timeline of a selection: for each category with dated items its bars (first day, last day, items)."""
    told = atlases.filtered(article, wanted).by_day(wanted.clock)
    days = pd.to_datetime(told["date"], errors="coerce").dropna()
    wide = told.loc[days.index, "vague"].astype(bool) & (wanted.clock == "happened")
    days, vague = days[~wide], int(wide.sum())
    if days.empty:
        return Strip({}, len(told), 0, 0, vague=vague)
    first, last = window(days)
    seen = days[days.between(first, last)]
    names = told["category"].loc[seen.index].map(lambda name: name if name in categories() else "society")
    counts = seen.groupby([names, seen.dt.to_period(_unit((last - first).days))]).size()
    lanes = [
        {
            "label": label,
            "style": style(name)._asdict(),
            "bars": [
                [f"{bar.start_time:%Y-%m-%d}", f"{bar.end_time:%Y-%m-%d}", int(items)]
                for bar, items in counts[name].items()
            ],
        }
        for name, label in categories().items()
        if name in counts.index.levels[0]
    ]
    plot = {
        "label": "Items by day. Drag, or choose a day, to filter.",
        "first": f"{first:%Y-%m-%d}",
        "last": f"{last:%Y-%m-%d}",
        "most": int(counts.max()),
        "lanes": lanes,
    }
    inferred = int(told.loc[days.index, "inferred"].sum()) if wanted.clock == "happened" else 0
    return Strip(plot, len(told), len(days), len(days) - len(seen), inferred, vague)


def window(days: "pd.Series[pd.Timestamp]") -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day to show: all, or where most items are if a few lie far away."""
    first, last = days.min(), days.max()
    low, high = days.quantile(0.1, "lower"), days.quantile(0.9, "higher")
    reach = max(timedelta(days=7), (high - low) / 2)
    if last - first > timedelta(days=60) and last - first > 4 * (high - low + reach):
        first, last = max(first, low - reach), min(last, high + reach)
    margin = timedelta(days=max(2, (last - first).days // 30))
    return first - margin, last + margin


def _unit(span: int) -> str:
    """Return the pandas period of a bar for a stretch of days."""
    return "D" if span <= DAYS else "M" if span <= MONTHS else "Y"


def _summary(drawn: Strip) -> str:
    since, until = st.session_state["since"], st.session_state["until"]
    parts = ["Drag over the days to filter"] if drawn.dated else []
    if since and until and since == until:
        parts = [f"**{words.day(since.isoformat())}**"]
    elif since or until:
        ends = [words.day(end.isoformat()) if end else "…" for end in (since, until)]
        parts = [f"**{' to '.join(ends)}**"]
    if drawn.beyond:
        parts.append(f"{words.number(drawn.beyond, 'item')} outside these days")
    if drawn.inferred:
        parts.append(f"{words.number(drawn.inferred, 'item')} set on the day of publication")
    if drawn.vague:
        parts.append(f"{drawn.vague:,} dated to a season or year")
    if undated := drawn.told - drawn.dated - drawn.vague:
        parts.append(f"{undated:,} without a date")
    return " · ".join(parts)


def _clock() -> None:
    st.session_state["clock"] = st.session_state["_clock"] or "happened"


def _brushed() -> None:
    picked: Any = st.session_state["timeline"].brush
    if isinstance(picked, dict):
        for end in ("since", "until"):
            st.session_state[end] = _day(picked.get(end))


def _day(text: Any) -> date | None:
    return state.FIELDS["since"].read(text) if isinstance(text, str) else None
