"""The map page: what happened where, the place that is chosen, and when it was."""

from functools import partial
from typing import Any

import streamlit as st

from geo.app import cards, correct, frame, mapview, reading, state, timeline, tray, widgets
from geo.atlas import Atlas, Filter

HEIGHT = 550
WELCOME = (
    "Circles are towns and sites, shapes are countries, regions and seas, lines are rivers; the more happens there, "
    "the larger or deeper they are. Hollow and pale ones are only talked about, and a broken ring is a guess or "
    "doubtful. Click one to see what happened and who said what, or choose it here."
)


def body(whole: Atlas, shown: Atlas) -> None:
    """Draw map, panel, timeline and tray."""
    left, right = st.columns([7, 5], gap="medium")
    with right, st.container(height=HEIGHT, border=False, key="panel_box"):
        correct.show()
        spot = widgets.panel(
            _panel(whole, shown), key="panel", on_choose=_chosen, on_correct=partial(correct.asked, "panel")
        )
    with left:
        mapview.show(key="map", height=HEIGHT, addressed=True)
    timeline.show()
    spot = tray.show(shown) or spot
    frame.read_at(spot)


def _panel(whole: Atlas, shown: Atlas) -> dict[str, Any]:
    place = st.session_state["place"]
    if place in whole.places.index:
        return cards.place_panel(shown, whole, place)
    return _overview(st.session_state["article"], state.wanted())


@st.cache_resource(show_spinner=False, max_entries=64)
def _overview(article: str, wanted: Filter) -> dict[str, Any]:
    atlas = reading.filtered(article, wanted)
    titles = atlas.articles["title"]
    title = titles.iloc[0] if len(titles) == 1 else f"{len(titles):,} articles"
    return cards.overview(atlas, title or "This article", WELCOME)


def _chosen() -> None:
    state.choose(st.session_state["panel"].choose)


frame.page(body)
