"""From degrees to pixels: the web Mercator view of a picture of the map."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_HIGHEST = 85.0511
"""Latitude (degrees) at which the web Mercator square ends."""

Point = tuple[float, float]


def mercator(lon: float, lat: float) -> Point:
    """Return a place on the unit square of web Mercator, (0, 0) the north-western corner."""
    sine = math.sin(math.radians(max(-_HIGHEST, min(_HIGHEST, lat))))
    return lon / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


@dataclass(frozen=True, slots=True)
class View:
    """A view: `scale` pixels to the side of the unit square, `left` and `top` of the picture in pixels."""

    scale: float
    left: float
    top: float

    def pixel(self, lon: float, lat: float) -> Point:
        """Return where a place is in the picture."""
        x, y = mercator(lon, lat)
        return x * self.scale - self.left, y * self.scale - self.top


def fit(points: Iterable[Point], width: float, height: float, margin: float, closest: float = 12.0) -> View:
    """Return the view that shows all of `points` (longitude, latitude), the whole world where there are none.

    Args:
        points: what has to be seen.
        width: of the picture in pixels.
        height: of the picture in pixels.
        margin: pixels that stay free on every side.
        closest: the zoom level (256 * 2 ** zoom pixels to the square) that is not passed.
    """
    seen = [mercator(*point) for point in points] or [mercator(-170, 72), mercator(180, -56)]
    west, east = min(x for x, _ in seen), max(x for x, _ in seen)
    north, south = min(y for _, y in seen), max(y for _, y in seen)
    widths = (width - 2 * margin) / (east - west) if east > west else math.inf
    heights = (height - 2 * margin) / (south - north) if south > north else math.inf
    scale = min(widths, heights, 256 * 2**closest)
    return View(scale, (west + east) / 2 * scale - width / 2, (north + south) / 2 * scale - height / 2)


def polygons(geometry: dict[str, Any] | None) -> list[list[list[Point]]]:
    """Return the polygons of a GeoJSON geometry, each a list of rings."""
    if not geometry:
        return []
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else []


def main_body(geometry: dict[str, Any]) -> list[Point]:
    """Return the outer ring of the largest polygon."""
    return max((polygon[0] for polygon in polygons(geometry)), key=_area)


def _area(ring: list[Point]) -> float:
    places = [mercator(*point) for point in ring]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(places, places[1:] + places[:1], strict=True)))


def middle(ring: list[Point]) -> Point:
    """Return the centroid of a ring, in degrees of plate carrée: good enough to write a name at."""
    twice = lon = lat = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        twice, lon, lat = twice + cross, lon + (ax + bx) * cross, lat + (ay + by) * cross
    return (lon / (3 * twice), lat / (3 * twice)) if twice else (ring[0][0], ring[0][1])


def apart(circles: list[tuple[float, float, float]], gap: float) -> list[Point]:
    """Return the centres of circles moved as little as it takes for none to lie on another.

    Args:
        circles: x, y and radius of each, the heaviest first; large ones give way less.
        gap: pixels that stay free between two.
    """
    centres = [[x, y] for x, y, _ in circles]
    for _ in range(60):
        moved = [_push(centres, circles, i, j, gap) for j in range(len(circles)) for i in range(j)]
        if not any(moved):
            break
    return [(x, y) for x, y in centres]


def _push(centres: list[list[float]], circles: list[tuple[float, float, float]], i: int, j: int, gap: float) -> bool:
    (ax, ay), (bx, by) = centres[i], centres[j]
    reach_a, reach_b = circles[i][2], circles[j][2]
    x, y = bx - ax, by - ay
    distance = math.hypot(x, y)
    if distance >= reach_a + reach_b + gap - 0.5:
        return False
    if distance < 0.5:
        x, y, distance = math.cos(2.4 * (i + 2 * j)), math.sin(2.4 * (i + 2 * j)), 1.0
    overlap = (reach_a + reach_b + gap - distance) / distance
    share = reach_a**2 / (reach_a**2 + reach_b**2)
    centres[i] = [ax - x * overlap * (1 - share), ay - y * overlap * (1 - share)]
    centres[j] = [bx + x * overlap * share, by + y * overlap * share]
    return True
