"""Choosing a place in a dialog: from a list, on a small map, by searching the gazetteer, or by coordinates."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import NamedTuple

import streamlit as st

from geo.app import mapview, store
from geo.contract import Mention, ParsedArticle, Place
from geo.corrections import coordinates, point
from geo.errors import CorrectionError, LibraryError
from geo.gazetteer.own import PREFIX, OwnPlaces
from geo.places import where
from geo.viewer import words

MOST = 8
"""How many places are offered."""
NO_PLACE = ""
_SEARCH, _CHOICE, _MAP = "_place_search", "_place_choice", "_place_map"
_HEIGHT = 200
"""Of the map, in CSS pixels."""
_LONGEST = 100
"""Characters of what is searched, or of the name of a reader's own place."""


class Choice(NamedTuple):
    """What was chosen: a place, or none."""

    place: Place | None


def choose(offered: Sequence[Place], nowhere: str | None, *, label: str | None = None) -> Choice | None:
    """Draw places to choose from, a map of them, and a field that searches others; return the choice, or None.

    A click on the map chooses the place that is there, or else the point.

    Args:
        offered: what to choose from while nothing is searched; one that stands twice is offered once.
        nowhere: what the choice of no place is called, None where there has to be one.
        label: what stands above.
    """
    wanted = st.text_input(
        label or "Search another place", key=_SEARCH, max_chars=_LONGEST, icon=":material/search:",
        placeholder="Search another place, write 43.45, -90.75, or click the map",
        label_visibility="visible" if label else "collapsed",
    )  # fmt: skip
    try:
        at = coordinates(wanted)
    except CorrectionError as error:
        st.error(words.plain(str(error)))
        return None
    if at:
        name = st.text_input("What this place is called", key="_place_name", max_chars=_LONGEST).strip()
        chosen = point(name or wanted.strip(), *at)
        mapview.pick([chosen], chosen["id"], _picked, key=_MAP, height=_HEIGHT)
        return Choice(chosen)
    places = {place["id"]: place for place in (searched(wanted) if wanted.strip() else offered)}
    places = dict(itertools.islice(places.items(), MOST))
    if not places:
        st.caption("No place is called so." if wanted.strip() else "Search the place, or write where it lies.")
    choice = None
    if places or nowhere:
        told = lines(places.values())
        choice = st.radio(
            "Place", [*places, *([NO_PLACE] if nowhere else [])], index=None, key=_CHOICE,
            format_func=lambda id: words.plain(told[id]) if id else nowhere, label_visibility="collapsed",
        )  # fmt: skip
    mapview.pick(list(places.values()), choice or None, _picked, key=_MAP, height=_HEIGHT, scope=wanted)
    return None if choice is None else Choice(places.get(choice))


def _picked(where: str | tuple[float, float]) -> None:
    if isinstance(where, str):
        st.session_state[_CHOICE] = where
    else:
        st.session_state[_SEARCH] = written(*where)


def written(lat: float, lon: float) -> str:
    """Return latitude and longitude as somebody would write them, to a metre."""
    return f"{lat:.5f}, {lon:.5f}"


def lines(places: Iterable[Place]) -> dict[str, str]:
    """Return places, by their ids, with where they lie: "Nairobi, city in Kenya"; no two are called the same."""
    found = {place["id"]: place for place in places}
    told = {id: f"{place['name']}, {where(SimpleNamespace(**place))}" for id, place in found.items()}
    often = Counter(told.values())
    for id, text in told.items():
        if often[text] > 1:
            told[id] = f"{text}, at {found[id]['lat']:.2f}, {found[id]['lon']:.2f}"
    return words.told_apart(told)


def candidates(mentions: Iterable[Mention], *, but: str | None) -> list[Place]:
    """Return what mentions might mean: their candidates, then what else is called so, without one place."""
    from geo.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    mentions = list(mentions)
    ids = dict.fromkeys(candidate["place"] for mention in mentions for candidate in mention["candidates"])
    found = [place for id in ids if (place := gazetteer.place(id))]
    names = dict.fromkeys(mention["text"] for mention in mentions)
    found += [entry.place for name in itertools.islice(names, MOST) for entry in gazetteer.lookup(name)]
    return [place.as_place() for place in found if place.id != but]


def named(name: str) -> list[Place]:
    """Return what words might mean: the places that are called so, then those that a search finds."""
    from geo.gazetteer import Gazetteer

    called = [entry.place.as_place() for entry in Gazetteer.open().lookup(name)]
    found = searched(name)
    return sorted([*called, *found], key=lambda place: not place["id"].startswith(PREFIX))


def known(ids: Iterable[str]) -> list[Place]:
    """Return those places of the gazetteer, and of a newsroom's own, that have some ids."""
    from geo.gazetteer import Gazetteer

    own = _own().by_id
    return [place.as_place() for id in ids if (place := own.get(id) or Gazetteer.open().place(id))]


def of_article(record: ParsedArticle, *, but: str | None = None) -> list[Place]:
    """Return the places of an article without one, those that it names most first."""
    counts = {place["id"]: 0 for place in record["places"]}
    for mention in record["mentions"]:
        if mention["place"] in counts:
            counts[mention["place"]] += 1
    return sorted((row for row in record["places"] if row["id"] != but), key=lambda row: -counts[row["id"]])


def _own() -> OwnPlaces:
    try:
        return store.own_places(st.session_state["article"])
    except LibraryError:
        return OwnPlaces()  # without its library, the gazetteer is searched all the same


def searched(wanted: str) -> list[Place]:
    """Return the places that a search finds, those of a newsroom's own first."""
    from geo.gazetteer import Gazetteer

    own = _own().search(wanted, limit=MOST)
    return own + [entry.place.as_place() for entry in Gazetteer.open().search(wanted.strip()[:_LONGEST], limit=MOST)]
