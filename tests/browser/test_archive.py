"""An archive of twenty thousand articles: opened, zoomed, filtered, paged through, exported and shared."""

import csv
import io
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from geo.app.rows import MOST
from geo.atlas import Atlas, Filter, index
from geo.bench import copies, drive
from geo.viewer.panels import MOST_CARDS

pytestmark = pytest.mark.browser
ARTICLES = 20_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = copies.archive(tmp_path_factory.mktemp("made") / "archive", ARTICLES)
    assert index.make(found)
    return found


@pytest.fixture(scope="module")
def atlas(folder):
    return Atlas.open(folder)


@pytest.fixture(scope="module")
def archive(folder, tmp_path_factory):
    environment = {"XDG_DATA_HOME": str(tmp_path_factory.mktemp("data"))}
    with drive.serving(str(folder), environment=environment) as server:
        yield server


@pytest.fixture
def explorer(browser, archive):
    visitor = drive.Explorer(browser, archive.url)
    yield visitor
    assert visitor.outside == [] and visitor.errors == []
    visitor.close()


def surveyed(visitor) -> dict:
    """Wait until the map shows the part of the world that it is at, and return what it has of it."""
    visitor.page.wait_for_function(
        """() => {
          const { dateline } = document.querySelector('iframe[title="streamlit_folium.st_folium"]').contentWindow
          return dateline?.data.part?.zoom === Math.round(dateline.map.getZoom()) && !dateline.flying
        }"""
    )
    visitor.settled()
    return visitor.map.locator("#map_div").evaluate(
        "() => ({ zoom: dateline.data.part.zoom, box: dateline.data.part.box, points: dateline.data.points.length })"
    )


def test_it_opens_with_all_of_its_places_a_few_of_them_drawn(explorer, atlas):
    explorer.open()
    part = surveyed(explorer)
    assert int(explorer.shown("places")) == len(atlas.by_place()) > 12_000
    assert part["points"] < 1_500 and explorer.said == f"{atlas.summary().placed:,} on the map"
    expect(explorer.panel.get_by_role("heading", name=f"{ARTICLES:,} articles")).to_be_visible()


def test_lines_are_refused_where_too_many_places_are_shown(explorer):
    explorer.open()
    explorer.settled()
    explorer.page.get_by_role("button", name="Filter").click()
    toggle = explorer.page.locator(".st-key-_lines")
    expect(toggle.locator("input")).to_be_disabled()


def test_the_nearer_the_more_of_the_places_stand_by_themselves(explorer, atlas):
    explorer.open()
    before = surveyed(explorer)
    group = explorer.map.locator(".dl-cluster").first
    group.focus()
    explorer.page.keyboard.press("Enter")
    explorer.page.wait_for_function(
        """zoom => document.querySelector('iframe[title="streamlit_folium.st_folium"]')
          .contentWindow.dateline.data.part.zoom > zoom""",
        arg=before["zoom"],
    )
    after = surveyed(explorer)
    assert after["zoom"] > before["zoom"] and after["box"] != before["box"]
    assert int(explorer.shown("places")) == len(atlas.by_place())


def test_a_place_is_found_clicked_and_paged_through_and_the_link_shows_the_same(explorer, browser, atlas):
    places = atlas.by_place()
    busy = places[(places["kind"] == "district") & (places["events"] > 2 * MOST_CARDS) & ~places["doubtful"]].iloc[0]
    name = busy["name"]
    explorer.open(f"?view={busy['lat']},{busy['lon']},12")
    surveyed(explorer)
    explorer.mark(name).dispatch_event("click")
    explorer.title(name)
    there = atlas.at(busy["id"])
    events = there[(there["kind"] == "event") & ~there["minor"].astype(bool)].drop_duplicates(["article", "item"])
    assert len(events) > MOST_CARDS
    section = explorer.panel.locator(".block", has_text=re.compile("^Events"))
    expect(section.locator(".count").first).to_have_text(f" {len(events):,}")
    expect(section.locator(".card")).to_have_count(MOST_CARDS)
    section.get_by_role("button", name="more").click()
    expect(section.locator(".card")).to_have_count(min(2 * MOST_CARDS, len(events)))
    explorer.settled()
    surveyed(explorer)
    explorer.context.grant_permissions(["clipboard-read", "clipboard-write"])
    explorer.page.get_by_role("button", name="Copy link").click()
    explorer.page.get_by_role("button", name="Copied").wait_for()
    link = explorer.page.evaluate("navigator.clipboard.readText()")
    other = drive.Explorer(browser, explorer.url)
    other.page.goto(link)
    other.painted()
    other.title(name)
    surveyed(other)
    assert [other.shown(what) for what in ("zoom", "selected")] == [
        explorer.shown(what) for what in ("zoom", "selected")
    ]
    centers = [[*map(float, visitor.shown("center").split(","))] for visitor in (explorer, other)]
    assert centers[1] == pytest.approx(centers[0], abs=0.001)
    assert other.outside == [] and other.errors == []
    other.close()


def test_a_filter_changes_map_counts_and_timeline(explorer, atlas):
    explorer.open()
    surveyed(explorer)
    version = explorer.shown("version")
    explorer.chip("Protest").click()
    explorer.page.wait_for_function(
        """version => document.querySelector('iframe[title="streamlit_folium.st_folium"]')
          .contentDocument.querySelector("#map_div").dataset.version !== version""",
        arg=version,
    )
    explorer.settled()
    kept = atlas.filter(Filter(categories=("protest",)))
    assert explorer.said.startswith(f"{kept.summary().placed:,} of {atlas.summary().placed:,} on the map")
    assert int(explorer.shown("places")) == len(kept.by_place())


def test_tables_are_paged_through(explorer, atlas):
    explorer.open("tables")
    many = len(atlas.by_place())
    explorer.page.get_by_text(f"Rows 1 to {MOST:,} of {many:,}").wait_for()
    explorer.page.get_by_role("button", name="Next").click()
    explorer.page.get_by_text(f"Rows {MOST + 1:,} to {2 * MOST:,} of {many:,}").wait_for()
    expect(explorer.page.get_by_role("button", name="Previous")).to_be_enabled()


def test_a_selection_is_exported(explorer, atlas):
    person = atlas.most_told()[-1]
    kept = atlas.filter(Filter(people=(person,)))
    explorer.open(f"?who={quote(person)}")
    explorer.settled()
    explorer.page.get_by_role("button", name="Export").click()
    explorer.page.get_by_role("combobox", name="Format").click()
    explorer.page.get_by_role("option", name="CSV").click()
    with explorer.page.expect_download() as download:
        explorer.page.get_by_role("button", name=re.compile(r"Download \.csv")).click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    assert len(rows) == len(kept.links) and {row["article_id"] for row in rows} == set(kept.links["article"])
