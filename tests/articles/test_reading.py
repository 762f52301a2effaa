"""Every format in: what is read of a good file, and the sentence for a bad one."""

import json
import re
from datetime import date

import pytest

from geo.articles import FORMATS, Article, Limits, paste, read, read_bytes, stream
from geo.articles.days import day
from geo.errors import ArticleError
from tests.articles.files import META, STORY, document_xml, docx_file, html_page, pdf_file, pdf_of, repacked
from tests.articles.told import refuses

FRENCH = (
    "Les agriculteurs ont bloqué le pont de la ville lundi, a dit la police. Ils veulent rester jusqu'à mardi. " * 3
)


def one(name: str, data: bytes | str, **options) -> Article:
    (article,) = read_bytes(name, data.encode() if isinstance(data, str) else data, **options)
    return article


# ---- text


@pytest.mark.parametrize(
    "text", [STORY, "a\r\nb\rc\n\nd\u2028e\x0cf ", "  spaces stay  \n", "\u00e9\u0301 \U0001f600 “x”"]
)
def test_plain_text_is_unchanged(text, tmp_path):
    path = tmp_path / "story.txt"
    path.write_bytes(text.encode())
    assert read(path)[0].text == one("story.txt", text).text == text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "mac_roman"])
def test_encodings_are_told_apart(encoding):
    assert one("story.txt", STORY.encode(encoding)).text == STORY


def test_the_first_lines_give_headline_author_and_day():
    article = paste(STORY)
    assert (article.title, article.author, article.published) == (
        "Farmers block the bridge at Lyon",
        "Ana Roe",
        date(2024, 5, 6),
    )
    assert article.text == STORY
    assert paste(STORY, title="Mine", published=date(2020, 1, 1)).published == date(2020, 1, 1)


def test_a_byline_tells_a_headline_that_begins_with_a_quotation():
    said = "'Like the sea': bridge at Lyon blocked\n{}\nFarmers blocked the bridge over the Rhône on Monday."
    article = paste(said.format("By Dateline staff"))
    assert (article.title, article.author) == ("'Like the sea': bridge at Lyon blocked", "Dateline staff")
    assert paste(said.format("")).title is None


def test_prose_is_no_headline_and_a_date_within_it_is_not_the_day():
    article = paste("Rain fell on Lyon on 6 May 2024.\n\nMore was expected on Tuesday.")
    assert article.title is None and article.published is None
    assert (
        paste("The mayor of Lyon met farmers on the bridge over the\nRhône on Monday, the police said.").title is None
    )
    assert (
        paste("Farmers block bridge\n" + "Farmers blocked the bridge over the Rhône. " * 5).title
        == "Farmers block bridge"
    )


def test_a_sidecar_counts_more_than_the_text(tmp_path):
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    about = {"title": "T", "publisher": "P", "published": "2015-11-26", "author": "A"}
    (tmp_path / "story.json").write_text(json.dumps(about))
    (article,) = read(tmp_path / "story.txt")
    assert (article.title, article.publisher, article.published, article.author) == ("T", "P", date(2015, 11, 26), "A")
    assert one("story.txt", STORY, about=json.dumps(about).encode()) == article
    (tmp_path / "story.json").write_text("[1]")
    with pytest.raises(ArticleError, match="not a JSON object"):
        read(tmp_path / "story.txt")


MARKDOWN = """---
title: 'Two rivers'
author: Ana Roe
date: 2024-05-06
---
# Head *line*

In **Lyon** [they](http://x.example)
met.

- one
- two ![p](p.png)

<script>x</script>
"""


def test_markdown_becomes_prose():
    article = one("story.md", MARKDOWN)
    assert article.text == "Head line\n\nIn Lyon they met.\n\none\n\ntwo"
    assert (article.title, article.author, article.published) == ("Two rivers", "Ana Roe", date(2024, 5, 6))
    assert one("story.md", "# Head *line*\n\nIn Lyon they met.").title == "Head line"


# ---- pages


def test_a_page_gives_its_article_and_what_it_says_of_it():
    article = one("page.html", html_page(head=META))
    assert (
        "Farmers blocked the bridge over the Rhône on Monday" in article.text and "\n\nThe mayor said" in article.text
    )
    assert "newsletter" not in article.text and "Terms of use" not in article.text
    assert article.title == "Farmers block the bridge"
    assert (article.publisher, article.author, article.published) == ("The Gazette", "Ana Roe", date(2024, 5, 6))


def test_a_page_in_an_old_encoding():
    head = '<meta charset="windows-1252">'
    assert "“We are staying" in one("page.html", html_page(head=head).encode("cp1252")).text


def test_a_page_for_subscribers_says_so():
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    with pytest.raises(ArticleError, match="subscribers only"):
        one("page.html", html_page(head=head))
    whole = "".join(
        f"<p>Paragraph {n} of the story tells what the farmers did on the bridge that day in May.</p>"
        for n in range(30)
    )
    assert "Paragraph 29" in one("page.html", html_page(whole, head)).text


# ---- documents


def test_word():
    article = one("story.docx", docx_file(*STORY.split("\n\n"), title="Farmers", author="Cy Poe"))
    assert article.text == STORY and (article.title, article.author) == ("Farmers", "Cy Poe")
    assert article.published == date(2024, 5, 6)


def test_pdf_lines_become_paragraphs():
    lines = [
        "The Gazette",
        "Farmers blocked the bridge over the river on Monday, and the po-",
        "lice said that they would stay until they had been heard by the",
        "mayor.",
        "",
        "The mayor said that she would meet them in the town hall on Tues-",
        "day, and that the bridge had to be open by then again.",
    ]
    article = one("story.pdf", pdf_file(lines, info="/Title(Farmers)/Author(Ana Roe)/CreationDate(D:20240506120000Z)"))
    assert "the police said that they would stay until they had been heard by the mayor." in article.text
    assert "\n\nThe mayor said" in article.text and "on Tuesday, and" in article.text
    assert (article.title, article.author, article.published) == ("Farmers", "Ana Roe", date(2024, 5, 6))


def test_pdf_headers_and_page_numbers_are_left_out():
    trees = ["amber", "birch", "cedar", "elm", "fir", "gum", "hazel", "ivy", "kapok", "larch", "maple", "oak", "pine"]
    words = iter([*trees, "quince", "rose", "spruce", "teak", "yew"])
    story = [
        [f"{next(words)} trees lined the road to the bridge at Lyon that day." for _ in range(6)] for _ in range(3)
    ]
    pages = [[f"The Gazette, page {number}", *lines, str(number)] for number, lines in enumerate(story, 1)]
    text = one("story.pdf", pdf_file(*pages)).text
    assert text.startswith("amber trees") and "yew trees" in text and text.count("trees") == 18
    assert "Gazette" not in text and not re.search(r"\d", text)


# ---- rows


def test_json_lines_keep_their_text_and_fields(tmp_path):
    rows = [
        {
            "id": 7,
            "text": "Rain fell\r\non Lyon. ",
            "title": "Rain",
            "published": "2024-05-06T10:00:00Z",
            "url": "http://x.example",
        },
        {"id": "b", "text": "Snow fell on Oslo.", "date": "6 May 2024", "publisher": "P", "author": ["A", "B"]},
        {"text": "\ud800 lone"},
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n\n".join(map(json.dumps, rows)) + "\n")
    first, second, third = read(path)
    assert first == Article(
        id="7", text="Rain fell\r\non Lyon. ", title="Rain", published=date(2024, 5, 6), source="http://x.example"
    )
    assert (second.published, second.publisher, second.author, second.source) == (
        date(2024, 5, 6),
        "P",
        "A, B",
        "news.jsonl",
    )
    assert third.text == "\ufffd lone" and len(third.id) == 12


def test_bad_rows_are_handed_over_and_reading_goes_on():
    bad = ["nonsense", "[1]", '{"text": ""}', '{"text": 5}', '{"no": 1}']
    data = "\n".join(['{"text": "Rain fell on Lyon."}', *bad, '{"text": "Snow fell on Oslo."}'])
    errors: list[ArticleError] = []
    assert len(read_bytes("news.jsonl", data.encode(), on_error=errors.append)) == 2
    assert [str(error).split(" of ")[0] for error in errors] == ["Line 2", "Line 3", "Line 4", "Line 5", "Line 6"]
    with pytest.raises(ArticleError, match=r"Line 2 of news\.jsonl is not valid JSON"):
        read_bytes("news.jsonl", data.encode())


def test_a_line_too_long_does_not_stop_the_next():
    data = json.dumps({"text": "a" * 300_000}) + "\n" + json.dumps({"text": "Rain fell on Lyon."})
    errors: list[ArticleError] = []
    (article,) = read_bytes("news.jsonl", data.encode(), Limits(characters=1_000), errors.append)
    assert article.text == "Rain fell on Lyon." and "1,000 characters" in str(errors[0])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables(delimiter):
    cells = [["Title", "Date", "Text"], ["Rain", "2024-05-06", '"Rain fell\non Lyon, ""hard""."'], ["", "", ""]]
    data = "\ufeff" + "\r\n".join(delimiter.join(row) for row in cells)
    article = one("news.csv", data)
    assert (article.title, article.published, article.text) == ("Rain", date(2024, 5, 6), 'Rain fell\non Lyon, "hard".')


def test_big_files_of_rows_are_streamed(tmp_path):
    path = tmp_path / "big.jsonl"
    line = json.dumps({"text": "Rain fell on Lyon. " * 2000}) + "\n"
    with path.open("w") as file:
        for _ in range(800):
            file.write(line)
    assert path.stat().st_size > Limits().file_bytes
    articles = stream(path)
    assert next(articles).text.startswith("Rain") and sum(1 for _ in articles) == 799


def test_json_that_was_exported_is_read_again():
    rows = [{"id": "a", "text": "Rain fell on Lyon.", "title": "Rain", "published": None, "mentions": []}]
    assert one("news.json", json.dumps(rows)).title == "Rain"


# ---- what can go wrong, each with its sentence

DOCX = docx_file("Rain fell on Lyon.")
BOMB = repacked(DOCX, word_document_xml=b"0" * 70_000_000)
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
SPACES = pdf_of([b" " * 90_000_000])

BAD = [
    ("empty.txt", b"", "is empty"),
    ("blank.txt", b" \n\t ", "is empty"),
    ("blank.md", b"# \n\n", "is empty"),
    ("long.txt", b"word " * 100_001, "500,005 characters, and 500,000 is the limit"),
    ("numbers.txt", b"1234 5678, 9.10;\n" * 30, "hardly any words"),
    ("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "holds an image, not text"),
    ("noise.txt", bytes(range(256)) * 40, "not"),
    ("word.txt", DOCX, "holds a Word document, not text"),
    ("french.txt", FRENCH.encode(), "not in English.*French"),
    ("russian.txt", "Фермеры перекрыли мост в понедельник, сообщила полиция.".encode(), "not in English"),
    ("chinese.txt", "农民周一封锁了里昂的桥梁，警方说。".encode(), "not in English"),
    ("story.xyz", STORY.encode(), "of a kind that is not read here"),
    ("story", STORY.encode(), "of a kind that is not read here"),
    ("page.html", b"just words, no page", "is not a web page"),
    ("page.html", b"%PDF-1.4", "holds a PDF, not a web page"),
    ("links.html", html_page("<a href=/a>A</a> <a href=/b>B</a>").encode(), "No article was found"),
    ("app.html", b"<html><body><div id=root></div><script>run()</script></body></html>", "No article was found"),
    ("large.html", b"<html>" + b" " * 5_000_001, "5 MB is the limit"),
    ("large.txt", b"a" * 20_000_001, "20 MB is the limit"),
    ("story.pdf", STORY.encode(), "is not a PDF"),
    ("story.pdf", DOCX, "is not a PDF: it holds a Word document"),
    ("broken.pdf", b"%PDF-1.4\nnothing here", "is damaged"),
    ("cut.pdf", pdf_file(["Rain fell on Lyon."] * 30)[:400], "is damaged"),
    ("scan.pdf", pdf_of([b"0 0 m 100 100 l S"] * 3), "seems to be scanned"),
    ("bomb.pdf", SPACES, "damaged|too long|scanned"),
    ("pages.pdf", pdf_of([b""] * 501), "501 pages, and 500 is the limit"),
    ("story.docx", b"PK\x03\x04nonsense", "is not a Word document"),
    ("story.docx", STORY.encode(), "is not a Word document"),
    ("cut.docx", DOCX[: len(DOCX) // 2], "is not a Word document"),
    ("xml.docx", repacked(DOCX, word_document_xml=b"<w:document"), "is damaged"),
    ("bomb.docx", BOMB, "unpacks to more than 60 MB"),
    ("news.jsonl", b"{}", "holds no text"),
    ("news.jsonl", b"\n\n", "is empty"),
    ("news.json", b"[1, 2]", "is not a JSON object"),
    ("deep.json", b"[" * 500_000, "is not valid JSON"),
    ("news.csv", b"a,b\n1,2\n", "no column for the text.*Its columns are: a, b"),
    ("news.csv", b"text\n", "holds no article"),
    ("news.csv", DOCX, "holds a Word document"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "words"), BAD, ids=[f"{number}-{row[0]}" for number, row in enumerate(BAD)])
def test_a_bad_file_is_told_in_a_sentence(name, data, words):
    refuses(name, data, words)


def test_entities_are_not_followed():
    xml = document_xml(DOCX)
    body = xml[xml.index(b"<w:document") :].replace(b"Rain", b"Rain &a; &f;")
    try:
        text = one("story.docx", repacked(DOCX, word_document_xml=ENTITIES + body)).text
    except ArticleError:
        return
    assert "root:" not in text and "lol" not in text
    page = ENTITIES.decode() + html_page().replace("Farmers", "Farmers &a; &f;")
    assert "root:" not in one("page.html", page).text


def test_what_takes_too_long_is_stopped():
    slow = b"[" * 300_000 + b"words"
    with pytest.raises(ArticleError, match="takes too long: 2 seconds is the limit"):
        read_bytes("slow.md", slow, Limits(seconds=2))


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "C:\\Windows\\story.txt", "/abs/story.txt", "\x00\n<b>story.txt", "a" * 500 + ".txt"],
)
def test_names_lead_nowhere(name):
    try:
        article = one(name, STORY)
    except ArticleError as error:
        assert "/" not in str(error).split(" is of")[0]
        return
    assert not set("/\\\x00\n") & set(article.source) and len(article.source) <= 120


def test_a_folder_or_a_missing_file_is_told(tmp_path):
    (tmp_path / "folder.txt").mkdir()
    for path in (tmp_path / "missing.txt", tmp_path / "folder.txt", tmp_path / "missing.jsonl"):
        with pytest.raises(ArticleError, match=r"can't be opened|is a folder"):
            read(path)


def test_too_many_articles_are_told():
    with pytest.raises(ArticleError, match="more than 2 articles"):
        read_bytes("news.jsonl", b'{"text": "Rain fell on Lyon."}\n' * 3, Limits(articles=2))


def test_short_texts_and_names_of_many_languages_pass():
    for text in (
        "Paris",
        "Łódź, Kraków, São Paulo and Reykjavík",
        "Putin visits Paris.",
        STORY + " Ça va, dit-il, et c'est tout.",
    ):
        assert paste(text).text == text


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        *((text, date(2015, 11, 26)) for text in (
            "2015-11-26", "2015-11-26T23:30:00+02:00", "20151126", "November 26, 2015", "Thu, 26 Nov 2015 10:00:00 GMT",
            "26th November 2015", "11/26/2015", date(2015, 11, 26),
        )),
        *((nothing, None) for nothing in ("2015-13-45", "soon", None, 5, "", "9" * 1000)),
    ],
)  # fmt: skip
def test_days(value, wanted):
    assert day(value) == wanted


def test_every_format_offered_is_read():
    for suffix in FORMATS:
        with pytest.raises(ArticleError) as caught:
            read_bytes(f"x{suffix}", b"\x00\x01\x02")
        assert "of a kind that is not read" not in str(caught.value)
