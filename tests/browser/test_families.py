"""Uploads of each family of formats, and the choice of the columns of a table."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.articles import exports, families
from tests.articles.test_archives import EXPORTS
from tests.browser.test_in import closed, opened, reader, upload  # noqa: F401

pytestmark = pytest.mark.browser

BY_FAMILY = {
    "archives": {
        name: EXPORTS[name] for name in ("nexis.txt", "nexis.docx", "factiva.html", "factiva.rtf", "proquest.txt")
    },
    "wires": {name: families.GOOD[name] for name in ("wire.nitf", "g2.xml", "newsml.xml", "ninjs.json")},
    "feeds": {name: families.GOOD[name] for name in ("feed.xml", "feed.rss", "feed.atom", "blog.xml")},
    "mail": {name: families.GOOD[name] for name in ("mail.eml", "box.mbox")},
    "packs": {
        name: families.GOOD[name] for name in ("crawl.warc", "crawl.warc.gz", "crawl.wet.gz", "paper.epub", "pack.zip")
    },
}


def grid(box):
    return box.locator("[data-testid=stDataFrame] table").first


@pytest.mark.parametrize("family", BY_FAMILY)
def test_files_of_each_family_are_taken(reader, family):  # noqa: F811
    box = opened(reader, "Upload files")
    upload(reader, {name: data.encode() if isinstance(data, str) else data for name, data in BY_FAMILY[family].items()})
    if family == "archives":
        expect(box.get_by_text("3 articles found")).to_be_visible()
        expect(box.get_by_text("stood there twice")).to_be_visible()
        for story in exports.STORIES:
            expect(grid(box)).to_contain_text(story.title)
            expect(grid(box)).to_contain_text(story.outlet)
            expect(grid(box)).to_contain_text(str(story.published))
        return
    button = box.get_by_role("button", name=re.compile("^Read (it|\\d+ articles)$"))
    expect(button).to_be_enabled(timeout=30_000)
    if button.inner_text().endswith("it"):
        expect(box.get_by_label("Title", exact=True).first).to_have_value(families.TITLE)
    else:
        expect(grid(box)).to_contain_text(families.TITLE)
    expect(box.get_by_text("can’t be read")).to_have_count(0)


SHEET = (
    "Zeit;Meldung;Blatt\n"
    f'19.11.2023;"{families.FIRST}";{families.OUTLET}\n'
    f'n.d.;"{families.SECOND}";{families.OUTLET}\n'
)  # fmt: skip


def pick(box, reader, label: str, column: str) -> None:  # noqa: F811
    box.get_by_role("combobox", name=f"{label}: column").first.click()
    reader.page.get_by_role("option", name=column, exact=True).click()
    reader.settled()


def test_the_columns_of_a_table_are_asked_for_where_they_are_not_known(reader):  # noqa: F811
    box = opened(reader, "Upload files")
    upload(reader, {"blatt.csv": SHEET.encode()})
    expect(box.get_by_text("Columns of blatt.csv")).to_be_visible()
    expect(box.get_by_role("button", name="Use these columns")).to_be_disabled()
    expect(box.get_by_text("Its columns are: Zeit, Meldung, Blatt")).to_be_visible()
    expect(grid(box)).to_contain_text("Ferries to Durres")
    if folder := os.environ.get("DATELINE_SHOTS"):
        reader.page.screenshot(path=f"{folder}/columns-asked.png")
    pick(box, reader, "Text", "Meldung")
    pick(box, reader, "Published on", "Zeit")
    pick(box, reader, "Publisher", "Blatt")
    preview = grid(box)
    expect(preview).to_contain_text("19.11.2023")
    expect(preview).to_contain_text("Ferries to Durres")
    if folder:
        reader.page.screenshot(path=f"{folder}/columns-picked.png")
    box.get_by_role("button", name="Use these columns").click()
    expect(box.get_by_text("2 articles found")).to_be_visible(timeout=30_000)
    expect(box.get_by_text("1 of 2 rows have no day: column Zeit")).to_be_visible()
    if folder:
        reader.page.screenshot(path=f"{folder}/columns-used.png")
    box.get_by_role("button", name="Read 2 articles").click()
    closed(reader)
    reader.mark("Bari").wait_for()


def test_columns_that_are_known_can_be_changed(reader):  # noqa: F811
    box = opened(reader, "Upload files")
    upload(
        reader,
        {"a.csv": f"title,text,date,lead\nOne,{families.SECOND.replace(',', '')},2023-11-19,Rain fell.\n".encode()},
    )
    expect(box.get_by_label("Title", exact=True).first).to_have_value("One")
    box.get_by_text("Columns of a.csv").click()
    pick(box, reader, "Text", "lead")
    box.get_by_role("button", name="Use these columns").click()
    expect(box.get_by_text("2 words, which begin:")).to_be_visible(timeout=30_000)
