"""The map in a real browser: load, hover, click, choose elsewhere, filter, brush, keyboard, tiles."""

import copy
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from tests.exports.sample import record

pytestmark = pytest.mark.browser

SEVEN = ("Paris", "Moscow", "Saint-Denis", "Molenbeek", "La D", "Syria", "Iraq")
"""How the names of the seven begin."""
ALL_SHOWN = re.compile(r"^[\d,]+ on the map$")


def shown_and_all(visitor) -> tuple[int, int]:
    match = re.match(r"([\d,]+) of ([\d,]+) on the map", visitor.said)
    assert match, visitor.said
    return tuple(int(number.replace(",", "")) for number in match.groups())


def narrowed(visitor) -> tuple[int, int]:
    status = visitor.page.locator(".st-key-chips").get_by_role("status")
    expect(status).to_contain_text(" of ")
    visitor.settled()
    return shown_and_all(visitor)


def test_a_click_on_each_of_the_seven_places_fills_the_panel_and_keeps_the_place_in_sight(visitor):
    visitor.open()
    for place in map(visitor.called, SEVEN):
        visitor.click(place)
        visitor.title(place)
        visitor.settled()
        frame, (x, y) = visitor.page.locator("iframe[title*=folium]").bounding_box(), visitor.spot(place)
        assert 0 <= x - frame["x"] <= frame["width"] and 0 <= y - frame["y"] <= frame["height"], place
        expect(visitor.map.locator("#map_div")).to_have_attribute("data-selected", re.compile(".+"))
        visitor.map.get_by_role("button", name="Show everything").click()


def test_a_click_on_a_circle_goes_where_choosing_in_the_list_goes(visitor):
    views = []
    for choose in (visitor.click, lambda name: visitor.panel.get_by_role("button", name=name).first.click()):
        visitor.open()
        fitted = float(visitor.shown("zoom"))
        choose("Moscow")
        visitor.title("Moscow")
        visitor.settled()
        assert float(visitor.shown("zoom")) > fitted
        views.append((visitor.shown("zoom"), visitor.shown("center")))
        visitor.page.goto("about:blank")
    assert views[0] == views[1]


def test_the_map_keeps_its_zoom_through_messages_and_dialogs(visitor):
    visitor.open()
    fitted = visitor.shown("zoom")
    visitor.map.get_by_role("button", name="Zoom in").click()
    expect(visitor.map.locator("#map_div")).not_to_have_attribute("data-zoom", fitted)
    zoom = visitor.shown("zoom")
    frame = visitor.page.locator("iframe[title*=folium]").element_handle()
    visitor.page.get_by_role("button", name="Add").click()
    visitor.page.get_by_role("dialog").get_by_role("button", name="Close").click()
    visitor.page.get_by_label("Search").fill("nothing-has-this-word")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.get_by_text("Nothing is left under these filters.")).to_be_visible()
    visitor.page.locator(".st-key-chips").get_by_role("button", name="Clear filters").click()
    expect(visitor.page.get_by_text("Nothing is left under these filters.")).to_have_count(0)
    assert frame.evaluate("frame => frame.isConnected")
    visitor.settled()
    assert visitor.shown("zoom") == zoom


def test_the_app_is_told_of_a_click_once_whatever_was_clicked(visitor):
    visitor.open()
    visitor.settled()
    sent = []
    session = visitor.context.new_cdp_session(visitor.page)
    session.on("Network.webSocketFrameSent", lambda frame: sent.append(frame))  # what Playwright calls has a name
    session.send("Network.enable")
    for place in ("Moscow", "Syria", "Iraq"):
        sent.clear()
        visitor.map.locator(f'[role="button"][aria-label^="{place},"]').first.dispatch_event("click")
        visitor.title(place)
        visitor.page.wait_for_timeout(400)  # streamlit-folium waits for 250 ms before it tells of a click
        assert len(sent) == 1, place


def test_the_view_is_fitted_and_groups_open(visitor):
    visitor.open()
    size = visitor.map.locator("#map_div").bounding_box()
    for place in ("Moscow", "Paris", "Saint-Denis"):
        visitor.spot(place)
        box = visitor.mark(place).bounding_box()
        assert size["x"] <= box["x"] <= size["x"] + size["width"], place
        visitor.map.get_by_role("button", name="Show everything").click()


def drag(visitor, across: int, down: int) -> None:
    box = visitor.page.locator("iframe[title*=folium]").bounding_box()
    x, y = box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.6
    visitor.page.mouse.move(x, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(x + across, y + down, steps=8)
    visitor.page.wait_for_timeout(120)  # lets go of it at rest
    visitor.page.mouse.up()


def asked_view(visitor) -> str:
    return parse_qs(urlsplit(visitor.page.url).query).get("view", [""])[0]


def shows_its_address(visitor) -> None:
    """Wait until the address bar holds the map's zoom and centre."""
    visitor.page.wait_for_function(
        """() => {
          const [lat, lng, zoom] = (new URLSearchParams(location.search).get("view") || "").split(",").map(Number)
          const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]')
          const { dataset } = frame.contentDocument.querySelector("#map_div")
          const [y, x] = dataset.center.split(",").map(Number)
          return Math.abs(lat - y) < 2e-4 && Math.abs(lng - x) < 2e-4 && zoom === Number(dataset.zoom)
        }"""
    )


def test_a_copied_link_shows_the_same_zoom_and_centre(visitor, browser, server):
    visitor.open()
    assert asked_view(visitor) == "", "the fitted view is what everybody gets"
    drag(visitor, 120, -60)
    visitor.map.get_by_role("button", name="Zoom in").click()
    shows_its_address(visitor)
    visitor.chip("Violence").click()
    visitor.page.wait_for_url(re.compile("show=violence"))
    shows_its_address(visitor)
    other = drive.Explorer(browser, server.url)
    other.page.goto(visitor.page.url)
    other.painted()
    other.settled()
    centers = [[float(part) for part in one.shown("center").split(",")] for one in (other, visitor)]
    assert other.shown("zoom") == visitor.shown("zoom") and centers[0] == pytest.approx(centers[1], abs=2e-4)
    assert other.page.url == visitor.page.url
    other.close()


def test_moving_the_map_asks_nothing_of_the_server(visitor):
    sent = []
    visitor.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    visitor.open()
    visitor.settled()
    before = len(sent)
    drag(visitor, 90, 40)
    shows_its_address(visitor)
    assert len(sent) == before > 0


def test_the_map_comes_back_as_it_was_left(visitor):
    visitor.open()
    visitor.click("Moscow")
    visitor.title("Moscow")
    drag(visitor, 90, 40)
    shows_its_address(visitor)
    view = asked_view(visitor)
    visitor.turn("Tables")
    visitor.turn("Map")
    shows_its_address(visitor)
    assert asked_view(visitor) == view
    visitor.title("Moscow")


def test_a_place_that_the_article_lacks_is_ignored(visitor):
    visitor.open()
    fitted = visitor.shown("zoom"), visitor.shown("center")
    visitor.page.goto(f"{visitor.url}/?place=geonames:999")
    visitor.painted()
    visitor.page.wait_for_url(lambda address: "article=" in address and "place=" not in address)
    visitor.settled()
    assert (visitor.shown("zoom"), visitor.shown("center")) == fitted


def test_a_chosen_place_that_is_filtered_away_leaves_the_view_fitted(visitor):
    visitor.open("?place=geonames:524901&q=Saint-Denis")
    visitor.settled()
    visitor.title("Moscow")
    assert float(visitor.shown("zoom")) > 5


def test_countries_are_shapes_and_never_pins(visitor):
    visitor.open()
    for country in ("Syria", "Iraq", "France", "United Kingdom"):
        assert visitor.mark(country).evaluate("element => element.tagName") == "path"


def test_names_stand_on_the_map(visitor):
    visitor.open()
    labels = visitor.map.locator(".dl-label")
    expect(labels.filter(has_text="Moscow")).to_be_visible()
    expect(labels.filter(has_text="Poland")).to_be_visible()


def test_close_up_cities_are_named_to_go_by(visitor):
    visitor.open("?view=34.5,36,5.75")
    expect(visitor.map.locator(".dl-label-town").filter(has_text="Aleppo")).to_be_visible()
    visitor.map.get_by_role("button", name="Zoom out").click()
    expect(visitor.map.locator(".dl-label-town")).to_have_count(0)


def test_hover_names_the_place_and_counts(visitor):
    visitor.open()
    visitor.page.mouse.move(*visitor.spot("Moscow"))
    tip = visitor.map.locator(".dl-tip")
    expect(tip).to_contain_text("Moscow")
    expect(tip).to_contain_text(re.compile(r"\d+ event"))


def test_choosing_in_the_panel_marks_the_place_and_flies_there(visitor):
    visitor.open()
    zoom, center = visitor.shown("zoom"), visitor.shown("center")
    visitor.panel.get_by_role("button", name="Saint-Denis").click()
    visitor.title("Saint-Denis")
    expect(visitor.mark("Saint-Denis")).to_have_class(re.compile("dl-chosen"))
    expect(visitor.map.locator("#map_div")).not_to_have_attribute("data-center", center)
    assert float(visitor.shown("zoom")) > float(zoom)
    visitor.panel.get_by_role("button", name="All places").click()
    visitor.panel.get_by_role("button", name="Moscow").wait_for()


def test_a_chip_filters_map_and_panel_and_one_click_clears(visitor):
    visitor.open()
    before = int(visitor.shown("places"))
    visitor.chip("Violence").click()
    expect(visitor.chip("Violence")).to_have_attribute("aria-pressed", "true")
    shown, total = narrowed(visitor)
    assert 0 < shown < total
    expect(visitor.map.locator("#map_div")).not_to_have_attribute("data-places", str(before))
    visitor.page.wait_for_url(re.compile("show=violence"))
    visitor.page.locator(".st-key-chips").get_by_role("button", name="Clear filters").click()
    expect(visitor.map.locator("#map_div")).to_have_attribute("data-places", str(before))


def test_search_finds_words_and_places(visitor):
    visitor.open()
    visitor.page.get_by_label("Search").fill("Moscow")
    visitor.page.keyboard.press("Enter")
    shown, total = narrowed(visitor)
    assert 0 < shown < total
    expect(visitor.mark("Moscow")).to_be_visible()
    expect(visitor.mark("Iraq")).to_have_count(0)


def test_brushing_the_timeline_filters_the_map(visitor):
    visitor.open()
    chart = visitor.page.locator(".st-key-timeline .plot")
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    y = box["y"] + box["height"] * 0.4
    visitor.page.mouse.move(box["x"] + box["width"] * 0.3, y)
    visitor.page.mouse.down()
    visitor.page.mouse.move(box["x"] + box["width"] * 0.45, y, steps=4)
    visitor.page.mouse.move(box["x"] + box["width"] * 0.52, y, steps=4)
    visitor.page.mouse.up()
    shown, total = narrowed(visitor)
    assert shown < total
    visitor.page.wait_for_url(re.compile("since=2015-11-.*until=2015-11-"))
    visitor.page.locator(".st-key-chips").get_by_role("button", name="Clear filters").click()
    expect(visitor.page.locator(".st-key-chips").get_by_role("status")).to_have_text(ALL_SHOWN)


def test_the_timeline_tells_kinds_by_name_and_symbol_and_a_day_by_key(visitor):
    visitor.open()
    timeline = visitor.page.locator(".st-key-timeline")
    names = timeline.locator(".name").all_inner_texts()
    chips = visitor.page.locator(".st-key-chips .chip").all_inner_texts()
    assert len(names) > 3
    for name in names:
        symbol, label = name.split("\n")
        assert any(chip.startswith(f"{symbol}\n{label}\n") for chip in chips), name
    assert timeline.locator(".lane").count() == len(names)
    timeline.locator(".bin").first.focus()
    visitor.page.keyboard.press("ArrowRight")
    focused = timeline.locator(".bin:focus")
    expect(timeline.locator(".tip")).to_contain_text((focused.get_attribute("aria-label") or "").split(":")[0])
    visitor.page.keyboard.press("Enter")
    shown, total = narrowed(visitor)
    assert 0 < shown < total
    expect(timeline.locator(".bin[aria-pressed=true]")).to_have_count(1)
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator(".st-key-chips").get_by_role("status")).to_have_text(ALL_SHOWN)


def test_the_other_clock_shows_the_day_of_publication(visitor):
    visitor.open()
    days = visitor.page.locator(".st-key-timeline .bin")
    days.first.wait_for()
    assert days.count() > 1
    clock = visitor.page.get_by_role("button", name="When it was published")
    clock.click()
    visitor.page.wait_for_url(re.compile("clock=published"))
    expect(days).to_have_count(1)
    expect(days).to_have_attribute("aria-label", re.compile("^26 November 2015: "))
    expect(clock).to_have_attribute("aria-pressed", "true")
    expect(visitor.page.locator(".st-key-timeline")).not_to_contain_text("without a date")


@pytest.fixture
def told(linked):
    """A reader of an article whose quote was said in Lyon about a town near by."""
    story = copy.deepcopy(record())
    town = next(place for place in story["places"] if place["id"] == story["quotes"][0]["about"][0])
    town |= {"name": "Dole", "kind": "city", "lat": 47.09, "lon": 5.49}
    with linked([story]) as visitor:
        yield visitor


def test_lines_lead_from_where_it_was_said_to_what_it_was_about(told):
    visitor = told
    visitor.open()
    expect(visitor.map.locator(".leaflet-lines-pane path")).to_have_count(0)
    visitor.page.get_by_role("button", name="Filter").click()
    visitor.page.get_by_text("Draw lines between places").click()
    visitor.page.wait_for_url(re.compile("lines=1"))
    visitor.page.keyboard.press("Escape")
    paths = visitor.map.locator(".leaflet-lines-pane path")
    paths.first.wait_for(state="attached")
    drawn = visitor.map.locator("#map_div").evaluate(
        """() => {
          const { lines } = dateline.data
          const ends = [...document.querySelectorAll(".leaflet-lines-pane path")].filter((path) =>
            path.getAttribute("d").includes("L")) // not the dots at their ends
          const seat = (id) => dateline.map.latLngToLayerPoint(dateline.seat(id))
          const seats = lines.map((line) => [seat(line.from), seat(line.to)])
          return { lines, count: ends.length, seats: seats.map((pair) => pair.map(({ x, y }) => [x, y])),
            curves: ends.map((path) => path.getAttribute("d").match(/-?\\d+(\\.\\d+)?/g).map(Number)),
            dashed: ends.map((path) => Boolean(path.getAttribute("stroke-dasharray"))) }
        }"""
    )
    assert drawn["count"] == len(drawn["lines"]) > 0
    expect(visitor.map.locator(".dl-key")).to_contain_text("said there, about here")
    for line, ((x1, y1), (x2, y2)), curve, dashed in zip(
        drawn["lines"], drawn["seats"], drawn["curves"], drawn["dashed"], strict=True
    ):
        assert abs(curve[0] - x1) < 3 and abs(curve[1] - y1) < 3, line
        assert abs(curve[-2] - x2) < 3 and abs(curve[-1] - y2) < 3, line
        assert dashed == (line["kind"] == "about"), line


def test_everything_by_keyboard(visitor):
    visitor.open()
    visitor.page.get_by_label("Search").focus()
    reached = ""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        reached = visitor.map.locator("body").evaluate(
            "() => document.hasFocus() ? (document.activeElement?.getAttribute('aria-label') || '') : ''"
        )
        if reached.startswith("Moscow,"):
            break
    assert reached.startswith("Moscow,")
    expect(visitor.map.locator(".dl-tip")).to_contain_text("Moscow")
    visitor.page.keyboard.press("Enter")
    visitor.title("Moscow")


def test_tiles_that_cannot_be_reached_do_no_harm(visitor):
    visitor.open()
    visitor.map.locator(".leaflet-control-layers").hover()
    visitor.map.get_by_text("OpenStreetMap", exact=True).click()
    expect(visitor.map.get_by_role("status")).to_contain_text("can’t be reached")
    expect(visitor.map.locator(".dl-key")).to_contain_text("disputed, as Natural Earth sees it")
    visitor.page.mouse.move(0, 0)  # the list of maps closes, which may lie over a place
    expect(visitor.map.get_by_text("OpenStreetMap", exact=True)).to_be_hidden()
    visitor.click("Moscow")
    visitor.title("Moscow")
    assert visitor.outside and all("tile.openstreetmap.org" in address for address in visitor.outside)
    visitor.outside.clear()


def test_the_legend_tells_of_disputed_borders_only_on_the_map_that_has_them(visitor):
    tile = (
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
        b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x01D\x00;"
    )
    visitor.page.route("**/tile.openstreetmap.org/**", lambda route: route.fulfill(body=tile, content_type="image/gif"))
    visitor.open()
    legend = visitor.map.locator(".dl-key")
    expect(legend).to_contain_text("disputed, as Natural Earth sees it")
    visitor.map.locator(".leaflet-control-layers").hover()
    visitor.map.get_by_text("OpenStreetMap", exact=True).click()
    expect(legend).not_to_contain_text("disputed")
    expect(legend).to_contain_text("more happens")
    visitor.map.get_by_text("Outlines (built in)", exact=True).click()
    expect(legend).to_contain_text("disputed, as Natural Earth sees it")
    visitor.outside.clear()


def test_narrow_screen_has_map_then_panel_then_timeline(phone):
    phone.open()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 400
    phone.click("Moscow")
    phone.title("Moscow")
    tops = [
        phone.page.locator(selector).first.bounding_box()["y"]
        for selector in ("iframe[title*=folium]", ".st-key-panel", ".st-key-timeline .plot")
    ]
    assert tops == sorted(tops)


def test_dark_theme_reaches_the_map(owl):
    owl.open()
    expect(owl.map.locator("body")).to_have_class(re.compile("dl-dark"))
    ground = owl.page.locator(".stApp").evaluate("element => getComputedStyle(element).backgroundColor")
    assert ground == "rgb(21, 23, 26)"
    owl.click("Paris")
    owl.title("Paris")
