"""Rivers and doubtful places on the map: a line with a marker by the story, a broken ring that frames nothing."""

import copy

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.gazetteer import Gazetteer
from tests.exports.sample import record

pytestmark = pytest.mark.browser
RIVER = "dateline:rhone"
FAR = "geonames:far"


def story() -> dict:
    """The sample with a march on the Rhone, and another in Zedburg that a doubtful name sets far away."""
    told = copy.deepcopy(record())
    lyon, march, mention = told["places"][0], told["events"][1], told["mentions"][0]
    start = told["text"].index("Zedburg")
    river = Gazetteer.open().place(RIVER).as_place()
    told["places"] += [river, lyon | {"id": FAR, "name": "Zedburg", "country": "Chad", "lat": -30.0, "lon": 120.0}]
    told["mentions"] = [row for row in told["mentions"] if row["start"] != start]
    told["mentions"] += [
        mention | {"id": "m8", "start": start, "end": start + 7, "text": "Zedburg", "place": FAR, "score": 0.3}
    ]
    named = {"start": start, "end": start + 7, "weak": False, "why": ""}
    told["links"].append({"item": "m8", "place": FAR, "role": "happened", **named})
    for item, place in (("e8", RIVER), ("e9", FAR)):
        told["events"].append(
            {**march, "id": item, "group": item, "status": "happened", "place": place, "salience": 0.9}
        )
        span = named if place == FAR else {**named, "start": None, "end": None}
        told["links"].append({"item": item, "place": place, "role": "happened", **span})
    return told


@pytest.fixture(params=[(drive.WIDE, False), (drive.NARROW, True)], ids=["wide", "narrow-dark"])
def explorer(linked, request):
    size, dark = request.param
    with linked([story()], size=size, dark=dark) as visitor:
        yield visitor


def test_a_river_is_a_line_whose_marker_stands_by_the_story(explorer):
    explorer.open()
    expect(explorer.map.locator(f'path[data-course="{RIVER}"]')).to_have_count(1)
    lyon, river = explorer.spot("Lyon"), explorer.spot("Rhone")
    assert abs(lyon[0] - river[0]) + abs(lyon[1] - river[1]) < 120
    explorer.click("Rhone")
    explorer.title("Rhone")
    expect(explorer.panel).to_contain_text("River")


def test_a_click_on_the_line_chooses_the_river(explorer):
    explorer.open()
    line = explorer.map.locator(f'path[data-course="{RIVER}"]')
    line.wait_for(state="attached")
    line.dispatch_event("click")
    explorer.title("Rhone")


def test_a_doubtful_place_is_small_and_broken_and_does_not_frame_the_view(explorer):
    explorer.open()
    _, lon = map(float, explorer.shown("center").split(","))
    assert lon < 60 and float(explorer.shown("zoom")) >= 4, "Zedburg at 120 degrees east is out of view"
    explorer.map.get_by_role("button", name="Show everything").click()
    mark = explorer.mark("Zedburg")
    mark.wait_for(state="attached")
    assert "dl-guess" in mark.get_attribute("class") and "doubtful" in mark.get_attribute("aria-label")
    assert mark.evaluate("one => one.offsetWidth") <= 14
    section = explorer.panel.locator("section, details", has_text="Doubtful").last
    expect(section).to_contain_text("Zedburg")
    section.get_by_role("button", name="Zedburg").click()
    expect(explorer.panel).to_contain_text("Doubtful: 30 % sure")
