"""Keeping what a reader corrects: in the library, with a log, undone and done again by whoever may."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from geo.app import atlases, listing, sources, state, store, visitors
from geo.app.shared import remembered
from geo.app.visit import Own, Undo, visit
from geo.corrections import Checked, Correction, Elsewhere, Note, Reach, correct, reach, says
from geo.corrections.sentences import CHECKED
from geo.errors import AccessError, LibraryError, VisitorLimitError
from geo.viewer import words

if TYPE_CHECKING:
    from geo.library import Change, Order

CORRECTED = " · corrected"
NO_ARCHIVE = "An archive is not corrected here. Export a selection, and open and correct that."
_SHOWN = 200
"""Lines of the log that are shown."""


def make(correction: Correction, asked: "Order | None" = None) -> int | None:
    """Keep a correction of what is shown, and show what comes of it; say so where it can't be kept.

    Args:
        correction: the correction.
        asked: the order in which a review asked for it.

    Returns:
        Its number in the log, 0 where it is kept only here, None where it is not kept.
    """
    article = st.session_state["article"]
    try:
        visitors.allow("correction")
        before = atlases.touched(article, correction)
        here = any(old is not new for old, new in zip(before, correct(before, [correction]), strict=True))
        if not here and not (isinstance(correction, Elsewhere) and correction.everywhere):
            return None
        number = 0
        if store.is_here(article):
            _here(article, correction)
        else:
            seen = max((change.number for change in log(article)), default=0)
            number = keep(article, correction, seen=seen, asked=asked)
            store.kept(st.session_state["article"])
            if isinstance(correction, Note):
                visit().noted.add(number)
    except (LibraryError, VisitorLimitError) as error:
        visit().told = str(error)
        return None
    if isinstance(correction, Elsewhere):
        state.choose(correction.new["id"] if correction.new else None)
    return number


def are_others(article: str) -> bool:
    """Tell whether there are other collections that this visitor may correct together with what is shown."""
    return not store.is_here(article) and any(id != article for id in listing.editable())


def reach_of(article: str, correction: Correction) -> tuple[Reach, int]:
    """Return how much a correction of what is shown changes, and in how many collections.

    Raises:
        DatelineError: as `atlases.records`.
    """
    here = reach(atlases.touched(article, correction), correction)
    if not (isinstance(correction, Elsewhere) and correction.everywhere):
        return here, min(1, here.articles)
    there, collections = store.library().reach(correction, store.person(), but=article)
    return Reach(*map(sum, zip(here, there, strict=True))), collections + min(1, here.articles)


def keep(article: str, correction: Correction, *, seen: int, asked: "Order | None" = None) -> int:
    """Keep a correction in the library; of what this visitor may not change, in a copy of their own.

    Args:
        article: id of what is corrected.
        correction: the correction.
        seen: the number of the last correction that the visitor knew of.
        asked: the order in which a review asked for it.

    Returns:
        Its number.

    Raises:
        LibraryError: it can't be kept.
        VisitorLimitError: this visitor has made too many copies.
    """
    library, person = store.library(), store.person()
    if store.is_corrected_in_place(article):
        library.give(article, _label(article))
    try:
        return library.log.add(article, correction, person, seen=seen, asked=asked)
    except AccessError:
        visitors.allow("share")
        copy, key = _copy(article)
        visit().own[copy] = Own(_label(article) + CORRECTED, key)
        st.session_state["article"] = copy
        visit().told = "This is a copy of your own, under a link of its own. What you correct is kept in it."
        return library.log.add(copy, correction, store.person(), asked=asked)


def _copy(article: str) -> tuple[str, str]:
    if store.stored(article):
        found = store.library().articles(article)
        return store.library().split(article, [entry.number for entry in found], None, store.person())
    return store.keep(atlases.records(article) or [])


def _here(article: str, correction: Correction) -> None:
    """Correct what is kept only here, while the app runs."""
    log, own = visit().corrected, visit().own
    made = store.keep_opinion(article, correct(atlases.records(article) or [], [correction]))
    label = _label(article)
    if article in log:
        own.pop(article, None)
    own[made] = Own(label + CORRECTED)
    log[made] = Undo(article, st.session_state["place"])
    st.session_state["article"] = made


def _label(article: str) -> str:
    return next((entry.label for entry in listing.listed() if entry.id == article), "").removesuffix(CORRECTED)


@remembered(32)
def log(article: str) -> "list[Change]":
    """Return the corrections of what is behind an id of the address bar, the first made first.

    Raises:
        LibraryError: the library can't be reached.
    """
    has_log = store.stored(article) or store.is_corrected_in_place(article)
    if store.is_here(article) or not has_log or not store.is_there():
        return []
    return store.library().log.entries(article)


def line() -> None:
    """Draw the line that says what was corrected, if anything was, with what undoes it and does it again."""
    article = st.session_state["article"]
    changes = log(article)
    said = _said(changes[-_SHOWN:]) or _baked(article)
    if not said:
        return
    counts = _counts(changes) if changes else _counts_of(said)
    with st.container(horizontal=True, vertical_alignment="center", key="corrections"):
        with st.popover(counted(*counts), icon=":material/edit_note:", type="tertiary"):
            for sentence in said[:_SHOWN]:
                st.markdown(sentence if changes else words.plain(sentence))
        if article in visit().corrected or any(not change.undone for change in changes):
            st.button("Undo", icon=":material/undo:", on_click=_undo, key="_undo", type="tertiary")
        if changes and changes[-1].undone and not store.is_here(article):
            st.button("Redo", icon=":material/redo:", on_click=_redo, key="_redo", type="tertiary")


@remembered(32)
def _baked(article: str) -> list[str]:
    """Return what the records of files and of former versions say that a reader has corrected in them."""
    found = atlases.records(article) or []
    return list(dict.fromkeys(line for record in found for line in record.get("corrections", [])))


def _counts(changes: "Sequence[Change]") -> tuple[int, int, int]:
    """Return how many things that stand were found right as they were read, were corrected, and are notes."""
    standing = [change.correction for change in changes if not change.undone]
    checks = [one for one in standing if isinstance(one, Checked)]
    notes = sum(isinstance(one, Note) for one in standing)
    return sum(not one.corrected for one in checks), len(standing) - len(checks) - notes, notes


def _counts_of(said: Sequence[str]) -> tuple[int, int, int]:
    """Return the same of what records say of themselves, where notes count as corrections."""
    checked = sum(line.endswith(CHECKED) for line in said)
    return checked, len(said) - checked, 0


def counted(checked: int, corrections: int, notes: int = 0) -> str:
    """Return how much was checked, corrected and noted: "12 checked, 3 corrections, 1 note"."""
    parts = [f"{checked:,} checked"] if checked else []
    if corrections or not (checked or notes):
        parts.append(words.number(corrections, "correction"))
    return ", ".join([*parts, words.number(notes, "note")] if notes else parts)


def _said(changes: "Sequence[Change]") -> list[str]:
    """Return the lines of the log in markdown, the last made first."""
    lines = []
    for change in reversed(changes):
        sentence = words.plain(says(change.correction))
        when = words.plain(f"{change.who}, {words.day(change.made.date().isoformat())} {change.made:%H:%M} UTC")
        lines.append(f"~~{sentence}~~  \n:small[{when}, undone]" if change.undone else f"{sentence}  \n:small[{when}]")
    return lines


def undo(article: str, number: int) -> None:
    """Undo one correction of the log; say so where that can't be done."""
    try:
        store.library().log.undo(article, store.person(), number)
        store.kept(article)
    except LibraryError as error:
        visit().told = str(error)


def _undo() -> None:
    article = st.session_state["article"]
    if article in visit().corrected:
        _undo_here()
        return
    _turn(back=True)


def _redo() -> None:
    _turn(back=False)


def _turn(*, back: bool) -> None:
    """Undo the last correction, or do again what was undone last."""
    article = st.session_state["article"]
    kept = store.library().log
    try:
        change = (kept.undo if back else kept.redo)(article, store.person())
        store.kept(article)
    except LibraryError as error:
        visit().told = str(error)
        return
    if change is not None and isinstance(change.correction, Elsewhere):
        new = change.correction.new
        state.choose(change.correction.old if back else new["id"] if new else None)


def _undo_here() -> None:
    done, own = visit().corrected, visit().own
    made = st.session_state["article"]
    last, gone = done.pop(made), own.pop(made, None)
    st.session_state["article"] = last.article
    if gone and last.article in done:
        own[last.article] = gone
    state.choose(last.place)


def is_archive_shown() -> bool:
    """Tell whether what is shown is a folder of tables."""
    return sources.is_archive(st.session_state["article"])


def is_archive() -> bool:
    """Tell whether what is shown is a folder of tables, which is not corrected here; say so to who wants to."""
    if not is_archive_shown():
        return False
    visit().told = NO_ARCHIVE
    return True
