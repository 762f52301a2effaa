"""Sending a view on: the button that copies its link, until when the link works, and how its maker ends it."""

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.app import reading, state, widgets
from geo.errors import DatelineError, LibraryError
from geo.viewer import words

if TYPE_CHECKING:
    from geo.library import Kept

_MOST = 200
"""Most articles that a browser may bring back."""


def copy() -> None:
    """Draw the button that copies the address, which holds the whole view."""
    widgets.copy(
        {
            "label": "Copy link",
            "copied": "Link copied",
            "help": "Copy the address of exactly this view",
            "byhand": "The browser doesn’t let the link be copied. Press Ctrl+C (Cmd+C on a Mac) to copy it by hand.",
        },
        key="copy",
    )


def remember() -> None:
    """Have the visitor's browser remember what they added: after a reload it is still listed and can be deleted."""
    session = st.session_state
    own, gone = session.setdefault("_own", {}), session.setdefault("_gone", [])
    mine = {
        name: {"label": entry["label"], "token": entry["token"]} for name, entry in own.items() if entry.get("token")
    }
    kept = widgets.own(mine, gone, key="own")
    if kept and not session.get("_remembered"):
        session["_remembered"] = True
        for name, entry in list(kept.items())[:_MOST] if isinstance(kept, dict) else ():
            if name in own or name in gone:
                continue
            if _is_entry(name, entry) and reading.stored(name) and _may_be_there(name):
                own[name] = {"label": entry["label"][:500], "token": entry["token"]}
            else:
                gone.append(name)


def kept(article: str) -> "Kept | None":
    """Return since and until when the store keeps an article, None where it doesn't, or no more.

    While the store can't be reached, what this visitor has open stays open.

    Raises:
        LibraryError: the store can't be reached, and the article was not open before.
    """
    known = st.session_state.setdefault("_kept", {})
    try:
        known[article] = reading.kept(article)
    except LibraryError:
        if known.get(article) is None:
            raise
    return known[article]


def _may_be_there(article: str) -> bool:
    try:
        return reading.kept(article) is not None
    except LibraryError:
        return True


def _is_entry(name: str, entry: object) -> bool:
    """Tell whether an entry of the browser's is one of ours: it may hold anything."""
    texts = (name, entry.get("label"), entry.get("token")) if isinstance(entry, dict) else (None,)
    return all(isinstance(text, str) and text for text in texts)


def line() -> None:
    """Say who can open the article and until when, if it was added by somebody; its maker may delete it."""
    session = st.session_state
    article = reading.given(session["article"])
    own = session.get("_own", {}).get(article, {})
    if reading.stored(article):
        said = f"Whoever has the link can open this. {until(session['_kept'][session['article']].expires)}"
    elif own.get("note"):
        said = f"{own['note']} So it has no lasting link: it stays here only while the app runs."
    else:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="kept"):
        st.markdown(f":small[:material/link: {words.plain(said)}]", width="content")
        if own.get("token"):
            _offer(article, own["token"])


def until(expires: datetime | None) -> str:
    """Return in words how long something is kept."""
    return f"Kept until {words.day(expires.date().isoformat())}." if expires else "Kept until it is deleted."


def _offer(article: str, token: str) -> None:
    with st.popover("Delete", type="tertiary", icon=":material/delete:"):
        st.markdown("Delete it here for good? Its link stops working at once, for everybody.")
        st.button("Delete for good", type="primary", key="_delete", on_click=_delete, args=(article, token))


def _delete(article: str, token: str) -> None:
    session = st.session_state
    try:
        gone = reading.delete(article, token)
    except DatelineError as error:
        session["_told"] = str(error)
        return
    session.setdefault("_gone", []).append(article)
    session["_own"] = {name: own for name, own in session["_own"].items() if reading.given(name) != article}
    state.open_article(next(iter((*session["_own"], *reading.collections(), *reading.seeds())), ""))
    session["_told"] = "Deleted. Its link leads nowhere now." if gone else "It was gone already."


def tell() -> None:
    """Show what came of the last click."""
    if told := st.session_state.pop("_told", ""):
        st.toast(words.plain(told))
