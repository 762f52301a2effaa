"""The places of a newsroom's own: listed, added, changed, removed, taken in from files and out again."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geo import workers
from geo.app import choose_place, mapview, readers, reading, shared, store, visitors
from geo.app.visit import visit
from geo.corrections import coordinates, point
from geo.errors import DatelineError, PlaceError
from geo.gazetteer.own import KIND, LONGEST_NAME, LONGEST_NOTE, MOST_NAMES, OwnPlace, from_json, own_place
from geo.gazetteer.own_files import FORMATS, MOST_BYTES, Read
from geo.gazetteer.place import KINDS
from geo.geojson import Geometry
from geo.places import KIND_WORDS
from geo.viewer import words
from geo.workers import BrokenError, TooLongError

if TYPE_CHECKING:
    from geo.library import Kept, Shelved

_SECONDS = 60.0
"""How long a file of places may take: its largest number of rows takes a third of it."""
_SHOWN = 8
"""Sentences of what is wrong in a file that are shown."""
_LOGGED = 100
_MEDIA = {".csv": "text/csv", ".geojson": "application/geo+json"}
_AT, _MAP = "_place_at", "_place_map"
"""The keys of where a place lies, and of the map on which that is clicked."""
_HERE, _EVERYWHERE = "This collection", "All collections"


def show(kept: "Kept", *, may: bool) -> None:
    """Draw the places of a collection."""
    found = store.library().places.of(kept.id)
    if not found:
        st.markdown(
            ":small[Places that the gazetteer lacks, or knows by another name: a market, a ward, a mine. Give one a "
            "name and a point or a shape, and articles of this collection are read with it.]"
        )
    chosen = _table(kept, found) if found else []
    with st.container(horizontal=True):
        st.button("Add a place", key="_place_add", icon=":material/add_location_alt:", on_click=_ask, args=("",),
                  disabled=not may)  # fmt: skip
        if chosen and may:
            if len(chosen) == 1:
                st.button("Change", key="_place_change", icon=":material/edit:", on_click=_ask,
                          args=(chosen[0].place,))  # fmt: skip
            st.button("Remove", key="_place_remove", icon=":material/delete:", on_click=_remove,
                      args=(kept.id, chosen))  # fmt: skip
        removed = visit().removed
        if removed and removed[0] == kept.id and may:
            st.button("Undo removal", key="_place_back", icon=":material/undo:", on_click=_bring_back, args=(kept.id,))
    _files(kept, found, may=may)
    _log(kept)
    if visit().placing is not None:
        asked, visit().placing = visit().placing, None
        before = next((one for one in found if isinstance(asked, OwnPlace) and one.place.id == asked.id), None)
        _dialog(kept.id, before)


def _table(kept: "Kept", found: "list[Shelved]") -> "list[Shelved]":
    columns = {
        "Name": [one.place.name for one in found],
        "Also called": [", ".join(one.place.aliases) for one in found],
        "Kind": [_kind(one.place.kind) for one in found],
        "Where": [_where(one.place) for one in found],
        "Note": [one.place.note for one in found],
    }
    if any(one.everywhere for one in found):
        columns["Holds in"] = [_EVERYWHERE if one.everywhere else _HERE for one in found]
    widths = {"Name": 140, "Also called": 110, "Kind": 70, "Where": 250, "Note": 140, "Holds in": 100}
    picked = st.dataframe(
        pd.DataFrame(columns), key=f"places{kept.id}", on_select="rerun", selection_mode="multi-row", hide_index=True,
        height="content" if len(found) < 12 else 440,
        column_config={name: st.column_config.TextColumn(width=widths[name]) for name in columns},
    )  # fmt: skip
    return [found[row] for row in picked.selection.rows if row < len(found)]


def _kind(kind: str) -> str:
    return KIND_WORDS.get(kind, kind)


def _where(place: OwnPlace) -> str:
    drawn = place.shape
    shape = {None: "", "LineString": "line"}.get(drawn["type"] if drawn else None, "area")
    at = f"{place.lat:.4f}, {place.lon:.4f}"
    return " · ".join(filter(None, (at, place.admin1 if place.admin1 != place.country else "", place.country, shape)))


def _files(kept: "Kept", found: "list[Shelved]", *, may: bool) -> None:
    with st.expander("Import and export", icon=":material/swap_vert:"):
        if may:
            st.markdown(
                ":small[A table (CSV) with columns name, latitude and longitude, and if you like aliases (A; B), kind, "
                "country and note; or GeoJSON: each feature a place, its name among its properties.]"
            )
            given = st.file_uploader("A file of places", key=f"_place_file{kept.id}", type=["csv", "geojson", "json"],
                                     label_visibility="collapsed")  # fmt: skip
            scope = _scope(f"_place_file_scope{kept.id}")
            if given is not None and st.button("Import", key="_place_import", type="primary"):
                _import(scope(kept.id), given.name, given.getvalue())
                st.rerun()
        with st.container(horizontal=True):
            for suffix, write in FORMATS.items():
                st.download_button(
                    suffix.removeprefix(".").replace("csv", "CSV").replace("geojson", "GeoJSON"),
                    data=write(one.place for one in found), file_name=f"places{suffix}", mime=_MEDIA[suffix],
                    key=f"_place_out{suffix}", disabled=not found, on_click="ignore",
                )  # fmt: skip


def _log(kept: "Kept") -> None:
    lines = store.library().places.log(kept.id)
    if lines:
        with st.expander(f"Log ({len(lines):,})", icon=":material/history:"):
            for line in lines[:_LOGGED]:
                st.markdown(f":small[{line.made:%Y-%m-%d %H:%M} UTC] {words.plain(f'{line.who} {line.what}')}")


def _scope(key: str) -> Callable[[str], str | None]:
    """Draw whether a place is of this collection or of all; return what gives the id of that."""
    if readers.settings().hosted:
        return lambda id: id
    chosen = st.radio("Holds in", [_HERE, _EVERYWHERE], key=key, horizontal=True)
    return lambda id: None if chosen == _EVERYWHERE else id


def _ask(place: OwnPlace | str) -> None:
    visit().placing = place


@st.dialog("Own place", width="medium")
def _dialog(id: str, before: "Shelved | None") -> None:
    """Ask for a place, or for what is to be changed of one."""
    was = before.place if before else None
    name = st.text_input("Name, as articles write it", was.name if was else "", key="_place_called",
                         max_chars=LONGEST_NAME)  # fmt: skip
    aliases = st.text_input(
        "Other names, with ; between them", "; ".join(was.aliases) if was else "", key="_place_aliases",
        max_chars=MOST_NAMES * LONGEST_NAME,
    )  # fmt: skip
    at = _point(was)
    shape = _shape(was)
    kind = st.selectbox("Kind", KINDS, index=KINDS.index(was.kind if was else KIND), key="_place_kind",
                        format_func=_kind)  # fmt: skip
    note = st.text_input("Note", was.note if was else "", key="_place_note", max_chars=LONGEST_NOTE)
    scope = (lambda id: None if before and before.everywhere else id) if was else _scope("_place_scope")
    ready = bool(name.strip()) and (at is not None or shape is not None)
    if st.button("Keep", key="_place_keep", type="primary", disabled=not ready):
        try:
            lat, lon = at if at and not shape else (None, None)
            place = own_place(
                name, lat=lat, lon=lon, shape=shape, aliases=aliases.split(";"), kind=kind, note=note,
                id=was.id if was else None,
            )  # fmt: skip
            _keep(id, scope(id), place, changed=was is not None)
        except DatelineError as error:
            st.error(words.plain(str(error)))
            return
        st.rerun()


def _point(was: OwnPlace | None) -> tuple[float, float] | None:
    """Draw where a place lies: typed, searched, or clicked on a map; return latitude and longitude."""
    wanted = st.text_input(
        "Where it lies", f"{was.lat}, {was.lon}" if was else "", key=_AT, max_chars=LONGEST_NAME,
        placeholder="Search a place near it, write 43.45, -90.75, or click the map",
    )  # fmt: skip
    try:
        at = coordinates(wanted)
    except DatelineError as error:
        st.error(words.plain(str(error)))
        return None
    if at is None and wanted.strip():
        at = _searched(wanted)
    mapview.pick([point("Here", *at)] if at else [], None, _click, key=_MAP, height=240)
    return at


def _searched(wanted: str) -> tuple[float, float] | None:
    places = {place["id"]: place for place in choose_place.searched(wanted)}
    if not places:
        st.caption("No place is called so.")
        return None
    told = choose_place.lines(places.values())
    chosen = st.radio("Place", list(places), index=None, key="_place_near", label_visibility="collapsed",
                      format_func=lambda id: words.plain(told[id]))  # fmt: skip
    return (places[chosen]["lat"], places[chosen]["lon"]) if chosen in places else None


def _click(where: str | tuple[float, float]) -> None:
    if not isinstance(where, str):
        st.session_state[_AT] = choose_place.written(*where)


def _shape(was: OwnPlace | None) -> Geometry | None:
    """Draw a field for the shape of a place; return it, None for a point."""
    with st.expander("An area or a line instead of a point", icon=":material/pentagon:"):
        text = st.text_area(
            "GeoJSON: a Polygon, MultiPolygon or LineString", (was.outline or "") if was else "", key="_place_shape",
            height=100, max_chars=2_000_000,
        )  # fmt: skip
        given = st.file_uploader("or a file of it", key="_place_shape_file", type=["geojson", "json"])
    data = given.getvalue() if given else text.encode()
    if not data.strip():
        return None
    try:
        return _aside("read_shape", data, "The shape")["shape"]  # type: ignore[no-any-return]
    except DatelineError as error:
        st.error(words.plain(str(error)))
        return None


def _keep(id: str, scope: str | None, place: OwnPlace, *, changed: bool) -> None:
    visitors.allow("correction")
    if changed:
        store.library().places.change(scope, place, store.person())
    else:
        store.library().places.add(scope, [place], store.person())
    _read_anew(id)
    visit().told = f"“{place.name}” is kept. Articles that name it are read anew."


def _import(scope: str | None, name: str, data: bytes) -> None:
    try:
        visitors.allow("correction")
        answer = _aside("read_places", data, name)
        found = Read([from_json(row) for row in answer["places"]], answer["problems"])
        added = store.library().places.add(scope, found.places, store.person())
    except DatelineError as error:
        visit().told = str(error)
        return
    told = [f"{words.number(added.new, 'place')} added."]
    if added.twice:
        told.append(f"{words.number(added.twice, 'place')} {'was' if added.twice == 1 else 'were'} there already.")
    told += found.problems[:_SHOWN]
    if len(found.problems) > _SHOWN:
        told.append(f"{len(found.problems) - _SHOWN:,} more rows are no places.")
    visit().told = " ".join(told)
    _read_anew(scope or "")


def _remove(id: str, chosen: "list[Shelved]") -> None:
    gone: dict[str | None, list[OwnPlace]] = {}
    try:
        for scope in (id, None):
            if ids := [one.place.id for one in chosen if one.everywhere == (scope is None)]:
                gone[scope] = store.library().places.remove(scope, ids, store.person())
    except DatelineError as error:
        visit().told = str(error)
    if not gone:
        return
    count = sum(map(len, gone.values()))
    visit().removed = (id, gone)
    where = " from all collections" if None in gone else ""
    named = "it" if count == 1 else "them"
    visit().told = f"{words.number(count, 'place')} removed{where}. Articles that name {named} are read anew."
    _read_anew(id)


def _bring_back(id: str) -> None:
    removed, visit().removed = visit().removed, None
    try:
        for scope, places in removed[1].items() if removed else ():
            store.library().places.add(scope, places, store.person())
    except DatelineError as error:
        visit().told = str(error)
        return
    _read_anew(id)


def _read_anew(id: str) -> None:
    """Have the articles read whose places have changed, and forget what was remembered of them."""
    for article in {id, "", st.session_state["article"]}:
        shared.forget(article)
    if id:
        store.kept(id)
    reading.reading().go_on(id)


def _aside(task: str, data: bytes, name: str) -> dict[str, Any]:
    """Have a worker read what somebody gave.

    Raises:
        PlaceError: it can't be read.
        BusyError: too many wait.
    """
    readers.pool()
    if len(data) > MOST_BYTES:
        raise PlaceError(f"{name} is too large: {MOST_BYTES / 1e6:g} MB is the limit.")
    try:
        with workers.on_behalf(visitors.claimant()):
            answer, _ = workers.call(f"geo.app.tasks:{task}", data, seconds=_SECONDS, lane="parsing", name=name)
    except TooLongError as error:
        raise PlaceError(f"{name} takes too long to be read: give it in parts.") from error
    except BrokenError as error:
        raise PlaceError(f"{name} is damaged, or needs too much memory to be read.") from error
    found: dict[str, Any] = answer
    return found
