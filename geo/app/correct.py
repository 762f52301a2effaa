"""Correcting what is wrong: another place for a name, an event or quote that is none; with preview, undo and log."""

import itertools
from types import SimpleNamespace
from typing import Literal

import streamlit as st

from geo.app import atlases, edits
from geo.app.visit import Wrong, visit
from geo.contract import ParsedArticle, Place
from geo.corrections import Elsewhere, Nothing, Target, reach, target_of
from geo.places import where
from geo.viewer import words

MOST = 8
"""How many places are offered."""
KINDS: tuple[Literal["event", "quote"], ...] = ("event", "quote")
"""What can be taken away."""
NO_PLACE = ""


def show() -> None:
    """Draw the line that says what was corrected, if anything was, and the dialog, if one was asked for."""
    with st.container():
        edits.line()
    if wrong := visit().wrong:
        visit().wrong = None
        _dialog(wrong)


def asked(key: str) -> None:
    """Take what a panel asks for: to take an item away, or to choose another place."""
    request = st.session_state[key].correct
    if not isinstance(request, dict):
        return
    if edits.is_archive():
        return
    if "item" in request:
        if item := _item(str(request.get("article")), str(request["item"])):
            edits.make(Nothing(item))
    else:
        visit().wrong = Wrong(request.get("place"), request.get("name"))


def _item(article: str, item: str) -> Target | None:
    """Return what corrections know an event or quote by, None where the article has none of this id."""
    record = next((row for row in atlases.records(st.session_state["article"]) or [] if row["id"] == article), None)
    found = (target_of(record, kind, item) for kind in KINDS) if record else ()
    return next((target for target in found if target), None)


@st.dialog("Which place is meant?")
def _dialog(wrong: Wrong) -> None:
    records = atlases.records(st.session_state["article"]) or []
    old, name = wrong
    names = [name] if name else _names(records, old)
    st.markdown(f"In {'this article' if len(records) == 1 else 'these articles'}, {words.plain(_quoted(names))} means:")
    wanted = st.text_input(
        "Search another place", key="_place_search", placeholder="Search another place", icon=":material/search:",
        label_visibility="collapsed",
    )  # fmt: skip
    offered = _offered(records, old, names, wanted)
    choice = st.radio(
        "Place", [*offered, NO_PLACE], index=None, key="_place_choice", label_visibility="collapsed",
        format_func=lambda key: words.plain(_line_of(offered[key])) if key else "No place at all",
    )  # fmt: skip
    if choice is not None:
        correction = Elsewhere(old, offered.get(choice), name or ", ".join(names))
        st.caption(_preview(records, correction))
        if st.button("Correct", type="primary", icon=":material/check:", key="_place_apply"):
            edits.make(correction)
            st.rerun()


def _names(records: list[ParsedArticle], place: str | None) -> list[str]:
    found = (mention["text"] for record in records for mention in record["mentions"] if mention["place"] == place)
    return list(dict.fromkeys(" ".join(text.split()) for text in found))


def _quoted(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:4])
    return f"{shown} and {words.number(len(names) - 4, 'other name')}" if len(names) > 4 else shown


def _offered(records: list[ParsedArticle], old: str | None, names: list[str], wanted: str) -> dict[str, Place]:
    """Return the places to choose from: what is searched, else the candidates, then others that are called so."""
    from geo.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    if wanted.strip():
        found = [entry.place.as_place() for entry in gazetteer.search(wanted.strip()[:100], limit=MOST)]
    else:
        ids = dict.fromkeys(
            candidate["place"]
            for record in records
            for mention in record["mentions"]
            if mention["place"] == old and (old or mention["text"] in names)
            for candidate in mention["candidates"]
        )
        places = [place for candidate in ids if (place := gazetteer.place(candidate))]
        places += [entry.place for text in names[:4] for entry in gazetteer.lookup(text)]
        found = [place.as_place() for place in places]
    unique = {place["id"]: place for place in found if place["id"] != old}
    return dict(itertools.islice(unique.items(), MOST))


def _line_of(place: Place) -> str:
    return f"{place['name']}, {where(SimpleNamespace(**place))}"


def _preview(records: list[ParsedArticle], correction: Elsewhere) -> str:
    found = reach(records, correction)
    parts = [
        words.number(count, one)
        for count, one in ((found.mentions, "mention"), (found.events, "event"), (found.quotes, "quote"))
        if count
    ]
    return f"Changes {', '.join(parts)} in {words.number(found.articles, 'article')}. It can be undone."
