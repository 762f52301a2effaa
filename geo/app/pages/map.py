"""The map page: what happened where, the place that is chosen, and when it was."""

from functools import partial
from typing import Any

import streamlit as st

from geo.app import correct, filters, frame, mapview, state, timeline, tray, views, widgets
from geo.atlas import Atlas

HEIGHT = 480


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw map, panel, timeline and tray."""
    left, right = st.columns([7, 5], gap="medium")
    with right:
        st.container(key="chosen" if st.session_state["place"] else "overview").html("<i></i>")  # for style.css
    with right, st.container(height=HEIGHT, border=False, key="panel_box"):
        correct.show()
        spot = widgets.panel(_panel(whole), key="panel", on_choose=_chosen, on_correct=partial(correct.asked, "panel"))
    with left:
        if mapview.show(key="map", height=HEIGHT, addressed=True, lacking=filters.lacking()):
            filters.missing()
    timeline.show()
    spot = tray.show() or spot
    frame.read_at(spot)


def _panel(whole: Atlas) -> dict[str, Any]:
    place = st.session_state["place"]
    if place in whole.places.index:
        return views.place(st.session_state["article"], state.wanted(), place)
    return views.overview(st.session_state["article"], state.wanted())


def _chosen() -> None:
    state.choose(st.session_state["panel"].choose)


frame.page(body)
