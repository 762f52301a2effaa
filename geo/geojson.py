"""Shapes as GeoJSON (RFC 7946) that somebody gives: checked, made no finer than a map needs, and asked what they hold.

Coordinates are longitude and latitude in degrees. A shape that crosses the antimeridian is cut there, as RFC 7946 asks.
"""

import json
import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal, TypedDict, cast

from geo.errors import PlaceError

Point = tuple[float, float]
"""Longitude and latitude."""
Points = Sequence[Point]


class Geometry(TypedDict):
    """A geometry as GeoJSON has it; coordinates are nested as its type asks."""

    type: Literal["Point", "LineString", "Polygon", "MultiPolygon"]
    coordinates: Any


MOST_GIVEN = 20_000
"""Points of a shape that is given: more than the coast of a country has on a map of the world."""
MOST_RINGS = 100
MOST_POINTS = 500
"""Points of a shape that is kept: as many as an outline of the gazetteer has at most, which a map shows whole."""
LONGEST = 40 * MOST_POINTS
"""Characters of the text of a shape that is kept."""
_FINEST, _COARSER = 1e-5, 2.0
"""Degrees by which a line may be straightened at first, a metre, and how many times as many at the next try."""
_DIGITS = 5
"""Decimal places of coordinates that are kept: a metre."""
_LEAST_RING, _LEAST_LINE = 4, 2


def shape_of(value: Any) -> Geometry:
    """Return a geometry, or that of a feature, as it is kept: without altitudes, and of MOST_POINTS points at most.

    Raises:
        PlaceError: it is no point, line, polygon or multipolygon on the globe, or too large; the sentence says why.
    """
    if isinstance(value, dict) and value.get("type") == "Feature":
        value = value.get("geometry")
    if isinstance(value, dict) and value.get("type") == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise PlaceError("A place has one shape, and these are several features: give one, or import them all.")
        return shape_of(features[0])
    kind = value.get("type") if isinstance(value, dict) else None
    read = _READERS.get(kind) if isinstance(kind, str) else None
    if read is None:
        raise PlaceError("A shape is a GeoJSON Point, LineString, Polygon or MultiPolygon.")
    return cast(Geometry, {"type": kind, "coordinates": read(value.get("coordinates"))})


def read_shape(text: str | bytes) -> Geometry:
    """Return the shape that a text of GeoJSON holds.

    Raises:
        PlaceError: it holds none, as `shape_of`.
    """
    try:
        return shape_of(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise PlaceError("This is not GeoJSON: it can't be read as JSON.") from error


def kept(geometry: Geometry) -> str:
    """Return a shape as the text that records hold."""
    return json.dumps(geometry, separators=(",", ":"))


def middle(geometry: Geometry) -> Point:
    """Return the point that a label stands at: halfway along a line, the centre of gravity of the largest polygon.

    Where that lies outside, as in a ring or a bay, it is the nearest corner instead.
    """
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        return cast(Point, tuple(coordinates))
    if geometry["type"] == "LineString":
        return _halfway(coordinates)
    ring = max((polygon[0] for polygon in _polygons(geometry)), key=lambda ring: abs(_area(ring)))
    centre = _centre(ring)
    if holds(geometry, *centre):
        return centre
    return cast(Point, tuple(min(ring, key=lambda point: math.dist(point, centre))))


def holds(geometry: Geometry, lon: float, lat: float) -> bool:
    """Tell whether a point lies in a polygon or multipolygon, and in none of its holes."""
    return any(
        _within(polygon[0], lon, lat) and not any(_within(hole, lon, lat) for hole in polygon[1:])
        for polygon in _polygons(geometry)
    )


def points(geometry: Geometry) -> Iterator[Point]:
    """Yield all points of a shape."""
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        yield tuple(coordinates)
    elif geometry["type"] == "LineString":
        yield from map(tuple, coordinates)
    else:
        yield from ((lon, lat) for polygon in _polygons(geometry) for ring in polygon for lon, lat in ring)


def _polygons(geometry: Geometry) -> list[list[Points]]:
    coordinates = geometry["coordinates"]
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    return coordinates if geometry["type"] == "MultiPolygon" else [coordinates]


def _position(value: Any) -> Point:
    if not isinstance(value, list | tuple) or len(value) < 2:
        raise PlaceError("A point of a shape is a longitude and a latitude.")
    lon, lat = value[:2]
    if not all(isinstance(part, int | float) and not isinstance(part, bool) for part in (lon, lat)):
        raise PlaceError("Longitude and latitude are numbers.")
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # which is false of what is no number, too
        raise PlaceError(
            "That is no point on the globe: latitude goes from -90 to 90, longitude from -180 to 180. In GeoJSON "
            "longitude comes first."
        )
    return round(float(lon), _DIGITS), round(float(lat), _DIGITS)


def _listed(value: Any, what: str) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise PlaceError(f"A {what} is a list that is not empty.")
    return value


def _path(value: Any, what: str, least: int) -> Points:
    given = _listed(value, what)
    if len(given) > MOST_GIVEN:
        raise PlaceError(f"The shape has more than {MOST_GIVEN:,} points, which is the limit: simplify it.")
    found = list(map(_position, given))
    if len(found) < least:
        raise PlaceError(f"A {what} has {least} points at least.")
    return found


def _line(value: Any) -> Points:
    line = _path(value, "line", _LEAST_LINE)
    if len(set(line)) < _LEAST_LINE:
        raise PlaceError("A line has two points at least that are not the same.")
    return _simpler([line], _straightened)[0]


def _rings(value: Any) -> list[Points]:
    rings = [_path(ring, "ring of a polygon", _LEAST_RING) for ring in _listed(value, "polygon")]
    if any(ring[0] != ring[-1] for ring in rings):
        raise PlaceError("A ring of a polygon ends where it begins: its last point has to be the first one again.")
    if any(not _area(ring) for ring in rings):
        raise PlaceError("A ring of a polygon has no area: its points lie on one line.")
    return rings


def _polygon(value: Any) -> list[Points]:
    return _multipolygon([value])[0]


def _multipolygon(value: Any) -> list[list[Points]]:
    given = _listed(value, "multipolygon")
    if sum(len(polygon) for polygon in given if isinstance(polygon, list | tuple)) > MOST_RINGS:
        raise PlaceError(f"The shape has more than {MOST_RINGS} rings, which is the limit: leave the smallest out.")
    polygons = [_rings(polygon) for polygon in given]
    if sum(len(ring) for polygon in polygons for ring in polygon) > MOST_GIVEN:
        raise PlaceError(f"The shape has more than {MOST_GIVEN:,} points, which is the limit: simplify it.")
    rings = iter(_simpler([ring for polygon in polygons for ring in polygon], _straightened_ring))
    return [[next(rings) for _ in polygon] for polygon in polygons]


_READERS: dict[str, Callable[[Any], Any]] = {
    "Point": _position,
    "LineString": _line,
    "Polygon": _polygon,
    "MultiPolygon": _multipolygon,
}


def _simpler(paths: list[Points], straighten: Callable[[Points, float], Points]) -> list[Points]:
    """Return paths with so few points that together they have MOST_POINTS at most."""
    tolerance = _FINEST
    found = paths
    while sum(map(len, found)) > MOST_POINTS:
        found = [straighten(path, tolerance) for path in paths]
        tolerance *= _COARSER
    return found


def _straightened(path: Points, tolerance: float) -> Points:
    """Return a line with the points that are further from a straight line than the tolerance (Douglas-Peucker)."""
    keep = {0, len(path) - 1}
    waiting = [(0, len(path) - 1)]
    while waiting:
        first, last = waiting.pop()
        furthest, most = first, tolerance
        for index in range(first + 1, last):
            away = _away(path[index], path[first], path[last])
            if away > most:
                furthest, most = index, away
        if furthest != first:
            keep.add(furthest)
            waiting += [(first, furthest), (furthest, last)]
    return [path[index] for index in sorted(keep)]


def _straightened_ring(ring: Points, tolerance: float) -> Points:
    """Return a ring simplified in two halves; never less than a triangle."""
    half = max(range(len(ring)), key=lambda index: math.dist(ring[0], ring[index]))
    found = [*_straightened(ring[: half + 1], tolerance), *_straightened(ring[half:], tolerance)[1:]]
    if len(found) >= _LEAST_RING:
        return found
    third = max(range(len(ring)), key=lambda index: _away(ring[index], ring[0], ring[half]))
    return [ring[0], *(ring[index] for index in sorted((half, third))), ring[0]]


def _away(point: Point, start: Point, end: Point) -> float:
    """Return how many degrees a point is from the stretch between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square if square else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)


def _area(ring: Points) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring)) / 2


def _centre(ring: Points) -> Point:
    x0, y0 = ring[0]
    moved = [(x - x0, y - y0) for x, y in ring]  # near nought the products lose no digits
    area = _area(moved)
    x = sum((ax + bx) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairwise(moved)) / (6 * area)
    y = sum((ay + by) * (ax * by - bx * ay) for (ax, ay), (bx, by) in pairwise(moved)) / (6 * area)
    return round(x0 + x, _DIGITS), round(y0 + y, _DIGITS)


def _halfway(line: Points) -> Point:
    left = sum(math.dist(a, b) for a, b in pairwise(line)) / 2
    for (ax, ay), (bx, by) in pairwise(line):
        length = math.dist((ax, ay), (bx, by))
        if length and left <= length:
            share = left / length
            return round(ax + share * (bx - ax), _DIGITS), round(ay + share * (by - ay), _DIGITS)
        left -= length
    return cast(Point, tuple(line[-1]))


def _within(ring: Points, lon: float, lat: float) -> bool:
    """Tell whether a ray from a point to the east crosses a ring an odd number of times."""
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > lat) != (by > lat) and lon < ax + (lat - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside
