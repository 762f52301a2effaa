"""What a place is to a reader: its kind and where it lies in words, and whether it is a point, an area or a line."""

from typing import Any, Literal

from geo.gazetteer import outlines

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
    return place.kind == RIVERS and outlines.course(place.id) is not None


def shape(place: Any) -> Literal["point", "area", "line"]:
    """Return how a row of `Atlas.places` is drawn: a river as a line, wide kinds of places as areas.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    return "line" if is_river(place) else "area" if place.kind in AREAS else "point"
