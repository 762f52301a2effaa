"""What leaves the app: a link that shows the same view, a link that its maker ends, files that other programs open."""

import csv
import io
import json
import re

import geopandas
import pandas
import pytest
from PIL import Image
from playwright.sync_api import expect

from geo.app.save import frame_of
from geo.bench import drive
from geo.exports import FORMATS
from tests.articles.files import STORY

pytestmark = pytest.mark.browser

PARIS = "geonames:2988507"


def add(visitor, text: str, title: str) -> str:
    """Have a pasted text read and return the address of what is shown then."""
    visitor.page.get_by_role("button", name="Add").click()
    box = visitor.page.get_by_role("dialog")
    box.get_by_label("Text", exact=True).fill(text)
    box.get_by_role("button", name="Next").first.click()
    box.get_by_label("Title").fill(title)
    box.get_by_role("button", name="Read it").click()
    box.wait_for(state="detached", timeout=120_000)
    visitor.painted()
    visitor.settled()
    return visitor.page.url


def copied(visitor) -> str:
    """Press "Copy link" and return what the clipboard holds then."""
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.page.get_by_role("button", name="Copy link").click()
    expect(visitor.page.locator(".st-key-copy").get_by_role("status")).to_have_text("Link copied")
    return visitor.page.evaluate("() => navigator.clipboard.readText()")


def role(visitor, label: str):
    """Open the filters and return the pill of a part that a place plays."""
    visitor.page.get_by_role("button", name="Filter", exact=True).click()
    return visitor.page.get_by_role("button", name=label)


def test_a_copied_link_shows_a_stranger_the_same_view(visitor, browser, server):
    visitor.open(f"?place={PARIS}&show=violence~words&sure=40&since=2015-11-13&clock=happened")
    role(visitor, "Said here").click()
    visitor.page.wait_for_url(re.compile("role=said"))
    visitor.page.keyboard.press("Escape")
    visitor.settled()
    zoom = visitor.shown("zoom")
    visitor.map.locator(".leaflet-control-zoom-in").click()
    expect(visitor.map.locator("#map_div")).not_to_have_attribute("data-zoom", zoom)
    visitor.page.wait_for_function("() => new URLSearchParams(location.search).has('view')")
    visitor.settled()
    link = copied(visitor)
    assert link == visitor.page.url and "role=said" in link and "view=" in link
    stranger = drive.Explorer(browser, server.url)
    stranger.open(link.removeprefix(f"{server.url}/"))
    stranger.title("Paris")
    assert stranger.said == visitor.said
    for name in ("zoom", "selected", "places", "center"):
        assert stranger.shown(name) == visitor.shown(name), name
    for chip in ("Violence", "Words"):
        expect(stranger.chip(chip)).to_have_attribute("aria-pressed", "true")
    expect(role(stranger, "Said here")).to_have_attribute("data-selected", "true")
    stranger.page.keyboard.press("Escape")
    assert stranger.panel.inner_text() == visitor.panel.inner_text()
    stranger.close()


def test_the_link_of_another_page_leads_to_that_page(visitor, browser, server):
    visitor.open(f"read?place={PARIS}&q=police")
    link = copied(visitor)
    assert link.startswith(f"{server.url}/read?") and "q=police" in link
    stranger = drive.Explorer(browser, server.url)
    stranger.open(link.removeprefix(f"{server.url}/"))
    expect(stranger.page.get_by_role("region", name="Article text")).to_be_visible()
    expect(stranger.page.get_by_label("Search")).to_have_value("police")
    stranger.close()


def test_where_the_clipboard_is_refused_the_link_is_there_to_copy_by_hand(visitor):
    visitor.prepare(
        "navigator.clipboard.writeText = () => Promise.reject(new Error()); document.execCommand = () => false"
    )
    visitor.open(f"?place={PARIS}")
    visitor.page.get_by_role("button", name="Copy link").click()
    field = visitor.page.get_by_role("textbox", name="The link")
    expect(field).to_have_value(visitor.page.url)
    expect(field).to_be_focused()
    ends = field.evaluate("field => [field.selectionStart, field.selectionEnd, field.value.length]")
    assert ends[0] == 0 and ends[1] == ends[2]
    visitor.page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def test_without_a_clipboard_of_its_own_the_browser_still_copies(visitor):
    visitor.prepare("delete Navigator.prototype.clipboard")
    visitor.open()
    visitor.page.evaluate(
        "() => document.addEventListener('copy', () => window.__copied = document.activeElement.value)"
    )
    visitor.page.get_by_role("button", name="Copy link").click()
    expect(visitor.page.locator(".st-key-copy").get_by_role("status")).to_have_text("Link copied")
    assert visitor.page.evaluate("() => window.__copied") == visitor.page.url


def test_only_its_maker_deletes_an_article_and_then_its_link_is_dead_for_all(browser, public):
    server, visitor = public, drive.Explorer(browser, public.url)
    visitor.open()
    address = add(visitor, STORY, "A bridge is blocked")
    assert re.search(r"article=[\w-]{22}(&|$)", address)
    expect(visitor.page.get_by_text(re.compile(r"Kept until \d+ \w+ \d{4}\."))).to_be_visible()
    stranger = drive.Explorer(browser, server.url)
    stranger.open(address.removeprefix(f"{server.url}/"))
    stranger.drawn("Lyon")
    expect(stranger.page.get_by_text("Whoever has the link can open this.")).to_be_visible()
    expect(stranger.page.get_by_role("button", name="Delete")).to_have_count(0)

    visitor.page.get_by_role("button", name="Delete").click()
    visitor.page.get_by_role("button", name="Delete for good").click()
    expect(visitor.page.get_by_text("Deleted. Its link leads nowhere now.")).to_be_visible()
    visitor.title("Pressure on ISIS builds: France, Russia consult; Britain calls for airstrikes")
    visitor.settled()
    assert "article=pressure-on-isis-builds" in visitor.page.url
    visitor.page.locator(".st-key-_article input").click()
    assert not any("bridge" in label for label in visitor.page.get_by_role("option").all_inner_texts())

    stranger.chip("Words").click()
    expect(stranger.page.get_by_text("There is no article behind this link.")).to_be_visible()
    expect(stranger.page.locator(".st-key-panel, .st-key-chips")).to_have_count(0)
    later = drive.Explorer(browser, server.url)
    later.open(address.removeprefix(f"{server.url}/"), painted=False)
    expect(later.page.get_by_text("There is no article behind this link.")).to_be_visible()
    assert "Lyon" not in later.page.inner_text("body") and "bridge" not in later.page.inner_text("body")
    for window in (visitor, stranger, later):
        assert not window.errors and not window.outside
        window.close()


def test_its_maker_can_delete_it_after_a_reload(visitor):
    visitor.open()
    address = add(visitor, STORY, "A bridge that stays")
    visitor.open()
    visitor.page.locator(".st-key-_article input").click()
    visitor.page.get_by_role("option", name="A bridge that stays").click()
    visitor.page.get_by_role("button", name="Delete").click()
    visitor.page.get_by_role("button", name="Delete for good").click()
    expect(visitor.page.get_by_text("Deleted. Its link leads nowhere now.")).to_be_visible()
    visitor.page.goto(address)
    expect(visitor.page.get_by_text("There is no article behind this link.")).to_be_visible()
    assert visitor.page.evaluate("() => localStorage.getItem('dateline.own')") == "{}"


@pytest.mark.parametrize(
    "kept",
    ["[[", "[]", "null", '{"a": 1, "b": {"label": [], "token": {}}, "c": {"label": "<b>never saved", "token": "t"}}'],
)
def test_nonsense_in_the_browsers_memory_does_no_harm(visitor, kept):
    visitor.prepare(f"localStorage.setItem('dateline.own', {json.dumps(kept)})")
    visitor.open()
    visitor.settled()
    visitor.page.locator(".st-key-_article input").click()
    labels = visitor.page.get_by_role("option").all_inner_texts()
    assert any("Pressure on ISIS" in label for label in labels) and not any("never saved" in label for label in labels)


def download(visitor, ending: str, count: str, folder):
    """Choose a format, press the button once it names that format and count, and return the file that came."""
    visitor.page.locator(".st-key-_format input").click()
    visitor.page.get_by_role("option", name=f"(.{ending})").click()
    with visitor.page.expect_download() as started:
        visitor.page.get_by_role("button", name=f"Download .{ending} with {count} items", exact=True).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


@pytest.fixture(scope="module")
def exported(browser, server, tmp_path_factory):
    """Each format of the selection of a filtered view, and the GeoJSON of everything, as the browser saved them."""
    folder = tmp_path_factory.mktemp("exports")
    visitor = drive.Explorer(browser, server.url)
    visitor.open("?show=violence&status=happened")
    visitor.page.get_by_role("button", name="Export").click()
    offered = visitor.page.get_by_text("What is shown (").inner_text()
    shown, everything = re.findall(r"\d+", offered)
    files = {ending: download(visitor, ending, shown, folder) for ending in FORMATS}
    visitor.page.get_by_text("Everything (").click()
    files["all"] = download(visitor, "geojson", everything, folder)
    assert visitor.outside == [] and visitor.errors == []
    visitor.close()
    return files, int(shown)


def test_the_files_are_named_after_the_article(exported):
    files, _ = exported
    beginning = "dateline-pressure-on-isis-builds-france-russia-consult-britain-calls"
    for ending in FORMATS:
        assert re.fullmatch(rf"{beginning}[a-z-]*-selection\.{ending}", files[ending].name)
    assert "selection" not in files["all"].name


@pytest.mark.parametrize("ending", ["geojson", "kml", "gpkg", "parquet"])
def test_gdal_opens_the_selection(exported, ending):
    files, shown = exported
    read = geopandas.read_parquet if ending == "parquet" else geopandas.read_file
    table = read(files[ending])
    assert table["item_id"].nunique() == shown > 0
    assert set(table["event_status"]) == {"happened"} and set(table["record"]) == {"event"}
    assert "Paris" in set(table["place_name"]) and table["sentence"].str.len().min() > 10
    assert table.total_bounds[0] > -180 and "GeoNames" in table["attribution"].iloc[0]


def test_everything_holds_more_than_the_selection(exported):
    files, shown = exported
    table = geopandas.read_file(files["all"])
    assert set(table["record"]) == {"event", "quote", "mention"} and table["item_id"].nunique() > shown


def test_tables_and_programs_read_the_selection(exported):
    files, shown = exported
    table = pandas.read_csv(files["csv"])
    assert table["item_id"].nunique() == shown and set(table["event_status"]) == {"happened"}
    rows = list(csv.DictReader(io.StringIO(files["csv"].read_text("utf-8-sig"))))
    named = [row for row in rows if row["raw_placename"]]
    assert len(rows) == len(table) and named and all(json.loads(row["candidates"]) for row in named)
    (line,) = files["jsonl"].read_text("utf-8").splitlines()
    (item,) = json.loads(files["json"].read_text("utf-8"))
    assert len(json.loads(line)["events"]) == len(item["events"]) == shown


def test_the_picture_is_a_picture(exported):
    files, _ = exported
    with Image.open(files["png"]) as picture:
        picture.load()
        assert picture.format == "PNG" and picture.width >= 1200 and len(picture.convert("RGB").getcolors(1 << 24)) > 50


def test_the_page_opens_from_disk_without_a_network_and_its_clicks_work(exported, browser):
    files, shown = exported
    assert files["html"].stat().st_size < 2_000_000
    context = browser.new_context(offline=True, viewport={"width": 1300, "height": 900})
    page = context.new_page()
    wrong = []
    page.on("request", lambda request: request.url.startswith("file:") or wrong.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(files["html"].as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    drive.open_groups(page, page.locator("#map"), "Paris")
    page.locator(f"#map .dl-point[data-place='{PARIS}']").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="Paris")).to_be_visible()
    expect(panel.locator("mark.trigger").first).to_be_visible()
    panel.get_by_role("button", name="Show in the article").first.click()
    expect(page.locator("#reader .flash").first).to_be_visible()
    counted = re.match(r"(\d+) events?(?:, (\d+) minor events?)?", page.inner_text("#count"))
    assert counted and sum(int(number or 0) for number in counted.groups()) == shown
    assert wrong == []
    context.close()


def test_the_page_is_shown_within_another(exported, browser):
    files, _ = exported
    host = files["html"].with_name("host.html")
    host.write_text(f"<!doctype html><title>Ours</title>{frame_of(files['html'].name, 'ISIS')}", "utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1300, "height": 900})
    page = context.new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(host.as_uri())
    within = page.frame_locator("iframe[title=ISIS]")
    within.locator("html[data-ready=yes]").wait_for()
    within.locator("#panel button.row").first.click()
    expect(within.locator("#panel article").first).to_be_visible()
    assert page.url == host.as_uri() and wrong == []
    context.close()
