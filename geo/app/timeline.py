"""The timeline of the page: what the map shows, by day, on two clocks. Brushing it filters everything."""

from datetime import date
from typing import Any

import streamlit as st

from geo.app import state, views, widgets


def show() -> None:
    """Draw the clocks, the lanes and the count of what they do not show."""
    session = st.session_state
    drawn = views.timeline(session["article"], state.wanted(dates=False))
    ends = {name: session[name].isoformat() if session[name] else "" for name in ("since", "until")}
    widgets.timeline({**drawn, **ends}, key="timeline", on_brush=_brushed, on_clock=_turned)


def _turned() -> None:
    clock = st.session_state["timeline"].clock
    if isinstance(clock, str):
        st.session_state["clock"] = state.FIELDS["clock"].read(clock)


def _brushed() -> None:
    picked: Any = st.session_state["timeline"].brush
    if isinstance(picked, dict):
        for end in ("since", "until"):
            st.session_state[end] = _day(picked.get(end))


def _day(text: Any) -> date | None:
    return state.FIELDS["since"].read(text) if isinstance(text, str) else None
