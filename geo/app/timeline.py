"""The timeline: what the map shows, by day, on two clocks. Brushing it filters everything."""

from datetime import UTC, date, datetime
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from geo.app import reading, state, words
from geo.atlas import Atlas, categories
from geo.maps.palette import style

CLOCKS = {"happened": "When it happened", "published": "When it was published"}
HEIGHT = 120


def show() -> None:
    """Draw the clocks, the bars and the count of undated items."""
    session = st.session_state
    session["_clock"] = session["clock"]
    undated = reading.filtered(session["article"], state.wanted(dates=False))
    days = bars(undated)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.segmented_control(
            "Clock", list(CLOCKS), key="_clock", format_func=CLOCKS.get, on_change=_clock, label_visibility="collapsed",
            required=True,
        )  # fmt: skip
        st.caption(_summary(undated, days))
    if days.empty:
        return
    st.altair_chart(
        chart(days, dark=st.context.theme.type == "dark"),
        key=f"timeline{session.get('_brush', 0)}",
        on_select=_brushed,
        selection_mode="days",
        height=HEIGHT,
    )


def bars(atlas: Atlas) -> pd.DataFrame:
    """Return one row per day and category: date, category (its label), items."""
    told = atlas.by_day(st.session_state["clock"]).dropna(subset=["date"])
    if told.empty:
        return pd.DataFrame(columns=["date", "category", "items"])
    told = told.assign(category=told["category"].map(lambda name: name if name in categories() else "society"))
    counts = told.groupby(["date", "category"]).size().rename("items").reset_index()
    counts["date"] = pd.to_datetime(counts["date"], errors="coerce")
    return counts.dropna(subset=["date"])


def chart(days: pd.DataFrame, *, dark: bool) -> alt.Chart:
    """Return the chart: stacked bars in the colours of the legend, with a brush over days."""
    present = [name for name in categories() if name in set(days["category"])]
    colors = [style(name).dark if dark else style(name).light for name in present]
    span = (days["date"].max() - days["date"].min()).days
    unit = "yearmonthdate" if span <= 120 else "yearmonth" if span <= 3650 else "year"
    brush = alt.selection_interval(name="days", encodings=["x"])
    labels = "{" + ",".join(f"'{name}':'{label}'" for name, label in categories().items()) + "}[datum.label]"
    return (
        alt.Chart(days, height=HEIGHT)
        .mark_bar(size=None if unit == "year" else max(3, min(22, int(700 / max(1, span + 2)))), cornerRadius=1)
        .encode(
            x=alt.X(
                f"{unit}(date):T",
                title=None,
                axis=alt.Axis(
                    format="%-d %b %Y" if unit == "yearmonthdate" else "%b %Y",
                    grid=False,
                    labelOverlap=True,
                    tickCount=8,
                ),
            ),
            y=alt.Y("items:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=3, domain=False)),
            color=alt.Color("category:N", scale=alt.Scale(domain=present, range=colors), legend=None),
            opacity=alt.condition(brush, alt.value(1), alt.value(0.3)),
            tooltip=[
                alt.Tooltip(f"{unit}(date):T", title="Day", format="%-d %B %Y"),
                alt.Tooltip("category:N", title="Kind"),
                alt.Tooltip("items:Q", title="Items"),
            ],
        )
        .add_params(brush)
        .properties(
            description="Items by day, in the colours of the legend; drag to filter by days.",
            usermeta={"labels": labels},
        )
    )


def _summary(atlas: Atlas, days: pd.DataFrame) -> str:
    told = len(atlas.by_day(st.session_state["clock"]))
    missing = told - int(days["items"].sum())
    since, until = st.session_state["since"], st.session_state["until"]
    parts = []
    if since or until:
        parts.append(
            f"{words.day(since and since.isoformat()) or '…'} to {words.day(until and until.isoformat()) or '…'}"
        )
    else:
        parts.append("Drag over the bars to filter by days")
    if missing:
        parts.append(f"{words.number(missing, 'item')} without a date")
    return " · ".join(parts)


def _clock() -> None:
    st.session_state["clock"] = st.session_state["_clock"] or "happened"


def _brushed() -> None:
    event: Any = st.session_state.get(f"timeline{st.session_state.get('_brush', 0)}")
    picked = (event or {}).get("selection", {}).get("days", {})
    ends = next(iter(picked.values()), []) if picked else []
    days = sorted(_day(end) for end in ends) if len(ends) == 2 else [None, None]
    st.session_state["since"], st.session_state["until"] = days


def _day(milliseconds: float) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
