"""The other pages and the address bar in a real browser."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_address_opens_the_same_article_place_and_filters(visitor, browser, server):
    visitor.open()
    visitor.click("Moscow")
    visitor.title("Moscow")
    visitor.chip("Words").click()
    expect(visitor.chip("Words")).to_have_attribute("aria-pressed", "true")
    visitor.page.wait_for_url(re.compile("article=pressure-on-isis-builds.*place=.*show=words"))
    address = visitor.page.url
    visitor.page.goto(address)
    visitor.painted()
    visitor.title("Moscow")
    expect(visitor.chip("Words")).to_have_attribute("aria-pressed", "true")
    expect(visitor.mark("Moscow")).to_have_class(re.compile("dl-chosen"))


def test_back_takes_the_last_choice_back(visitor):
    visitor.open()
    visitor.click("Moscow")
    visitor.page.wait_for_url(re.compile("place=geonames%3A524901"))
    visitor.click("Paris")
    visitor.page.wait_for_url(re.compile("place=geonames%3A2988507"))
    visitor.page.go_back()
    visitor.title("Moscow")


def test_a_dead_link_says_so_and_leads_on(visitor):
    visitor.open("?article=no-such-article-here", painted=False)
    expect(visitor.page.get_by_text("There is no article behind this link.")).to_be_visible()
    visitor.page.get_by_role("button", name="Open the seed article").click()
    visitor.painted()


def test_from_panel_to_article_and_back(visitor):
    visitor.open()
    visitor.click("Saint-Denis")
    visitor.title("Saint-Denis")
    visitor.panel.get_by_role("button", name="Show in the article").first.click()
    text = visitor.page.get_by_role("region", name="Article text")
    text.wait_for()
    mark = text.locator(".mention[data-place]", has_text="Saint-Denis")
    expect(mark).to_be_in_viewport()
    expect(mark).to_have_attribute("aria-pressed", "true")
    visitor.painted()
    text.locator(".mention[data-place]", has_text="Molenbeek").click()
    molenbeek = visitor.called("Molenbeek")
    visitor.title(molenbeek)
    expect(visitor.mark(molenbeek)).to_have_class(re.compile("dl-chosen"))
    visitor.page.get_by_role("button", name="on the large map").click()
    visitor.page.wait_for_url(re.compile(r"/\?.*place="))
    visitor.painted()
    visitor.title(molenbeek)


def test_events_and_quotes_in_the_article_lead_to_their_places(visitor):
    visitor.open("read")
    text = visitor.page.get_by_role("region", name="Article text")
    text.locator("span.trigger.go[role=button]").first.click()
    visitor.panel.get_by_role("heading", level=2).wait_for()
    expect(visitor.map.locator("#map_div")).to_have_attribute("data-selected", re.compile(".+"))
    first = visitor.shown("selected")
    quote = text.locator("span.quote.go[role=button]:not(.trigger)").first
    quote.focus()
    visitor.page.keyboard.press("Enter")
    visitor.settled()
    expect(visitor.map.locator("#map_div")).not_to_have_attribute("data-selected", first)


def test_the_article_is_whole_and_its_marks_differ(visitor):
    visitor.open("read")
    text = visitor.page.get_by_role("region", name="Article text")
    text.wait_for()
    assert "We are all concerned by terrorism." in text.inner_text()
    script = (
        "e => { const s = getComputedStyle(e); return [s.backgroundColor, s.textDecorationLine, s.fontWeight].join() }"
    )
    looks = [
        text.locator(selector).first.evaluate(script)
        for selector in (".mention[data-place]", "span.quote", "span.trigger")
    ]
    assert len(set(looks)) == 3, looks


def test_the_small_map_follows_the_lines_in_view(visitor):
    visitor.open("read")
    before = visitor.shown("center")
    text = visitor.page.get_by_role("region", name="Article text")
    text.evaluate("element => { element.scrollTop = element.scrollHeight }")
    expect(visitor.map.locator("#map_div")).not_to_have_attribute("data-center", before)


def test_people_are_listed_with_their_words(visitor):
    visitor.open("people")
    visitor.panel.get_by_role("heading", level=2).wait_for()
    expect(visitor.panel.locator("article.quote").first).to_be_visible()
    link = visitor.panel.get_by_role("button", name=re.compile("^.*(Said in|About|In) ")).first
    link.click()
    expect(visitor.map.locator("#map_div")).to_have_attribute("data-selected", re.compile(".+"))


def test_a_row_of_a_table_leads_to_the_map(visitor):
    visitor.open("tables")
    grid = visitor.page.locator('[data-testid="stDataFrame"]').first
    grid.wait_for()
    box = grid.bounding_box()
    visitor.page.mouse.click(box["x"] + 17, box["y"] + 35 + 17)
    expect(visitor.map.locator("#map_div")).to_have_attribute("data-selected", re.compile(".+"))
    visitor.page.get_by_role("button", name="Open on the large map").click()
    visitor.page.wait_for_url(re.compile(r"/\?.*place="))
    visitor.painted()
    assert visitor.shown("selected")


def test_all_of_a_cell_is_shown_when_it_is_clicked_twice(visitor):
    visitor.open("tables")
    visitor.page.get_by_text("Events", exact=True).first.click()
    visitor.settled()
    expect(visitor.page.get_by_text("Double-click a cell to see all of it")).to_be_visible()
    box = visitor.page.locator('[data-testid="stDataFrame"]').first.bounding_box()
    visitor.page.mouse.dblclick(box["x"] + 400, box["y"] + 52)
    expect(visitor.page.locator(".gdg-style textarea, #portal textarea").first).to_have_value(re.compile(r"\w+ \w+"))


def test_filters_stay_from_page_to_page(visitor):
    visitor.open()
    visitor.chip("Diplomacy").click()
    expect(visitor.chip("Diplomacy")).to_have_attribute("aria-pressed", "true")
    visitor.settled()
    visitor.turn("Tables")
    expect(visitor.chip("Diplomacy")).to_have_attribute("aria-pressed", "true")
    visitor.page.wait_for_url(re.compile("show=diplomacy"))
