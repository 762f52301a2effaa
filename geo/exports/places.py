"""The places of an export as the map draws them: where, of what shape, and whether doubtful."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.exports.wkb import point
from geo.geojson import Geometry
from geo.maps.rivers import seated
from geo.places import line, shape


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


def geometries(atlas: Atlas) -> Callable[[Mapping[str, Any]], Geometry | None]:
    """Return what gives a format with geometries of several types that of a row of evidence: a course, or a point.

    Raises:
        GazetteerError: the outlines can't be read.
    """
    lines = {row.id: drawn for row in atlas.places.itertuples() if (drawn := line(row))}

    def geometry(row: Mapping[str, Any]) -> Geometry | None:
        drawn = lines.get(row["place_id"] or "") if row["geo_shape"] == "line" else None
        return drawn or point(row["longitude"], row["latitude"])

    return geometry
