"""Exports that are text: GeoJSON, CSV, KML and the JSON of the contract. Each takes an atlas and returns the file."""

import csv
import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

from geo.atlas import Atlas
from geo.exports.attribution import ATTRIBUTION, ATTRIBUTIONS
from geo.exports.evidence import FIELDS, LISTS, evidence, selected

_RUNS = re.compile(r"[\s\x00-\x20\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]|'")
"""How a cell begins that a spreadsheet might run or that has to be told apart from one made safe."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def geojson(atlas: Atlas) -> bytes:
    """Return a FeatureCollection (RFC 7946), one point a row; rows without a place have no geometry."""
    features = [
        {
            "type": "Feature",
            "id": "/".join((row["article_id"], row["item_id"], row["place_id"] or "", row["role"])),
            "geometry": _point(row),
            "properties": row,
        }
        for row in evidence(atlas)
    ]
    collection = {"type": "FeatureCollection", "name": "dateline", "attribution": ATTRIBUTIONS, "features": features}
    return json.dumps(collection, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _point(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["longitude"] is None or row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def csv_table(atlas: Atlas) -> bytes:
    """Return a table with a row a line, in UTF-8 with a byte order mark, every cell quoted.

    Text that a spreadsheet would run begins with an apostrophe, as does text that began with one; `plain_cell` takes it
    away. Lists are JSON.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([[safe_cell(row[field]) for field in FIELDS] for row in evidence(atlas)])
    return out.getvalue().encode("utf-8-sig", "replace")


def safe_cell(value: Any) -> Any:
    """Return a value as a cell of a table that no spreadsheet runs; numbers stay numbers."""
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if _RUNS.match(text) else text


def plain_cell(text: str) -> str:
    """Return the text that `safe_cell` was given."""
    return text.removeprefix("'")


def records(atlas: Atlas) -> bytes:
    """Return the contract's records, a JSON object a line and article, with the attributions; it can be read again."""
    lines = [json.dumps({**row, "attribution": ATTRIBUTIONS}, ensure_ascii=False) for row in selected(atlas)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def record_list(atlas: Atlas) -> bytes:
    """Return the contract's records as one JSON list."""
    rows = [{**row, "attribution": ATTRIBUTIONS} for row in selected(atlas)]
    return json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def kml(atlas: Atlas) -> bytes:
    """Return a KML 2.2 document: a folder a kind of record, a placemark a row, the whole evidence as extended data."""
    root = ElementTree.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = _element(root, "Document")
    _element(document, "name", "Dateline")
    _element(document, "description", _words(ATTRIBUTION))
    schema = ElementTree.SubElement(document, "Schema", name="evidence", id="evidence")
    for field in FIELDS:
        ElementTree.SubElement(schema, "SimpleField", type="string", name=field)
    folders: dict[str, ElementTree.Element] = {}
    for row in evidence(atlas):
        kind = row["record"]
        if kind not in folders:
            folders[kind] = _element(document, "Folder")
            _element(folders[kind], "name", f"{kind}s")
        _placemark(folders[kind], row)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _placemark(folder: ElementTree.Element, row: Mapping[str, Any]) -> None:
    mark = _element(folder, "Placemark")
    label = row["event_type_label"] or row["speaker"] or row["record"]
    _element(mark, "name", ": ".join(filter(None, (row["place_name"] or row["raw_placename"], label))))
    _element(mark, "description", _words(row["sentence"]))
    if row["event_date"]:
        when = _element(mark, "TimeSpan")
        _element(when, "begin", row["event_date"])
        _element(when, "end", row["event_date_end"] or row["event_date"])
    data = ElementTree.SubElement(_element(mark, "ExtendedData"), "SchemaData", schemaUrl="#evidence")
    for field, value in row.items():
        if value is not None and value != []:
            shown = json.dumps(value, ensure_ascii=False) if field in LISTS else str(value)
            ElementTree.SubElement(data, "SimpleData", name=field).text = _NOT_XML.sub("\ufffd", shown)
    if _point(row):
        _element(_element(mark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")


def _element(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, tag)
    if text is not None:
        made.text = _NOT_XML.sub("\ufffd", text)
    return made


def _words(text: str) -> str:
    """Return text for a balloon, which globes render as HTML, so that it shows as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def today() -> str:
    """Return the time of now as exports state it, ISO 8601 in UTC."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
