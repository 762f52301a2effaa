"""Collections: ten thousand places, given on the command line; a crowd, and names that could not be placed."""

import copy

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.bench.app import filters
from geo.bench.made import collection
from geo.records import read_records
from tests.test_atlas import RECORD

pytestmark = pytest.mark.browser


def test_ten_thousand_places_are_usable(browser, tmp_path):
    file = collection(tmp_path / "made.jsonl", 10_000)
    with drive.serving(str(file), environment={"XDG_DATA_HOME": str(tmp_path)}) as server:
        visitor = drive.Explorer(browser, server.url)
        visitor.open()
        assert visitor.shown("places") == "10000"
        expect(visitor.map.locator(".dl-cluster").first).to_be_visible()
        zoom = float(visitor.shown("zoom"))
        visitor.map.locator(".dl-cluster").first.focus()
        visitor.page.keyboard.press("Enter")
        visitor.page.wait_for_function(
            """zoom => {
              const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]')
              return Number(frame.contentDocument.querySelector("#map_div").dataset.zoom) > zoom
            }""",
            arg=zoom,
        )
        assert len(filters(visitor, turns=4)) == 4
        visitor.panel.get_by_role("button", name="Place").first.click()
        expect(visitor.map.locator(".dl-point.dl-chosen")).to_be_visible()
        assert visitor.outside == [] and visitor.errors == []
        visitor.close()


def test_an_address_opens_a_crowd_at_its_place(linked, tmp_path):
    records = list(read_records(collection(tmp_path / "made.jsonl", 1_000)))
    with linked(records) as visitor:
        visitor.open(f"?place={records[0]['places'][0]['id']}")
        expect(visitor.map.locator(".dl-point.dl-chosen")).to_be_in_viewport()
        assert float(visitor.shown("zoom")) >= 5


def test_the_tray_lists_what_could_not_be_placed_with_its_candidates(linked):
    record = copy.deepcopy(RECORD)
    lost = next(mention for mention in record["mentions"] if mention["place"] is None)
    lost["candidates"] = [
        {"place": f"geonames:{i}", "name": "Ana", "kind": "city", "country": country, "admin1": None, "lat": 0.0,
         "lon": 0.0, "score": score}
        for i, (country, score) in enumerate((("Brazil", 0.31), ("Serbia", 0.2)))
    ]  # fmt: skip
    with linked([record]) as visitor:
        visitor.open()
        visitor.settled()
        visitor.page.get_by_text("1 name could not be placed").click()
        card = visitor.page.locator(".st-key-tray article")
        expect(card).to_have_count(1)
        expect(card.locator("mark.place")).to_have_text(lost["text"])
        expect(card).to_contain_text("Candidates: Ana, Brazil: 31 %; Ana, Serbia: 20 %")
        visitor.settled()
        card.get_by_role("button", name="Show in the article").click()
        expect(visitor.page.get_by_role("region", name="Article text").locator(".unplaced")).to_be_in_viewport()
