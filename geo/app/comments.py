"""What people note on an item: one below the other, with who and when; who wrote one can take it back."""

from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from geo.app import atlases, edits, login, store
from geo.app.readers import settings
from geo.app.shared import remembered
from geo.app.visit import visit
from geo.corrections import Note
from geo.corrections.sentences import deed
from geo.corrections.targets import Target, rows_of
from geo.records import digest
from geo.viewer import words
from geo.viewer.panels import Panel

if TYPE_CHECKING:
    from geo.library import Change

_Key = tuple[str, str]
"""An article, and an item of it."""


class Comment(NamedTuple):
    """A note on an item, as it stands in the log."""

    number: int
    who: str
    when: str
    text: str
    deed: str
    """What an item's reason says of it."""


@remembered(32)
def threads(article: str) -> dict[_Key, list[Comment]]:
    """Return the notes on the items behind an id of the address bar, the first made first.

    Raises:
        DatelineError: as `atlases.records`.
    """
    found: dict[_Key, list[Comment]] = {}
    for change in edits.log(article):
        if isinstance(note := change.correction, Note) and not change.undone:
            for key in _keys(article, note.item):
                found.setdefault(key, []).append(_comment(change, note))
    return found


def _comment(change: "Change", note: Note) -> Comment:
    when = f"{words.day(change.made.date().isoformat())} {change.made:%H:%M} UTC"
    return Comment(change.number, change.who, when, note.text, deed(note))


def _keys(article: str, target: Target) -> list[_Key]:
    """Return the rows that an item is, in each article that has its text."""
    records = [atlases.record(article, id) for id in _by_text(article).get(target.article, ())]
    return [(record["id"], row["id"]) for record in records if record for row in rows_of(record, target)]


@remembered(32)
def _by_text(article: str) -> dict[str, list[str]]:
    """Return the ids of the articles that have a text, by its digest."""
    found: dict[str, list[str]] = {}
    if atlases.is_large(article):
        pairs = [(chosen.digest, chosen.id) for chosen in store.library().chosen(article)]
    else:
        pairs = [(digest(record["text"]), record["id"]) for record in atlases.records(article) or []]
    for text, id in pairs:
        found.setdefault(text, []).append(id)
    return found


def shown(article: str, id: str, item: str) -> list[dict[str, Any]]:
    """Return the notes on an item as a browser shows them: `number` only where this visitor may take it back."""
    return [
        {
            "who": note.who, "when": note.when, "text": note.text,
            "number": note.number if _is_own(note.number, note.who) else None,
        }
        for note in threads(article).get((id, item), ())
    ]  # fmt: skip


def with_threads(article: str, panel: Panel) -> Panel:
    """Return a panel with the notes on its cards, which their reasons then don't repeat."""
    found = threads(article)
    if not found:
        return panel

    def noted(card: dict[str, Any]) -> dict[str, Any]:
        wrong = card["wrong"]
        notes = found.get((wrong["article"], wrong["item"]))
        if not notes:
            return card
        return {
            **card, "comments": shown(article, wrong["article"], wrong["item"]),
            "why": without_notes(card["why"], notes),
        }  # fmt: skip

    sections = [
        {**section, "cards": [noted(card) for card in section["cards"]]} if "cards" in section else section
        for section in panel["sections"]
    ]
    return {**panel, "sections": sections}


def without_notes(why: str, notes: list[Comment]) -> str:
    """Return a reason without what it says of notes."""
    for note in notes:
        said = note.deed.rstrip(".")
        for part in (f". {said}", f" {said}", said):
            if part in why:
                why = why.replace(part, "", 1)
                break
    return "" if why.rstrip(" .") in ("", "Why here:") else why


def take_back(number: int) -> None:
    """Take back a note that this visitor wrote; say so where that can't be done."""
    article = st.session_state["article"]
    change = next((change for change in edits.log(article) if change.number == number), None)
    if change and isinstance(change.correction, Note) and _is_own(number, change.who):
        edits.undo(article, number)


def _is_own(number: int, who: str) -> bool:
    """Tell whether this visitor wrote what is in the log: now, or under the name that they are known by."""
    named = login.known() is not None or not settings().hosted
    return number in visit().noted or (named and who == store.person().name)
