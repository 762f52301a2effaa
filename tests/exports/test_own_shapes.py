"""A place of somebody's own is drawn and exported by the shape that it was given."""

import copy
import io
import json
import sqlite3
from xml.etree import ElementTree

import pytest
from PIL import Image

from geo import geojson
from geo.atlas import Atlas
from geo.corrections import Elsewhere, as_json, correct, from_json
from geo.errors import ArticleError, CorrectionError
from geo.exports import export
from geo.gazetteer.own import own_place
from geo.maps import drawing
from geo.places import shape
from geo.records import checked
from geo.viewer.page import payload
from tests.test_atlas import RECORD

AREA = geojson.shape_of({"type": "Polygon", "coordinates": [[[3, 50], [4, 50], [4, 51], [3, 51], [3, 50]]]})
LINE = geojson.shape_of({"type": "LineString", "coordinates": [[4.8, 45.7], [5, 45.8], [5.2, 46]]})
WARD, TRAIL = own_place("Salt Ward", shape=AREA), own_place("Towpath", shape=LINE)


def told(*places):
    """Return the sample record with own places instead of the places that it has, by their ids."""
    text = json.dumps(RECORD)
    for old, new in zip(RECORD["places"], places, strict=False):
        text = text.replace(old["id"], new.id)
    record = json.loads(text)
    record["places"] = [place.as_place() for place in places] + record["places"][len(places) :]
    return record


RECORDS = [told(WARD, TRAIL)]


def test_they_are_areas_and_lines():
    atlas = Atlas.from_records(RECORDS)
    drawn = json.loads(drawing(atlas, outline=lambda place: f"outlines/{place.id}.json").data)
    assert [row[0] for row in drawn["areas"] if row[0].startswith("own:")] == [WARD.id]
    assert f"outlines/{TRAIL.id}.json" in {row[-1] for row in drawn["points"]}
    assert {row.id: shape(row) for row in atlas.places.itertuples()}[TRAIL.id] == "line"
    assert json.loads(json.dumps(AREA)) in json.loads(json.dumps(list(payload(atlas)["shapes"].values())))


@pytest.mark.parametrize("name", ["geojson", "kml", "gpkg", "png", "html", "parquet", "csv", "jsonl"])
def test_every_export_takes_them(name):
    data = export(RECORDS, name)
    if name == "geojson":
        kinds = {
            (row["properties"]["place_id"], row["geometry"]["type"])
            for row in json.loads(data)["features"]
            if row["geometry"]
        }
        assert (TRAIL.id, "LineString") in kinds and (WARD.id, "Point") in kinds
    elif name == "kml":
        root = ElementTree.fromstring(data)
        assert root.findall(".//{*}LinearRing") and root.findall(".//{*}LineString")
    elif name == "gpkg":
        database = sqlite3.connect(":memory:")
        database.deserialize(data)
        assert database.execute("SELECT id FROM areas").fetchall() == [(WARD.id,)]
        assert database.execute("SELECT id FROM rivers").fetchall() == [(TRAIL.id,)]
    elif name == "png":
        assert Image.open(io.BytesIO(data)).size[0] > 100
    else:
        assert WARD.id.encode() in data


def test_what_is_read_again_has_them_and_what_is_no_shape_is_refused():
    (line,) = export(RECORDS, "jsonl").decode().splitlines()
    assert checked(json.loads(line))["places"][0]["outline"] == WARD.outline
    for wrong in ("{}", "[" * 9_000, json.dumps({"type": "Point", "coordinates": [0, 91]}), 5, "x" * 30_000):
        record = copy.deepcopy(RECORDS[0])
        record["places"][0]["outline"] = wrong
        with pytest.raises(ArticleError, match="outline"):
            checked(record)


def test_a_correction_to_one_keeps_its_shape():
    name = RECORD["mentions"][0]
    correction = Elsewhere(name["place"], WARD.as_place(), name["text"], None)
    assert from_json(json.loads(json.dumps(as_json(correction)))) == correction
    (record,) = correct([copy.deepcopy(RECORD)], [correction])
    assert next(place for place in record["places"] if place["id"] == WARD.id)["outline"] == WARD.outline
    with pytest.raises(CorrectionError, match="outline"):
        from_json({**as_json(correction), "new": {**WARD.as_place(), "outline": "{}"}})
