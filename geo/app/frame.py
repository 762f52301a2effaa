"""What all pages share: the address, the list of articles, search, filters, and what to say when there is nothing."""

import itertools
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from geo.app import (
    add,
    atlases,
    comments,
    correct,
    filters,
    listing,
    reading,
    save,
    share,
    sources,
    state,
    store,
    views,
    widgets,
)
from geo.app.visit import Target, visit
from geo.atlas import Atlas
from geo.errors import DatelineError, LibraryError
from geo.viewer import panels, words
from geo.viewer.panels import Panel

READ_PAGE = "geo/app/pages/read.py"
MAP_PAGE = "geo/app/pages/map.py"
STYLE = Path(__file__).parent / "style.css"
DARK = '<style>[data-testid^="stBaseButton-primary"]:not(:disabled) { color: #15171a !important; }</style>'
"""White on the lighter colour of the dark theme could not be read."""
SKIP = '<a href="#dl-map">Skip to the map</a><a href="#dl-panel">Skip to the panel</a>'
"""Where they lead, assets/around.js of the map knows."""
CREDITS = (
    ":small[Places from [GeoNames](https://www.geonames.org) (CC BY 4.0) · outlines made with "
    "[Natural Earth](https://www.naturalearthdata.com)]"
)


def page(body: Callable[[Atlas, Atlas], None], *, headed: bool = False) -> None:
    """Draw a page: toolbar, filters and the body, which is given the whole and the filtered atlas.

    Args:
        body: draws what is below the filters.
        headed: whether the body shows the headline, which the list of articles then leaves out.
    """
    with _framed():
        st.container(key="skip").html(SKIP)
        state.begin()
        explorer(body, headed)


def plain(body: Callable[[], None]) -> None:
    """Draw a page that shows no article."""
    with _framed():
        state.begin()
        share.remember()
        body()
        share.tell()
    state.finish()


@contextmanager
def _framed() -> Iterator[None]:
    """Draw what stands around every page; an error that is meant for the reader is said in its place."""
    st.html(STYLE)
    if st.context.theme.type == "dark":
        st.html(DARK)
    try:
        yield
    except DatelineError as error:
        st.error(words.plain(str(error)), icon=":material/error:")
    st.markdown(CREDITS)


@st.fragment
def explorer(body: Callable[[Atlas, Atlas], None], headed: bool) -> None:
    """Draw toolbar, filters and body; it alone runs again when something is clicked.

    What comes and goes has a slot of its own: the map keeps its zoom only as long as it keeps its position.
    """
    try:
        share.take_key()
        found = _load()
        share.remember()
        toolbar(there=found is not None, headed=headed)
        if found is None:
            nothing()
        else:
            _explore(body, *found)
        add.show()
        share.tell()
    except DatelineError as error:
        st.error(words.plain(str(error)), icon=":material/error:")
    state.finish()


def alone(body: Callable[[Atlas], None], shown: Atlas) -> None:
    """Draw a part of a page, which alone is drawn again when something in it is clicked that changes nothing else.

    Args:
        body: draws the part; it is given the whole atlas.
        shown: the filtered atlas that the page is drawn of.
    """
    _part(body, weakref.ref(shown), itertools.count())


@st.fragment
def _part(body: Callable[[Atlas], None], shown: "weakref.ref[Atlas]", turns: Iterator[int]) -> None:
    again = next(turns) > 0
    try:
        found = filters.current() if not again or _is_there() else None
        if found is None or (again and found[1] is not shown()):
            st.rerun()
        body(found[0])
        if again:
            share.tell()
    except DatelineError as error:
        st.error(words.plain(str(error)), icon=":material/error:")
    if again:
        state.finish()


def _is_there() -> bool:
    """Tell whether there is still something behind the link; what has changed is seen from then on."""
    article = st.session_state["article"]
    if store.stored(article):
        kept = share.kept(article)
        if kept is None:  # expired: what is cached is not shown any more
            return False
        if kept.stale:
            reading.reading().go_on(article)
    if store.is_corrected_in_place(article):
        with suppress(LibraryError):  # without its library, Dateline still reads
            store.kept(article)
    return True


def _load() -> tuple[Atlas, Atlas] | None:
    """Return the atlases of the view; the first time, which takes a while, behind a picture of the page to come."""
    article = st.session_state["article"]
    if not _is_there():
        return None
    slot = st.empty()
    if article not in visit().opened:
        with slot.container():
            st.markdown("Reading the article. The first one after a start takes a few seconds.")
            st.skeleton(height=620)
    found = filters.current()
    slot.empty()
    visit().opened.add(article)
    return found


def toolbar(*, there: bool, headed: bool = False) -> None:
    """Draw the list of articles and the button that adds some; if the article is there, what can be done with it."""
    alone = headed and there and atlases.count(st.session_state["article"]) == 1
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="toolbar"):
        articles(there=there, alone=alone)
        if there:
            st.toggle("Tools", key="_fold", persist_state="session")  # only telephones show it: style.css
            filters.search()
            filters.popover()
        st.button("Add", icon=":material/add:", on_click=add.ask, key="_add", help="Paste, upload or fetch articles")
        if there:
            save.popover()
            share.copy()
    if there:
        share.line()


def articles(*, there: bool, alone: bool = False) -> None:
    """Draw the list of articles.

    Args:
        there: whether there is something behind the link.
        alone: whether the page says itself which article it shows.
    """
    session = st.session_state
    labels = listing.apart(listing.listed(there=there))
    if alone:
        labels[session["article"]] = "This article"
    session["_article"] = session["article"]
    st.selectbox(
        "Article", list(labels), key="_article", on_change=_turned, format_func=labels.get,
        label_visibility="collapsed",
    )  # fmt: skip


def _explore(body: Callable[[Atlas, Atlas], None], whole: Atlas, shown: Atlas) -> None:
    filters.line()
    notice = st.empty()
    if whole.places.empty:
        notice.info(
            "No place was found in this article, so there is nothing to put on the map.",
            icon=":material/travel_explore:",
        )
    elif shown.empty:
        notice.info(
            "Nothing is left under these filters. Clear them to see everything again.",
            icon=":material/filter_alt_off:",
        )
    body(whole, shown)


def nothing() -> None:
    """Say that the article of the address is not there."""
    st.warning(
        "There is no article behind this link. It may have expired, or been deleted by who added it.",
        icon=":material/link_off:",
    )
    seed = next(iter(sources.seeds()), "")
    st.button("Open the seed article", on_click=state.open_article, args=(seed,))


def shown(what: Literal["chosen", "overview"]) -> None:
    """Let style.css know what the panel shows: a telephone has it come up as a sheet once something is chosen."""
    st.container(key=what).html("<i></i>")


def panel(shown: Panel, key: str) -> dict[str, Any] | None:
    """Draw a panel, in which a reader chooses places and says what is wrong; return the spot for `read_at`, if any."""
    return widgets.panel(
        comments.with_threads(st.session_state["article"], shown),
        key=key,
        on_choose=lambda: state.choose(st.session_state[key].choose),
        on_correct=partial(correct.asked, key),
        on_more=partial(_more, key, shown["head"]["id"]),
    )


def _more(key: str, id: str) -> None:
    shown = st.session_state[key].more
    if isinstance(shown, int):
        visit().cards = (id, min(views.MOST_SECTION, shown + panels.MOST_CARDS))


def cards(id: str) -> int:
    """Return how many cards a section of a place's or a person's panel is to have."""
    asked, most = visit().cards
    return most if asked == id else panels.MOST_CARDS


def read_at(spot: dict[str, Any] | None) -> None:
    """Turn to the article page and show an offset there, if a spot is given."""
    if not isinstance(spot, dict) or not isinstance(spot.get("at"), int):
        return
    before = visit().target
    visit().target = Target(spot.get("article"), spot["at"], before.count + 1 if before else 1)
    state.finish()
    st.switch_page(READ_PAGE)


def _turned() -> None:
    state.open_article(st.session_state["_article"])
