"""Articles in: every format good and bad, pasted text, pages of a web server, and stopping what takes long."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geo.articles import FORMATS
from geo.bench import drive
from tests.articles import files
from tests.articles.files import META, STORY, docx_file, html_page, pdf_file
from tests.articles.server import running
from tests.browser.conftest import LONGEST

pytestmark = pytest.mark.browser


def story(city: str) -> str:
    """Return an article of its own, with a headline, a byline and a date."""
    return STORY.replace("Lyon", city).replace("LYON", city.upper())


def row(city: str, **known) -> dict:
    return {"text": story(city), "title": f"Farmers in {city}", **known}


GOOD = {
    "plain.txt": story("Lyon").encode(),
    "beside.txt": story("Marseille").encode(),
    "beside.json": json.dumps({"title": "A sidecar", "publisher": "The Post", "published": "2023-01-02"}).encode(),
    "marked.md": f"---\ntitle: Marked down\nauthor: Cy Poe\ndate: 2024-02-03\n---\n\n{story('Nice')}".encode(),
    "page.html": html_page(head=META).encode(),
    "old.htm": html_page(head=META.replace("Gazette", "Herald")).replace("Farmers block", "Farmers left").encode(),
    "paper.pdf": pdf_file(story("Lille").splitlines(), info="/Title(Printed)"),
    "typed.docx": docx_file(*story("Nantes").split("\n\n"), title="Typed", author="Di Ray"),
    "sheet.csv": f'title,published,text\nFrom a sheet,2022-03-04,"{story("Brest")}"\n'.encode(),
    "lines.jsonl": "\n".join(json.dumps(row(city, publisher="Wire")) for city in ("Dijon", "Metz")).encode(),
    "list.json": json.dumps([row("Reims", author="Ed Lin")]).encode(),
}
TITLES = (
    "Farmers block the bridge at Lyon", "A sidecar", "Marked down", "Farmers block the bridge",
    "Farmers left the bridge", "Printed", "Typed", "From a sheet", "Farmers in Dijon", "Farmers in Metz",
    "Farmers in Reims",
)  # fmt: skip
FRENCH = "Les agriculteurs ont bloqué le pont de la ville lundi, a dit la police. " * 9
BAD = {
    "empty.txt": (b"  \n", "empty.txt is empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "picture.txt holds an image, not text"),
    "noise.txt": (bytes(range(1, 256)) * 40, "noise.txt is not"),
    "long.txt": (b"Rain fell on Lyon. " * 2_000, "long.txt is too long: it has 38,000 characters"),
    "french.md": (FRENCH.encode(), "french.md is not in English, the language that is read here"),
    "links.html": (html_page("<a href=/a>A</a>").encode(), "No article was found in links.html"),
    "text.htm": (b"no page at all", "text.htm is not a web page"),
    "scan.pdf": (files.pdf_of([b"q 1 0 0 1 0 0 cm Q"]), "scan.pdf holds no text: it seems to be scanned"),
    "torn.pdf": (pdf_file(STORY.splitlines())[:300], "torn.pdf"),
    "torn.docx": (docx_file(*STORY.split("\n\n"))[:900], "torn.docx is not a Word document"),
    "columns.csv": (b"a,b\n1,2\n", "columns.csv has no column for the text of the articles"),
    "broken.jsonl": (b'{"text": \n', "Line 1 of broken.jsonl is not valid JSON"),
    "number.json": (b"12", "number.json is not a JSON object"),
}  # fmt: skip


@pytest.fixture
def reader(browser, near):
    visitor = drive.Explorer(browser, near.url)
    visitor.open()
    yield visitor
    outside, errors = visitor.outside, visitor.errors
    visitor.close()
    assert outside == [] and errors == []


@pytest.fixture(scope="module")
def web():
    with running() as server:
        yield server


def dialog(visitor):
    return visitor.page.get_by_role("dialog")


def opened(visitor, tab: str = "Paste text"):
    visitor.page.get_by_role("button", name="Add").click()
    dialog(visitor).get_by_role("tab", name=tab).click()
    return dialog(visitor)


def upload(visitor, given: dict[str, bytes]) -> None:
    payload = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in given.items()]
    dialog(visitor).locator("input[type=file]").set_input_files(payload)
    button = dialog(visitor).get_by_role("button", name="Next").first
    expect(button).to_be_enabled()
    button.click()


def closed(visitor) -> None:
    dialog(visitor).wait_for(state="detached", timeout=120_000)
    visitor.painted()
    visitor.settled()


def chosen(visitor) -> str:
    return visitor.page.locator(".st-key-_article input").input_value()


def test_the_chooser_offers_every_format(reader):
    accepted = opened(reader, "Upload files").locator("input[type=file]").get_attribute("accept")
    assert set(FORMATS) <= set(accepted.split(","))


def test_every_format_goes_in_and_all_become_one_collection(reader):
    box = opened(reader, "Upload files")
    upload(reader, GOOD)
    expect(box.get_by_text("11 articles found.")).to_be_visible()
    grid = box.locator("[data-testid=stDataFrame] table").last
    for title in TITLES[:8]:
        expect(grid).to_contain_text(title)
    for known in (
        "2023-01-02",
        "The Post",
        "Cy Poe",
        "2024-02-03",
        "The Gazette",
        "The Herald",
        "Di Ray",
        "2022-03-04",
    ):
        expect(grid).to_contain_text(known)
    spot = box.locator("[data-testid=stDataFrame]").last.bounding_box()
    reader.page.mouse.dblclick(spot["x"] + 130, spot["y"] + 52)
    expect(reader.page.locator(".gdg-input")).to_be_focused()
    reader.page.keyboard.press("Control+a")
    reader.page.keyboard.type("Put right by hand", delay=30)
    reader.page.keyboard.press("Enter")
    expect(grid).to_contain_text("Put right by hand")
    reader.page.mouse.click(spot["x"] + 34, spot["y"] + 87)
    button = box.get_by_role("button", name="Read 10 articles")
    button.click()
    closed(reader)
    assert chosen(reader).startswith("10 articles · Put right by hand")
    reader.drawn("Nantes")
    reader.turn("Read")
    reader.page.get_by_role("button", name="Another of").click()
    reader.page.locator(".st-key-_read input").click()
    labels = reader.page.get_by_role("option").all_inner_texts()
    assert len(labels) == 10 and labels[0] == "Put right by hand · 6 May 2024"
    assert not any("A sidecar" in label for label in labels)
    assert "Marked down · 3 February 2024" in labels and "Farmers in Metz · Wire" in labels


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(reader):
    box = opened(reader, "Upload files")
    upload(reader, {"plain.txt": GOOD["plain.txt"], **{name: data for name, (data, _) in BAD.items()}})
    box.get_by_text("13 parts can’t be read, and will be left out").click()
    for _, says in BAD.values():
        expect(box).to_contain_text(says)
    assert box.get_by_label("Title", exact=True).input_value() == TITLES[0]
    box.get_by_role("button", name="Back", exact=True).click()
    expect(box.get_by_text("plain.txt", exact=True)).to_be_visible()


def test_files_that_all_are_bad_stay_in_the_form(reader):
    box = opened(reader, "Upload files")
    upload(reader, {"scan.pdf": BAD["scan.pdf"][0]})
    expect(box.get_by_role("alert")).to_contain_text("scan.pdf holds no text")
    expect(box.get_by_text("scan.pdf", exact=True)).to_be_visible()
    upload(reader, {"plain.txt": GOOD["plain.txt"]})
    expect(box.get_by_label("Title")).to_have_value(TITLES[0])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("   \n ", "The pasted text is empty."),
        ("1234 5678 " * 30, "does not look like an article"),
        (FRENCH, "is not in English, the language that is read here. It seems to be in French."),
        ("Rain fell on Lyon. " * 2_000, "is too long: it has 38,000 characters, and 20,000 is the limit."),
    ],
    ids=["empty", "numbers", "French", "long"],
)
def test_pasted_text_that_is_no_article_stays_in_the_form(reader, text, says):
    box = opened(reader)
    box.get_by_label("Text", exact=True).fill(text)
    box.get_by_role("button", name="Next").first.click()
    expect(box.get_by_role("alert")).to_contain_text(says)
    expect(box.get_by_label("Text", exact=True)).to_have_value(text)


def test_what_is_known_of_a_pasted_article_is_put_right_before_it_is_read(reader):
    box = opened(reader)
    box.get_by_label("Text", exact=True).fill(STORY)
    box.get_by_role("button", name="Next").first.click()
    expect(box.get_by_label("Title")).to_have_value(TITLES[0])
    expect(box.get_by_label("Author")).to_have_value("Ana Roe")
    box.get_by_label("Title").fill("A bridge is blocked")
    box.get_by_label("Author").fill("Someone Else")
    box.get_by_label("Publisher").fill("The Other Gazette")
    day = box.get_by_test_id("stDateInput")
    for part, value in (("year", "2024"), ("month", "05"), ("day", "22")):
        field = day.get_by_role("spinbutton", name=part)
        field.click()
        field.press_sequentially(value)
    box.get_by_role("button", name="Read it").click()
    closed(reader)
    assert chosen(reader) == "A bridge is blocked · The Other Gazette · 22 May 2024"
    reader.turn("Read")
    expect(reader.page.get_by_role("heading", name="A bridge is blocked")).to_be_visible()
    expect(reader.page.get_by_text("The Other Gazette · Someone Else · 22 May 2024")).to_be_visible()
    reader.turn("Tables")
    reader.page.get_by_role("radio", name="Events").click()
    grid = reader.page.locator("[data-testid=stDataFrame] table")
    expect(grid).to_contain_text("2024-05-20")  # the Monday before that day


def test_closing_the_dialog_loses_nothing(reader):
    box = opened(reader)
    box.get_by_label("Text", exact=True).fill(STORY)
    box.get_by_label("Text", exact=True).blur()
    reader.settled()
    box.get_by_role("button", name="Close").click()
    expect(box).to_have_count(0)
    reader.settled()
    box = opened(reader)
    expect(box.get_by_label("Text", exact=True)).to_have_value(STORY)


def fetch(box, address: str) -> None:
    box.get_by_label("Address of the page").fill(address)
    box.get_by_role("button", name="Fetch").click()


def test_a_page_of_the_web_is_read_with_what_it_says_of_itself(reader, web):
    box = opened(reader, "Web address")
    fetch(box, f"{web.url}/moved")
    expect(box.get_by_label("Title")).to_have_value("Farmers block the bridge")
    expect(box.get_by_label("Author")).to_have_value("Ana Roe")
    expect(box.get_by_label("Publisher")).to_have_value("The Gazette")
    assert "newsletter" not in box.inner_text()
    expect(box.get_by_text(f"{web.url}/good")).to_be_visible()
    box.get_by_role("button", name="Read it").click()
    closed(reader)
    assert chosen(reader) == "Farmers block the bridge · The Gazette · 6 May 2024"
    reader.click("Lyon")
    reader.title("Lyon")


PAGES = {
    "/nowhere": "leads to a page that does not exist",
    "/refused": "refused to be read by a program",
    "/paywall": "shows the article to subscribers only",
    "/image": "is not a page with an article: it is of the kind image/png",
    "/links": "No article was found in",
    "/french": "is not in English",
    "/large": "is too large: 5 MB is the limit",
    "/private/page": "asks not to be read by programs (robots.txt)",
    "/to-metadata": "leads into a private network",
}


def test_pages_that_cannot_be_read_are_told_and_the_address_stays(reader, web):
    box = opened(reader, "Web address")
    cases = {f"{web.url}{path}": says for path, says in PAGES.items()}
    cases |= {
        "": "This is not a web address",
        "no address": "This is not a web address",
        "file:///etc/passwd": "is not an address that starts with",
        "http://10.0.0.1/": "leads into a private network",
        "http://127.0.0.1:9/": "can't be reached",
    }
    for address, says in cases.items():
        fetch(box, address)
        expect(box.get_by_role("alert")).to_contain_text(says)
        assert box.get_by_label("Address of the page").input_value() == address, address


def test_the_product_itself_fetches_nothing_from_this_machine(visitor, web):
    visitor.open()
    before = len(web.asked)
    box = opened(visitor, "Web address")
    fetch(box, f"{web.url}/good")
    expect(box.get_by_role("alert")).to_contain_text("leads into a private network, and only public addresses")
    assert len(web.asked) == before


def processes(word: str) -> list[str]:
    """Return the processes of this machine that have `word` in their command."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\x00", b" ").decode("utf-8", "replace"))
        except OSError:
            continue
    return [line for line in lines if word in line]


def test_fetching_can_be_stopped(reader, web):
    box = opened(reader, "Web address")
    fetch(box, f"{web.url}/silent")
    expect(box.get_by_text("Fetching the page")).to_be_visible()
    box.get_by_role("button", name="Stop").click()
    expect(box.get_by_role("alert")).to_contain_text("Stopped. What you gave is still here.")
    assert box.get_by_label("Address of the page").input_value() == f"{web.url}/silent"
    reader.page.wait_for_timeout(600)
    assert processes(f"{web.url}/silent") == []


def test_reading_can_be_stopped_and_what_is_read_is_kept(reader):
    cities = ("Lyon", "Nantes", "Lille", "Metz", "Brest")
    rows = [
        row(cities[number % 5], id=f"a{number}", published=f"2024-05-{number % 28 + 1:02}") for number in range(120)
    ]
    box = opened(reader, "Upload files")
    upload(reader, {"many.jsonl": "\n".join(map(json.dumps, rows)).encode()})
    box.get_by_role("button", name="Read 120 articles").click()
    expect(box.get_by_text(re.compile(r"Article ([3-9]|\d\d+) of 120"))).to_be_visible(timeout=90_000)
    box.get_by_role("button", name="Stop").click()
    open_them = box.get_by_role("button", name=re.compile(r"Open \d+ articles"))
    open_them.wait_for()
    count = int(re.search(r"\d+", open_them.inner_text())[0])
    assert 2 <= count < 120
    expect(box.get_by_role("button", name="Read on")).to_be_visible()
    open_them.click()
    closed(reader)
    assert chosen(reader).startswith(f"{count} articles · Farmers in Lyon")


def test_a_stopped_article_can_be_read_again(reader):
    box = opened(reader)
    box.get_by_label("Text", exact=True).fill("\n\n".join([STORY] * 40)[:LONGEST])
    box.get_by_role("button", name="Next").first.click()
    box.get_by_label("Title").fill("Slow")
    box.get_by_role("button", name="Read it").click()
    box.get_by_role("button", name="Stop").click()
    expect(box.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(box.get_by_label("Title")).to_have_value("Slow")
    box.get_by_role("button", name="Read it").click()
    closed(reader)
    assert chosen(reader).startswith("Slow")
