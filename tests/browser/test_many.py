"""Many articles: markers stay where their places are, and the reading page keeps to its article."""

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.bench.made import collection
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


def test_the_map_beside_an_article_shows_the_places_of_that_article(explorer):
    explorer.open("read")
    assert explorer.shown("places") == str(PER_ARTICLE)
