"""Exports that are text: GeoJSON, CSV and the JSON of the contract. Each takes an atlas and returns the file."""

import csv
import io
import json
from datetime import UTC, datetime

from geo.atlas import Atlas
from geo.attribution import ATTRIBUTIONS
from geo.cells import safe_cell
from geo.exports.evidence import FIELDS, as_json, evidence, selected
from geo.exports.places import geometries


def geojson(atlas: Atlas) -> bytes:
    """Return a FeatureCollection (RFC 7946), a row a feature: a point, the course of a river, or no geometry."""
    geometry = geometries(atlas)
    features = [
        {
            "type": "Feature",
            "id": "/".join((row["article_id"], row["item_id"], row["place_id"] or "", row["role"])),
            "geometry": geometry(row),
            "properties": row,
        }
        for row in evidence(atlas)
    ]
    collection = {"type": "FeatureCollection", "name": "dateline", "attribution": ATTRIBUTIONS, "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def csv_table(atlas: Atlas) -> bytes:
    """Return a table with a row a line, in UTF-8 with a byte order mark, every cell quoted.

    Text that a spreadsheet would run begins with an apostrophe, as does text that began with one, and so does what
    would be a cell for a spreadsheet that takes another sign than the comma for the border of cells;
    `geo.cells.plain_cell` takes the apostrophes away. Lists are JSON.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([safe_cell(value) for value in as_json(row).values()] for row in evidence(atlas))
    return out.getvalue().encode("utf-8-sig", "replace")


def records(atlas: Atlas) -> bytes:
    """Return the contract's records, a JSON object a line and article, with the attributions; it can be read again."""
    lines = [json.dumps({**row, "attribution": ATTRIBUTIONS}, ensure_ascii=False) for row in selected(atlas)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def record_list(atlas: Atlas) -> bytes:
    """Return the contract's records as one JSON list."""
    rows = [{**row, "attribution": ATTRIBUTIONS} for row in selected(atlas)]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def today() -> str:
    """Return the time of now as exports state it, ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
