"""Rivers on the map: drawn along their course, with the marker where the story is rather than halfway down."""

import pandas as pd

from geo.gazetteer.courses import nearest, reach
from geo.places import course

_PRECISE = frozenset(("city", "district", "facility", "airport", "admin2"))
"""Kinds of places whose points tell where on a river a story is."""
_BANK_KM, _FAR_KM = 40.0, 500.0
"""How far from its course a place still lies on a river, and from where on it says nothing of where the story is."""


def courses(places: pd.DataFrame) -> dict[str, list[tuple[float, float]]]:
    """Return the courses of the rivers, and of what else is a line, among the rows of `Atlas.by_place`, by place id.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    found = {row.id: course(row) for row in places.itertuples()}
    return {place: line for place, line in found.items() if line}


def seated(places: pd.DataFrame) -> pd.DataFrame:
    """Return the places of `Atlas.by_place` with each river at the point of its course where the story is.

    That is the point nearest to the first of the story's places on its banks, or else to the nearest of them; only
    places whose point is known to a town or a county tell. A river far from all of them stays halfway down its course,
    where the gazetteer has it.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    rivers = courses(places)
    if not rivers:
        return places
    others = [row for row in places.itertuples() if row.kind in _PRECISE and not row.doubtful]
    moved = places.copy()
    for place, line in rivers.items():
        reached = reach(line, _FAR_KM)
        found = [nearest(line, row.lat, row.lon) for row in others if reached(row.lat, row.lon)]
        seat = next((point for point in found if point[2] <= _BANK_KM), min(found, key=_away, default=None))
        if seat and _away(seat) <= _FAR_KM:
            moved.loc[place, ["lat", "lon"]] = seat[:2]
    return moved


def _away(found: tuple[float, float, float]) -> float:
    return found[2]
