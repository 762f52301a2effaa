"""Outlines of countries, divisions, seas and lakes, and courses of rivers, for the map."""

import json
import os
import sqlite3
import threading
import zlib
from functools import lru_cache
from typing import Any

from geo.errors import GazetteerError
from geo.gazetteer import store
from geo.paths import DATA

FOLDER = DATA / "outlines"
WORLD = FOLDER / "world.json"
"""The base map as a GeoJSON file: countries at 1:110m, coordinates of two digits, cut at the antimeridian."""

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


def lakes() -> list[str]:
    """Return the place ids of the lakes that have an outline.

    Raises:
        GazetteerError: the file of outlines is missing or damaged.
    """
    return [place for (place,) in _ask("SELECT place FROM outlines WHERE place GLOB 'naturalearth:[0-9]*'")]


@lru_cache(maxsize=1)
def world() -> dict[str, Any]:
    """Return the base map: a GeoJSON FeatureCollection of countries; properties are `id`, `code` and `name`.

    Its member `lakes` is a list of features too, of the large lakes, which the countries' outlines run through.

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
