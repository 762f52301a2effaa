"""Areas without an outline: part of a sea is cut out of it, others are circles as large as they are."""

import json
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas
from geo.gazetteer import Gazetteer, outlines
from geo.maps import drawing, static, vague
from tests.maps.test_maps import read
from tests.test_atlas import RECORD

EAST = "dateline:eastern-mediterranean"
SQUARE = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]


def box(west, south, east, north):
    return [(-1, 0, -west), (1, 0, east), (0, -1, -south), (0, 1, north)]


def test_part_of_a_sea_is_the_sea_within_its_reach():
    found = vague.part_of_sea(EAST)
    points = [point for polygon in found["coordinates"] for ring in polygon for point in ring]
    assert len(points) > 40
    place = Gazetteer.open().place(EAST)
    assert min(lon for lon, _ in points) > place.lon - 10 and max(lon for lon, _ in points) < 37
    assert outlines.outline(EAST) is None


@pytest.mark.parametrize("place", ["dateline:kurdistan", "geonames:2988507", "nowhere:1"])
def test_only_seas_are_cut(place):
    assert vague.part_of_sea(place) is None


def test_a_circle_is_as_large_as_the_place():
    assert vague.radius("dateline:silicon-valley") < vague.radius("dateline:kurdistan") <= 1000 * vague.WIDEST
    assert vague.radius("nowhere:1") is None


def test_vague_areas_are_told_apart_on_the_map(tmp_path):
    version = static.prepare.__wrapped__((), tmp_path)
    record = json.loads(json.dumps(RECORD))
    for place, (name, kind) in zip(
        record["places"], {EAST: "sea", "dateline:kurdistan": "region"}.items(), strict=False
    ):
        for link in record["links"]:
            link["place"] = name if link["place"] == place["id"] else link["place"]
        place["id"], place["kind"] = name, kind
    published = partial(static.publish_outline.__wrapped__, version, folder=tmp_path)
    drawn = read(drawing(Atlas.from_records([record]), outline=lambda place: published(place.id)).data)
    areas = {area["id"]: area for area in drawn["areas"]}
    assert areas[EAST]["vague"] and areas[EAST]["outline"]
    kurdistan = areas["dateline:kurdistan"]
    assert kurdistan["vague"] and kurdistan["outline"] is None and kurdistan["radius"] == 350_000


def test_clipping_keeps_what_is_inside():
    assert vague.clip(SQUARE, box(-5, -5, 15, 15)) == SQUARE
    half = vague.clip(SQUARE, box(-5, -5, 4, 15))
    assert {tuple(point) for point in half} == {(0.0, 0.0), (4.0, 0.0), (4.0, 10.0), (0.0, 10.0)}
    assert vague.clip(SQUARE, box(20, 20, 30, 30)) == []


@given(st.tuples(*[st.floats(-20, 20)] * 4))
def test_clipped_rings_are_closed_and_within_the_box(numbers):
    west, east = sorted(numbers[:2])
    south, north = sorted(numbers[2:])
    ring = vague.clip(SQUARE, box(west, south, east, north))
    assert not ring or ring[0] == ring[-1]
    for lon, lat in ring:
        assert west - 1e-3 <= lon <= east + 1e-3 and south - 1e-3 <= lat <= north + 1e-3


def test_what_an_oval_leaves_is_within_it_and_has_no_corners():
    ring = vague.clip(SQUARE, vague.oval(5, 5, 4, 2))
    assert len(ring) > 20
    assert all(0.98 <= ((x - 5) / 4) ** 2 + ((y - 5) / 2) ** 2 <= 1.02 for x, y in ring)
