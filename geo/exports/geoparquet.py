"""GeoParquet: the rows of evidence as a columnar file, for data frames and databases."""

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from geo.atlas import Atlas
from geo.attribution import ATTRIBUTION
from geo.exports.evidence import FIELDS, LISTS, NUMBERS, TRUTHS, evidence
from geo.exports.places import geometries
from geo.exports.wkb import wkb

if TYPE_CHECKING:
    import pyarrow as pa

_STRINGS = ("actors", "recipients")
"""The lists that are lists of texts; the others are JSON texts."""


def metadata(*types: str) -> dict[str, str]:
    """Return what the specification asks of a table with geometries of these types, and where the data is from.

    Without a reference system named it is OGC:CRS84, longitude first.
    """
    column = {"encoding": "WKB", "geometry_types": list(types)}
    found = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    return {"geo": json.dumps(found), "attribution": ATTRIBUTION}


_GROUP = 50_000
"""Rows of a row group."""


def geoparquet(atlas: Atlas, out: BinaryIO) -> None:
    """Write the rows of evidence as GeoParquet 1.1: a point or the course of a river each, none without a place."""
    import pyarrow as pa
    from pyarrow import parquet

    geometry = geometries(atlas)
    fields = [("geometry", pa.binary()), *((field, _type(field)) for field in FIELDS)]
    schema = pa.schema(fields, metadata=metadata("Point", "LineString"))
    rows = evidence(atlas)
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            shapes = [geometry(row) for row in group]
            columns = [pa.array([shape and wkb(shape) for shape in shapes], pa.binary())]
            columns += [pa.array([_value(field, row[field]) for row in group], _type(field)) for field in FIELDS]
            writer.write_table(pa.table(columns, schema=schema))


def _type(field: str) -> "pa.DataType":
    import pyarrow as pa

    if field in _STRINGS:
        return pa.list_(pa.string())
    kinds = {int: pa.int64(), float: pa.float64()}
    return pa.bool_() if field in TRUTHS else kinds.get(NUMBERS.get(field), pa.string())


def _value(field: str, value: Any) -> Any:
    written = field in LISTS and field not in _STRINGS
    return json.dumps(value, ensure_ascii=False) if written else value
