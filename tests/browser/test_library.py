"""The library in the browser: collections made, filled, read, joined, split, deleted; feeds; who may edit."""

import json
import re

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from geo.library import NOBODY, Library, Person
from tests.across.test_events import market, strike
from tests.articles import families
from tests.articles.files import html_page
from tests.articles.server import running
from tests.browser.test_in import story, upload
from tests.exports.sample import record

pytestmark = pytest.mark.browser

HEAD, ROW = 35, 35
"""Pixels of the head and of a row of Streamlit's tables."""


@pytest.fixture
def database(near_database):
    return near_database


@pytest.fixture
def server(near):
    return near


@pytest.fixture
def library(database):
    """Return the library, empty before the test."""
    made = Library.open(database, everyone="owner", keep_days=None)
    for kept in (*made.listed(NOBODY), *made.listed(NOBODY, deleted=True)):
        made.bring_back(kept.id, NOBODY)
        made.delete(kept.id, NOBODY, for_good=True)
    return made


def shown(visitor) -> None:
    """Open the library page."""
    visitor.page.goto(f"{visitor.url}/library")
    visitor.page.get_by_role("button", name="New collection").wait_for()
    visitor.settled()


def choose(visitor, row: int, table: int = 0) -> None:
    """Choose a row of a table by its box."""
    box = visitor.page.locator("[data-testid=stDataFrame]").nth(table).bounding_box()
    visitor.page.mouse.click(box["x"] + 18, box["y"] + HEAD + ROW * row + ROW / 2)
    visitor.settled()


def cells(visitor, table: int = 0):
    """Return the text of a table."""
    return visitor.page.locator("[data-testid=stDataFrame] table").nth(table)


def lines(*cities: str) -> bytes:
    rows = [{"text": story(city), "title": f"Farmers in {city}", "publisher": "The Desk"} for city in cities]
    return "\n".join(map(json.dumps, rows)).encode()


def test_a_collection_is_made_filled_and_read_in_the_background(visitor, library):
    shown(visitor)
    expect(visitor.page.get_by_text("There is no collection yet")).to_be_visible()
    visitor.page.get_by_role("button", name="New collection").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Harvest")
    dialog.get_by_label("Name").blur()
    dialog.get_by_role("button", name="Make it").click()
    expect(dialog).to_have_count(0)
    expect(cells(visitor)).to_contain_text("Harvest")
    choose(visitor, 0)
    visitor.page.get_by_role("button", name="Add articles").click()
    dialog.get_by_role("tab", name="Upload files").click()
    upload(visitor, {"a.jsonl": lines("Lyon", "Nantes", "Lille", "Metz")})
    expect(dialog.get_by_label("Add to")).to_have_value("Harvest")
    dialog.get_by_role("button", name="Read in the background").click()
    expect(dialog).to_have_count(0)
    expect(cells(visitor, 1)).to_contain_text("Farmers in Metz")
    expect(visitor.page.get_by_text(re.compile("of 4 articles are read"))).to_have_count(0, timeout=120_000)
    (kept,) = library.listed(NOBODY)
    assert (kept.name, kept.articles, kept.read) == ("Harvest", 4, 4)
    visitor.page.locator(".st-key-_shelf_open button").click()
    visitor.painted()
    visitor.click("Metz")
    visitor.title("Metz")


def test_what_is_there_already_is_said(visitor, library):
    id, _ = library.create("Harvest")
    library.add(id, [{"text": story("Lyon"), "title": "Farmers in Lyon", "publisher": "The Desk"}], NOBODY)
    shown(visitor)
    choose(visitor, 0)
    visitor.page.get_by_role("button", name="Add articles").click()
    visitor.page.get_by_role("dialog").get_by_role("tab", name="Upload files").click()
    upload(visitor, {"a.jsonl": lines("Lyon", "Nantes")})
    visitor.page.get_by_role("dialog").get_by_role("button", name="Read in the background").click()
    expect(visitor.page.get_by_text("1 article was there already.")).to_be_visible()
    assert library.look(id).articles == 2


def test_collections_are_joined_and_split(visitor, library):
    library.save([record()], "One")
    library.save([{**record(), "id": "other", "title": "Another", "source": None}], "Two")
    shown(visitor)
    choose(visitor, 0)
    choose(visitor, 1)
    visitor.page.get_by_label("Name of the joined collection").fill("Both")
    visitor.page.get_by_label("Name of the joined collection").blur()
    visitor.page.get_by_role("button", name="Join", exact=True).click()
    expect(cells(visitor)).to_contain_text("Both")
    assert {kept.name: kept.articles for kept in library.listed(NOBODY)} == {"Both": 2, "One": 1, "Two": 1}
    choose(visitor, 0)
    expect(cells(visitor, 1)).to_contain_text("Another")
    choose(visitor, 0, table=1)
    visitor.page.get_by_placeholder("Name of the new collection").fill("Part")
    visitor.page.get_by_placeholder("Name of the new collection").blur()
    visitor.page.get_by_role("button", name="Make a collection of 1 article").click()
    expect(cells(visitor)).to_contain_text("Part")
    assert {kept.name: kept.articles for kept in library.listed(NOBODY)}["Part"] == 1


def test_a_deleted_collection_is_brought_back(visitor, library):
    library.save([record()], "One")
    shown(visitor)
    choose(visitor, 0)
    visitor.page.get_by_role("button", name="Delete", exact=True).click()
    expect(visitor.page.get_by_text("It can be brought back for 30 days")).to_be_visible()
    assert library.listed(NOBODY) == []
    visitor.page.get_by_text("Deleted (1)").click()
    visitor.page.get_by_role("button", name="Bring back").click()
    expect(cells(visitor)).to_contain_text("One")
    assert [kept.name for kept in library.listed(NOBODY)] == ["One"]


def test_a_feed_is_followed_and_brings_its_articles(visitor, library):
    id, _ = library.create("News")
    with running() as web:
        item = f"<item><link>{web.url}/ice</link><guid>a</guid><title>Ice on the Drava</title></item>"
        rss = {"Content-Type": "application/rss+xml"}
        web.pages["/feed"] = (200, rss, families.rss(item).encode())
        web.pages["/ice"] = (200, {"Content-Type": "text/html; charset=utf-8"}, html_page().encode())
        shown(visitor)
        choose(visitor, 0)
        visitor.page.get_by_role("tab", name="Feeds").click()
        visitor.page.get_by_label("Address of a feed").fill(f"{web.url}/feed")
        visitor.page.get_by_role("button", name="Follow", exact=True).click()
        told = visitor.page.get_by_role("tabpanel").get_by_text("1 new article")  # a toast says so too, for a while
        expect(told).to_be_visible(timeout=60_000)
    (followed,) = library.feeds.of(id)
    assert followed.said.startswith("1 new article") and followed.feed.title == families.OUTLET
    assert library.look(id).articles == 1
    visitor.page.get_by_role("button", name="Unfollow").click()
    expect(visitor.page.get_by_text("Follow a feed")).to_be_visible()


def correct_lyon(visitor) -> None:
    """Say that the sample's Lyon is none."""
    visitor.panel.get_by_role("button", name="Another place is meant").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_text("No place at all").click()
    dialog.get_by_role("button", name="Correct", exact=True).click()
    expect(dialog).to_have_count(0)


def test_a_correction_and_its_undo_outlive_a_restart_and_are_there_in_another_browser(browser, tmp_path):
    url = f"sqlite:///{tmp_path}/library.sqlite"
    environment = {"XDG_DATA_HOME": str(tmp_path), "DATELINE_DATABASE": url, "DATELINE_HOSTED": ""}
    id, _ = Library.open(url).save([record()])
    query = f"?article={id}&place=geonames:2996944"

    def opened(server):
        visitor = drive.Explorer(browser, server.url)
        visitor.open(query)
        return visitor

    with drive.serving(environment=environment) as server:
        first = opened(server)
        correct_lyon(first)
        expect(first.page.get_by_text("1 correction")).to_be_visible()
        first.close()
    with drive.serving(environment=environment) as server:
        second = opened(server)
        expect(second.page.get_by_text("1 correction")).to_be_visible()
        expect(second.mark("Lyon")).to_have_count(0)
        second.page.get_by_role("button", name="Undo", exact=True).click()
        second.drawn("Lyon")
        second.page.get_by_role("button", name="Redo", exact=True).click()
        expect(second.mark("Lyon")).to_have_count(0)
        second.close()


def test_an_editable_link_edits_and_a_plain_one_gives_a_copy(browser, public, public_database):
    server, library = public, Library.open(public_database)
    id, key = library.save([record()], "One")
    edits = library.editor_key(id, Person(keys={id: key}))
    editor = drive.Explorer(browser, server.url)
    editor.open(f"?article={id}&key={edits}&place=geonames:2996944")
    assert "key=" not in editor.page.url, "it must not be copied on by chance"
    correct_lyon(editor)
    expect(editor.page.get_by_text("1 correction")).to_be_visible()
    assert len(library.log.entries(id)) == 1
    library.log.undo(id, Person(keys={id: key}))
    stranger = drive.Explorer(browser, server.url)
    stranger.open(f"?article={id}&place=geonames:2996944")
    correct_lyon(stranger)
    expect(stranger.page.get_by_text("This is a copy of your own")).to_be_visible()
    stranger.page.wait_for_url(lambda url: id not in url)
    assert len(library.log.entries(id)) == 1, "that of the editor"
    expect(stranger.page.get_by_text("1 correction")).to_be_visible()
    shown(stranger)
    expect(cells(stranger)).to_have_attribute("aria-rowcount", "2")  # the head and the copy
    expect(cells(stranger)).to_contain_text("One · corrected")
    for visitor in (editor, stranger):
        visitor.close()


def test_what_articles_tell_of_one_event_stands_side_by_side_and_can_be_parted(visitor, library):
    records = [market("a", publisher="The Gazette"), market("b", dead=11, publisher="The Post"), strike("c")]
    id, _ = library.save(json.loads(json.dumps(records)), "Market")
    page = visitor.page
    page.goto(f"{visitor.url}/compare?article={id}")
    expect(page.get_by_text("Told by 2 articles of 1 origin.")).to_be_visible()
    expect(page.get_by_text("Dead: they differ")).to_be_visible()
    expect(page.get_by_text("11 — The Post")).to_be_visible()
    page.get_by_role("button", name="Another event").last.click()
    expect(page.get_by_text("1 correction")).to_be_visible()
    expect(page.get_by_text("No event of these is told by several articles.")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text("Dead: they differ")).to_be_visible()
    page.get_by_role("button", name="Show in the article").first.click()
    page.get_by_text("A bomb at the Croix-Rousse market").first.wait_for()
