"""Tables with geometries: places, events and quotes as GeoParquet, each row a point."""

from collections.abc import Mapping

import pyarrow as pa

from geo.exports.geoparquet import metadata
from geo.exports.wkb import point, wkb

PLACED = {"places": "id", "events": "place", "quotes": "said_at"}
"""Tables that have a geometry, and their column with the id of the place that it is of."""


def with_geometry(tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """Return tables, those of `PLACED` with a column `geometry`: the point of the place, null where there is none."""
    places = tables["places"]
    columns = (places[name].to_pylist() for name in ("id", "lon", "lat"))
    points = {id: wkb(shape) for id, lon, lat in zip(*columns, strict=True) if (shape := point(lon, lat))}
    made = dict(tables)
    for name, column in PLACED.items():
        shapes = pa.array([points.get(id) for id in tables[name][column].to_pylist()], pa.binary())
        made[name] = tables[name].append_column("geometry", shapes).replace_schema_metadata(metadata("Point"))
    return made
