"""The tray under the map: the names that could not be placed, or only roughly, with what they might have meant."""

from typing import Any

import streamlit as st

from geo.app import atlases, frame, lookup, state, views
from geo.viewer import words

_NAMED = 12
"""Names that are placed only roughly of which so many are told."""


def show() -> dict[str, Any] | None:
    """Draw the tray, if there is anything in it; return the spot to show in the article, if one was asked for."""
    article = st.session_state["article"]
    panel = views.unplaced(article, state.wanted())
    (unplaced,) = panel["sections"]
    with st.container():
        lookup.note()
    rough = lookup.rough(article) if atlases.has_records(article) else []
    if not (unplaced["count"] or rough):
        return None
    with st.expander(_title(unplaced["count"], len(rough)), icon=":material/inbox:"):
        if rough:
            more = f" and {len(rough) - _NAMED} more" if len(rough) > _NAMED else ""
            st.markdown(f"Placed only by the area around them: {words.plain(', '.join(rough[:_NAMED]))}{more}.")
        if atlases.has_records(article):
            lookup.offer()
        return frame.panel(panel, "tray") if unplaced["count"] else None


def _title(unplaced: int, rough: int) -> str:
    if not unplaced:
        return f"{words.number(rough, 'name is', 'names are')} placed only roughly"
    return f"{words.number(unplaced, 'name')} could not be placed" + (f", {rough:,} only roughly" if rough else "")
