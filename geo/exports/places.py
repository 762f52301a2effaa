"""The places of an export as the map draws them: where, of what shape, and whether doubtful."""

import pandas as pd

from geo.atlas import Atlas
from geo.exports.wkb import Geometry, point
from geo.gazetteer import outlines
from geo.maps.rivers import seated
from geo.places import shape


def drawn_places(atlas: Atlas) -> pd.DataFrame:
    """Return the places of an atlas by id, each river at the point of its course where the story is.

    Columns beside those of `Atlas.places`: score and doubtful, as `Atlas.by_place` has them, and shape ("point",
    "area" or "line").

    Raises:
        GazetteerError: the outlines can't be read.
    """
    linked = seated(atlas.by_place())
    rest = atlas.places[~atlas.places.index.isin(linked.index)].assign(score=None, doubtful=False)
    placed = pd.concat([linked, rest]) if len(rest) else linked
    placed = placed[[*atlas.places.columns, "score", "doubtful"]]
    return placed.assign(
        doubtful=placed["doubtful"].astype(bool).astype(object), shape=[shape(place) for place in placed.itertuples()]
    )


def geometry(place: str | None, shape: str | None, lon: float | None, lat: float | None) -> Geometry | None:
    """Return what a format with geometries of several types has of a place: the course of a river, else a point.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    return outlines.line(place) if place and shape == "line" else point(lon, lat)
