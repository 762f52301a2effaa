"""Outlines of countries, divisions, seas and lakes, for the map."""

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
    blob = _blob(place_id)
    return None if blob is None else json.loads(zlib.decompress(blob))


@lru_cache(maxsize=1)
def world() -> dict[str, Any]:
    """Return the base map: a GeoJSON FeatureCollection of countries; properties are `id`, `code` and `name`.

    The object is shared: don't change it.

    Raises:
        GazetteerError: the file is missing or damaged.
    """
    try:
        return json.loads(WORLD.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"The base map {WORLD} is missing or damaged: restore it from a fresh checkout."
        ) from error


@lru_cache(maxsize=256)
def _blob(place_id: str) -> bytes | None:
    path = FOLDER / "outlines.db"
    try:
        if getattr(_local, "pid", None) != os.getpid():
            _local.connection, _local.pid = store.connect(path), os.getpid()
        row = _local.connection.execute("SELECT geometry FROM outlines WHERE place = ?", (place_id,)).fetchone()
    except sqlite3.Error as error:
        raise GazetteerError(
            f"The outlines {path} are missing or damaged: restore them from a fresh checkout."
        ) from error
    return row[0] if row else None
