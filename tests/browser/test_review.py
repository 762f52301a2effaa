"""Reviewing in a browser: by keys without a click first, never while something is typed, and it is all kept."""

import json

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from tests.exports.sample import record
from tests.hostile import HOSTILE
from tests.review.sample import record as quays

pytestmark = pytest.mark.browser


class Review:
    """The review page of a visitor."""

    def __init__(self, visitor):
        self.page = visitor.page
        visitor.open("review")
        self.card = self.page.locator(".st-key-review .card")
        self.progress = self.page.locator(".st-key-review").get_by_role("status")
        self.card.wait_for()
        visitor.settled()

    def press(self, key, expected):
        """Press a key and wait until so many items were looked at."""
        self.page.keyboard.press(key)
        expect(self.progress).to_have_text(expected)

    def to(self, words):
        """Skip to the event that is told by these words."""
        for _ in range(6):
            before = self.card.inner_text()
            if words in self.card.locator(".words .trigger").all_inner_texts():
                return
            self.page.keyboard.press("s")
            expect(self.card).not_to_have_text(before, use_inner_text=True)
        raise AssertionError(words)


def test_keys_work_at_once_and_all_of_it_is_kept(linked):
    with linked([quays()]) as visitor:
        review = Review(visitor)
        review.press("Enter", "1 of 5 looked at")
        review.press("y", "2 of 5 looked at")
        review.press("u", "1 of 5 looked at")
        review.press("Enter", "2 of 5 looked at")
        review.to("collapsed")
        review.press("1", "3 of 5 looked at")
        expect(visitor.page.get_by_text("How much was right")).to_be_visible()
        visitor.open("map")
        expect(visitor.page.get_by_text("2 checked, 1 correction")).to_be_visible()
        again = Review(visitor)
        expect(again.progress).to_have_text("3 of 5 looked at")
        visitor.page.get_by_text("A random sample", exact=True).click()
        again.press("y", "4 of 5 looked at")
        expect(visitor.page.get_by_text("in the sample were right")).to_be_visible()
        visitor.map.locator("#map_div").click(position={"x": 200, "y": 280})
        again.press("u", "3 of 5 looked at")
        again.press("y", "4 of 5 looked at")


def test_nothing_is_said_while_something_is_typed(linked):
    with linked([quays()]) as visitor:
        review = Review(visitor)
        review.to("marched")
        visitor.page.keyboard.press("c")
        dialog = visitor.page.get_by_role("dialog")
        dialog.get_by_text("Type", exact=True).click()
        dialog.get_by_role("combobox", name="Type").fill("ny sun")
        expect(review.progress).to_have_text("0 of 5 looked at")
        visitor.page.keyboard.press("Tab")
        dialog.get_by_text("Not an event", exact=True).click()
        dialog.get_by_role("button", name="Take it away").click()
        expect(dialog).to_have_count(0)
        expect(review.progress).to_have_text("0 of 4 looked at")
        box = visitor.page.get_by_role("combobox", name="Article")
        box.click()
        visitor.page.keyboard.type("ny")
        visitor.page.keyboard.press("Escape")
        visitor.page.wait_for_timeout(500)
        expect(review.progress).to_have_text("0 of 4 looked at")
        review.page.locator(".st-key-review").get_by_role("button", name="Undo").click()
        expect(review.progress).to_have_text("0 of 5 looked at")


def test_buttons_do_the_same_on_a_telephone(linked):
    with linked([quays()], size=drive.PHONE, touch=True) as visitor:
        review = Review(visitor)
        buttons = review.page.locator(".st-key-review")
        buttons.get_by_role("button", name="Right").tap()
        expect(review.progress).to_have_text("1 of 5 looked at")
        for name in ("Skip", "Undo", "Undo"):
            before = review.card.inner_text()
            buttons.get_by_role("button", name=name).tap()
            expect(review.card).not_to_have_text(before, use_inner_text=True)  # an answer to what was shown is none
        expect(review.progress).to_have_text("0 of 5 looked at")
        wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert review.page.evaluate(wide) <= 0


def test_words_of_an_article_stay_words(linked):
    rows = [
        {**json.loads(json.dumps(record(text)).replace("geonames:", f"made-{number}:")), "id": f"hostile-{number}"}
        for number, text in enumerate(HOSTILE)
    ]
    with linked(rows) as visitor:
        visitor.prepare("window.__ran = 0; window.pwned = () => { window.__ran += 1 }")
        review = Review(visitor)
        for _ in range(25):
            before = review.card.inner_text()
            review.page.keyboard.press("s")
            expect(review.card).not_to_have_text(before, use_inner_text=True)
            assert all(frame.evaluate("() => window.__ran || 0") == 0 for frame in review.page.frames)
        assert review.card.locator("img, script, iframe, svg, style").count() == 0
