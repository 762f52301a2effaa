"""Correcting what is wrong, of any item: the dialogs, which foretell what changes."""

from typing import Any

import streamlit as st

from geo.app import add_missed, atlases, comments, correct_item, edits, reviewing
from geo.app.choose_place import candidates, choose
from geo.app.correct_item import items_at
from geo.app.visit import Items, Missed, Names, visit
from geo.corrections import (
    AddedEvent,
    AddedPlace,
    AddedQuote,
    Checked,
    Correction,
    Elsewhere,
    Note,
    Nothing,
    Reach,
)
from geo.viewer import words

_MOST_NAMES = 4
"""How many names of a place are told."""
_DEEDS = {
    (AddedPlace, AddedQuote, AddedEvent): "Add",
    (Nothing,): "Take it away",
    (Note,): "Keep the note",
    (Checked,): "Mark as right",
}
"""What the button that makes some kinds of corrections says; for others it is to correct."""


def show() -> None:
    """Draw the line that says what was corrected, if anything was, and the dialog, if one was asked for."""
    with st.container():
        edits.line()
    dialog()


def dialog() -> None:
    """Draw the dialog, if one was asked for."""
    if wrong := visit().wrong:
        visit().wrong = None
        titles = {Names: "Which place is meant?", Items: "Correct", Missed: "Add what was missed"}
        st.dialog(titles[type(wrong)])(_dialog)(wrong)


def asked(key: str) -> None:
    """Take what a panel or the text asks for: all names of a place, one item, or words to be added."""
    request = st.session_state[key].correct
    if not isinstance(request, dict):
        return
    if edits.is_archive():
        return
    if isinstance(number := request.get("take_back"), int):
        comments.take_back(number)
        return
    visit().wrong = _wrong(request)


def _wrong(request: dict[str, Any]) -> Names | Items | Missed | None:
    """Return what a browser asks for, None where it makes no sense."""
    match request:
        case {"place": str(place)}:
            return Names(place)
        case {"article": str(article), "kind": "event" | "quote" | "mention" as kind, "item": str(item)}:
            return Items(article, ((kind, item),), note=request.get("note") is True)
        case {"article": str(article), "at": int(at)}:
            return Items(article, items_at(atlases.record(st.session_state["article"], article), at))
        case {"article": str(article), "start": int(start), "end": int(end)}:
            return Missed(article, start, end)
        case _:
            return None


def _dialog(wrong: Names | Items | Missed) -> None:
    """Draw what is to be corrected, what that changes, and the button that does it."""
    article = st.session_state["article"]
    match wrong:
        case Names():
            correction = _names(article, wrong.place)
        case Items():
            several = atlases.count(article) > 1
            item = correct_item.item(
                atlases.record(article, wrong.article), wrong, several=several, collections=edits.are_others(article)
            )
            correction = correct_item.correction(item, note=wrong.note) if item else None
        case Missed():
            correction = add_missed.correction(atlases.record(article, wrong.article), wrong)
    if correction is None:
        return
    changed, collections = edits.reach_of(article, correction)
    st.caption(_preview(changed, collections))
    label = next((label for kinds, label in _DEEDS.items() if isinstance(correction, kinds)), "Correct")
    if st.button(label, type="primary", icon=":material/check:", key="_place_apply", disabled=not changed.articles):
        asked = wrong.asked if isinstance(wrong, Items) else None
        number = edits.make(correction, asked)
        if asked and number is not None:
            reviewing.corrected(correction, number)
        st.rerun()


def _names(article: str, place: str) -> Correction | None:
    """Draw the choice of another place for all names of one."""
    records = atlases.touched(article, Elsewhere(place, None))
    mentions = [mention for record in records for mention in record["mentions"] if mention["place"] == place]
    names = list(dict.fromkeys(" ".join(mention["text"].split()) for mention in mentions))
    these = "this article" if atlases.count(article) == 1 else "these articles"
    st.markdown(f"In {these}, {words.plain(_quoted(names))} means:")
    several = atlases.count(article) > 1
    extent = correct_item.extent_of_place(several=several) if edits.are_others(article) else correct_item.Extent(None)
    choice = choose(candidates(mentions, but=place), "No place at all")
    return Elsewhere(place, choice.place, ", ".join(names[:_MOST_NAMES]), *extent) if choice else None


def _quoted(names: list[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMES])
    left = len(names) - _MOST_NAMES
    return f"{shown} and {words.number(left, 'other name')}" if left > 0 else shown


def _preview(changed: Reach, collections: int) -> str:
    if not changed.articles:
        return "This changes nothing."
    parts = [
        words.number(count, one)
        for count, one in ((changed.mentions, "mention"), (changed.events, "event"), (changed.quotes, "quote"))
        if count
    ]
    where = words.number(changed.articles, "article")
    if collections > 1:
        where += f" of {words.number(collections, 'collection')}"
    return f"Changes {', '.join(parts)} in {where}. It can be undone."
