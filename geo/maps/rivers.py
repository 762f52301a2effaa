"""Rivers on the map: drawn along their course, with the marker where the story is rather than halfway down."""

from typing import Any

import pandas as pd

from geo.gazetteer import outlines
from geo.gazetteer.courses import nearest

KIND = "physical"
_PRECISE = frozenset(("city", "district", "facility", "airport", "admin2"))
"""Kinds of places whose points tell where on a river a story is."""


def courses(places: pd.DataFrame) -> dict[str, list[tuple[float, float]]]:
    """Return the courses of the rivers among the rows of `Atlas.by_place`, by place id.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    found = {row.id: outlines.course(row.id) for row in places.itertuples() if row.kind == KIND}
    return {place: course for place, course in found.items() if course}


def seated(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places with each river at the point of its course that is nearest to one of the story's other places.

    Of those the nearest one counts, whose point is known to a town or a county; a river that is alone in a story stays
    halfway down its course, where the gazetteer has it.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    rivers = courses(places)
    if not rivers:
        return places
    others = [row for row in places.itertuples() if row.kind in _PRECISE and not row.doubtful]
    moved = places.copy()
    for place, course in rivers.items():
        if others:
            lat, lon, _ = min((nearest(course, row.lat, row.lon) for row in others), key=_away)
            moved.loc[place, ["lat", "lon"]] = lat, lon
    return moved


def _away(found: tuple[float, float, float]) -> Any:
    return found[2]
