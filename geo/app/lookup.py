"""Names that could not be placed, or only roughly, looked up online: only when the reader presses the button."""

from typing import TYPE_CHECKING

import streamlit as st

from geo.app import atlases, listing, sources, store, visitors
from geo.app.shared import remembered
from geo.app.visit import Own, visit
from geo.contract import ParsedArticle
from geo.errors import DatelineError
from geo.viewer import words

if TYPE_CHECKING:
    from geo.geocoders import Online

OFFERED = {"nominatim": "Nominatim", "photon": "Photon"}
"""The services that need no account."""
LOOKED_UP = " · names looked up"


@remembered(8)
def geocoder(service: str) -> "Online":
    """Return an online geocoder, one for all visitors, so that it is asked as seldom as its terms want.

    Raises:
        GeocodingError: its answers can't be kept.
    """
    from geo.geocoders import online

    return online(service)


@remembered(32)
def rough(article: str) -> list[str]:
    """Return the names that are placed only by the area around them, and that are looked up with those without a place.

    Raises:
        DatelineError: as `atlases.records`.
    """
    from geo.geocoders import open_names

    records = atlases.records(article) or []
    coarse = [mention for record in records for mention in record["mentions"] if mention["coarse"]]
    return sorted(open_names(coarse).values())


def offer() -> None:
    """Draw the choice of a service and the button; when that is pressed, look the names up and turn to the result."""
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button("Look these up online", icon=":material/travel_explore:", key="_look_up")
        service = st.selectbox(
            "Online geocoder", OFFERED, format_func=OFFERED.get, key="_service",
            label_visibility="collapsed", width=160,
        )  # fmt: skip
    st.caption("This sends these names, and nothing else, to the service, about one a second.")
    if pressed:
        _look_up(service)


def note() -> None:
    """Say what came of the last look-up for this article, if there was one."""
    if found := visit().looked_up.get(st.session_state["article"]):
        st.info(words.plain(found), icon=":material/travel_explore:")


def _look_up(service: str) -> None:
    session = st.session_state
    article = session["article"]
    bar = st.progress(0.0, "Looking names up")
    try:
        visitors.allow("fetch")
        records, placed, told = _asked(service, atlases.records(article) or [], bar)
    except DatelineError as error:
        bar.empty()
        st.error(words.plain(str(error)), icon=":material/error:")
        return
    if placed:
        label = next(entry.label for entry in listing.listed() if entry.id == article)
        own = visit().own
        if article not in sources.seeds() and article not in sources.collections():
            own.setdefault(article, Own(label))
        article = store.keep_opinion(article, records)
        own[article] = Own(label.removesuffix(LOOKED_UP) + LOOKED_UP)
        session["article"] = article
    visit().looked_up[article] = told
    st.rerun()


def _asked(
    service: str, records: list[ParsedArticle], bar: "st.delta_generator.DeltaGenerator"
) -> tuple[list[ParsedArticle], int, str]:
    """Return the records with a second opinion, how many names were placed, and what to say about it."""
    from geo.geocoders import SERVICES, SecondOpinion

    opinion = SecondOpinion(geocoder(service), service)
    found: list[ParsedArticle] = []
    notes: dict[str, None] = {}
    placed = 0
    for at, record in enumerate(records):

        def progress(share: float, name: str, at: int = at) -> None:
            bar.progress((at + share) / len(records), words.plain(f"Looking up {name}"))

        record, count, trouble = opinion.on(record, progress)
        found.append(record)
        placed += count
        if trouble:
            notes[trouble] = None
    known = SERVICES[service]
    result = f"{known.name} placed {words.number(placed, 'name')} ({known.attribution})."
    if not placed:
        result = f"{known.name} placed none of these names."
    return found, placed, " ".join((result, *notes))
