"""What a place is to a reader: its kind and where it lies in words, and whether it is a point, an area or a line."""

import json
from functools import lru_cache
from typing import Any, Literal

from geo.gazetteer import outlines
from geo.geojson import Geometry

AREAS = {
    "continent": 1_500_000,
    "country": 150_000,
    "region": 300_000,
    "sea": 250_000,
    "admin1": 80_000,
    "physical": 60_000,
    "lake": 20_000,
    "admin2": 25_000,
}
"""Kinds that are areas, with the radius in metres of the vague circle of those without an outline or extent."""

KIND_WORDS = {
    "admin1": "region",
    "admin2": "county or district",
    "physical": "landscape",
    "facility": "site",
}
RIVERS = "physical"
"""The kind that rivers are of."""


def where(place: Any) -> str:
    """Return what kind of place a row of `Atlas.places` is and where: "city in Île-de-France, France"."""
    kind = "river" if is_river(place) else KIND_WORDS.get(place.kind, place.kind)
    context = [part for part in (place.admin1, place.country) if isinstance(part, str) and part != place.name]
    if place.kind == "country" or not context:
        return kind
    return f"{kind} in {', '.join(dict.fromkeys(context))}"


def is_river(place: Any) -> bool:
    """Tell whether a row of `Atlas.places` is a river whose course is known.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    return place.kind == RIVERS and line(place) is not None


def shape(place: Any) -> Literal["point", "area", "line"]:
    """Return how a row of `Atlas.places` is drawn: a river as a line, wide kinds of places as areas.

    What somebody drew a shape of has that.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    if own := _own(place):
        return "line" if own["type"] == "LineString" else "area"
    return "line" if is_river(place) else "area" if place.kind in AREAS else "point"


def outline(place: Any) -> Geometry | None:
    """Return the area of a row of `Atlas.places` as GeoJSON (Polygon or MultiPolygon), None where it has no outline.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    own = _own(place)
    if own is None:
        return outlines.outline(place.id)  # type: ignore[return-value]
    return None if own["type"] == "LineString" else own


def line(place: Any) -> Geometry | None:
    """Return the course of a row of `Atlas.places` as GeoJSON, a LineString; None where it is no line.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    own = _own(place)
    if own is None:
        return outlines.line(place.id) if place.kind == RIVERS else None  # type: ignore[return-value]
    return own if own["type"] == "LineString" else None


def course(place: Any) -> list[tuple[float, float]] | None:
    """Return the points of `line`, longitude and latitude.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    found = line(place)
    return [(lon, lat) for lon, lat in found["coordinates"]] if found else None


def drawn(place: Any) -> str | None:
    """Return the text of the shape that somebody drew of a row of `Atlas.places`, None for a place of the gazetteer."""
    text = getattr(place, "outline", None)
    return text if isinstance(text, str) else None


def _own(place: Any) -> Geometry | None:
    text = drawn(place)
    return read_drawn(text) if text else None


@lru_cache(maxsize=256)
def read_drawn(text: str) -> Geometry:
    """Return the shape of a text that `drawn` returned."""
    read: Geometry = json.loads(text)
    return read
