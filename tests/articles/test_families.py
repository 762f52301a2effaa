"""Wires, feeds, mail and packs: each format good, broken and hostile."""

import io
import json
import zipfile
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.articles import Article, Limits, read_bytes
from geo.articles.feed_items import read_feed
from geo.articles.mail import read_mailbox, read_message
from geo.articles.packs import read_epub, read_warc
from geo.articles.reading import read_zip
from geo.articles.rtf import read_rtf
from geo.articles.wires import read_xml
from geo.errors import ArticleError
from tests.articles import exports, families
from tests.articles.families import AUTHOR, FIRST, GOOD, OUTLET, PARAGRAPHS, SECOND, TEXT, TITLE, zip_of
from tests.articles.test_fuzz import damaged
from tests.articles.told import refuses, told

DAY = date(2023, 11, 19)
NAMELESS = ("mail", "box", "pack.")
"""Of these the outlet is not known."""


@pytest.mark.parametrize("name", GOOD)
def test_each_family_gives_the_article_and_what_is_known_of_it(name):
    (article,), errors, notes = told(name, GOOD[name])
    assert not errors and (not notes or "left out" in notes[0])
    assert article.text.endswith(TEXT) and (article.text == TEXT or "crawl" in name)
    assert (article.title, article.author, article.published) == (TITLE, AUTHOR, DAY)
    assert article.publisher == (None if name.startswith(NAMELESS) or ".wet" in name else OUTLET)


def test_every_item_of_a_feed_is_an_article():
    items = "".join(
        f"<item><title>Rain {n}</title><pubDate>{n} May 2024</pubDate><description>Rain fell.</description></item>"
        for n in range(1, 6)
    )
    found, _, notes = told(
        "feed.xml", families.rss(items + "<item><description>Snow fell.</description></item>").encode()
    )
    assert [article.title for article in found] == [*(f"Rain {n}" for n in range(1, 6)), None]
    assert found[2].published == date(2024, 5, 3) and notes == ["feed.xml: 1 of 6 items have no day."]


def test_a_feed_that_is_not_well_formed_is_read_all_the_same():
    (article,), _, _ = told("feed.xml", families.rss().replace("Short.", "Short & sweet&nbsp;<br>").encode())
    assert article.text == TEXT


def test_a_message_with_things_attached_says_what_is_left_out():
    (article,), _, (note,) = told("mail.eml", families.message(attached=True))
    assert article.text == TEXT and "quay.png" in note


def test_a_mailbox_with_a_bad_message():
    data = families.mailbox([families.message(), b"Subject: empty\n\n", families.message(html=True)])
    found, errors, _ = told("box.mbox", data)
    assert len(found) == 2 and errors == ["Message 2 of box.mbox holds no text."]


def test_pages_of_a_crawl_without_an_article_are_counted():
    data = families.warc(pages=2) + families.warc().replace(PARAGRAPHS.encode(), b"x" * len(PARAGRAPHS.encode()))
    found, _, notes = told("crawl.warc", data)
    assert len(found) == 2 and "1 of 3 pages hold no article" in notes[0]
    assert found[0].source == "https://a.example/0"


def test_a_zip_reads_each_file_by_its_name_and_says_what_it_could_not():
    files = {
        "a.txt": "Rain fell on Lyon.", "a.json": json.dumps({"title": "From beside"}), "b.exe": b"MZ", "c.pdf": b"no",
        "news/export.txt": exports.nexis(), "sheet.csv": "text,date\nSnow fell on Oslo.,n.d.\n",
    }  # fmt: skip
    found, errors, notes = told("pack.zip", zip_of(files))
    assert [article.title for article in found] == ["From beside", *(story.title for story in exports.STORIES), None]
    assert [error.split(" is ")[0] for error in errors] == ["b.exe", "c.pdf"]
    assert notes == ["sheet.csv: 1 of 1 row has no day: column date ('n.d.')."]


def test_a_paper_as_a_book_gives_its_articles():
    page = "<html><head><title>{0}</title></head><body><h2>{0}</h2><p>{1}</p></body></html>"
    found, _, notes = told(
        "a.epub", families.epub({f"{n}.xhtml": page.format(f"Rain {n}", f"{FIRST} {SECOND}") for n in range(3)})
    )
    assert [article.title for article in found] == ["Rain 0", "Rain 1", "Rain 2"] and "cover" in notes[0]
    assert found[0].text == f"{FIRST} {SECOND}"


def test_rich_text_gives_its_paragraphs():
    (article,) = read_bytes(
        "a.rtf", exports.rtf([TITLE, "", f"By {AUTHOR}", "", "19 November 2023", "", FIRST, SECOND])
    )
    assert article.text.endswith(TEXT) and (article.title, article.author, article.published) == (TITLE, AUTHOR, DAY)


# ---- broken and hostile

BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">' + "".join(
    f'<!ENTITY a{n} "&a{n - 1 or ""};&a{n - 1 or ""};">' for n in range(1, 30)
)
ENTITY = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
DEEP = zip_of({"1.zip": zip_of({"2.zip": zip_of({"3.zip": zip_of({"a.txt": "Rain fell."})})})})


def locked() -> bytes:
    data = bytearray(zip_of({"a.txt": "Rain fell on Lyon."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


BAD = [
    ("bomb.xml", (BOMB + "]><nitf>&a29;</nitf>").encode(), "defines entities of its own"),
    ("bomb.rss", (BOMB + "]><rss>&a29;</rss>").encode("utf-16"), "defines entities of its own"),
    ("file.nitf", (ENTITY + families.nitf("<p>&f;</p>").partition("?>")[2]).encode(), "entities"),
    ("torn.xml", families.nitf().encode()[:-40], "not well-formed"),
    ("torn.nitf", b"<nitf><p>Rain & snow</p></nitf>", "not well-formed"),
    ("other.xml", b"<recipe><p>Stir.</p></recipe>", r"not read here \(recipe\)"),
    ("words.xml", b"Rain fell on Lyon.", "not well-formed"),
    ("empty.rss", families.rss("<x/>").encode(), "no items"),
    ("none.nitf", families.nitf("<p> </p>").encode(), "holds no text"),
    ("deep.xml", b"<nitf>" + b"<p>" * 200_000, "not well-formed|damaged"),
    ("image.xml", b"\x89PNG\r\n\x1a\n" + bytes(99), "holds an image"),
    ("a.eml", b"Rain fell on Lyon.", "is not a message"),
    ("b.eml", b"From: x\nSubject: y\n\n", "holds no text"),
    ("c.eml", b"\xff\xd8\xff\xe0", "holds an image"),
    ("a.mbox", b"Rain fell on Lyon.", "is not a mailbox"),
    ("a.rtf", b"Rain fell on Lyon.", "is not a rich-text document"),
    ("a.zip", b"PK\x03\x04 nonsense", "is damaged"),
    ("b.zip", b"Rain fell", "is not a zip file"),
    ("c.zip", zip_of({"a.txt": "0" * 70_000_000}), "unpacks to more than 60 MB"),
    ("d.zip", zip_of({f"{n}.txt": "" for n in range(5_001)}), "unpacks to more than"),
    ("e.zip", DEEP, "zip file in a zip file in a zip file"),
    ("f.zip", locked(), "locked with a password"),
    ("g.zip", zip_of({}), "holds no article|damaged|not a zip"),
    ("a.epub", b"Rain", "is not an EPUB"),
    ("b.epub", zip_of({"META-INF/container.xml": "<container/>"}), "is damaged"),
    ("c.epub", zip_of({"META-INF/container.xml": BOMB + "]><x/>"}), "entities"),
    ("d.epub", families.epub({"../../../etc/passwd": "x"}).replace(b"OEBPS/../", b"OEBPS/x./"), "damaged|no text"),
    ("a.warc", b"Rain fell on Lyon.", "damaged|holds no article"),
    ("b.warc.gz", b"\x1f\x8b nonsense", "damaged|holds no article"),
    ("c.warc.gz", families.warc(gzip=True)[:200], "damaged|holds no article"),
    ("sheet.csv", zip_of({"xl/workbook.xml": "<x/>"}), "has to be saved as CSV"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[row[0] for row in BAD])
def test_what_is_broken_or_hostile_is_a_sentence(name, data, words):
    refuses(name, data, words)


def test_a_crawl_that_unpacks_to_too_much():
    with pytest.raises(ArticleError, match="unpacks to more than"):
        read_warc(families.warc(pages=40, gzip=True), "a.warc.gz", Limits(unpacked_bytes=10_000))


READERS = {
    "nitf": (read_xml, families.nitf().encode()), "g2": (read_xml, families.newsml_g2().encode()),
    "newsml": (read_xml, families.newsml_1().encode()), "rss": (read_xml, families.rss().encode()),
    "atom": (read_xml, families.atom().encode()), "blog": (read_xml, families.wordpress().encode()),
    "eml": (read_message, families.message(attached=True)),
    "mbox": (read_mailbox, families.mailbox([families.message(), families.message(html=True)])),
    "rtf": (read_rtf, exports.rtf([TITLE, FIRST, SECOND])), "warc": (read_warc, families.warc(pages=2)),
    "epub": (read_epub, families.epub()),
    "zip": (read_zip, zip_of({"a.txt": FIRST, "b.csv": f"text\n{SECOND}\n", "c.eml": families.message()})),
}  # fmt: skip


@pytest.mark.parametrize("kind", READERS)
def test_damaged_files(kind):
    import time

    reader, whole = READERS[kind]

    @settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
    @given(damaged(whole))
    def run(data):
        start = time.process_time()
        try:
            parts = reader(data, f"a.{kind}", Limits())
        except ArticleError as error:
            assert str(error).endswith(".") and len(str(error)) < 600
        else:
            for where, part in [("", parts)] if isinstance(parts, Article) else parts:
                assert isinstance(where, str)
                assert str(part) and (not isinstance(part, Article) or isinstance(part.text, str))
        assert time.process_time() - start < 5

    run()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_markup_in_a_feed(text):
    try:
        read_feed(
            families.rss(f"<item><description><![CDATA[{text.replace(']]>', '')}]]></description></item>"),
            "a",
            Limits(),
        )
    except ArticleError as error:
        assert str(error).endswith(".")


def test_names_in_a_zip_lead_nowhere():
    found, errors, _ = told("a.zip", zip_of({"../../etc/passwd.txt": "Rain fell.", "/abs/x.txt": "Snow fell."}))
    assert [article.source for article in found] == ["passwd.txt", "x.txt"] and not errors


def test_a_zip_that_lies_about_its_sizes():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", b"0" * 80_000_000)
    data = out.getvalue().replace((80_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    with pytest.raises(ArticleError):
        read_bytes("a.zip", data)
