"""Geometries as well-known binary, the form that GeoPackage and GeoParquet share."""

import struct
from collections.abc import Iterator

from geo.geojson import Geometry

_CODES = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiPolygon": 6}


def wkb(geometry: Geometry) -> bytes:
    """Return a geometry as little-endian WKB.

    Raises:
        KeyError: it is of another type.
    """
    kind, coordinates = geometry["type"], geometry["coordinates"]
    head = struct.pack("<BI", 1, _CODES[kind])
    if kind == "Point":
        return head + struct.pack("<dd", *coordinates)
    if kind == "LineString":
        return head + _ring(coordinates)
    if kind == "Polygon":
        return head + struct.pack("<I", len(coordinates)) + b"".join(map(_ring, coordinates))
    parts = [wkb({"type": "Polygon", "coordinates": polygon}) for polygon in coordinates]
    return head + struct.pack("<I", len(parts)) + b"".join(parts)


def _ring(ring: list[tuple[float, float]]) -> bytes:
    return struct.pack("<I", len(ring)) + b"".join(struct.pack("<dd", lon, lat) for lon, lat in ring)


def points(geometry: Geometry) -> Iterator[tuple[float, float]]:
    """Yield every point (longitude, latitude) of a geometry."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        yield tuple(coordinates)
        return
    polygons = {"LineString": [[coordinates]], "Polygon": [coordinates]}.get(kind, coordinates)
    for polygon in polygons:
        for ring in polygon:
            yield from map(tuple, ring)


def point(lon: float | None, lat: float | None) -> Geometry | None:
    """Return a point, None where a coordinate is missing."""
    return None if lon is None or lat is None else {"type": "Point", "coordinates": [lon, lat]}
