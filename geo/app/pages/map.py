"""The map page: what happened where, the place that is chosen, and when it was."""

from typing import Any

import streamlit as st

from geo.app import correct, filters, frame, mapview, state, timeline, tray, views
from geo.atlas import Atlas

HEIGHT = 480


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw map, panel, timeline and tray."""
    frame.alone(_map, shown)
    timeline.show()
    frame.read_at(tray.show())


def _map(whole: Atlas) -> None:
    left, right = st.columns([7, 5], gap="medium")
    with right:
        frame.shown("chosen" if st.session_state["place"] else "overview")
    with right, st.container(height=HEIGHT, border=False, key="panel_box"):
        correct.show()
        spot = frame.panel(_panel(whole), "panel")
    with left:
        if mapview.show(key="map", height=HEIGHT, addressed=True, lacking=filters.lacking()):
            filters.missing()
    frame.read_at(spot)


def _panel(whole: Atlas) -> dict[str, Any]:
    place = st.session_state["place"]
    if whole.place(place):
        return views.place(st.session_state["article"], state.wanted(), place, frame.cards(place))
    return views.overview(st.session_state["article"], state.wanted())


frame.page(body)
