"""axe-core on every page, wide and narrow, light and dark: nothing serious, nothing critical."""

import json
from importlib.resources import files

import pytest
from playwright.sync_api import Error

from geo.bench import drive
from tests.articles.files import STORY

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
PAGES = {
    "map": "",
    "place": "?place={place}",
    "read": "read",
    "people": "people",
    "tables": "tables",
    "review": "review",
}


def violations(visitor) -> list[str]:
    found = []
    for frame in visitor.page.frames:
        try:
            frame.evaluate(AXE)
            result = frame.evaluate("() => axe.run(document, {iframes: false})")
        except Error:
            if frame.is_detached():  # what it showed was taken away meanwhile
                continue
            raise
        found += [
            f"{rule['id']} ({rule['impact']}): {node['html'][:160]}"
            for rule in result["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]
    return found


@pytest.mark.parametrize("name", list(PAGES))
@pytest.mark.parametrize(
    ("size", "dark"),
    [(drive.WIDE, False), (drive.NARROW, False), (drive.WIDE, True), (drive.NARROW, True)],
    ids=["wide", "narrow", "wide-dark", "narrow-dark"],
)
def test_nothing_serious(browser, server, name, size, dark):
    visitor = drive.Explorer(browser, server.url, size=size, dark=dark)
    try:
        visitor.open(PAGES[name].format(place="geonames:2988507"))
        visitor.settled()
        assert violations(visitor) == []
    finally:
        visitor.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_serious_in_what_opens_over_a_page(browser, server, dark):
    visitor = drive.Explorer(browser, server.url, dark=dark)
    try:
        visitor.open("?place=geonames:2988507&since=2015-11-13&until=2015-11-13&lines=1")
        visitor.title("Paris")
        visitor.page.get_by_role("button", name="Filter", exact=True).click()
        visitor.page.get_by_text("Draw lines between places").wait_for()
        assert violations(visitor) == []
        visitor.page.keyboard.press("Escape")
        visitor.panel.get_by_role("button", name="Another place is meant").click()
        visitor.page.get_by_role("dialog").get_by_role("radio").first.wait_for(state="attached")
        visitor.settled()
        assert violations(visitor) == []
        visitor.page.keyboard.press("Escape")
        visitor.panel.get_by_role("button", name="Correct").first.click()
        for aspect in ("Place", "Type", "Day", "Who"):
            visitor.page.get_by_role("dialog").get_by_role("radio", name=aspect, exact=True).click()
            visitor.settled()
            assert violations(visitor) == []
    finally:
        visitor.close()


@pytest.mark.parametrize(
    ("size", "dark"),
    [(drive.WIDE, False), (drive.NARROW, True)],
    ids=["wide", "narrow and dark"],
)
def test_nothing_serious_where_articles_go_in_and_out(browser, server, size, dark):
    visitor = drive.Explorer(browser, server.url, size=size, dark=dark)

    def look() -> None:
        visitor.settled()
        visitor.page.wait_for_timeout(500)
        assert violations(visitor) == []

    try:
        visitor.open()
        if dark:  # a telephone folds its tools into one line
            visitor.page.get_by_text("Tools").click()
        visitor.page.get_by_role("button", name="Export").click()
        visitor.page.get_by_role("button", name="Download").wait_for()
        look()
        visitor.page.keyboard.press("Escape")
        visitor.page.get_by_role("button", name="Add").click()
        box = visitor.page.get_by_role("dialog")
        box.get_by_role("button", name="Next").first.click()
        box.get_by_role("alert").wait_for()
        look()
        box.get_by_role("tab", name="Web address").click()
        look()
        box.get_by_role("tab", name="Upload files").click()
        rows = "\n".join(json.dumps({"text": STORY.replace("Lyon", city)}) for city in ("Lyon", "Nice"))
        box.locator("input[type=file]").set_input_files(
            [{"name": "news.jsonl", "mimeType": "application/json", "buffer": f"{rows}\nbad".encode()}]
        )
        look()
        box.get_by_role("button", name="Next").first.click()
        box.get_by_text("2 articles found.").wait_for()
        look()
        box.get_by_role("button", name="Back", exact=True).click()
        box.get_by_role("tab", name="Paste text").click()
        box.get_by_label("Text", exact=True).fill(STORY)
        box.get_by_role("button", name="Next").first.click()
        box.get_by_label("Title").wait_for()
        look()
        box.get_by_role("button", name="Read it").click()
        box.wait_for(state="detached", timeout=120_000)
        visitor.painted()
        visitor.page.get_by_role("button", name="Delete").click()
        look()
    finally:
        visitor.close()
