"""Correcting what is wrong: the map follows, everything says so, one click undoes it."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("uncorrected")]


def test_another_place_for_a_name_moves_it_on_the_map_and_can_be_undone(visitor):
    visitor.open()
    visitor.click("Moscow")
    visitor.title("Moscow")
    address = visitor.page.url
    visitor.panel.get_by_role("button", name="Another place is meant").click()
    dialog = visitor.page.get_by_role("dialog")
    expect(dialog).to_contain_text("“Moscow” means:")
    dialog.get_by_text("city in Idaho, United States").click()
    expect(dialog).to_contain_text(re.compile(r"Changes \d+ mentions?, .+ in 1 article"))
    dialog.get_by_role("button", name="Correct", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(visitor.panel).to_contain_text("City in Idaho, United States")
    expect(visitor.panel).to_contain_text("100 % sure · A reader chose Moscow, Idaho.")
    visitor.page.wait_for_function(
        """() => {
          const frame = document.querySelector('iframe[title="streamlit_folium.st_folium"]')
          return Number(frame.contentDocument.querySelector("#map_div").dataset.center.split(",")[1]) < -100
        }"""
    )
    visitor.page.wait_for_url(lambda url: url != address)
    visitor.page.get_by_text("1 correction").click()
    expect(visitor.page.get_by_text("Moscow: A reader chose Moscow, Idaho.")).to_be_visible()
    visitor.page.keyboard.press("Escape")
    visitor.page.get_by_role("button", name="Undo").click()
    expect(visitor.panel).to_contain_text("City in Russia")
    expect(visitor.page.get_by_text("1 correction")).to_have_count(0)


def test_any_place_can_be_searched_for(visitor):
    visitor.open("?place=geonames:524901")
    visitor.title("Moscow")
    visitor.panel.get_by_role("button", name="Another place is meant").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_label("Search another place").fill("Nairobi")
    visitor.page.keyboard.press("Enter")
    dialog.get_by_text("Nairobi, city in").first.click()
    dialog.get_by_role("button", name="Correct", exact=True).click()
    visitor.title("Nairobi")


def test_a_name_that_is_no_place_leaves_the_map(visitor):
    visitor.open("?place=geonames:524901")
    visitor.title("Moscow")
    before = int(visitor.shown("places"))
    visitor.panel.get_by_role("button", name="Another place is meant").click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_text("No place at all").click()
    dialog.get_by_role("button", name="Correct", exact=True).click()
    expect(visitor.map.locator("#map_div")).to_have_attribute("data-places", str(before - 1))
    expect(visitor.mark("Moscow")).to_have_count(0)


def test_what_is_no_event_and_no_quote_goes_away_and_comes_back(visitor):
    visitor.open("?place=geonames:2988507")
    visitor.title("Paris")
    cards = visitor.panel.locator("article.event, article.quote")
    before = cards.count()
    visitor.panel.get_by_role("button", name="Not an event").first.click()
    expect(cards).to_have_count(before - 1)
    visitor.panel.get_by_role("button", name="Not a quote").first.click()
    expect(visitor.page.get_by_text("2 corrections")).to_be_visible()
    visitor.page.get_by_role("button", name="Undo").click()
    expect(visitor.page.get_by_text("1 correction")).to_be_visible()
    visitor.page.get_by_role("button", name="Undo").click()
    expect(cards).to_have_count(before)
