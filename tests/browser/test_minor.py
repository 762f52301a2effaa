"""Minor events and guesses in the app: one click away, drawn lightly, and never passed off as certain."""

import copy

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import violations
from tests.exports.sample import record

pytestmark = pytest.mark.browser
LYON = "geonames:2996944"


def story() -> dict:
    """The sample with a minor event beside the talks in Lyon, another alone in Dole, and a guess in Gray."""
    told = copy.deepcopy(record())
    lyon, march = told["places"][0], told["events"][1]
    off = told["text"].index("called off")
    told["places"] += [lyon | {"id": name, "name": name, "lat": lat} for name, lat in (("Dole", 46.5), ("Gray", 47.3))]
    quiet = {"trigger_start": off, "trigger_end": off + len("called off"), "place_score": 0.8, "salience": 0.2}
    guess = {"place_score": 0.38, "place_evidence": "story", "salience": 0.9}
    for item, place, more in (("e3", LYON, quiet), ("e4", "Dole", quiet), ("e5", "Gray", guess)):
        told["events"].append({**march, "id": item, "group": item, "status": "happened", "place": place, **more})
        told["links"].append(
            {"item": item, "place": place, "role": "happened", "start": None, "end": None, "weak": more is guess,
             "why": ""}
        )  # fmt: skip
    return told


@pytest.fixture(scope="module")
def explorer(linked):
    with linked([story()]) as visitor:
        yield visitor


def folded(visitor):
    return visitor.panel.locator("details", has_text="Minor events")


def test_minor_events_open_with_a_click_and_with_the_keyboard(explorer):
    explorer.open(f"?place={LYON}")
    explorer.title("Lyon")
    cards, summary = folded(explorer).locator("article"), folded(explorer).locator("summary")
    expect(explorer.panel.locator("section", has_text="Events").first.locator("article")).to_have_count(1)
    expect(summary).to_contain_text("1")
    expect(cards).to_be_hidden()
    summary.click()
    expect(cards).to_be_visible()
    expect(cards).to_contain_text("called off")
    summary.press("Enter")
    expect(cards).to_be_hidden()
    summary.press("Space")
    expect(cards).to_be_visible()
    assert violations(explorer) == []


def test_a_place_of_minor_events_alone_is_drawn_like_one_that_is_talked_about(explorer):
    explorer.open()
    dole, lyon = explorer.mark("Dole"), explorer.mark("Lyon")
    assert "1 minor event" in (dole.get_attribute("aria-label") or "")
    assert "dl-light" in dole.get_attribute("class") and "dl-light" not in lyon.get_attribute("class")
    assert "dl-guess" not in dole.get_attribute("class")
    assert dole.bounding_box()["width"] < lyon.bounding_box()["width"]
    row = explorer.panel.locator("[data-place=Dole]")
    expect(row).to_contain_text("1 minor event")
    row.click()
    explorer.title("Dole")
    expect(folded(explorer).locator("article")).to_be_visible()


def test_a_guess_is_drawn_with_a_broken_ring_and_says_how_sure_it_is(explorer):
    explorer.open()
    gray = explorer.mark("Gray")
    assert "dl-guess" in gray.get_attribute("class") and "only a guess" in gray.get_attribute("aria-label")
    assert gray.evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    assert explorer.mark("Lyon").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    expect(explorer.panel.locator("details", has_text="Perhaps there").locator("[data-place]")).to_have_count(1)
    explorer.click("Gray")
    explorer.title("Gray")
    expect(explorer.panel.locator("article").first).to_contain_text("A guess: 38 % sure")
    explorer.settled()
    assert violations(explorer) == []


def test_the_reader_marks_minor_events_more_quietly(explorer):
    explorer.open("read")
    text = explorer.page.get_by_role("region", name="Article text")
    met, cancelled = text.locator(".trigger", has_text="met"), text.locator(".trigger", has_text="called off")
    lines = [one.evaluate("one => getComputedStyle(one).textDecorationStyle") for one in (met, cancelled)]
    assert lines == ["solid", "dotted"]
    expect(explorer.page.locator(".legend")).to_contain_text("Minor event 2")
