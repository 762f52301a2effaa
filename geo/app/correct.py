"""Correcting what is wrong: another place for a name, an event or quote that is none; with preview, undo and log."""

import itertools
from types import SimpleNamespace
from typing import Literal

import streamlit as st

from geo.app import atlases, listing, sources, state, store, visitors
from geo.app.visit import Own, Undo, Wrong, visit
from geo.contract import ParsedArticle, Place
from geo.corrections import Correction, Elsewhere, Nothing, Target, correct, reach, target_of
from geo.errors import VisitorLimitError
from geo.places import where
from geo.viewer import words

MOST = 8
"""How many places are offered."""
KINDS: tuple[Literal["event", "quote"], ...] = ("event", "quote")
"""What can be taken away."""
NO_PLACE = ""
CORRECTED = " · corrected"


def show() -> None:
    """Draw the line that says what was corrected, if anything was, and the dialog, if one was asked for."""
    with st.container():
        _line()
    if wrong := visit().wrong:
        visit().wrong = None
        _dialog(wrong)


def asked(key: str) -> None:
    """Take what a panel asks for: to take an item away, or to choose another place."""
    request = st.session_state[key].correct
    if not isinstance(request, dict):
        return
    if sources.is_archive(st.session_state["article"]):
        visit().told = "An archive is not corrected here. Export a selection, and open and correct that."
        return
    if "item" in request:
        if item := _item(str(request.get("article")), str(request["item"])):
            _apply(Nothing(item))
    else:
        visit().wrong = Wrong(request.get("place"), request.get("name"))


def _item(article: str, item: str) -> Target | None:
    """Return what corrections know an event or quote by, None where the article has none of this id."""
    record = next((row for row in atlases.records(st.session_state["article"]) or [] if row["id"] == article), None)
    found = (target_of(record, kind, item) for kind in KINDS) if record else ()
    return next((target for target in found if target), None)


def _line() -> None:
    records = atlases.records(st.session_state["article"]) or []
    said = list(dict.fromkeys(line for record in records for line in record.get("corrections", [])))
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="corrections"):
        with st.popover(words.number(len(said), "correction"), icon=":material/edit_note:", type="tertiary"):
            for line in reversed(said):
                st.markdown(words.plain(line))
        if st.session_state["article"] in visit().corrected:
            st.button("Undo the last", icon=":material/undo:", on_click=_undo, key="_undo", type="tertiary")


def _apply(correction: Correction) -> None:
    session = st.session_state
    article = session["article"]
    try:
        visitors.allow("correction")
    except VisitorLimitError as error:
        visit().told = str(error)
        return
    before = atlases.records(article) or []
    after = correct(before, [correction])
    if all(old is new for old, new in zip(before, after, strict=True)):
        return
    label = next((entry.label for entry in listing.listed() if entry.id == article), "").removesuffix(CORRECTED)
    log, own = visit().corrected, visit().own
    made = store.keep_opinion(article, after)
    if article in log:
        own.pop(article, None)
    own[made] = Own(label + CORRECTED)
    log[made] = Undo(article, session["place"])
    session["article"] = made
    if isinstance(correction, Elsewhere):
        state.choose(correction.new["id"] if correction.new else None)


def _undo() -> None:
    log, own, made = visit().corrected, visit().own, st.session_state["article"]
    done, gone = log.pop(made), own.pop(made, None)
    st.session_state["article"] = done.article
    if gone and done.article in log:
        own[done.article] = gone
    state.choose(done.place)


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
            _apply(correction)
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
