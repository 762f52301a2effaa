"""The dialog that adds what was missed: a place, a quote or an event in words that a reader selected."""

from collections.abc import Callable
from typing import NamedTuple

import streamlit as st

from geo.app.choose_place import choose, named, of_article
from geo.app.correct_item import days_box, people_boxes, published, speaker_box, status_box, type_box
from geo.app.visit import Missed
from geo.contract import ParsedArticle
from geo.corrections import AddedEvent, AddedPlace, AddedQuote, Correction, words_at
from geo.viewer import words

_LONGEST_NAME = 80
"""Characters of a selection that can be the name of a place."""


class Selection(NamedTuple):
    """The words that a reader selected."""

    record: ParsedArticle
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, in one line."""
        return " ".join(self.record["text"][self.start : self.end].split())


def correction(record: ParsedArticle | None, asked: Missed) -> Correction | None:
    """Draw what words of an article can be; return the correction that adds them, None before all of it is chosen."""
    if record is None or words_at(record, "event", asked.start, asked.end) is None:
        st.markdown("These words are not there any more.")
        return None
    selection = Selection(record, asked.start, asked.end)
    st.markdown(f"“{words.plain(selection.text)}” is:")
    kinds = list(_KINDS) if len(selection.text) <= _LONGEST_NAME else [_QUOTE, _EVENT]
    kind = st.segmented_control(
        "What it is", kinds, default=kinds[0], required=True, key="_add_kind", label_visibility="collapsed"
    )
    return _KINDS[kind](selection)


def _place(selection: Selection) -> Correction | None:
    choice = choose(named(selection.text), None)
    target = words_at(selection.record, "mention", selection.start, selection.end)
    return AddedPlace(target, choice.place) if choice and choice.place and target else None


def _quote(selection: Selection) -> Correction | None:
    speaker = speaker_box(selection.record, None)
    choice = choose(of_article(selection.record), "No place is told", label="Where it was said")
    target = words_at(selection.record, "quote", selection.start, selection.end)
    return AddedQuote(target, speaker, choice.place if choice else None) if target else None


def _event(selection: Selection) -> Correction | None:
    code = type_box(None)
    status = status_box("happened")
    actors, recipients = people_boxes(selection.record)
    days = days_box(published(selection.record))
    choice = choose(of_article(selection.record), "No place is told", label="Where it happened")
    target = words_at(selection.record, "event", selection.start, selection.end)
    if not code or not target:
        return None
    first, last = days or (None, None)
    place = choice.place if choice else None
    return AddedEvent(target, code, status or "happened", place, first, last, actors, recipients)


_PLACE, _QUOTE, _EVENT = "A place", "A quote", "An event"
_KINDS: dict[str, Callable[[Selection], Correction | None]] = {_PLACE: _place, _QUOTE: _quote, _EVENT: _event}
