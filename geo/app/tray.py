"""The tray under the map: the names that could not be placed, with what they might have meant."""

from typing import Any

import streamlit as st

from geo.app import atlases, frame, lookup, sources, state, views
from geo.viewer import words


def show() -> dict[str, Any] | None:
    """Draw the tray, if there is anything in it; return the spot to show in the article, if one was asked for."""
    panel = views.unplaced(st.session_state["article"], state.wanted())
    (names,) = panel["sections"]
    with st.container():
        lookup.note()
    if not names["count"]:
        return None
    with st.expander(f"{words.number(names['count'], 'name')} could not be placed", icon=":material/inbox:"):
        if not (sources.is_archive(st.session_state["article"]) or atlases.is_large(st.session_state["article"])):
            lookup.offer()
        return frame.panel(panel, "tray")
