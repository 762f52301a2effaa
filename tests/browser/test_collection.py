"""A collection of ten thousand places: it opens, clusters, filters and answers clicks."""

import pytest
from playwright.sync_api import expect

from geo.app import bench, drive
from geo.app.made import collection

pytestmark = pytest.mark.browser


def test_ten_thousand_places_are_usable(browser, tmp_path):
    file = collection(tmp_path / "made.jsonl", 10_000)
    with drive.serving(str(file), environment={"XDG_DATA_HOME": str(tmp_path)}) as server:
        visitor = drive.Explorer(browser, server.url)
        visitor.open()
        assert visitor.shown("places") == "10000"
        expect(visitor.map.locator(".dl-cluster").first).to_be_visible()
        assert len(bench.filters(visitor, turns=4)) == 4
        visitor.panel.get_by_role("button", name="Place").first.click()
        expect(visitor.map.locator(".dl-point.dl-chosen")).to_be_visible()
        assert visitor.outside == [] and visitor.errors == []
        visitor.close()
