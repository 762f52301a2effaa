"""The map in a page: mounts it once, hands it the data, and takes its clicks."""

import math
import secrets
from collections.abc import Callable, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import runtime

from geo.app import atlases, readers, state, store
from geo.app.shared import remembered
from geo.app.visit import visit
from geo.atlas import Filter
from geo.contract import Place
from geo.maps import (
    MOST,
    WORLD,
    BaseMap,
    Drawing,
    Part,
    View,
    drawing,
    feature_group,
    prepare,
    publish_outline,
    publish_together,
    view,
)
from geo.maps import choices as drawing_of_choices
from geo.places import drawn as own_shape
from geo.places import shape

_FEW_OUTLINES = 20
"""Outlines of an article that are fetched one by one; more come in one file."""
_MOST_BYTES = 20_000_000
"""Drawings that are remembered: some hundred of large articles."""


@remembered()
def files() -> str:
    """Make the folder of the map's files ready and return its name.

    Raises:
        StaticError: it can't be written.
    """
    return prepare(tuple(_fonts().items()))


@remembered(2)
def _base(*, tiles: bool) -> BaseMap:
    return BaseMap(files(), tiles=tiles)


@remembered()
def _secret() -> str:
    """Return what the names of outlines hold where strangers could try them."""
    return secrets.token_hex(8) if readers.settings().hosted else ""


def _fonts() -> dict[str, str]:
    """Return the addresses of the page's own fonts, which Streamlit serves, seen from the map's style sheet."""
    spec = find_spec("streamlit")
    media = Path(str(spec and spec.origin)).parent / "static" / "static" / "media"
    names = {"text": "SourceSansVF-Upright*.woff2", "icons": "MaterialSymbols-Rounded*.woff2"}
    found = {name: next(media.glob(pattern), None) for name, pattern in names.items()}
    return {name: f"../../../static/media/{path.name}" for name, path in found.items() if path}


def _outline(place: Any) -> str | None:
    return publish_outline(files(), place.id, own=own_shape(place), secret=_secret())


@remembered(32)
def _together(article: str) -> str | None:
    """Return the address of one file with the outlines of an article's areas, None of a few: it serves all filters."""
    whole = atlases.filtered(article, Filter())
    found = [_outline(place) for place in whole.by_place().itertuples() if shape(place) == "area"]
    outlines = [outline for outline in found if outline]
    return publish_together(files(), outlines) if len(outlines) > _FEW_OUTLINES else None


def draws_all(article: str, wanted: Filter) -> bool:
    """Tell whether the map draws all places of a selection; of too many it draws those in view, without lines."""
    return not atlases.filtered(article, wanted).has_places(MOST + 1)


def _drawing(article: str, wanted: Filter, lines: bool, part: Part, selected: str | None) -> Drawing:
    """Return the drawing of a selection; where all its places are drawn, it is one for all parts of the world."""
    return _whole(article, wanted, lines) if draws_all(article, wanted) else _part(article, wanted, part, selected)


@remembered(_MOST_BYTES, lambda drawn: len(drawn.data))
def _whole(article: str, wanted: Filter, lines: bool) -> Drawing:
    return drawing(atlases.filtered(article, wanted), outline=_outline, lines=lines, together=_together(article))


@remembered(_MOST_BYTES, lambda drawn: len(drawn.data))
def _part(article: str, wanted: Filter, part: Part, selected: str | None) -> Drawing:
    shown, together = atlases.filtered(article, wanted), _together(article)
    return drawing(shown, outline=_outline, part=part, selected=selected, together=together)


def make_ready(article: str, wanted: Filter) -> None:
    """Make the map page's map of a selection, so that it is there when a page asks for it."""
    _base(tiles=True)
    _drawing(article, wanted, False, WORLD, None)


def show(
    *,
    key: str,
    height: int,
    wanted: Filter | None = None,
    focus: Sequence[str] = (),
    tiles: bool = True,
    addressed: bool = False,
    lacking: int = 0,
) -> bool:
    """Draw the places of the session's article; a click selects its place in the session.

    Returns whether the reader has just asked for the list of what has no place.

    Args:
        key: of the element; one map a page.
        height: in CSS pixels.
        wanted: what to draw; what the session's filters keep if left out.
        focus: ids of places to fit the view to, all where things happen if empty.
        tiles: whether the reader may choose online tiles.
        addressed: whether the map's zoom and centre stand in the address bar.
        lacking: how many items have no place, which the map then says.
    """
    session = st.session_state
    part, selected = visit().views.get(key, WORLD), session["place"] or None
    drawn = _drawing(session["article"], wanted or state.wanted(), session["lines"], part, selected)
    looked_at = view(
        drawn,
        selected=selected,
        fly=visit().flights,
        focus=focus,
        scope=store.given(session["article"]),
        asked=session["view"] if addressed else None,
        lacking=lacking,
    )
    _mount(drawn, looked_at, key=key, height=height, tiles=tiles, on_change=partial(_clicked, key))
    asked, visit().missing = visit().missing, False
    return asked


def choices(places: Sequence[Place], chosen: str | None, *, key: str, height: int, scope: str) -> None:
    """Draw places that something may mean, to look at.

    Args:
        places: the places, each with the name that the map is to show.
        chosen: id of the one that it means now, if any.
        key: of the element; one map a page.
        height: in CSS pixels.
        scope: what they are of; when it changes, the view is fitted anew.
    """
    drawn = drawing_of_choices(places, chosen, outline=_outline)
    looked_at = view(drawn, focus=sorted(drawn.places), scope=scope)
    _mount(drawn, looked_at, key=key, height=height, tiles=False, on_change=_nothing)


def pick(
    places: Sequence[Place],
    chosen: str | None,
    picked: Callable[[str | tuple[float, float]], None],
    *,
    key: str,
    height: int,
    scope: str = "",
) -> None:
    """Draw a map on which one of some places is clicked, or any other point.

    Args:
        places: the places.
        chosen: id of the one that is chosen now, if any.
        picked: called with the id of the place that was clicked, or with latitude and longitude of a point, before the
            page is drawn again.
        key: of the element; one map a page.
        height: in CSS pixels.
        scope: what they are of; when it changes, the view is fitted anew.
    """
    drawn = drawing_of_choices(places, chosen, outline=_outline)

    def changed() -> None:
        if (told := _told(key)) is not None:
            if isinstance(place := told.get("id"), str):
                picked(place)
            return
        at, pin = (st.session_state.get(key) or {}).get("last_clicked") or {}, f"{key}.pin"
        if at and str(at) != visit().clicks.get(pin):  # it is told again with whatever is clicked next
            visit().clicks[pin] = str(at)
            picked((float(at["lat"]), (float(at["lng"]) + 180) % 360 - 180))

    looked_at = view(drawn, focus=sorted(drawn.places), scope=scope)
    _mount(
        drawn, looked_at, key=key, height=height, tiles=True, on_change=changed,
        returned=("last_active_drawing", "last_clicked"),
    )  # fmt: skip


def _nothing() -> None:
    return None


def _mount(
    drawn: Drawing,
    looked_at: View,
    *,
    key: str,
    height: int,
    tiles: bool,
    on_change: Callable[[], None],
    returned: Sequence[str] = ("last_active_drawing",),
) -> None:
    from streamlit_folium import st_folium  # its component is known to Streamlit only where a page imports it

    st_folium(
        _base(tiles=tiles).copy(),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=list(returned),
        feature_group_to_add=feature_group(_served(drawn, key), looked_at),
        on_change=on_change,
    )


def _served(drawn: Drawing, key: str) -> str:
    """Serve a drawing to this visitor for as long as the map `key` shows it; return its address, seen from the map."""
    address = runtime.get_instance().media_file_mgr.add(drawn.data, "application/json", f"dateline.{key}")
    return f"../..{address}"


def _told(key: str) -> dict[str, Any] | None:
    """Return what the map `key` has just told of a click or a move, None where that was heard before."""
    drawing = (st.session_state.get(key) or {}).get("last_active_drawing") or {}
    told: dict[str, Any] = drawing.get("properties") or {}
    click = told.get("click")
    if click is None or click == visit().clicks.get(key):
        return None
    visit().clicks[key] = click
    return told


def _clicked(key: str) -> None:
    if (told := _told(key)) is None:
        return
    if "seen" in told:
        visit().views[key] = _seen(told["seen"]) or WORLD
    elif isinstance(place := told.get("id"), str):
        state.chosen_on_map(place, str(told.get("view") or ""))
    else:
        visit().missing = True


def _seen(told: Any) -> Part | None:
    """Return the part of the world that a map says it shows: zoom, west, north, east and south."""
    if not isinstance(told, list) or len(told) != len(Part._fields):
        return None
    numbers = [number for number in told if isinstance(number, int | float) and math.isfinite(number)]
    return Part.of(*numbers) if len(numbers) == len(told) else None
