"""GeoPackage: a SQLite file with layers for evidence, places, areas and rivers, and a table of articles."""

import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geo.atlas import Atlas
from geo.attribution import ATTRIBUTION
from geo.exports.evidence import FIELDS, NUMBERS, TRUTHS, as_json, evidence, storable
from geo.exports.places import drawn_places
from geo.exports.texts import today
from geo.exports.wkb import point, points, wkb
from geo.geojson import Geometry
from geo.places import line, outline

_WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)
_FRAME = """
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

_TYPES = {field: {int: "INTEGER", float: "DOUBLE"}.get(NUMBERS.get(field), "TEXT") for field in FIELDS}
_TYPES |= dict.fromkeys(TRUTHS, "BOOLEAN")
_PLACES = dict.fromkeys(("id", "name", "kind", "country", "country_code", "admin1"), "TEXT") | {
    "lat": "DOUBLE",
    "lon": "DOUBLE",
    "population": "INTEGER",
    "shape": "TEXT",
    "score": "DOUBLE",
    "doubtful": "BOOLEAN",
}
_ARTICLES = dict.fromkeys(("id", "title", "author", "publisher", "source", "published", "text"), "TEXT")

Row = dict[str, Any]
"""A row of a layer; its shape, a GeoJSON geometry or None, is under "geom"."""


def geopackage(atlas: Atlas) -> bytes:
    """Return a GeoPackage: layers `evidence`, `places` (points), `areas` and `rivers`, and a table `articles`.

    Raises:
        GazetteerError: the outlines are missing.
    """
    drawn = drawn_places(atlas)
    places = list(_rows(drawn, _PLACES))
    shapes = {row.id: outline(row) or line(row) for row in drawn.itertuples() if row.shape != "point"}
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(_FRAME)
        database.execute(
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, ?, NULL)", (_WGS84_WKT,)
        )
        _layer(database, "evidence", _TYPES, [dict(as_json(row)) for row in evidence(atlas)], "POINT")
        _layer(database, "places", _PLACES, places, "POINT")
        _layer(database, "areas", _PLACES, _shaped(places, shapes, "area"), "MULTIPOLYGON")
        _layer(database, "rivers", _PLACES, _shaped(places, shapes, "line"), "LINESTRING")
        _layer(database, "articles", _ARTICLES, list(_rows(atlas.articles, _ARTICLES)), None)
        database.commit()
        return database.serialize()
    finally:
        database.close()


def _rows(table: Any, columns: Mapping[str, str]) -> Iterator[Row]:
    kept = table[list(columns)].astype(object)
    yield from (storable(row) for row in kept.where(kept.notna(), None).to_dict("records"))


def _shaped(places: list[Row], shapes: Mapping[str, Geometry | None], drawn: str) -> list[Row]:
    """Return the places that are areas, with their outlines as multipolygons, or rivers, with their courses."""
    found = ((place, shapes.get(place["id"])) for place in places if place["shape"] == drawn)
    return [{**place, "geom": _many(shape) if drawn == "area" else shape} for place, shape in found if shape]


def _many(shape: Geometry) -> Geometry:
    if shape["type"] == "MultiPolygon":
        return shape
    return {"type": "MultiPolygon", "coordinates": [shape["coordinates"]]}


def _layer(
    database: sqlite3.Connection, name: str, types: Mapping[str, str], rows: list[Row], shape: str | None
) -> None:
    """Make one layer of features of the type `shape`, or a table of attributes without one."""
    if shape == "POINT":
        rows = [{**row, "geom": point(*_position(row))} for row in rows]
    columns = {**({"geom": shape} if shape else {}), **types}
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    database.execute(f'CREATE TABLE "{name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, {declared})')
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            "features" if shape else "attributes",
            name,
            ATTRIBUTION,
            today(),
            *_bounds(rows),
            4326 if shape else None,
        ),
    )
    if shape:
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", (name, shape))
    filled = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    cells = ([_cell(row[column]) for column in columns] for row in rows)
    database.executemany(f'INSERT INTO "{name}" ({filled}) VALUES ({marks})', cells)


def _position(row: Row) -> tuple[float | None, float | None]:
    return (row["longitude"], row["latitude"]) if "longitude" in row else (row["lon"], row["lat"])


def _bounds(rows: Sequence[Row]) -> tuple[float | None, ...]:
    found = [spot for row in rows if row.get("geom") for spot in points(row["geom"])]
    if not found:
        return (None,) * 4
    lons, lats = zip(*found, strict=True)
    return min(lons), min(lats), max(lons), max(lats)


def _cell(value: Any) -> Any:
    """Return a value as SQLite keeps it; a geometry as GeoPackage binary: magic, version, flags, SRS, WKB."""
    return b"GP\x00\x01" + struct.pack("<i", 4326) + wkb(value) if isinstance(value, dict) else value
