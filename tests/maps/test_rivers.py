"""Rivers are drawn along their course, and their marker stands where the story is."""

import copy
import json

import pytest

from geo.atlas import Atlas
from geo.gazetteer import Gazetteer, outlines
from geo.gazetteer.courses import nearest
from geo.maps import drawing
from geo.maps.rivers import courses, seated
from geo.maps.static import prepare, publish_outline
from geo.places import where
from tests.test_atlas import RECORD

TOWNS = {
    "Memphis": (35.15, -90.05), "Vienna": (48.21, 16.37), "Aswan": (24.09, 32.9), "Kherson": (46.64, 32.61),
    "Sukkur": (27.7, 68.87), "Manaus": (-3.1, -60.02), "Chicago": (41.85, -87.65), "Sydney": (-33.87, 151.2),
}  # fmt: skip


def story(river: str, *towns: str, score: float = 0.9) -> Atlas:
    """Return a story of a river where nothing but towns is named besides; the first is the one where most happens."""
    record = copy.deepcopy(RECORD)
    record["places"] = [Gazetteer.open().place(f"dateline:{river}").as_place()]
    record["links"] = [
        {"item": "m1", "place": f"dateline:{river}", "role": "mentioned", "start": 0, "end": 3, "why": ""},
    ]
    for number, town in enumerate(towns):
        lat, lon = TOWNS[town]
        known = RECORD["places"][0] | {"id": f"geonames:{number + 50}", "name": town, "lat": lat, "lon": lon}
        record["places"].append(known)
        for item in ("m2", "m3")[number:]:
            start = number + 5
            record["mentions"].append(RECORD["mentions"][0] | {"start": start, "end": start + 1, "score": score})
            record["links"].append(
                {"item": item, "place": known["id"], "role": "mentioned", "start": start, "end": start + 1, "why": ""}
            )
    for mention in record["mentions"]:
        mention["score"] = score
    record["quotes"], record["events"] = [], []
    return Atlas.from_records([record])


@pytest.mark.parametrize(
    ("river", "town"),
    [("mississippi-river", "Memphis"), ("danube", "Vienna"), ("nile", "Aswan"), ("dnieper", "Kherson"),
     ("indus", "Sukkur"), ("amazon", "Manaus")],
)  # fmt: skip
def test_the_marker_of_a_river_stands_by_the_town_of_the_story(river, town):
    row = seated(story(river, town).by_place()).loc[f"dateline:{river}"]
    assert nearest([(row.lon, row.lat), (row.lon, row.lat)], *TOWNS[town])[2] < 25


def test_the_town_where_more_happens_counts_before_one_that_lies_nearer():
    places = story("mississippi-river", "Memphis", "Chicago").by_place()
    row = seated(places).loc["dateline:mississippi-river"]
    assert abs(row.lat - 35.15) < 0.3


@pytest.mark.parametrize(("river", "town"), [("danube", "Sydney"), ("nile", "Chicago")])
def test_a_river_far_from_the_story_stays_halfway_down(river, town):
    row = seated(story(river, town).by_place()).loc[f"dateline:{river}"]
    place = Gazetteer.open().place(f"dateline:{river}")
    assert (row.lat, row.lon) == (place.lat, place.lon)


def test_a_drawing_has_the_river_among_the_points_with_its_course():
    drawn = json.loads(drawing(story("danube", "Vienna"), outline=lambda place: f"outlines/{place.id}.json").data)
    rows = {row[1]: dict(zip(drawn["fields"], row, strict=False)) for row in drawn["points"]}
    assert rows["Danube"]["outline"] == "outlines/dateline:danube.json"
    assert "outline" not in rows["Vienna"]
    assert drawn["areas"] == []


def test_a_landscape_without_a_course_stays_an_area():
    drawn = json.loads(drawing(story("alps", "Vienna"), outline=lambda place: None).data)
    assert [row[1] for row in drawn["areas"]] == ["Alps"]


def test_a_river_is_called_one():
    places = story("danube", "Vienna").by_place()
    assert [where(place) for place in places.itertuples() if place.kind == "physical"] == ["river"]
    assert list(courses(places)) == ["dateline:danube"]


def test_a_course_is_published_as_a_line(tmp_path):
    version = prepare(folder=tmp_path)
    path = publish_outline(version, "dateline:danube", folder=tmp_path)
    shape = json.loads((tmp_path / version / path).read_text("utf-8"))
    assert shape["type"] == "LineString" and len(shape["coordinates"]) == len(outlines.course("dateline:danube"))


def test_a_doubtful_place_is_told_to_the_map_and_has_no_lines():
    record = copy.deepcopy(RECORD)
    sure = json.loads(drawing(Atlas.from_records([record]), outline=lambda place: None, lines=True).data)
    assert sure["lines"]
    record["mentions"][0]["score"] = 0.3
    drawn = json.loads(drawing(Atlas.from_records([record]), outline=lambda place: None, lines=True).data)
    at = drawn["fields"].index("doubtful")
    assert {row[1]: row[at] for row in drawn["points"]} == {"Lyon": 1, "Lille": 0}
    assert drawn["lines"] == []
