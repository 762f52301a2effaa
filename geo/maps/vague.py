"""Areas that nobody has drawn: part of a sea is cut out of the sea it lies in, all else is a circle of its extent."""

from collections.abc import Iterable
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Any

from geo.gazetteer import Gazetteer, outlines
from geo.gazetteer.place import GazetteerPlace
from geo.geojson import Geometry
from geo.places import read_drawn

KM_PER_DEGREE = 111.2
NARROWEST, WIDEST = 15, 600
"""Least and greatest radius of a circle, in kilometres."""

PART = "part-"
"""How the name of a file begins that holds part of a sea."""

_SIDES = 48
"""Sides of the oval that a part of a sea is cut by."""

Ring = list[list[float]]
Side = tuple[float, float, float]


def radius(place_id: str) -> int | None:
    """Return the radius in metres of the circle that stands for a place, None where its extent is not known.

    Raises:
        GazetteerError: the gazetteer can't be read.
    """
    place = Gazetteer.open().place(place_id)
    return round(1000 * min(WIDEST, max(NARROWEST, place.extent_km))) if place and place.extent_km else None


def shape_of(place_id: str, own: str | None = None) -> tuple[Geometry | None, str]:
    """Return the outline or course of a place, or the part of a sea that it is, as GeoJSON, and how its name begins.

    The shape is None where nobody has drawn the place. The name of part of a sea begins with `PART`. `own` is the text
    of the shape of a place of somebody's own.

    Raises:
        GazetteerError: the gazetteer or the outlines can't be read.
    """
    whole: Any = read_drawn(own) if own else outlines.outline(place_id) or outlines.line(place_id)
    return (whole, "") if whole else (part_of_sea(place_id), PART)


def part_of_sea(place_id: str) -> Geometry | None:
    """Return what lies within a part of a sea, as GeoJSON ("eastern Mediterranean": the sea itself, cut to its extent).

    The sea is the one that the name ends on. None where there is none, or no outline of it.

    Raises:
        GazetteerError: the gazetteer or the outlines can't be read.
    """
    place = Gazetteer.open().place(place_id)
    sea = _whole(place) if place and place.kind == "sea" and place.extent_km else None
    if place is None or sea is None:
        return None
    up = place.extent_km / KM_PER_DEGREE
    across = up / max(0.1, cos(radians(place.lat)))
    around = oval(place.lon, place.lat, across, up)
    polygons = [sea["coordinates"]] if sea["type"] == "Polygon" else sea["coordinates"]
    cut = [[part for ring in polygon if (part := clip(ring, around))] for polygon in polygons]
    cut = [rings for rings in cut if rings]
    return {"type": "MultiPolygon", "coordinates": cut} if cut else None


def _whole(part: GazetteerPlace) -> dict[str, Any] | None:
    words = part.name.split()
    for at in range(1, len(words)):
        for entry in Gazetteer.open().lookup(" ".join(words[at:])):
            if entry.place.kind == "sea" and (found := outlines.outline(entry.place.id)):
                return found
    return None


def oval(lon: float, lat: float, across: float, up: float) -> list[Side]:
    """Return the sides of a polygon as near to an oval around a point as the eye asks for."""
    turns = [2 * pi * turn / _SIDES for turn in range(_SIDES)]
    normals = [(cos(turn) / across, sin(turn) / up) for turn in turns]
    return [(x, y, 1 + x * lon + y * lat) for x, y in normals]


def clip(ring: Ring, sides: Iterable[Side]) -> Ring:
    """Return the part of a closed ring that lies on the inner side of all `sides`, closed, empty if there is none.

    Sutherland and Hodgman (1974): one side after the other.

    Args:
        ring: longitude and latitude of its points.
        sides: x, y and most, where what is inside has x * longitude + y * latitude <= most.
    """
    for x, y, most in sides:
        kept: Ring = []
        for start, end in pairwise(ring):
            left, entered = (most - x * point[0] - y * point[1] for point in (start, end))
            if (left >= 0) != (entered >= 0):
                share = left / (left - entered)
                kept.append([round(a + share * (b - a), 4) for a, b in zip(start, end, strict=True)])
            if entered >= 0:
                kept.append(end)
        if len(kept) < 3:
            return []
        ring = [*kept, kept[0]]
    return ring
