"""A newsroom's own places in the browser: given by hand and by file, found in articles, offered first, taken back."""

import json
import re

import pytest
from playwright.sync_api import expect

from geo.gazetteer.own import own_place
from geo.library import NOBODY, Library
from tests.browser.test_library import HEAD, ROW, choose, shown

pytestmark = pytest.mark.browser

STORY = """ALBANY, N.Y. - A fire broke out at Tannery on Monday, killing two people, officials said.

Crowds gathered in Weigh Lock Ward on Tuesday. "We lost everything," Maria Olsen, a nurse, said in Albany."""
FILE = (
    "name,aliases,latitude,longitude\nTannery,Old Tannery,42.91,-74.57\nWeigh Lock Ward,,42.93,-74.2\nNo Point,,x,1\n"
)


@pytest.fixture
def database(near_database):
    return near_database


@pytest.fixture
def server(near):
    return near


@pytest.fixture
def library(database):
    """Return the library with one collection, "Valley", of an article that is read."""
    made = Library.open(database, everyone="owner", keep_days=None)
    for kept in made.listed(NOBODY):
        made.delete(kept.id, NOBODY, for_good=True)
    made.places.remove(None, [shelved.place.id for shelved in made.places.of(None)], NOBODY)
    return made


@pytest.fixture
def collection(library, nlp):
    from geo.articles import Article
    from geo.language import pipeline

    id, _ = library.create("Valley")
    (record,) = pipeline.parse(nlp, [Article(text=STORY, title="A fire in the valley", id="fire")])
    library.add_read(id, [record], NOBODY)
    return id


def opened(visitor):
    """Open the places of the only collection."""
    shown(visitor)
    choose(visitor, 0)
    visitor.page.get_by_role("tab", name="Own places").click()
    visitor.page.get_by_role("button", name="Add a place").wait_for()


def table(visitor):
    """Return the table of places."""
    return visitor.page.get_by_role("tabpanel", name="Own places").locator("[data-testid=stDataFrame]")


def choose_place(visitor):
    """Choose the first place of the table."""
    box = table(visitor).bounding_box()
    visitor.page.mouse.click(box["x"] + 18, box["y"] + HEAD + ROW / 2)
    visitor.settled()


def places(library, id):
    """Return the names of the places that the article of a collection is read to name."""
    return {mention["text"]: mention["place"] for mention in library.get(id)[0]["mentions"] if mention["place"]}


def until(condition, visitor, seconds=60):
    for _ in range(seconds * 4):
        if condition():
            return
        visitor.page.wait_for_timeout(250)
    assert condition()


def test_a_place_is_given_found_changed_and_taken_back(visitor, library, collection):
    assert "Tannery" not in places(library, collection)
    opened(visitor)
    visitor.page.get_by_role("button", name="Add a place").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Name, as articles write it").fill("Tannery")
    dialog.get_by_label("Other names").fill("Old Tannery")
    dialog.get_by_label("Where it lies").fill("42.91, -74.57")
    dialog.get_by_label("Where it lies").blur()
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog).to_have_count(0)
    expect(table(visitor)).to_contain_text("42.9100, -74.5700 · New York · United States")
    until(lambda: places(library, collection).get("Tannery", "").startswith("own:"), visitor)
    choose_place(visitor)
    visitor.page.get_by_role("button", name="Change").click()
    expect(dialog.get_by_label("Other names")).to_have_value("Old Tannery")
    dialog.get_by_label("Note", exact=True).fill("closed in 1998")
    dialog.get_by_label("Note", exact=True).blur()
    dialog.get_by_role("button", name="Keep").click()
    expect(table(visitor)).to_contain_text("closed in 1998")
    choose_place(visitor)
    visitor.page.get_by_role("button", name="Remove").click()
    expect(visitor.page.get_by_text("1 place removed.")).to_be_visible()
    until(lambda: "Tannery" not in places(library, collection), visitor)
    visitor.page.get_by_role("button", name="Undo removal").click()
    expect(table(visitor)).to_contain_text("Tannery")
    visitor.page.get_by_text(re.compile(r"^Log \(")).click()
    for line in ("added the place Tannery", "changed the place Tannery", "removed the place Tannery"):
        expect(visitor.page.get_by_text(line).first).to_be_visible()


def test_a_point_is_clicked_on_the_map(visitor, library, collection):
    opened(visitor)
    visitor.page.get_by_role("button", name="Add a place").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Name, as articles write it").fill("Tannery")
    dialog.get_by_label("Name, as articles write it").blur()
    frame = dialog.locator("iframe")
    frame.wait_for()
    frame.content_frame.locator(".leaflet-container").wait_for()
    visitor.settled()
    box = frame.bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.5)
    expect(dialog.get_by_label("Where it lies")).to_have_value(re.compile(r"^-?\d+\.\d+, -?\d+\.\d+$"))
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog).to_have_count(0)
    assert len(library.places.of(collection)) == 1


def test_a_file_is_taken_in_row_by_row_and_out_again(visitor, library, collection):
    opened(visitor)
    visitor.page.get_by_text("Import and export").click()
    panel = visitor.page.get_by_role("tabpanel", name="Own places")
    file = {"name": "places.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    panel.locator("input[type=file]").set_input_files(file)
    visitor.page.get_by_role("button", name="Import", exact=True).click()
    expect(visitor.page.get_by_text("2 places added.")).to_be_visible()
    expect(visitor.page.get_by_text("Row 4 of places.csv: Its latitude is no number: x.")).to_be_visible()
    until(lambda: {"Tannery", "Weigh Lock Ward"} <= places(library, collection).keys(), visitor)
    if not panel.get_by_role("button", name="GeoJSON").is_visible():
        visitor.page.get_by_text("Import and export").click()
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name="GeoJSON").click()
    features = json.loads(started.value.path().read_text("utf-8"))["features"]
    assert [feature["properties"]["name"] for feature in features] == ["Tannery", "Weigh Lock Ward"]


def test_own_places_are_offered_first_in_corrections(visitor, library, collection):
    library.places.add(collection, [own_place("Albany Basin", lat=42.65, lon=-73.75)], NOBODY)
    visitor.open(f"?article={collection}")
    visitor.click("Albany")
    visitor.title("Albany")
    visitor.panel.get_by_role("button", name="Another place is meant").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Search another place").fill("Albany")
    visitor.page.keyboard.press("Enter")
    expect(dialog.locator("[data-testid=stRadio]").last.locator("label").nth(1)).to_contain_text("Albany Basin")
