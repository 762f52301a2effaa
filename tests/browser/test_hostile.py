"""Strings that try to run, wherever a visitor or a file can put them: nothing runs, in the app or in its exports."""

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from geo.bench import drive
from tests.exports.sample import record
from tests.hostile import HOSTILE

pytestmark = pytest.mark.browser

WATCH = "window.__ran = 0; window.pwned = () => { window.__ran += 1 }"
LURES = (
    "img[src*='203.0.113'], link[href*='203.0.113'], a[href*='203.0.113'], a[href^='javascript:'], "
    "iframe[src^='javascript']"
)
"""What the strings would become if they were taken for markup."""


@pytest.fixture
def wary(browser, server):
    """A visitor whose every frame counts the calls of `pwned`."""
    yield from _watched(browser, server.url)


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory):
    """An app that was given a collection with one of the strings in every field of each article."""
    folder = tmp_path_factory.mktemp("hostile")
    with (folder / "hostile.jsonl").open("w", encoding="utf-8") as stream:
        for number, text in enumerate(HOSTILE):
            row = json.dumps(record(text)).replace("geonames:", f"made-{number}:")
            stream.write(json.dumps({**json.loads(row), "id": f"hostile-{number}"}) + "\n")
    with drive.serving(str(folder / "hostile.jsonl"), environment={"XDG_DATA_HOME": str(folder)}) as server:
        yield server


@pytest.fixture
def collection(browser, poisoned):
    yield from _watched(browser, poisoned.url)


def _watched(browser, url):
    visitor = drive.Explorer(browser, url)
    visitor.prepare(WATCH)
    visitor.page.on("dialog", lambda dialog: (visitor.errors.append("a dialog opened"), dialog.dismiss()))
    yield visitor
    unharmed(visitor)
    outside = visitor.outside
    visitor.close()
    assert outside == []


def unharmed(visitor) -> None:
    visitor.page.wait_for_timeout(200)
    for frame in visitor.page.frames:
        assert frame.evaluate("() => window.__ran || 0") == 0, frame.url
        assert frame.locator(LURES).count() == 0, frame.url
    assert visitor.page.evaluate("() => window.__ran") == 0


def corrected(visitor, mark, aspects) -> None:
    """Look at the dialog that corrects what stands at a mark."""
    mark.click()
    visitor.page.locator(".reader").get_by_role("button", name="Correct").click()
    dialog = visitor.page.get_by_role("dialog")
    for aspect in aspects:
        dialog.get_by_role("radio", name=aspect, exact=True).click()
        visitor.settled()
        unharmed(visitor)
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_fifty_strings_in_every_field_of_a_collection_run_nowhere(collection):
    collection.open()
    assert collection.shown("places") not in ("", "0")
    rows = collection.panel.locator("button.row")
    assert rows.count() > 50
    for number in range(0, 50, 12):
        rows.nth(number).click()
        collection.panel.get_by_role("button", name="All places").click()
        unharmed(collection)
    for page in ("Read", "People", "Tables", "Map"):
        collection.turn(page)
        unharmed(collection)
        if page == "Read":
            for number in (0, 1, 2, 5):
                chooser = collection.page.locator(".st-key-_read input")
                if not chooser.is_visible():
                    collection.page.get_by_role("button", name="Another of").click()
                chooser.click()
                collection.page.get_by_role("option").nth(number).click()
                collection.settled()
                text = collection.page.get_by_role("region", name="Article text")
                expect(text).to_contain_text(HOSTILE[number])
                unharmed(collection)
                corrected(collection, text.locator(".trigger").first, ("Place", "Type", "Who"))
                corrected(collection, text.locator(".quote").first, ("Speaker", "About"))
    collection.page.get_by_role("button", name="Filter").click()
    collection.page.get_by_label("People").click()
    unharmed(collection)


def test_the_page_exported_from_it_runs_nothing(collection, browser, tmp_path):
    collection.open()
    collection.page.get_by_role("button", name="Export").click()
    with collection.page.expect_download() as started:
        collection.page.get_by_role("button", name="Download .html").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    context = browser.new_context(offline=True)
    context.add_init_script(WATCH)
    page, asked = context.new_page(), []
    page.on("request", lambda request: request.url.startswith("file:") or asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    for number in range(0, 50, 7):
        page.locator("#panel button.row").nth(number).click()
        page.keyboard.press("Escape")
    assert page.evaluate("() => window.__ran") == 0 and page.locator(LURES).count() == 0 and asked == []
    for text in HOSTILE[:8]:
        assert text in page.evaluate("() => document.body.textContent"), text
    context.close()


def test_fifty_strings_in_the_address_run_nowhere(wary):
    many = quote("~".join(HOSTILE))
    for number, text in enumerate(HOSTILE[::7]):
        one = quote(text.replace("\x00", ""))
        page = ("", "read", "people", "tables")[number % 4]
        wary.open(f"{page}?q={one}&place={one}&view={one}&who={many}&country={many}&show={many}", painted=False)
        expect(wary.page.get_by_text("Nothing is left under these filters.")).to_be_visible(timeout=drive.WAIT)
        unharmed(wary)
    wary.open(f"?article={quote(HOSTILE[0])}", painted=False)
    expect(wary.page.get_by_text("There is no article behind this link.")).to_be_visible()


def test_fifty_strings_as_title_body_speaker_and_file_name_run_nowhere(wary):
    story = "The mayor of Lyon, John {0} Smith, said “We met in Paris {0} on Monday” after an attack in Lyon {0}."
    rows = [
        {"text": story.format(text), "title": text, "author": text, "publisher": text, "source": text, "id": text}
        for text in HOSTILE
    ]
    wary.open()
    wary.page.get_by_role("button", name="Add").click()
    box = wary.page.get_by_role("dialog")
    box.get_by_role("tab", name="Upload files").click()
    bad = [text for text in HOSTILE if text.isprintable() and not set(text) & set('/\\"')]  # the browser changes these
    given = [("good.jsonl", "\n".join(map(json.dumps, rows)).encode()), *((f"{name}.json", b"12") for name in bad)]
    box.locator("input[type=file]").set_input_files(
        [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in given]
    )
    unharmed(wary)
    box.get_by_role("button", name="Next").first.click()
    box.get_by_text(f"{len(bad)} parts can’t be read").click()
    unharmed(wary)
    for name in bad:
        expect(box).to_contain_text(f"{name}.json is not a JSON object")
    box.get_by_role("button", name=f"Read {len(HOSTILE) - 1} articles").click()  # two differ by a space only
    box.wait_for(state="detached", timeout=180_000)
    wary.painted()
    wary.page.get_by_role("button", name="Filter").click()
    wary.page.get_by_text("Count reprints once").click()  # the articles differ by their strings, some too little
    wary.settled()
    wary.page.keyboard.press("Escape")
    wary.drawn("Lyon")
    wary.click("Lyon")
    wary.title("Lyon")
    for text in HOSTILE[:3]:
        expect(wary.panel).to_contain_text(text)
    for page in ("Read", "People", "Tables"):
        wary.turn(page)
        unharmed(wary)


def test_strings_as_web_address_and_single_file_are_only_shown(wary):
    wary.open()
    wary.page.get_by_role("button", name="Add").click()
    box = wary.page.get_by_role("dialog")
    box.get_by_role("tab", name="Upload files").click()
    name = "<img src=x onerror=pwned()> ![x](http:203.0.113.7) :red[x] $x$.txt"
    box.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "text/plain", "buffer": b"   "}])
    box.get_by_role("button", name="Next").first.click()
    expect(box.get_by_role("alert")).to_contain_text(f"{name} is empty.")
    box.get_by_role("tab", name="Web address").click()
    addresses = [text for text in HOSTILE if not any(sign.isspace() for sign in text)][:5]
    for address in (*addresses, "javascript:pwned()"):
        box.get_by_label("Address of the page").fill(address)
        box.get_by_role("button", name="Fetch").click()
        expect(box.get_by_role("alert")).to_contain_text(address)
        unharmed(wary)
