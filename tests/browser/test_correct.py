"""Correcting what is wrong: the map follows, everything says so, one click undoes it."""

import copy
import re

import pytest
from playwright.sync_api import expect

from geo.corrections import Note, target_of
from geo.library import Library, Person
from tests.test_atlas import RECORD

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


def test_a_place_is_chosen_on_the_small_map_and_any_point_by_a_pin(visitor):
    visitor.open("?place=geonames:524901")
    visitor.title("Moscow")
    visitor.panel.get_by_role("button", name="Another place is meant").click()
    dialog = visitor.page.get_by_role("dialog")
    frame = dialog.locator("iframe")
    places = frame.content_frame.locator("#map_div[data-painted]")
    places.wait_for()
    visitor.settled()
    lone = frame.content_frame.locator('.dl-point[aria-label^="Moscow,"]').first
    lone.dispatch_event("click")
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(1)
    visitor.settled()
    box = frame.bounding_box()
    visitor.page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.8)
    expect(dialog.get_by_label("Search another place")).to_have_value(re.compile(r"^-?\d+\.\d{5}, -?\d+\.\d{5}$"))
    dialog.get_by_label("What this place is called").fill("Crossroads")
    visitor.page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Correct", exact=True).click()
    visitor.title("Crossroads")


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


def chosen(visitor, card, aspect: str):
    """Open the dialog of a card and choose what is wrong."""
    card.get_by_role("button", name="Correct", exact=True).click()
    dialog = visitor.page.get_by_role("dialog")
    dialog.get_by_role("radio", name=aspect, exact=True).click()
    return dialog


def done(dialog, button: str = "Correct"):
    """Make the correction, after which the dialog is gone."""
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_have_count(0)


def selected(visitor, words: str) -> None:
    """Select words of the article with the mouse."""
    text = visitor.page.get_by_role("region", name="Article text")
    left, right, top = text.evaluate(
        """(text, words) => {
          const part = [...text.querySelectorAll("[data-at]")].find((part) => part.textContent.includes(words))
          part.scrollIntoView({ block: "center" })
          const node = [...part.childNodes].find((node) => node.data?.includes(words)), range = document.createRange()
          range.setStart(node, node.data.indexOf(words))
          range.setEnd(node, node.data.indexOf(words) + words.length)
          const box = range.getClientRects()[0]
          return [box.left, box.right, box.top + box.height / 2]
        }""",
        words,
    )
    visitor.page.mouse.move(left + 1, top)
    visitor.page.mouse.down()
    visitor.page.mouse.move(right - 1, top, steps=5)
    visitor.page.mouse.up()


def test_what_is_no_event_and_no_quote_goes_away_and_comes_back(visitor):
    visitor.open("?place=geonames:2988507")
    visitor.title("Paris")
    cards = visitor.panel.locator("article.event, article.quote")
    before = cards.count()
    done(chosen(visitor, visitor.panel.locator("article.event").first, "Not an event"), "Take it away")
    expect(cards).to_have_count(before - 1)
    done(chosen(visitor, visitor.panel.locator("article.quote").first, "Not a quote"), "Take it away")
    expect(visitor.page.get_by_text("2 corrections")).to_be_visible()
    visitor.page.get_by_role("button", name="Undo").click()
    expect(visitor.page.get_by_text("1 correction")).to_be_visible()
    visitor.page.get_by_role("button", name="Undo").click()
    expect(cards).to_have_count(before)


def test_a_card_of_an_event_moves_it_to_a_point_of_the_readers_own(visitor):
    visitor.open("?place=geonames:2988507")
    visitor.title("Paris")
    card = visitor.panel.locator("article.event").first
    item = visitor.panel.locator(f'[data-item="{card.get_attribute("data-item")}"]')
    dialog = chosen(visitor, card, "Place")
    dialog.get_by_label("Search another place").fill("43° 27′ N, 90° 45′ W")
    visitor.page.keyboard.press("Enter")
    dialog.get_by_label("What this place is called").fill("The old mill")
    visitor.page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Changes 1 event in 1 article. It can be undone.")
    done(dialog)
    expect(item).to_have_count(0)
    visitor.panel.get_by_role("button", name="All places").click()
    visitor.panel.get_by_role("button", name="The old mill").click()
    visitor.title("The old mill")
    expect(visitor.panel.locator("article.event")).to_contain_text("Why here: A reader chose The old mill.")


def test_a_quote_gets_another_speaker_and_an_event_another_type(visitor):
    visitor.open("?place=geonames:2988507")
    visitor.title("Paris")
    quote = visitor.panel.locator("article.quote").first
    dialog = chosen(visitor, quote, "Speaker")
    dialog.get_by_role("combobox", name="Who said it").fill("Ana Roe")
    visitor.page.keyboard.press("Enter")
    done(dialog)
    expect(quote).to_contain_text("— Ana Roe")
    event = visitor.panel.locator("article.event").first
    dialog = chosen(visitor, event, "Type")
    dialog.get_by_role("combobox", name="Type").fill("Protest")
    visitor.page.keyboard.press("Enter")
    done(dialog)
    expect(visitor.page.get_by_text("2 corrections")).to_be_visible()
    visitor.page.get_by_text("2 corrections").click()
    expect(visitor.page.get_by_text(": A reader changed its type to Protest")).to_be_visible()


@pytest.mark.parametrize(("reach", "changed"), [("Only here", 1), ("In this article", 1), ("In all articles", 2)])
def test_a_name_is_corrected_as_far_as_a_reader_says(linked, reach, changed):
    other = {**RECORD, "id": "a2", "title": "The same again", "text": RECORD["text"] + " More is to come."}
    with linked([RECORD, other]) as visitor:
        visitor.open("read")
        visitor.page.locator(".reader .mention", has_text="Lyon").click()
        visitor.page.locator(".reader").get_by_role("button", name="Correct").click()
        dialog = visitor.page.get_by_role("dialog")
        dialog.get_by_text(reach, exact=True).click()
        dialog.get_by_label("Search another place").fill("Nairobi")
        visitor.page.keyboard.press("Enter")
        dialog.get_by_text("Nairobi, city in").first.click()
        expect(dialog).to_contain_text(f"in {changed} article")
        done(dialog)
        visitor.title("Nairobi")
        assert visitor.errors == []


def test_words_that_are_selected_become_a_place_and_an_event(linked):
    with linked([RECORD]) as visitor:
        visitor.open("read")
        text = visitor.page.get_by_role("region", name="Article text")
        selected(visitor, "Monday")
        text.get_by_role("button", name="Add").click()
        dialog = visitor.page.get_by_role("dialog")
        expect(dialog).to_contain_text("“Monday” is:")
        dialog.get_by_label("Search another place").fill("Lusaka")
        visitor.page.keyboard.press("Enter")
        dialog.get_by_text("Lusaka, city in").first.click()
        done(dialog, "Add")
        expect(text.locator(".mention", has_text="Monday")).to_be_visible()
        selected(visitor, "she said")
        text.get_by_role("button", name="Add").click()
        dialog.get_by_role("radio", name="An event").click()
        dialog.get_by_role("combobox", name="Type").fill("Protest")
        visitor.page.keyboard.press("Enter")
        dialog.get_by_text("Lusaka, city in").first.click()
        expect(dialog).to_contain_text("Changes 1 event in 1 article.")
        done(dialog, "Add")
        expect(text.locator(".trigger", has_text="she said")).to_be_visible()
        visitor.drawn("Lusaka")
        assert visitor.errors == []


def test_a_mark_without_a_place_is_opened_by_key(linked):
    with linked([RECORD]) as visitor:
        visitor.open("read")
        mark = visitor.page.get_by_role("region", name="Article text").locator(".unplaced", has_text="Ana")
        mark.focus()
        visitor.page.keyboard.press("Enter")
        expect(visitor.page.get_by_role("dialog")).to_contain_text("“Ana”, not placed")


def test_notes_of_two_stand_below_each_other_until_one_is_taken_back(linked, database):
    with linked([RECORD]) as visitor:
        target = target_of(RECORD, "event", "e1")
        Library.open(database, everyone="owner").log.add(
            visitor.article, Note(target, "Is this the mayor?"), Person("Bo")
        )
        visitor.open("?place=geonames:1")
        card = visitor.panel.locator("article.event").first
        expect(card.locator(".thread li")).to_have_count(1)
        expect(card.locator(".thread")).to_contain_text("Bo")
        card.get_by_role("button", name="Answer").click()
        dialog = visitor.page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Note").fill("Yes, she says so.")
        visitor.page.keyboard.press("Control+Enter")
        done(dialog, "Keep the note")
        expect(card.locator(".thread .note")).to_have_text(["Is this the mayor?", "Yes, she says so."])
        card.get_by_role("button", name="Take back").click()
        expect(card.locator(".thread .note")).to_have_text(["Is this the mayor?"])


def test_a_name_is_corrected_in_all_collections_and_undone_in_all(linked, database):
    library = Library.open(database, everyone="owner")
    other, _ = library.save([copy.deepcopy(RECORD)])
    with linked([RECORD]) as visitor:
        visitor.open("?place=geonames:2")
        visitor.panel.get_by_role("button", name="Another place is meant").click()
        dialog = visitor.page.get_by_role("dialog")
        dialog.get_by_text("In all collections").click()
        dialog.get_by_text("No place at all").click()
        expect(dialog).to_contain_text("collections. It can be undone.")
        done(dialog)
        visitor.page.get_by_role("button", name="Undo").wait_for()
        assert not any(row["place"] == "geonames:2" for row in library.get(other)[0]["mentions"])
        visitor.page.get_by_role("button", name="Undo").click()
        visitor.page.get_by_role("button", name="Redo").wait_for()
        assert any(row["place"] == "geonames:2" for row in library.get(other)[0]["mentions"])
