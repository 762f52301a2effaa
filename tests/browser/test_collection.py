"""A collection of ten thousand places: it opens, clusters, filters and answers clicks."""

import time

import pytest
from playwright.sync_api import expect

from geo.app import bench, drive
from geo.app.made import collection

pytestmark = pytest.mark.browser


def test_ten_thousand_places_are_usable(browser, tmp_path):
    file = collection(tmp_path / "made.jsonl", 10_000)
    with drive.serving(str(file), environment={"XDG_DATA_HOME": str(tmp_path)}) as server:
        visitor = drive.Explorer(browser, server.url)
        started = time.perf_counter()
        visitor.open()
        opened = time.perf_counter() - started
        assert visitor.shown("places") == "10000"
        expect(visitor.map.locator(".dl-cluster").first).to_be_visible()
        filtered = min(bench.filters(visitor, turns=4)) / 1000
        visitor.panel.get_by_role("button", name="Place").first.click()
        expect(visitor.map.locator(".dl-point.dl-chosen")).to_be_visible()
        assert visitor.outside == [] and visitor.errors == []
        visitor.close()
    assert opened < 15, f"opened in {opened:.1f} s"
    assert filtered < 3, f"filtered in {filtered:.1f} s"
