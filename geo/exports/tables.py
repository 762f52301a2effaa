"""Exports that are tables for GIS and data work: GeoPackage and GeoParquet."""

import io
import json
import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from geo.atlas import Atlas
from geo.exports.attribution import ATTRIBUTION
from geo.exports.evidence import FIELDS, NUMBERS, evidence, storable
from geo.exports.texts import today

_WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)

_GEOPACKAGE = """
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
    srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name), column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
    z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined cartesian', -1, 'NONE', -1, 'undefined', NULL),
    ('Undefined geographic', 0, 'NONE', 0, 'undefined', NULL);
"""
"""The tables that OGC 12-128 (GeoPackage 1.3) asks of every file with features."""

_PLACES = ("id", "name", "kind", "country", "country_code", "admin1", "lat", "lon", "population")
_ARTICLES = ("id", "title", "author", "publisher", "source", "published", "text")


def geopackage(atlas: Atlas) -> bytes:
    """Return a GeoPackage with the layers `evidence` and `places` (points) and the table `articles`."""
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(_GEOPACKAGE)
        database.execute(
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, ?, NULL)", (_WGS84_WKT,)
        )
        rows = [{field: _value(row[field]) for field in FIELDS} for row in evidence(atlas)]
        types = {field: "INTEGER" if field == "direct" or NUMBERS.get(field) is int else "TEXT" for field in FIELDS}
        types |= {field: "DOUBLE" for field, kind in NUMBERS.items() if kind is float}
        _layer(database, "evidence", types, rows, ("longitude", "latitude"))
        kinds = dict.fromkeys(_PLACES, "TEXT") | {"lat": "DOUBLE", "lon": "DOUBLE", "population": "INTEGER"}
        _layer(database, "places", kinds, _records(atlas.places, _PLACES), ("lon", "lat"))
        _layer(database, "articles", dict.fromkeys(_ARTICLES, "TEXT"), _records(atlas.articles, _ARTICLES), None)
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _records(table: Any, columns: Sequence[str]) -> list[dict[str, Any]]:
    kept = table[list(columns)].astype(object)
    return [storable(row) for row in kept.where(kept.notna(), None).to_dict("records")]


def _value(value: Any) -> Any:
    """Return a value as a cell, lists as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _layer(
    database: sqlite3.Connection,
    name: str,
    types: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
    point: tuple[str, str] | None,
) -> None:
    """Make one table of features, or of attributes where `point` names no columns of longitude and latitude."""
    rows = [{key: _value(value) for key, value in row.items()} for row in rows]
    shape = {"geom": "POINT"} if point else {}
    columns = ", ".join(f'"{column}" {kind}' for column, kind in {**shape, **types}.items())
    database.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {columns})')
    located = [(row[point[0]], row[point[1]]) for row in rows if row[point[0]] is not None] if point else []
    box = [edge(side) for edge in (min, max) for side in zip(*located, strict=True)] if located else [None] * 4
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, "features" if point else "attributes", name, ATTRIBUTION, today(), *box, 4326 if point else None),
    )
    if point:
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'POINT', 4326, 0, 0)", (name,))
        rows = [{**row, "geom": _gpkg_point(row[point[0]], row[point[1]])} for row in rows]
    names = [*shape, *types]
    filled = ", ".join(f'"{column}"' for column in names)
    marks = ", ".join("?" * len(names))
    database.executemany(
        f'INSERT INTO "{name}" ({filled}) VALUES ({marks})', ([row[column] for column in names] for row in rows)
    )


def _wkb_point(lon: float | None, lat: float | None) -> bytes | None:
    return None if lon is None or lat is None else struct.pack("<BIdd", 1, 1, lon, lat)


def _gpkg_point(lon: float | None, lat: float | None) -> bytes | None:
    """Return a point as GeoPackage binary: magic, version, flags (little endian, no envelope), SRS, WKB."""
    point = _wkb_point(lon, lat)
    return None if point is None else b"GP\x00\x01" + struct.pack("<i", 4326) + point


def geoparquet(atlas: Atlas) -> bytes:
    """Return the rows of evidence as GeoParquet 1.1 (WKB points, OGC:CRS84)."""
    import pyarrow as pa
    from pyarrow import parquet

    rows = list(evidence(atlas))
    kinds = {int: pa.int64(), float: pa.float64()}
    fields = [pa.field("geometry", pa.binary())]
    columns: list[Any] = [pa.array([_wkb_point(row["longitude"], row["latitude"]) for row in rows], pa.binary())]
    for field in FIELDS:
        kind = (
            pa.list_(pa.string()) if field in ("actors", "recipients") else kinds.get(NUMBERS.get(field), pa.string())
        )
        kind = pa.bool_() if field == "direct" else kind
        fields.append(pa.field(field, kind))
        columns.append(pa.array([_parquet_value(field, row[field]) for row in rows], kind))
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    meta = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    schema = pa.schema(fields, metadata={"geo": json.dumps(meta), "attribution": ATTRIBUTION})
    out = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _parquet_value(field: str, value: Any) -> Any:
    return value if field in ("actors", "recipients") else _value(value)
