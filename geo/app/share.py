"""Sending a view on: the button that copies its link, until when the link works, and how its maker ends it."""

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.app import listing, sources, state, store, widgets
from geo.app.visit import Own, visit
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
    own, gone = visit().own, visit().gone
    mine = {name: {"label": entry.label, "token": entry.token} for name, entry in own.items() if entry.token}
    kept = widgets.own(mine, gone, key="own")
    if kept and not visit().remembered:
        visit().remembered = True
        for name, entry in list(kept.items())[:_MOST] if isinstance(kept, dict) else ():
            if name in own or name in gone:
                continue
            if _is_entry(name, entry) and store.stored(name) and _may_be_there(name):
                own[name] = Own(entry["label"][:500], entry["token"])
            else:
                gone.append(name)


def take_key() -> None:
    """Take the key of an editable link out of the address, which is copied and sent on, into what the browser keeps."""
    key, article = st.query_params.get("key"), st.session_state["article"]
    if not key:
        return
    del st.query_params["key"]
    if store.stored(article):
        visit().own[article] = Own("", key[:100])
        found = store.kept(article)
        if found is None or found.role == "reader":
            del visit().own[article]
            visit().told = "This link doesn’t let you edit any more. You can read."
        else:
            visit().own[article] = Own(listing.label_of(found) or article, key[:100])


def kept(article: str) -> "Kept | None":
    """Return since and until when the store keeps an article, None where it doesn't, or no more.

    While the store can't be reached, what this visitor has open stays open.

    Raises:
        LibraryError: the store can't be reached, and the article was not open before.
    """
    known = visit().kept
    try:
        known[article] = store.kept(article)
    except LibraryError:
        if known.get(article) is None:
            raise
    return known[article]


def _may_be_there(article: str) -> bool:
    try:
        return store.kept(article) is not None
    except LibraryError:
        return True


def _is_entry(name: str, entry: object) -> bool:
    """Tell whether an entry of the browser's is one of ours: it may hold anything."""
    texts = (name, entry.get("label"), entry.get("token")) if isinstance(entry, dict) else (None,)
    return all(isinstance(text, str) and text for text in texts)


def line() -> None:
    """Say who can open the article and until when, if it was added by somebody; its maker may delete it."""
    shown = st.session_state["article"]
    article = store.given(shown)
    own = visit().own.get(article)
    held = None
    if store.stored(article):
        held = visit().kept.get(shown)
        said = f"Whoever has the link can open this. {until(held.expires if held else None)}"
    elif own and own.note:
        said = f"{own.note} So it has no lasting link: it stays here only while the app runs."
    else:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="kept"):
        st.markdown(f":small[:material/link: {words.plain(said)}]", width="content")
        if held and held.role == "owner":
            _offer(article)


def until(expires: datetime | None) -> str:
    """Return in words how long something is kept."""
    return f"Kept until {words.day(expires.date().isoformat())}." if expires else "Kept until it is deleted."


def _offer(article: str) -> None:
    with st.popover("Delete", type="tertiary", icon=":material/delete:"):
        st.markdown("Delete it here for good? Its link stops working at once, for everybody.")
        st.button("Delete for good", type="primary", key="_delete", on_click=_delete, args=(article,))


def _delete(article: str) -> None:
    ours = visit()
    try:
        gone = store.delete(article)
    except DatelineError as error:
        ours.told = str(error)
        return
    ours.gone.append(article)
    ours.own = {name: own for name, own in ours.own.items() if store.given(name) != article}
    state.open_article(next(iter((*ours.own, *sources.collections(), *sources.seeds())), ""))
    ours.told = "Deleted. Its link leads nowhere now." if gone else "It was gone already."


def tell() -> None:
    """Show what came of the last click."""
    if told := visit().told:
        visit().told = ""
        st.toast(words.plain(told))
