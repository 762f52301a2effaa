"""The tray under the map: the names that could not be placed, with what they might have meant."""

from functools import partial
from typing import Any

import streamlit as st

from geo.app import cards, correct, lookup, state, widgets, words
from geo.atlas import Atlas
from geo.maps.palette import MENTION, style


def show(atlas: Atlas) -> dict[str, Any] | None:
    """Draw the tray, if there is anything in it; return the spot to show in the article, if one was asked for."""
    unplaced = atlas.unplaced()
    with st.container():
        lookup.note()
    if unplaced.empty:
        return None
    with st.expander(f"{words.number(len(unplaced), 'name')} could not be placed", icon=":material/inbox:"):
        lookup.offer()
        return widgets.panel(
            tray_panel(atlas),
            key="tray",
            on_choose=lambda: state.choose(st.session_state["tray"].choose),
            on_correct=partial(correct.asked, "tray"),
        )


def tray_panel(atlas: Atlas) -> dict[str, Any]:
    """Return the tray as a panel: a card per name with its sentence and its candidates."""
    unplaced = atlas.unplaced()
    found = [_card(atlas, mention) for mention in unplaced.head(cards.MOST_CARDS).itertuples()]
    head = {
        "id": "tray",
        "title": "Not on the map",
        "lead": "Names the article uses that no place was found for, or too many alike.",
    }
    return {"head": head, "sections": [{"title": "", "count": len(unplaced), "cards": found}]}


def _card(atlas: Atlas, mention: Any) -> dict[str, Any]:
    sentence = atlas.text(mention.article, mention.sentence_start, mention.sentence_end)
    candidates = [
        f"{other['name']}, {other['admin1'] or other['country'] or other['kind']}: {round(100 * other['score'])} %"
        for other in mention.candidates[:5]
    ]
    return {
        "id": f"{mention.article}/{mention.id}",
        "kind": "mention",
        "style": style(MENTION)._asdict(),
        "label": mention.text,
        "badges": [],
        "date": "",
        "title": "",
        "segments": cards.segments(sentence, mention.sentence_start, [(mention.start, mention.end, "place")]),
        "byline": "Candidates: " + "; ".join(candidates) if candidates else "No candidates",
        "why": mention.why,
        "places": [],
        "spot": {"article": mention.article, "at": mention.start},
        "wrong": {"name": mention.text},
    }
