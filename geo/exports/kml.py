"""KML: a folder a kind of record with a placemark a row, and a folder with the outlines of areas, for globes."""

import re
from typing import Any
from xml.etree import ElementTree

from geo.atlas import Atlas
from geo.exports.attribution import ATTRIBUTION
from geo.exports.evidence import FIELDS, Evidence, as_json, evidence
from geo.gazetteer import outlines
from geo.maps.payload import AREAS

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FAINT = "330072b2"
"""Fill of an area, as KML writes colours: opacity, blue, green, red."""

Element = ElementTree.Element


def kml(atlas: Atlas) -> bytes:
    """Return a KML 2.2 document with the whole evidence as extended data.

    Raises:
        GazetteerError: the outlines are missing.
    """
    root = Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    document = _add(root, "Document")
    _add(document, "name", "Dateline")
    _add(document, "description", _words(ATTRIBUTION))
    _add(_add(document, "Style", id="area"), "PolyStyle").append(_made("color", _FAINT))
    schema = _add(document, "Schema", name="evidence", id="evidence")
    for field in FIELDS:
        _add(schema, "SimpleField", type="string", name=field)
    folders: dict[str, Element] = {}
    for row in evidence(atlas):
        kind = row["record"]
        if kind not in folders:
            folders[kind] = _folder(document, f"{kind}s")
        _placemark(folders[kind], row)
    _areas(document, atlas)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _placemark(folder: Element, row: Evidence) -> None:
    mark = _add(folder, "Placemark")
    label = row["event_type_label"] or row["speaker"] or row["record"]
    _add(mark, "name", ": ".join(filter(None, (row["place_name"] or row["raw_placename"], label))))
    _add(mark, "description", _words(row["sentence"]))
    if row["event_date"]:
        when = _add(mark, "TimeSpan")
        _add(when, "begin", row["event_date"])
        _add(when, "end", row["event_date_end"] or row["event_date"])
    data = _add(_add(mark, "ExtendedData"), "SchemaData", schemaUrl="#evidence")
    for field, value in as_json(row).items():
        if value is not None:
            _add(data, "SimpleData", str(value), name=field)
    if row["longitude"] is not None:
        _add(_add(mark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")


def _areas(document: Element, atlas: Atlas) -> None:
    """Add the outlines of the places that are areas, which a point in their middle would misrepresent."""
    shapes = [(place, outlines.outline(place.id)) for place in atlas.places.itertuples() if place.kind in AREAS]
    shapes = [(place, shape) for place, shape in shapes if shape]
    folder = _folder(document, "areas") if shapes else document
    for place, shape in shapes:
        mark = _add(folder, "Placemark")
        _add(mark, "name", place.name)
        _add(mark, "styleUrl", "#area")
        several = _add(mark, "MultiGeometry")
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for polygon in polygons:
            drawn = _add(several, "Polygon")
            for number, ring in enumerate(polygon):
                border = _add(_add(drawn, "innerBoundaryIs" if number else "outerBoundaryIs"), "LinearRing")
                _add(border, "coordinates", " ".join(f"{lon},{lat}" for lon, lat in ring))


def _folder(document: Element, name: str) -> Element:
    folder = _add(document, "Folder")
    _add(folder, "name", name)
    return folder


def _made(tag: str, text: str | None = None, **attributes: Any) -> Element:
    element = Element(tag, attributes)
    if text is not None:
        element.text = _NOT_XML.sub("\ufffd", text)
    return element


def _add(parent: Element, tag: str, text: str | None = None, **attributes: Any) -> Element:
    element = _made(tag, text, **attributes)
    parent.append(element)
    return element


def _words(text: str) -> str:
    """Return text for a balloon, which globes render as HTML, so that it shows as it is."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
