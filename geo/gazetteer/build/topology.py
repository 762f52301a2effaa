"""TopoJSON to GeoJSON geometries: https://github.com/topojson/topojson-specification."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Any


def geometries(topology: dict[str, Any], name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each polygon of an object of a topology: its row (id, properties) and its GeoJSON geometry."""
    arcs = [_decoded(arc, topology.get("transform")) for arc in topology["arcs"]]
    for row in topology["objects"][name]["geometries"]:
        polygons = {"Polygon": [row.get("arcs")], "MultiPolygon": row.get("arcs")}.get(row.get("type"), [])
        coordinates = [rings for rings in (_rings(polygon, arcs) for polygon in polygons) if rings]
        if coordinates:
            yield row, {"type": "MultiPolygon", "coordinates": coordinates}


def lines(topology: dict[str, Any], name: str) -> Iterator[list[tuple[float, float]]]:
    """Yield each line of an object of a topology as its points; a row of several lines yields each."""
    arcs = [_decoded(arc, topology.get("transform")) for arc in topology["arcs"]]
    for row in topology["objects"][name]["geometries"]:
        for parts in {"LineString": [row.get("arcs")], "MultiLineString": row.get("arcs")}.get(row.get("type"), []):
            yield _joined(parts, arcs)


def _decoded(arc: list[list[int]], transform: dict[str, Any] | None) -> list[tuple[float, float]]:
    if transform is None:
        return [(x, y) for x, y in arc]
    (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
    xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
    return [(x * scale_x + move_x, y * scale_y + move_y) for x, y in zip(xs, ys, strict=True)]


def _rings(rings: list[list[int]], arcs: list[list[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    return [ring for ring in (_joined(parts, arcs) for parts in rings) if len(ring) > 3]


def _joined(parts: list[int], arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in parts:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points
