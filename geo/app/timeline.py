"""The timeline: what the map shows, by day, on two clocks. Brushing it filters everything."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo.app import reading, state, words
from geo.atlas import Filter, categories
from geo.maps.palette import style

if TYPE_CHECKING:
    import altair as alt

CLOCKS = {"happened": "When it happened", "published": "When it was published"}
HEIGHT = 130


def show() -> None:
    """Draw the clocks, the bars and the count of undated items."""
    session = st.session_state
    session["_clock"] = session["clock"]
    wanted = state.wanted(dates=False)
    days, told = bars(session["article"], wanted)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="timeline_head"):
        st.segmented_control(
            "Clock", list(CLOCKS), key="_clock", format_func=CLOCKS.get, on_change=_clock, required=True,
            label_visibility="collapsed",
        )  # fmt: skip
        st.markdown(f":small[{_summary(told, days)}]")
    if days.empty:
        return
    st.altair_chart(
        chart(session["article"], wanted, dark=st.context.theme.type == "dark"),
        key=_key(),
        on_select=_brushed,
        selection_mode="days",
        height=HEIGHT,
    )


@st.cache_resource(show_spinner=False, max_entries=64)
def bars(article: str, wanted: Filter) -> tuple[pd.DataFrame, int]:
    """Return one row per day and category (date, category, label, items), and how many items there are, dated or not.

    Long stretches are counted by month or year.
    """
    told = reading.filtered(article, wanted).by_day(wanted.clock)
    dated = told.assign(date=pd.to_datetime(told["date"], errors="coerce")).dropna(subset=["date"])
    dated["category"] = [name if name in categories() else "society" for name in dated["category"]]
    counts = dated.groupby(["date", "category"]).size().rename("items").reset_index()
    counts["label"] = counts["category"].map(categories())
    return counts, len(told)


@st.cache_resource(show_spinner=False, max_entries=64)
def chart(article: str, wanted: Filter, *, dark: bool) -> "alt.Chart":
    """Return the chart: stacked bars in the colours of the legend, with a brush over days."""
    import altair as alt

    days, _ = bars(article, wanted)
    present = [name for name in categories() if name in set(days["category"])]
    colors = [style(name).dark if dark else style(name).light for name in present]
    first, last = window(days)
    days = days[days["date"].between(first, last)]
    unit, shown = _unit((last - first).days)
    ends = [alt.DateTime(year=end.year, month=end.month, date=end.day, utc=True) for end in (first, last)]
    brush = alt.selection_interval(name="days", encodings=["x"])
    axis = alt.Axis(format=shown, grid=False, labelOverlap=True, tickCount=8)
    return (
        alt.Chart(days, height=HEIGHT)
        .mark_bar(cornerRadius=1)
        .encode(
            x=alt.X(f"{unit}(date):T", title=None, axis=axis, scale=alt.Scale(type="utc", domain=ends)),
            y=alt.Y("sum(items):Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3, domain=False)),
            color=alt.Color("category:N", scale=alt.Scale(domain=present, range=colors), legend=None),
            opacity=alt.condition(brush, alt.value(1), alt.value(0.35)),
            tooltip=[
                alt.Tooltip(f"{unit}(date):T", title="When", format=shown),
                alt.Tooltip("label:N", title="Kind"),
                alt.Tooltip("sum(items):Q", title="Items"),
            ],
        )
        .add_params(brush)
        .properties(
            description="Items by day, in the colours of the legend. Drag to filter by days.",
            usermeta={"embedOptions": {"renderer": "canvas"}},
        )
    )


def window(days: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day to show: all, or where most items are if a few lie far away."""
    dates = days["date"].repeat(days["items"])
    first, last = dates.min(), dates.max()
    low, high = dates.quantile(0.1, "lower"), dates.quantile(0.9, "higher")
    reach = max(timedelta(days=7), (high - low) / 2)
    if last - first > timedelta(days=60) and last - first > 4 * (high - low + reach):
        first, last = max(first, low - reach), min(last, high + reach)
    margin = timedelta(days=max(2, (last - first).days // 30))
    return first - margin, last + margin


def _unit(span: int) -> tuple[str, str]:
    """Return Vega-Lite's unit of the bars for a stretch of days, and how a bar's day is written."""
    if span <= 150:
        return "utcyearmonthdate", "%-d %b %Y"
    return ("utcyearmonth", "%b %Y") if span <= 4000 else ("utcyear", "%Y")


def _summary(told: int, days: pd.DataFrame) -> str:
    since, until = st.session_state["since"], st.session_state["until"]
    dated = int(days["items"].sum())
    parts = ["Drag over the bars to filter by days"] if dated else []
    if since and until and since == until:
        parts = [words.day(since.isoformat())]
    elif since or until:
        ends = [words.day(end.isoformat()) if end else "…" for end in (since, until)]
        parts = [" to ".join(ends)]
    if dated:
        first, last = window(days)
        away = days.loc[~days["date"].between(first, last), "items"].sum()
        parts += [f"{words.number(int(away), 'item')} earlier or later than shown"] if away else []
    if told > dated:
        parts.append(f"{words.number(told - dated, 'item')} without a date")
    return " · ".join(parts)


def _key() -> str:
    """The chart's key; a new one forgets the brush."""
    return f"timeline{st.session_state.get('_brush', 0)}"


def _clock() -> None:
    st.session_state["clock"] = st.session_state["_clock"] or "happened"


def _brushed() -> None:
    picked: Any = (st.session_state.get(_key()) or {}).get("selection", {}).get("days") or {}
    ends = sorted(next(iter(picked.values()), []))
    days = [_day(ends[0]), _day(ends[-1] - 1)] if len(ends) == 2 else [None, None]
    st.session_state["since"], st.session_state["until"] = days


def _day(milliseconds: float) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
