"""Files of places of somebody's own: a table with a row a place, or GeoJSON; read with what is wrong, and written."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from geo import geojson
from geo.cells import plain_cell, safe_cell
from geo.errors import PlaceError
from geo.files import unopened
from geo.gazetteer.own import PREFIX, OwnPlace, own_place

MOST = 5_000
"""Places of one file, and of one collection."""
MOST_BYTES = 20_000_000
MOST_PROBLEMS = 100
"""Sentences of what is wrong in one file."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "place", "title"),
    "aliases": ("aliases", "alias", "other names", "alternate names", "alternatenames"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "lng", "long", "x"),
    "kind": ("kind", "type"),
    "country": ("country", "country code", "country_code"),
    "note": ("note", "notes", "comment", "description"),
    "shape": ("shape", "geojson", "geometry"),
    "id": ("id",),
}
"""What the columns of a table may be called, and the properties of a feature; the first is what is written."""
_DELIMITERS = ",;\t|"
_BETWEEN = re.compile(r"[;|]")
_ID = re.compile(rf"{PREFIX}[0-9a-f]{{16}}")


class Read(NamedTuple):
    """The places of a file, and sentences for what in it is none."""

    places: list[OwnPlace]
    problems: list[str]


def read_places(data: bytes, name: str) -> Read:
    """Return the places of a file: a table, whose first row names its columns, or GeoJSON.

    Args:
        data: the file.
        name: what to call it.

    Raises:
        PlaceError: it is neither, too large, or has no place.
        GazetteerError: the gazetteer can't be read.
    """
    if len(data) > MOST_BYTES:
        raise PlaceError(f"{name} is too large: {MOST_BYTES / 1e6:g} MB is the limit.")
    text = _decoded(data)
    rows = _features(text, name) if text.lstrip().startswith(("{", "[")) else _table(text, name)
    places: dict[str, OwnPlace] = {}
    problems: list[str] = []
    more = 0
    for number, (where, make) in enumerate(rows):
        if number >= MOST:
            raise PlaceError(f"{name} has more than {MOST:,} places, which is the limit.")
        try:
            place = make()
            places.setdefault(place.id, place)
        except PlaceError as error:
            if len(problems) < MOST_PROBLEMS:
                problems.append(f"{where}: {error}")
            else:
                more += 1
    if more:
        problems.append(f"{more:,} more rows of {name} are no places either.")
    if not places and not problems:
        raise PlaceError(f"{name} has no place in it.")
    return Read(list(places.values()), problems)


def places_in(path: Path) -> Read:
    """Return the places of a file on disk, as `read_places`.

    Raises:
        PlaceError: as `read_places`.
        UnopenedError: it can't be opened.
    """
    try:
        return read_places(path.read_bytes(), path.name)
    except OSError as error:
        raise unopened(path, error) from error


def as_table(places: Iterable[OwnPlace]) -> bytes:
    """Return places as a table, in UTF-8 with a byte order mark, every cell quoted; `read_places` reads it."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for place in places:
        cells = (
            place.name, "|".join(place.aliases), place.lat, place.lon, place.kind, place.country or "", place.note,
            place.outline or "", place.id,
        )  # fmt: skip
        writer.writerow(map(safe_cell, cells))
    return out.getvalue().encode("utf-8-sig", "replace")


def as_geojson(places: Iterable[OwnPlace]) -> bytes:
    """Return places as a FeatureCollection (RFC 7946); `read_places` reads it."""
    features = [
        {
            "type": "Feature",
            "id": place.id,
            "geometry": place.shape or {"type": "Point", "coordinates": [place.lon, place.lat]},
            "properties": {
                "name": place.name, "aliases": list(place.aliases), "kind": place.kind, "country": place.country,
                "note": place.note, "latitude": place.lat, "longitude": place.lon,
            },
        }
        for place in places
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


FORMATS: Mapping[str, Callable[[Iterable[OwnPlace]], bytes]] = {".csv": as_table, ".geojson": as_geojson}
"""What writes places, by the end of a file's name."""

Row = tuple[str, Callable[[], OwnPlace]]
"""What to call a row in a sentence, and what makes its place."""


def _decoded(data: bytes) -> str:
    """Return the text of a file: UTF-8 or UTF-16 by its marks, else Windows-1252, in which Excel saves tables."""
    try:
        return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _table(text: str, name: str) -> Iterator[Row]:
    header = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = _columns(next(rows, []))
        if "name" not in columns or not ({"latitude", "longitude"} <= columns.keys() or "shape" in columns):
            raise PlaceError(
                f"{name} has no columns called name, latitude and longitude in its first row, which a table of places "
                "needs; aliases, kind, country and note may stand beside them."
            )
        for number, row in enumerate(rows, 2):
            if any(cell.strip() for cell in row):
                cells = {field: _cell(row[at]) for field, at in columns.items() if at < len(row)}
                yield f"Row {number} of {name}", lambda cells=cells: _of_cells(cells)  # type: ignore[misc]
    except csv.Error as error:
        raise PlaceError(f"{name} is no table: {error}.") from error


def _columns(header: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, title in enumerate(header):
        known = title.strip().casefold()
        field = next((field for field, titles in _COLUMNS.items() if known in titles), None)
        if field:
            found.setdefault(field, at)
    return found


def _cell(text: str) -> str:
    """Return a cell without what `safe_cell` put before it."""
    plain = plain_cell(text)
    return (plain if safe_cell(plain) == text else text).strip()


def _of_cells(cells: Mapping[str, str]) -> OwnPlace:
    lat, lon = (_number(cells.get(axis, ""), axis) for axis in ("latitude", "longitude"))
    shape = geojson.read_shape(cells["shape"]) if cells.get("shape") else None
    return own_place(
        cells.get("name", ""), lat=lat, lon=lon, shape=shape, aliases=_BETWEEN.split(cells.get("aliases", "")),
        kind=cells.get("kind") or None, country=cells.get("country"), note=cells.get("note", ""),
        id=_known(cells.get("id")),
    )  # fmt: skip


def _number(text: str, axis: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise PlaceError(f"Its {axis} is no number: {text[:40]}.") from None


def _features(text: str, name: str) -> Iterator[Row]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise PlaceError(f"{name} is not GeoJSON: it can't be read as JSON.") from error
    features = (
        whole.get("features") if isinstance(whole, dict) and whole.get("type") == "FeatureCollection" else [whole]
    )
    if not isinstance(features, list):
        raise PlaceError(f"{name} is no FeatureCollection: its features are no list.")
    for number, feature in enumerate(features, 1):
        yield f"Feature {number} of {name}", lambda feature=feature: _of_feature(feature)  # type: ignore[misc]


def _of_feature(feature: Any) -> OwnPlace:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise PlaceError("It is no GeoJSON Feature, which has a geometry and properties with a name.")
    given = feature.get("properties")
    known = {str(key).strip().casefold(): value for key, value in given.items()} if isinstance(given, dict) else {}
    properties = {
        field: next((known[title] for title in titles if known.get(title) is not None), None)
        for field, titles in _COLUMNS.items()
    }
    shape = geojson.shape_of(feature)
    lat, lon = (
        properties[axis] if isinstance(properties[axis], int | float) else None for axis in ("latitude", "longitude")
    )
    if shape["type"] == "Point":
        lon, lat = shape["coordinates"]
    aliases = properties["aliases"]
    return own_place(
        _text(properties["name"]), lat=lat, lon=lon, shape=shape,
        aliases=map(_text, aliases) if isinstance(aliases, list) else _BETWEEN.split(_text(aliases)),
        kind=_text(properties["kind"]) or None, country=_text(properties["country"]), note=_text(properties["note"]),
        id=_known(feature.get("id")),
    )  # fmt: skip


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int | float) else ""


def _known(id: Any) -> str | None:
    """Return the id of a place that was written by Dateline, None for any other."""
    return id if isinstance(id, str) and _ID.fullmatch(id) else None
