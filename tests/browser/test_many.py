"""Many articles: markers stay where their places are, and the reading page keeps to its article."""

import json
import random

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.bench.made import article, collection
from geo.gazetteer import Gazetteer
from geo.records import read_records

pytestmark = pytest.mark.browser
PLACES, PER_ARTICLE = 120, 6


@pytest.fixture(params=[drive.WIDE, drive.NARROW], ids=["wide", "narrow"])
def explorer(linked, tmp_path, request):
    file = collection(tmp_path / "made.jsonl", PLACES, per_article=PER_ARTICLE)
    with linked(read_records(file), size=request.param) as visitor:
        yield visitor


def test_no_marker_leaves_its_place_by_more_than_its_radius(explorer):
    explorer.open()
    expect(explorer.map.locator(".dl-cluster").first).to_be_attached()
    moved = explorer.map.locator("#map_div").evaluate(
        """() => {
          const { map, marks } = window.dateline
          const at = (where) => map.latLngToContainerPoint(where)
          return [...marks.values()].filter((mark) => mark.home)
            .map((mark) => at(mark.layer.getLatLng()).distanceTo(at(mark.home)) - mark.r)
        }"""
    )
    narrow = explorer.page.viewport_size["width"] == drive.NARROW[0]
    assert moved or narrow, "only in a narrow window all stand in groups"
    assert max(moved, default=0) <= 0


def test_the_name_of_an_area_stays_on_it(explorer):
    explorer.open()
    off = explorer.map.locator("#map_div").evaluate(
        """() => {
          const pane = document.createElement("div"), size = L.point(400, 400), taken = [[190, 190, 20, 20]]
          const drawn = (reach) => {
            DatelineLabels.draw(pane, [{ text: "Xy", kind: "area", x: 200, y: 200, reach }], taken, size, L.point(0, 0))
            return pane.childElementCount
          }
          return [drawn({ x: 5, y: 5 }), drawn({ x: 60, y: 60 })]
        }"""
    )
    assert off == [0, 1]


def test_the_legend_covers_no_places_until_it_is_asked_for(explorer):
    explorer.open()
    legend = explorer.map.locator(".dl-key")
    expect(legend.get_by_text("more happens")).to_be_hidden()
    legend.get_by_text("Legend").click()
    expect(legend.get_by_text("more happens")).to_be_visible()


def test_the_map_beside_an_article_shows_the_places_of_that_article(explorer):
    explorer.open("read")
    assert explorer.shown("places") == str(PER_ARTICLE)


COUNTRIES = 40
COUNT_LAYOUTS = """
let drawn = null
window.layouts = 0
Object.defineProperty(window, "DatelineLabels", {
  get: () => drawn,
  set: ({ draw }) => { drawn = { draw: (...given) => { window.layouts += 1; draw(...given) } } },
})
"""


def test_many_outlines_come_in_one_file_and_names_are_not_laid_out_for_each(linked):
    story = article(0, COUNTRIES, random.Random(2))
    countries = Gazetteer.open().largest("country", COUNTRIES)
    written = json.dumps(story)
    for number, country in enumerate(countries):
        written = written.replace(f'"made:{number}"', json.dumps(country.id))
    with linked([{**json.loads(written), "places": [country.as_place() for country in countries]}]) as visitor:
        fetched = []
        visitor.prepare(COUNT_LAYOUTS)
        visitor.page.on("request", lambda request: fetched.append(request.url))
        visitor.open()
        visitor.settled()
        assert visitor.map.locator("#map_div").evaluate("() => dateline.data.areas.length") == COUNTRIES
        assert visitor.map.locator('path[role="button"]').count() == COUNTRIES
        assert len([url for url in fetched if "/outlines/" in url]) == 1
        assert 0 < visitor.map.locator("#map_div").evaluate("() => layouts") < COUNTRIES / 2
