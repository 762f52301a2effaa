"""Areas that nobody has drawn: part of a sea is cut out of the sea it lies in, all else is a circle of its extent."""

from itertools import pairwise
from math import cos, radians
from typing import Any

from geo.gazetteer import Gazetteer, outlines
from geo.gazetteer.place import GazetteerPlace

KM_PER_DEGREE = 111.2
NARROWEST, WIDEST = 15, 600
"""Least and greatest radius of a circle, in kilometres."""

PART = "part-"
"""How the name of a file begins that holds part of a sea."""

Ring = list[list[float]]


def radius(place_id: str) -> int | None:
    """Return the radius in metres of the circle that stands for a place, None where its extent is not known.

    Raises:
        GazetteerError: the gazetteer can't be read.
    """
    place = Gazetteer.open().place(place_id)
    return round(1000 * min(WIDEST, max(NARROWEST, place.extent_km))) if place and place.extent_km else None


def part_of_sea(place_id: str) -> dict[str, Any] | None:
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
    box = (place.lon - across, place.lat - up, place.lon + across, place.lat + up)
    polygons = [sea["coordinates"]] if sea["type"] == "Polygon" else sea["coordinates"]
    cut = [[part for ring in polygon if (part := clip(ring, box))] for polygon in polygons]
    cut = [rings for rings in cut if rings]
    return {"type": "MultiPolygon", "coordinates": cut} if cut else None


def _whole(part: GazetteerPlace) -> dict[str, Any] | None:
    words = part.name.split()
    for at in range(1, len(words)):
        for entry in Gazetteer.open().lookup(" ".join(words[at:])):
            if entry.place.kind == "sea" and (found := outlines.outline(entry.place.id)):
                return found
    return None


def clip(ring: Ring, box: tuple[float, float, float, float]) -> Ring:
    """Return the part of a closed ring that lies in a box (west, south, east, north), closed, empty if there is none.

    Sutherland and Hodgman (1974): one side of the box after the other.
    """
    for axis, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        kept: Ring = []
        for start, end in pairwise(ring):
            inside, entering = (sign * (point[axis] - limit) >= 0 for point in (start, end))
            if inside != entering:
                share = (limit - start[axis]) / (end[axis] - start[axis])
                kept.append([round(a + share * (b - a), 4) for a, b in zip(start, end, strict=True)])
            if entering:
                kept.append(end)
        if len(kept) < 3:
            return []
        ring = [*kept, kept[0]]
    return ring
