"""Exports that are text: GeoJSON, CSV and the JSON of the contract."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any, BinaryIO

from geo.atlas import Atlas
from geo.attribution import ATTRIBUTIONS
from geo.cells import safe_cell
from geo.exports.evidence import FIELDS, as_json, evidence, selected
from geo.exports.places import geometries


def geojson(atlas: Atlas, out: BinaryIO) -> None:
    """Write a FeatureCollection (RFC 7946), a row a feature: a point, the course of a river, or no geometry."""
    geometry = geometries(atlas)
    head = {"type": "FeatureCollection", "name": "dateline", "attribution": ATTRIBUTIONS, "features": []}
    beginning, end = _json(head).rsplit("]", 1)
    out.write(beginning.encode())
    for number, row in enumerate(evidence(atlas)):
        feature = {
            "type": "Feature",
            "id": "/".join((row["article_id"], row["item_id"], row["place_id"] or "", row["role"])),
            "geometry": geometry(row),
            "properties": row,
        }
        out.write(((", " if number else "") + _json(feature)).encode("utf-8", "replace"))
    out.write(f"]{end}".encode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def csv_table(atlas: Atlas, out: BinaryIO) -> None:
    """Write a table with a row a line, in UTF-8 with a byte order mark, every cell quoted.

    Text that a spreadsheet would run begins with an apostrophe, as does text that began with one, and so does what
    would be a cell for a spreadsheet that takes another sign than the comma for the border of cells;
    `geo.cells.plain_cell` takes the apostrophes away. Lists are JSON.
    """
    text = io.TextIOWrapper(out, "utf-8-sig", "replace", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([safe_cell(value) for value in as_json(row).values()] for row in evidence(atlas))
    text.detach()


def records(atlas: Atlas, out: BinaryIO) -> None:
    """Write the contract's records, a JSON object a line and article, with the attributions; it can be read again."""
    for row in selected(atlas):
        line = json.dumps({**row, "attribution": ATTRIBUTIONS}, ensure_ascii=False)
        out.write(f"{line}\n".encode("utf-8", "replace"))


def record_list(atlas: Atlas) -> bytes:
    """Return the contract's records as one JSON list."""
    rows = [{**row, "attribution": ATTRIBUTIONS} for row in selected(atlas)]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def today() -> str:
    """Return the time of now as exports state it, ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
