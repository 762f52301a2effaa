"""Where along a river something is: its course is a line, of which a text means a point or a stretch."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from geo.gazetteer.distance import distance_km

_KM_A_DEGREE = 110.5
"""Of latitude, where it has the fewest."""
_POLAR = 89.0
"""Degrees of latitude beyond which those of longitude are too short to tell places apart."""

Course = Sequence[tuple[float, float]]
"""Points from source to mouth, longitude and latitude."""


def nearest(course: Course, lat: float, lon: float) -> tuple[float, float, float]:
    """Return the point of a course that is nearest to a place: its latitude and longitude, and how many km it is away.

    Each stretch between two points is taken as straight on a map whose degrees of longitude are as short as they are
    at the place; good to a few per cent within 1,000 km.
    """
    narrow = max(0.01, math.cos(math.radians(lat)))
    best, least = course[0], math.inf
    for (ax, ay), (bx, by) in pairwise(course):
        dx, dy = (bx - ax) * narrow, by - ay
        px, py = _turned(lon - ax) * narrow, lat - ay
        square = dx * dx + dy * dy
        along = min(1.0, max(0.0, (px * dx + py * dy) / square)) if square else 0.0
        away = math.hypot(px - along * dx, py - along * dy)
        if away < least:
            best, least = (ax + along * (bx - ax), ay + along * (by - ay)), away
    return round(best[1], 4), round(best[0], 4), distance_km(lat, lon, best[1], best[0])


def reach(course: Course, km: float) -> Callable[[float, float], bool]:
    """Return what tells of a latitude and longitude, quickly, that it may be no further than so many km from a course.

    It is false only of places that are further away.
    """
    south, north = min(lat for _, lat in course), max(lat for _, lat in course)
    first = course[0][0]
    east, west = (most(_turned(lon - first) for lon, _ in course) for most in (max, min))
    degrees = km / _KM_A_DEGREE
    widest = max(abs(south), abs(north)) + degrees
    wide = degrees / math.cos(math.radians(widest)) if widest < _POLAR else 360.0
    middle, half = first + (east + west) / 2, (east - west) / 2 + wide
    return lambda lat, lon: south - degrees <= lat <= north + degrees and abs(_turned(lon - middle)) <= half


def along(course: Course, step_km: float) -> list[tuple[float, float]]:
    """Return the points of a course with others between them, so that no two neighbours are further apart than a step.

    The points between two lie on the straight line from one to the other in degrees.
    """
    points = [course[0]]
    for (ax, ay), (bx, by) in pairwise(course):
        steps = max(1, math.ceil(distance_km(ay, ax, by, bx) / step_km))
        points += [(ax + n / steps * (bx - ax), ay + n / steps * (by - ay)) for n in range(1, steps + 1)]
    return points


def _turned(degrees: float) -> float:
    """Return a difference of longitudes the short way round."""
    return (degrees + 180) % 360 - 180
