"""Outlines of countries, divisions, seas and lakes, and courses of rivers, for the map."""

import json
import os
import sqlite3
import threading
import zlib
from functools import lru_cache
from itertools import accumulate
from typing import Any

from geo.errors import GazetteerError
from geo.gazetteer import store
from geo.paths import DATA

FOLDER = DATA / "outlines"
WORLD = FOLDER / "world.json"
"""The base map as a GeoJSON file: countries at 1:110m, coordinates of two digits, cut at the antimeridian."""

CLOSE = FOLDER / "close.json"
"""The base map close up: {"countries": {place id: {"name", "polygons"}}, "lakes": polygons, "rivers": lines}.

A polygon is a list of rings; a ring or line is [x, y, x, y, ...] in steps, each from the point before.
"""
STEPS = 400
"""Steps to a degree of the close base map: 280 m on the ground, a pixel at zoom 9."""
_local = threading.local()


def outline(place_id: str) -> dict[str, Any] | None:
    """Return the GeoJSON geometry (Polygon or MultiPolygon) of a place, None where the place has no outline.

    Outlines are simplified to what a map that shows the whole place needs, and cut at the antimeridian.

    Raises:
        GazetteerError: the file of outlines is missing or damaged.
    """
    shape = _shape(place_id)
    return shape if shape and shape["type"] != "LineString" else None


def course(place_id: str) -> list[tuple[float, float]] | None:
    """Return the course of a river from its source to its mouth, as points of longitude and latitude.

    None where the place is no river, or its course is not known.

    Raises:
        GazetteerError: the file of outlines is missing or damaged.
    """
    shape = line(place_id)
    return [(lon, lat) for lon, lat in shape["coordinates"]] if shape else None


def line(place_id: str) -> dict[str, Any] | None:
    """Return the same course as a GeoJSON geometry, a LineString.

    Raises:
        GazetteerError: the file of outlines is missing or damaged.
    """
    shape = _shape(place_id)
    return shape if shape and shape["type"] == "LineString" else None


@lru_cache(maxsize=1)
def world() -> dict[str, Any]:
    """Return the base map: a GeoJSON FeatureCollection of countries; properties are `id`, `code` and `name`.

    Its member `lakes` is a list of features too, of the large lakes, which the countries' outlines run through, and so
    is `disputed`, of the lines of borders that are not settled.

    The object is shared: don't change it.

    Raises:
        GazetteerError: the file is missing or damaged.
    """
    try:
        base_map: dict[str, Any] = json.loads(WORLD.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"The base map {WORLD} is missing or damaged: restore it from a fresh checkout."
        ) from error
    return base_map


@lru_cache(maxsize=1)
def close() -> dict[str, Any]:
    """Return the base map as `world` does, at 1:50m and without the codes; its member `rivers` are features of lines.

    The object is shared: don't change it.

    Raises:
        GazetteerError: a file is missing or damaged.
    """
    try:
        packed = json.loads(CLOSE.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"The base map {CLOSE} is missing or damaged: restore it from a fresh checkout."
        ) from error
    rivers = [{"type": "LineString", "coordinates": _unpacked(line)} for line in packed["rivers"]]
    return {
        **world(),
        "features": [
            _feature(_multipolygon(country["polygons"]), id=place, name=country["name"])
            for place, country in packed["countries"].items()
        ],
        "lakes": [_feature(_multipolygon([polygon])) for polygon in packed["lakes"]],
        "rivers": [_feature(line) for line in rivers],
    }


def _feature(geometry: dict[str, Any], **properties: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _multipolygon(polygons: list[list[list[int]]]) -> dict[str, Any]:
    return {
        "type": "MultiPolygon",
        "coordinates": [[_unpacked(ring) for ring in polygon] for polygon in polygons],
    }


def _unpacked(steps: list[int]) -> list[tuple[float, float]]:
    return [(x / STEPS, y / STEPS) for x, y in zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True)]


def _shape(place_id: str) -> dict[str, Any] | None:
    blob = _blob(place_id)
    if blob is None:
        return None
    geometry: dict[str, Any] = json.loads(zlib.decompress(blob))
    return geometry


@lru_cache(maxsize=256)
def _blob(place_id: str) -> bytes | None:
    return next((blob for (blob,) in _ask("SELECT geometry FROM outlines WHERE place = ?", place_id)), None)


def _ask(sql: str, *values: str) -> list[Any]:
    path = FOLDER / "outlines.db"
    try:
        if getattr(_local, "pid", None) != os.getpid():
            _local.connection, _local.pid = store.connect(path), os.getpid()
        rows: list[Any] = _local.connection.execute(sql, values).fetchall()
    except sqlite3.Error as error:
        raise GazetteerError(
            f"The outlines {path} are missing or damaged: restore them from a fresh checkout."
        ) from error
    return rows
