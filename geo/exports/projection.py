"""From degrees to pixels: the web Mercator view of a picture of the map."""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
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


@dataclass(slots=True)
class Seat:
    """Where a circle stands, its radius, and which circles it stands for, the heaviest first."""

    x: float
    y: float
    reach: float
    members: list[int]


def seats(
    circles: list[tuple[float, float, float]],
    gap: float,
    cluster: Callable[[int], float],
    *,
    apart: float,
    still: bool = False,
) -> list[Seat]:
    """Return where circles stand so that none lies on another: those that don't fit are gathered into one.

    A circle moves by its radius at most; a group stands where its heaviest circle belongs. So does the map's script
    (geo/maps/assets/crowd.js).

    Args:
        circles: x, y and radius of each, the heaviest first.
        gap: pixels that stay free between two.
        cluster: gives the radius of a group of so many.
        apart: pixels that stay free between a group and another circle.
        still: whether no circle moves at all.
    """
    steps = _STEPS[:1] if still else _STEPS
    cell = 3 * max([reach for _, _, reach in circles] + [cluster(len(circles))], default=0) + gap
    grid: dict[tuple[int, int], list[Seat]] = defaultdict(list)
    found: list[Seat] = []
    for number, (x, y, reach) in enumerate(circles):
        near = _around(grid, x, y, cell)
        spots = (Seat(x + reach * a, y + reach * b, reach, [number]) for a, b in steps)
        spot = next((spot for spot in spots if not any(_over(spot, seat, gap) for seat in near)), None)
        if spot is None:
            under = (seat for seat in near if _over(Seat(x, y, reach, []), seat, gap))
            min(under, key=lambda seat: math.hypot(seat.x - x, seat.y - y) - seat.reach).members.append(number)
            continue
        found.append(spot)
        grid[int(spot.x // cell), int(spot.y // cell)].append(spot)
    return _joined(found, circles, cluster, apart)


def _joined(
    found: list[Seat], circles: list[tuple[float, float, float]], cluster: Callable[[int], float], apart: float
) -> list[Seat]:
    """Put groups where their heaviest circle belongs, and into them what they then lie on."""
    groups = [seat for seat in found if len(seat.members) > 1]
    while groups:
        group = groups.pop()
        if not any(group is seat for seat in found):
            continue
        group.x, group.y, _ = circles[group.members[0]]
        group.reach = cluster(len(group.members))
        taken = [seat for seat in found if seat is not group and _over(group, seat, apart)]
        if taken:
            group.members = sorted(itertools.chain(group.members, *(seat.members for seat in taken)))
            found = [seat for seat in found if not any(seat is one for one in taken)]
            groups.append(group)
    return found


def _over(first: Seat, second: Seat, gap: float) -> bool:
    return math.hypot(first.x - second.x, first.y - second.y) < first.reach + second.reach + gap


def _around(grid: dict[tuple[int, int], list[Seat]], x: float, y: float, cell: float) -> list[Seat]:
    column, row = int(x // cell), int(y // cell)
    return [seat for a in (-1, 0, 1) for b in (-1, 0, 1) for seat in grid.get((column + a, row + b), ())]


_STEPS = [(0.0, 0.0)] + [
    (step * math.cos(eighth * math.pi / 4), step * math.sin(eighth * math.pi / 4))
    for step in (0.5, 1.0)
    for eighth in range(8)
]
"""How far a circle may be moved, in radii."""


_CLOSEST, _GAIN, _MOST, _PRICE, _CENTRES, _WEIGHED, _STEP = 5.0, 1.0, 0.5, 2.5, 50, 2_000, 0.5
_SIZE = (660, 400)


def core(points: list[tuple[float, float, float]]) -> list[int]:
    """Return the numbers of the points to fit a view to: where most of what happens is.

    The values are those of the map's script, where they are told of (geo/maps/assets/story.js).

    Args:
        points: longitude, latitude and weight of each.
    """
    width, height = _SIZE
    everything = list(range(len(points)))
    seen = [(*(256 * side for side in mercator(lon, lat)), weight) for lon, lat, weight in points]

    def zoom(numbers: list[int]) -> float:
        xs, ys = [seen[n][0] for n in numbers], [seen[n][1] for n in numbers]
        sides = ((width, max(xs) - min(xs)), (height, max(ys) - min(ys)))
        return min([_CLOSEST, *(math.log2(room / side) for room, side in sides if side)])

    told = sorted(everything, key=lambda n: -seen[n][2])[:_WEIGHED]
    total = sum(seen[n][2] for n in told)
    if not total or (widest := zoom(told)) + _GAIN > _CLOSEST:
        return everything
    best, most, level = everything, widest, max(0.0, widest + _GAIN)
    while level <= _CLOSEST:
        x, y = width / 2**level / 2, height / 2**level / 2
        for centre in told[:_CENTRES]:
            near = [
                n for n in told if abs(seen[n][0] - seen[centre][0]) <= x and abs(seen[n][1] - seen[centre][1]) <= y
            ]
            share = sum(seen[n][2] for n in near) / total
            if share > _MOST and (score := zoom(near) + _PRICE * math.log2(share)) > most:
                best, most = near, score
        level += _STEP
    return best
