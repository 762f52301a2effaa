"""The page around the map: what the counts say, room on a desk, a telephone's touch, and the keyboard."""

import re

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from tests.browser.conftest import visiting

pytestmark = pytest.mark.browser
DESK = (1440, 900)
FOCUSED = """() => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element?.textContent || ""
}"""
IN_MAP = "() => document.hasFocus() ? (document.activeElement?.getAttribute('aria-label') || '') : ''"


@pytest.fixture
def desk(browser, server):
    yield from visiting(browser, server, size=DESK)


@pytest.fixture
def hand(browser, server):
    """A reader with a telephone and fingers."""
    yield from visiting(browser, server, size=drive.PHONE, touch=True)


def count(chip) -> int:
    return int(re.search(r"[\d,]+$", chip.inner_text())[0].replace(",", ""))


@pytest.mark.parametrize("kind", ["Violence", "Politics", "Words"])
def test_a_chip_counts_what_the_map_then_shows(desk, kind):
    desk.open()
    told = count(desk.chip(kind))
    desk.chip(kind).click()
    expect(desk.page.locator(".st-key-chips").get_by_role("status")).to_contain_text(f"{told} of ")
    assert count(desk.chip(kind)) == told


def test_what_has_no_place_is_counted_and_listed(desk):
    desk.open()
    chip = desk.map.get_by_role("button", name="without a place")
    lacking = int(re.match(r"[\d,]+", chip.inner_text())[0])
    chip.click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("tab", name=f"Without a place ({lacking})")).to_be_visible()
    expect(dialog.get_by_role("tab", name="Without a date")).to_be_visible()
    expect(dialog.get_by_test_id("stDataFrame").first).to_be_visible()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    desk.chip("Protest").click()
    desk.settled()
    expect(chip).to_have_count(0)


def test_at_a_desk_the_map_begins_high_and_the_timeline_is_in_sight(desk):
    desk.open()
    assert desk.page.locator("iframe[title*=folium]").bounding_box()["y"] < 190
    plot = desk.page.locator(".st-key-timeline .plot").bounding_box()
    assert plot["y"] + plot["height"] <= DESK[1]


def test_the_headline_stands_once_on_the_page_of_the_article(desk):
    desk.open("read")
    headline = desk.page.get_by_role("heading", level=1)
    expect(headline).to_have_count(1)
    words = headline.inner_text()
    expect(headline.locator(".mention").first).to_be_visible()
    assert desk.page.locator(".st-key-reader, .st-key-headline").get_by_text(words.split(":")[0]).count() == 1


def test_what_a_row_of_a_table_leads_to_comes_up_as_a_sheet(hand):
    hand.open("tables")
    sheet = hand.page.locator(".st-key-panel_box")
    expect(sheet).to_have_count(0)
    table = hand.page.locator('[data-testid="stDataFrame"]').first.bounding_box()
    hand.page.touchscreen.tap(table["x"] + 16, table["y"] + 52)
    hand.title("Paris")
    assert sheet.bounding_box()["y"] + sheet.bounding_box()["height"] == drive.PHONE[1]
    hand.panel.get_by_role("button", name="All places").tap()
    expect(sheet).to_have_count(0)


def test_the_first_view_of_a_telephone_has_the_places_of_a_desks(hand, desk):
    hand.open()
    expect(hand.map.locator(".dl-chips")).to_contain_text("without a place")
    expect(hand.map.get_by_role("button", name="elsewhere")).to_have_count(0)
    desk.open()
    expect(desk.map.get_by_role("button", name="elsewhere")).to_have_count(0)


def test_a_choice_on_the_map_draws_nothing_else_anew(desk):
    desk.open()
    desk.settled()
    sent = []
    cdp = desk.context.new_cdp_session(desk.page)
    cdp.send("Network.enable")
    cdp.on("Network.webSocketFrameReceived", lambda told: sent.append(len(told["response"]["payloadData"])))
    desk.click("Moscow")
    desk.title("Moscow")
    desk.settled()
    few = len(sent)
    desk.chip("Diplomacy").click()
    desk.settled()
    desk.page.wait_for_url(re.compile("show=diplomacy"))
    assert 0 < few < len(sent) - few, "filters draw the whole page, a choice its panel"
    desk.panel.get_by_role("button", name="All places").click()
    expect(desk.panel.locator("button.row").first).to_be_visible()
    expect(desk.chip("Diplomacy")).to_have_attribute("aria-pressed", "true")


def test_a_first_tap_chooses_and_the_answer_lies_over_the_map(hand):
    hand.open()
    x, y = hand.spot("Moscow")
    hand.page.touchscreen.tap(x, y)
    hand.title("Moscow")
    sheet, frame = (hand.page.locator(name).bounding_box() for name in (".st-key-panel_box", "iframe[title*=folium]"))
    assert frame["y"] < sheet["y"] < frame["y"] + frame["height"] and sheet["y"] + sheet["height"] == drive.PHONE[1]
    x, y = hand.spot("Moscow")
    assert frame["y"] < y < sheet["y"], "the place is above the sheet"
    hand.panel.get_by_role("button", name="All places").tap()
    hand.panel.get_by_role("button", name="Paris").first.tap()
    hand.title("Paris")
    assert hand.page.locator("iframe[title*=folium]").bounding_box()["y"] > -1


def drag(hand, *fingers: tuple[int, int], by: tuple[int, int]) -> None:
    session = hand.context.new_cdp_session(hand.page)

    def send(kind: str, points: list[tuple[float, float]]) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    send("touchStart", list(fingers))
    for step in range(1, 11):
        send("touchMove", [(x + by[0] * step / 10, y + by[1] * step / 10) for x, y in fingers])
        hand.page.wait_for_timeout(20)
    send("touchEnd", [])


def test_one_finger_scrolls_the_page_and_two_move_the_map(hand):
    hand.open()
    center = hand.shown("center")
    drag(hand, (200, 400), by=(0, -180))
    hand.page.wait_for_function("() => document.querySelector('.stMain').scrollTop > 50")
    assert hand.shown("center") == center
    hand.page.evaluate("() => { document.querySelector('.stMain').scrollTop = 0 }")
    drag(hand, (120, 400), by=(80, 0))
    expect(hand.map.get_by_role("status")).to_contain_text("two fingers")
    assert hand.shown("center") == center
    drag(hand, (150, 300), (220, 300), by=(50, 60))
    expect(hand.map.locator("#map_div")).not_to_have_attribute("data-center", center)


def test_tools_fold_into_one_line_and_the_menu_closes(hand):
    hand.open()
    assert hand.page.locator("iframe[title*=folium]").bounding_box()["y"] < 130
    search = hand.page.get_by_label("Search")
    expect(search).to_be_hidden()
    expect(hand.chip("Violence")).to_be_hidden()
    hand.page.get_by_text("Tools").tap()
    expect(search).to_be_visible()
    expect(hand.chip("Violence")).to_be_visible()
    hand.page.get_by_text("Tools").tap()
    expect(search).to_be_hidden()
    hand.page.get_by_test_id("stExpandSidebarButton").tap()
    hand.page.get_by_role("link", name="Tables").tap()
    expect(hand.page.get_by_role("link", name="Tables")).not_to_be_in_viewport()
    hand.painted()


def tab_to(desk, place: str) -> None:
    for _ in range(60):
        desk.page.keyboard.press("Tab")
        if desk.map.locator("body").evaluate(IN_MAP).startswith(f"{place},"):
            return
    raise AssertionError(f"no way to {place}")


def test_from_a_marker_to_its_panel_and_back_by_key(desk):
    desk.open()
    desk.page.get_by_role("link", name="Skip to the map").focus()
    desk.page.keyboard.press("Enter")
    tab_to(desk, "Moscow")
    desk.page.keyboard.press("Enter")
    desk.title("Moscow")
    desk.page.wait_for_function(f"() => ({FOCUSED})() === 'Moscow'")
    reached = []
    while len(reached) < 10 and "Correct" not in "".join(reached):
        desk.page.keyboard.press("Tab")
        reached.append(desk.page.evaluate(FOCUSED))
    assert any("Another place is meant" in text for text in reached) and "Correct" in reached[-1]
    desk.page.keyboard.press("Escape")
    assert desk.map.locator("body").evaluate(IN_MAP).startswith("Moscow,")


def test_a_link_skips_to_the_panel(desk):
    desk.open()
    link = desk.page.get_by_role("link", name="Skip to the panel")
    link.focus()
    expect(link).to_be_in_viewport()
    desk.page.keyboard.press("Enter")
    title = desk.panel.get_by_role("heading", level=2).inner_text()
    assert desk.page.evaluate(FOCUSED) == title
