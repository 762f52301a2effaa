"""The app and the one-file page say the same of one atlas: panels, article and timeline, element by element."""

import json
import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from geo.atlas import Atlas
from geo.bench import drive
from geo.corrections import Elsewhere, correct
from geo.gazetteer import Gazetteer
from geo.viewer.page import payload, standalone_html

pytestmark = pytest.mark.browser
MOSCOW, MOSCOW_IDAHO, PART_OF_SEA = "geonames:524901", "geonames:5601538", "dateline:eastern-mediterranean"

DRAWN = """
(root, parts) => {
  const copy = root.cloneNode(true)
  for (const button of copy.querySelectorAll(".fix")) button.remove()
  for (const mark of copy.querySelectorAll("[data-correct]"))
    for (const name of ["data-correct", "role", "tabindex", "data-key"]) mark.removeAttribute(name)
  for (const made of copy.querySelectorAll("[style='']")) made.removeAttribute("style")
  return [...copy.querySelectorAll(parts)].map((element) => element.outerHTML)
}
"""
"""What is drawn, without the buttons and keys that correct, which only the app has."""


@pytest.fixture(scope="module")
def atlas(seed_record) -> Atlas:
    """The seed article with a correction; it has a part of a sea and a date of which only the year is known."""
    right = Gazetteer.open().place(MOSCOW_IDAHO)
    corrected = Atlas.from_records(correct([seed_record], [Elsewhere(MOSCOW, right.as_place())]))
    assert "2011-01-01" in set(corrected.events.loc[corrected.events["date_precision"] == "since", "date"])
    assert PART_OF_SEA in corrected.places.index and MOSCOW not in corrected.places.index
    return corrected


@pytest.fixture(scope="module")
def app(browser, atlas, tmp_path_factory):
    folder = tmp_path_factory.mktemp("same")
    file = folder / "seed.jsonl"
    file.write_text(json.dumps(atlas.records[0]) + "\n", "utf-8")
    with drive.serving(str(file), environment={"XDG_DATA_HOME": str(folder)}) as server:
        visitor = drive.Explorer(browser, server.url)
        yield visitor
        assert visitor.outside == [] and visitor.errors == []
        visitor.close()


@pytest.fixture(scope="module")
def page(browser, atlas, tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(standalone_html(atlas), "utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1400, "height": 1000}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    yield page
    context.close()


def drawn(page: Page, root: str, parts: str) -> list[str]:
    """Return the elements within a part of the viewer, a tag a line."""
    found = page.locator(root).first
    found.wait_for()
    return [line for html in found.evaluate(DRAWN, parts) for line in html.replace("><", ">\n<").split("\n")]


def test_the_list_of_places_is_the_same(app, page):
    app.open()
    app.settled()
    lists = [drawn(one, ".panel", ":scope > .block, .note") for one in (app.page, page)]
    assert lists[0] == lists[1] and sum("data-place" in line for line in lists[0]) > 15


def test_every_place_has_the_same_panel(app, page, atlas):
    app.open()
    app.settled()
    texts = {}
    for place in atlas.by_place()["id"]:
        both = []
        for one in (app.page, page):
            one.locator(".panel").first.evaluate(
                "all => all.querySelectorAll('details').forEach(one => one.open = true)"
            )
            one.locator(f".panel .row[data-place='{place}']").first.click()
            expect(one.locator(".panel h2").first).to_have_text(atlas.places.at[place, "name"])
            both.append(drawn(one, ".panel", ":scope > *"))
            texts[place] = one.locator(".panel").first.inner_text()
            one.locator(".panel .back").first.click()
            one.locator(".panel .row").first.wait_for()
        assert both[0] == both[1], place
        assert "<article" in "".join(both[0])
    assert "100 % sure · A reader chose Moscow, Idaho." in texts[MOSCOW_IDAHO]
    told = "\n".join(texts.values())
    assert "since 2011" in told and "since 1 January 2011" not in told


def test_the_timeline_is_the_same(app, page):
    app.open()
    app.settled()
    for clock in ("When it happened", "When it was published"):
        for one in (app.page, page):
            button = one.locator(".timeline").get_by_role("button", name=clock)
            button.click()
            expect(button).to_have_attribute("aria-pressed", "true")
        both = [drawn(one, ".timeline", ":scope > *") for one in (app.page, page)]
        assert both[0] == both[1]
        assert any('class="bar"' in line for line in both[0])


def test_the_article_is_the_same(app, page, atlas):
    app.open("read")
    app.settled()
    both = [drawn(one, ".reader", ":scope > *") for one in (app.page, page)]
    assert both[0] == both[1]
    marked = re.findall(r'data-at="(\d+)"', "".join(both[0]))
    assert len(marked) > 100 and all(int(one) <= int(other) for one, other in pairwise(marked))


def test_areas_are_drawn_with_the_same_borders(app, page, atlas):
    app.open()
    drawn = "(path) => ['stroke', 'stroke-dasharray', 'fill'].map((name) => path.getAttribute(name))"
    for place in (PART_OF_SEA, "geonames:163843"):
        name = atlas.places.at[place, "name"]
        looks = [one.locator(f'path[aria-label^="{name},"]').first.evaluate(drawn) for one in (app.map, page)]
        assert looks[0] == looks[1] and any(looks[0]), name


def test_what_nobody_has_drawn_is_vague_in_both(atlas):
    data = payload(atlas)
    row = dict(
        zip(data["map"]["fields"], next(row for row in data["map"]["areas"] if row[0] == PART_OF_SEA), strict=False)
    )
    assert row["vague"] and row["outline"] in data["shapes"]
