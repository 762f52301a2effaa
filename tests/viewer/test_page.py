"""The one-file page in Chromium, opened from disk with no network: its clicks, its filters, and nothing that runs."""

import json
import random
import re
from importlib.resources import files

import pytest
from playwright.sync_api import Page

from geo.atlas import Atlas, Filter
from geo.bench import made
from geo.maps.palette import style
from geo.viewer.notebook import notebook_html
from geo.viewer.page import inert, standalone_html
from tests.browser.test_ground import RIVER
from tests.browser.test_ground import story as ground
from tests.browser.test_minor import LYON, story
from tests.exports.sample import TEXT, atlas, record
from tests.hostile import HOSTILE

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(browser, tmp_path):
    """Open a page from disk in a browser without network that notes what it runs, asks for and complains of."""
    contexts = []

    def opened(html: str, hash: str = "", **options) -> Page:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(offline=True, viewport={"width": 1300, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.wrong = []
        page.expose_function("pwned", lambda: page.wrong.append("script ran"))
        page.on("pageerror", lambda error: page.wrong.append(f"error: {error}"))
        page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: (page.wrong.append("dialog"), dialog.dismiss()))
        page.on("request", lambda request: request.url.startswith("file:") or page.wrong.append(request.url))
        page.goto(f"{path.as_uri()}{hash}")
        page.wait_for_selector("html[data-ready=yes]")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def sample(visit) -> Page:
    page = visit(standalone_html(atlas()))
    page.wait_for_selector("#map .dl-point")
    return page


def panel(page: Page) -> str:
    return page.inner_text("#panel")


def words(page: Page, selector: str) -> list[str]:
    """Return the words of elements, without the names of their icons."""
    return page.eval_on_selector_all(
        selector,
        """(all) => all.map((element) => {
          const copy = element.cloneNode(true)
          for (const icon of copy.querySelectorAll(".icon")) icon.remove()
          return copy.textContent
        })""",
    )


COUNTED = {"Lyon": "3 events · 1 quote · 2 guesses", "Dole": "1 minor event", "Gray": "1 event", "Chad": "1 quote"}
"""What the list of places says of each when two more events are guessed to be in Lyon."""
UNKNOWN = """
() => [...document.querySelectorAll(".icon, .dl-icon")].filter((icon) => icon.scrollWidth > icon.clientWidth + 1)
  .map((icon) => icon.textContent)
"""
"""The icons that the page's font has no sign for: their names are written out, and wider than a sign."""


def test_it_shows_where_and_what(sample):
    assert sample.inner_text("#title") == "River talks"
    assert "The Gazette" in sample.inner_text("#byline") and "8 May 2024" in sample.inner_text("#byline")
    assert "2 events and 1 quote at 2 places" in sample.inner_text("#count")
    assert "Lyon" in panel(sample) and "Chad" in panel(sample)
    assert words(sample, "#reader .text > *") == [line for line in TEXT.split("\n") if line]
    assert words(sample, "#reader .text") == [TEXT.replace("\n", "")]
    assert "GeoNames" in sample.inner_text("footer") and "Natural Earth" in sample.inner_text("footer")
    assert sample.title() == "River talks · Dateline"
    assert not sample.wrong


def test_a_click_on_the_marker_fills_the_panel(sample):
    sample.click("#map .dl-point[data-place='geonames:2996944']")
    text = panel(sample)
    assert "City in Auvergne-Rhône-Alpes, France" in text and "91 % sure" in text and "the largest of that name" in text
    assert "“in Lyon” says where" in text and "Monday 6 May 2024".replace(" ", "") in re.sub("[ ,]", "", text)
    assert sample.inner_text("#panel mark.place") == "Lyon" and sample.inner_text("#panel mark.trigger") == "met"
    assert sample.evaluate("location.hash") == "#geonames%3A2996944"
    sample.keyboard.press("Escape")
    assert "What happens and is said" in panel(sample)
    assert not sample.wrong


def test_minor_events_open_with_a_click_and_with_the_keyboard(visit):
    page = visit(standalone_html(Atlas.from_records([story()])), f"#{LYON.replace(':', '%3A')}")
    assert "3 events, 2 minor events and 1 quote at 4 places" in page.inner_text("#count")
    cards, summary = (
        page.locator("#panel details.block .card.event"),
        page.locator("#panel details.block summary").first,
    )
    assert words(page, "#panel details.block summary")[0] == "Minor events 1" and not cards.is_visible()
    summary.click()
    assert "called off" in cards.inner_text()
    summary.press("Enter")
    assert not cards.is_visible()
    summary.press("Enter")
    assert cards.is_visible()
    assert not page.wrong


def test_guesses_and_minor_events_are_drawn_lightly_as_in_the_app(visit):
    page = visit(standalone_html(Atlas.from_records([story()])))
    marks = {name: page.locator(f"#map .dl-point[aria-label^='{name},']") for name in ("Lyon", "Dole", "Gray")}
    classes = {
        name: set(mark.get_attribute("class").split()) & {"dl-light", "dl-guess"} for name, mark in marks.items()
    }
    assert classes == {"Lyon": set(), "Dole": {"dl-light"}, "Gray": {"dl-light", "dl-guess"}}
    assert marks["Gray"].evaluate("one => getComputedStyle(one).borderTopStyle") == "dashed"
    rows = page.eval_on_selector_all("#panel .row", "rows => rows.map((row) => row.dataset.place)")
    assert rows == list(Atlas.from_records([story()]).by_place()["id"])
    marks["Gray"].click()
    assert "A guess: 38 % sure" in panel(page)
    triggers = page.locator("#story .text .trigger")
    styles = [one.evaluate("one => getComputedStyle(one).textDecorationStyle") for one in triggers.all()]
    told = [*zip(words(page, "#story .text .trigger"), styles, strict=True)]
    assert told == [("met", "solid"), ("march", "solid"), ("called off", "dotted")]
    assert not page.wrong


def test_the_list_counts_what_is_at_each_place_in_words(visit):
    told = story()
    for number in (6, 7):
        told["events"].append(told["events"][-1] | {"id": f"e{number}", "group": f"e{number}", "place": LYON})
        told["links"].append(told["links"][-1] | {"item": f"e{number}", "place": LYON})
    page = visit(standalone_html(Atlas.from_records([told])))
    rows = dict(zip(words(page, "#panel .row .name"), words(page, "#panel .row .count"), strict=True))
    counts = {name: next(count for row, count in rows.items() if row.startswith(name)) for name in COUNTED}
    assert counts == COUNTED
    assert not page.wrong


def test_rivers_and_doubtful_places_are_drawn_as_in_the_app(visit):
    page = visit(standalone_html(Atlas.from_records([ground()])))
    assert page.locator(f'#map path[data-course="{RIVER}"]').count() == 1
    page.click("#map button[title='Show everything']")
    mark = page.locator("#map .dl-point[aria-label^='Zedburg,']")
    assert "dl-guess" in mark.get_attribute("class") and "doubtful" in mark.get_attribute("aria-label")
    rows = page.eval_on_selector_all("#panel .row", "rows => rows.map((row) => row.dataset.place)")
    assert rows == list(Atlas.from_records([ground()]).by_place()["id"])
    doubtful = page.locator("#panel details", has_text="Doubtful").locator(".row .name").first
    assert doubtful.inner_text().startswith("Zedburg")
    doubtful.click()
    assert "Doubtful: 30 % sure" in panel(page)
    assert not page.wrong


def test_the_address_opens_the_place_again(visit):
    assert "91 % sure" in panel(visit(standalone_html(atlas()), "#geonames%3A2996944"))
    assert "What happens and is said" in panel(visit(standalone_html(atlas()), "#__proto__"))


def test_of_several_articles_cards_say_which_they_are_from_and_lead_there(visit):
    titles = ("The first of them", "The other")
    several = [{**record(), "id": f"sample-{number}", "title": title} for number, title in enumerate(titles)]
    page = visit(standalone_html(Atlas.from_records(several)), "#geonames%3A2996944")
    assert page.inner_text("#headline") == titles[0]
    page.locator("#panel .card.event").get_by_role("button", name=titles[1], exact=True).click()
    assert page.inner_text("#headline") == titles[1] and "met" in words(page, "#story .flash")[0]
    page.select_option("#article", "0")
    assert page.inner_text("#headline") == titles[0] and page.locator("#panel .card.event").count() == 1
    assert not page.wrong


def test_a_long_list_is_drawn_a_part_at_a_time(visit):
    told = record()
    mention, link = told["mentions"][0], told["links"][3]
    told["mentions"] += [{**mention, "id": f"more{number}"} for number in range(130)]
    told["links"] += [{**link, "item": f"more{number}"} for number in range(130)]
    page = visit(standalone_html(Atlas.from_records([told])), "#geonames%3A2996944")
    page.locator("#panel summary", has_text="Mentions 131").click()
    cards = page.locator("#panel .card.mention")
    assert cards.count() == 60
    page.get_by_role("button", name="Show 60 of 71 more").click()
    assert cards.count() == 120 and page.evaluate("document.activeElement.closest('.card') !== null")
    page.get_by_role("button", name="Show 11 of 11 more").click()
    assert cards.count() == 131 and page.get_by_role("button", name=re.compile("^Show .* more$")).count() == 0
    assert not page.wrong


def test_the_text_leads_to_the_map_and_back(sample):
    sample.click("#reader .mention >> text=Chad")
    assert sample.inner_text("#panel h2") == "Chad" and "About here" in panel(sample)
    sample.click("#panel .card.quote >> text=Show in the article")
    assert sample.locator("#reader .flash").first.inner_text() == "The river is ours too,"
    assert not sample.wrong


def test_no_line_of_the_text_begins_with_the_mark_that_ends_a_place(visit):
    page = visit(standalone_html(Atlas.from_records([made.article(0, 10, random.Random(1))])))
    broken = page.evaluate(
        """() => {
          const story = document.querySelector("#story"), broken = []
          for (let width = 200; width < 420; width += 4) {
            story.style.width = `${width}px`
            for (const place of story.querySelectorAll(".mention[data-place]")) {
              const behind = document.createRange(), next = place.nextSibling.firstChild
              behind.setStart(next, 0)
              behind.setEnd(next, 1)
              const [mark, name] = [behind.getBoundingClientRect(), [...place.getClientRects()].at(-1)]
              if (mark.top > name.bottom - 4) broken.push(`${width}: ${place.textContent}${behind}`)
            }
          }
          return broken
        }"""
    )
    assert page.locator("#story .mention[data-place]").count() == 10
    assert broken == [] and not page.wrong


def test_filters_and_timeline_narrow_everything(sample):
    sample.click("#chips button[value=words]")
    assert "2 events and 0 quotes" in sample.inner_text("#count")
    sample.click("#chips button[value=diplomacy]")
    assert "1 event and 0 quotes" in sample.inner_text("#count")
    sample.click("#reset")
    assert "2 events and 1 quote" in sample.inner_text("#count")
    sample.click("#time .bin")
    assert "1 event and 1 quote at 2 places" in sample.inner_text("#count")
    sample.click("#reset")
    sample.fill("#query", "march")
    assert "1 event and 0 quotes at 0 places" in sample.inner_text("#count")
    sample.fill("#query", "")
    sample.click("#roles button[value=said_at]")
    sample.click("#roles button[value=about]")
    assert sample.locator("#map .dl-point").count() == 1
    assert not sample.wrong


def test_what_could_not_be_placed_is_listed(sample):
    assert sample.locator("#lost .card").count() == 1 and "Zedburg" in sample.inner_text("#lost")
    assert "1 without a date" in sample.inner_text("#time")


def test_it_can_be_used_with_the_keyboard_alone(sample):
    sample.focus("#panel .row")
    sample.keyboard.press("Enter")
    assert sample.inner_text("#panel h2") == "Lyon"
    sample.focus("#time .bin")
    sample.keyboard.press("Enter")
    assert sample.get_attribute("#time .bin", "aria-pressed") == "true"
    sample.focus("#reader .mention[data-place]")
    sample.keyboard.press("Enter")
    assert sample.locator("#reader .mention.chosen").count() == 1
    sample.focus("#map .dl-point")
    sample.keyboard.press("Enter")
    assert not sample.wrong


def test_the_choice_of_articles_fits_a_phone(visit):
    several = [{**record(), "id": f"sample-{number}", "title": "A long headline " * 8} for number in range(3)]
    page = visit(standalone_html(Atlas.from_records(several)))
    page.set_viewport_size({"width": 390, "height": 844})
    box = page.locator("#article").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_dark_and_narrow(visit):
    page = visit(standalone_html(atlas()), color_scheme="dark")
    page.set_viewport_size({"width": 400, "height": 800})
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 23, 26)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 400
    boxes = {name: page.locator(f"#{name}").bounding_box()["y"] for name in ("map", "panel", "time", "reader")}
    assert boxes["map"] < boxes["panel"] < boxes["time"] < boxes["reader"]
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(252, 251, 248)"
    assert not page.wrong


def test_hostile_strings_run_nothing(visit):
    page = visit(standalone_html(atlas(*HOSTILE)))
    page.on("console", lambda message: None)
    for number in range(len(HOSTILE)):
        page.select_option("#article", str(number))
        page.locator("#panel .row, #panel .back").first.click()
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        page.evaluate("document.querySelector('#panel .card button')?.click()")
        page.keyboard.press("Escape")
    page.select_option("#article", "0")
    page.hover("#map .dl-point")
    assert page.inner_text(".dl-tip strong") == HOSTILE[0]
    assert HOSTILE[0] in page.inner_text("#reader .text")
    assert page.locator("img, iframe, object, script[src], link, form[action], svg script, base").count() == 0
    page.wait_for_timeout(300)
    assert not page.wrong


def test_a_page_of_nothing_opens_and_says_so(visit):
    page = visit(standalone_html(Atlas.from_records([])))
    assert "0 events and 0 quotes at 0 places" in page.inner_text("#count")
    assert "Nothing is left of this selection" in panel(page) and not page.is_visible("#reader")
    assert not page.wrong


def test_the_page_of_a_selection_holds_no_more_but_knows_its_places(visit):
    page = visit(standalone_html(atlas().filter(Filter(kinds=("quote",)))), "#geonames%3A2996944")
    text = panel(page)
    assert "91 % sure" in text and "The river is ours too," in text and "Talks" not in text
    assert page.locator("#story .trigger").count() == 1, "the legend's own"
    assert page.locator("#story .text .trigger").count() == 0
    assert not page.wrong


def test_the_policy_stops_what_would_slip_through(visit):
    page = visit(standalone_html(atlas()))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=pwned()>')")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: 'pwned()'}))")
    page.wait_for_timeout(200)
    assert "script ran" not in page.wrong and any("Content Security Policy" in line for line in page.wrong)


@pytest.mark.parametrize("text", HOSTILE)
def test_data_stay_inert(text):
    written = inert({"text": text})
    assert json.loads(written) == {"text": text} and not set("<>&\u2028\u2029") & set(written)


def test_a_notebook_shows_it_in_a_frame(visit, browser):
    frame = atlas()._repr_html_()
    assert frame == notebook_html(atlas())
    page = browser.new_context(offline=True).new_page()
    page.set_content(f"<!DOCTYPE html><body>{frame}")
    inner = page.frame_locator("iframe")
    inner.locator("#map .dl-point").first.wait_for()
    assert inner.locator("#title").inner_text() == "River talks"
    page.context.close()


def test_the_seed_article_fits_and_every_place_can_be_chosen(visit, seed_record, tmp_path):
    html = standalone_html(Atlas.from_records([seed_record]))
    assert len(html.encode()) < 2_000_000
    page = visit(html)
    assert (tmp_path / "page.html").stat().st_size < 2_000_000
    rows = page.eval_on_selector_all("#panel .row", "rows => rows.map((row) => row.dataset.place)")
    assert len(rows) >= 10
    wanted = Atlas.from_records([seed_record]).by_place()
    shown = page.eval_on_selector_all(
        "#panel .row",
        "rows => rows.map((row) => [row.dataset.place, row.style.getPropertyValue('--color')])",
    )
    assert rows == list(wanted["id"])
    categories = wanted["category"].astype(object).where(wanted["category"].notna(), None)
    assert dict(shown) == {place: style(categories[place]).light for place in rows}
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    for place in rows:
        page.locator(f"#panel .row[data-place='{place}']").dispatch_event("click")
        page.locator(f"#map [data-place='{place}']").first.wait_for(state="attached")
        assert page.inner_text("#panel h2") == page.evaluate(
            "(id) => JSON.parse(document.getElementById('data').textContent).panels[id].head.title", place
        )
        assert page.locator("#panel .card").count() > 0
        assert page.evaluate(UNKNOWN) == []
        page.locator("#panel .back").click()
    assert not page.wrong


def test_it_is_the_same_file_for_the_same_reading():
    assert standalone_html(atlas()) == standalone_html(atlas())


AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 400])
def test_axe_finds_nothing(visit, scheme, width):
    page = visit(standalone_html(atlas()), color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    for place in (None, "geonames:2434508"):
        page.evaluate("(place) => place && document.querySelector(`#panel [data-place='${place}']`).click()", place)
        page.wait_for_timeout(1000)
        page.evaluate(AXE)
        found = page.evaluate("() => axe.run(document)")["violations"]
        assert [(rule["id"], rule["impact"], node["html"][:200]) for rule in found for node in rule["nodes"]] == []
