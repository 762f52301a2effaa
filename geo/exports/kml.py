"""KML: a folder a kind of record with a placemark a row, and folders with outlines of areas and courses of rivers."""

import re
from typing import Any
from xml.etree import ElementTree

import pandas as pd

from geo.atlas import Atlas
from geo.attribution import ATTRIBUTION
from geo.exports.evidence import FIELDS, Evidence, as_json, evidence
from geo.exports.places import drawn_places
from geo.gazetteer.distance import distance_km
from geo.places import course, outline

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FAINT = "330072b2"
"""Fill of an area, as KML writes colours: opacity, blue, green, red."""
_LINE, _FAINT_LINE, _FAINT_ICON = "ff8a5a2b", "668a5a2b", "80ffffff"
_STYLES = {
    "area": {"PolyStyle": {"color": _FAINT}},
    "river": {"LineStyle": {"color": _LINE, "width": "3"}},
    "doubtful": {
        "IconStyle": {"color": _FAINT_ICON, "scale": "0.6"},
        "LabelStyle": {"color": _FAINT_ICON, "scale": "0.7"},
        "LineStyle": {"color": _FAINT_LINE, "width": "1"},
        "PolyStyle": {"fill": "0"},
    },
}
"""How things are drawn, by id. KML has no dashed lines: what is doubtful is small, faint and without a fill."""
_CLOSEST_M = 50_000
"""Least height from which the whole is looked at."""
_ROOM = 1.5
"""How much higher the eye is than what it looks at is wide."""

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
    places = drawn_places(atlas)
    _look_at(document, places)
    _styles(document)
    schema = _add(document, "Schema", name="evidence", id="evidence")
    for field in FIELDS:
        _add(schema, "SimpleField", type="string", name=field)
    folders: dict[str, Element] = {}
    for row in evidence(atlas):
        kind = row["record"]
        if kind not in folders:
            folders[kind] = _folder(document, f"{kind}s")
        _placemark(folders[kind], row)
    _shapes(document, places)
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
    if row["place_doubtful"]:
        _add(mark, "styleUrl", "#doubtful")
    data = _add(_add(mark, "ExtendedData"), "SchemaData", schemaUrl="#evidence")
    for field, value in as_json(row).items():
        if value is not None:
            _add(data, "SimpleData", str(value), name=field)
    if row["longitude"] is not None:
        _add(_add(mark, "Point"), "coordinates", f"{row['longitude']},{row['latitude']}")


def _styles(document: Element) -> None:
    for name, parts in _STYLES.items():
        style = _add(document, "Style", id=name)
        for part, values in parts.items():
            drawn = _add(style, part)
            for key, value in values.items():
                _add(drawn, key, value)


def _look_at(document: Element, places: pd.DataFrame) -> None:
    """Say from where to look first: at the places that are not doubtful, where there are any."""
    sure = places[~places["doubtful"].astype(bool)]
    seen = sure if len(sure) else places
    if seen.empty:
        return
    (south, north), (west, east) = ((seen[axis].min(), seen[axis].max()) for axis in ("lat", "lon"))
    look = _add(document, "LookAt")
    _add(look, "longitude", str((west + east) / 2))
    _add(look, "latitude", str((south + north) / 2))
    _add(look, "range", str(round(max(_CLOSEST_M, _ROOM * 1000 * distance_km(south, west, north, east)))))


def _shapes(document: Element, places: pd.DataFrame) -> None:
    """Add the outlines of areas and the courses of rivers, which a point in their middle would misrepresent."""
    for folder, shape, find, draw in (
        ("areas", "area", outline, _add_area),
        ("rivers", "line", course, _add_course),
    ):
        found = [(place, drawn) for place in places.itertuples() if place.shape == shape and (drawn := find(place))]
        marks = _folder(document, folder) if found else document
        for place, drawn in found:
            mark = _add(marks, "Placemark")
            _add(mark, "name", place.name)
            _add(mark, "styleUrl", "#doubtful" if place.doubtful else "#area" if shape == "area" else "#river")
            draw(mark, drawn)


def _add_area(mark: Element, shape: Any) -> None:
    several = _add(mark, "MultiGeometry")
    for polygon in shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]:
        drawn = _add(several, "Polygon")
        for number, ring in enumerate(polygon):
            border = _add(_add(drawn, "innerBoundaryIs" if number else "outerBoundaryIs"), "LinearRing")
            _add(border, "coordinates", _points(ring))


def _add_course(mark: Element, course: Any) -> None:
    line = _add(mark, "LineString")
    _add(line, "tessellate", "1")
    _add(line, "coordinates", _points(course))


def _points(line: Any) -> str:
    return " ".join(f"{lon},{lat}" for lon, lat in line)


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
