"""Exports of newspaper archives are split into their articles, whatever file they come in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.articles import Article, archives, read_bytes
from geo.articles.part import Note
from geo.errors import ArticleError
from tests.articles import exports
from tests.articles.exports import STORIES
from tests.articles.files import STORY, docx_file
from tests.hostile import HOSTILE

EXPORTS = {
    "nexis.txt": exports.nexis(),
    "nexis-windows.txt": exports.nexis(end="\r\n"),
    "nexis-labelled.txt": exports.nexis_labelled(),
    "nexis-uni.txt": "\n\n".join(exports.nexis_uni()),
    "nexis-lines.txt": "\n".join(exports.nexis_uni()),
    "nexis.docx": docx_file(*exports.nexis_uni()),
    "nexis-classic.docx": docx_file(*(" ".join(part.split()) for part in exports.nexis().split("\n\n"))),
    "nexis.rtf": exports.rtf(exports.nexis_uni()),
    "nexis-classic.rtf": exports.rtf(exports.nexis().split("\n")),
    "nexis.html": exports.nexis_html(),
    "nexis-uni.html": "<html><body>" + "".join(f"<p>{part}</p>" for part in exports.nexis_uni()) + "</body></html>",
    "factiva.txt": exports.factiva(),
    "factiva-narrow.txt": exports.factiva(gap=" "),
    "factiva-shown.txt": exports.factiva_text(),
    "factiva.html": exports.factiva_html(),
    "factiva-table.htm": exports.factiva_table(),
    "factiva.rtf": exports.rtf(exports.factiva_text().split("\n")),
    "factiva-codes.rtf": exports.rtf(exports.factiva(gap="\t").split("\n")),
    "proquest.txt": exports.proquest(),
    "proquest-windows.txt": exports.proquest().replace("\n", "\r\n").encode("cp1252"),
}


def read(name: str, data: str | bytes) -> list[Article]:
    return read_bytes(name, data.encode() if isinstance(data, str) else data, on_note=pytest.fail)


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", EXPORTS)
def test_each_document_has_its_title_outlet_author_and_day_and_nothing_else_in_its_text(name):
    articles = read(name, EXPORTS[name])
    assert len(articles) == len(STORIES)
    for article, story in zip(articles, STORIES, strict=True):
        assert squeezed(article.text) == squeezed(story.text)
        assert (article.title, article.publisher, article.author, article.published) == (
            story.title, story.outlet, story.author, story.published,
        )  # fmt: skip


@pytest.mark.parametrize("name", EXPORTS)
def test_paragraphs_stay_apart(name):
    assert [article.text.count("\n\n") for article in read(name, EXPORTS[name])] == [1, 2, 1]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.txt", exports.nexis),
        ("b.txt", exports.factiva),
        ("c.txt", exports.proquest),
        ("d.html", exports.factiva_html),
    ],
)
def test_one_document_alone(name, make):
    (article,) = read(name, make(STORIES[:1]))
    assert (article.title, article.published) == (STORIES[0].title, STORIES[0].published)


def test_a_document_without_text_is_told_and_the_others_are_read():
    errors: list[str] = []
    data = exports.proquest().replace(STORIES[1].text, "")
    found = read_bytes("a.txt", data.encode(), on_error=lambda error: errors.append(str(error)))
    assert [article.title for article in found] == [STORIES[0].title, STORIES[2].title]
    assert errors == ["Document 2 of a.txt looks like an export of ProQuest, but its text was not found."]


def test_documents_that_are_missing_are_told():
    notes: list[str] = []
    data = exports.nexis().replace("2 of 3 DOCUMENTS", "")
    read_bytes("a.txt", data.encode(), on_note=notes.append)
    assert notes == ["a.txt says that it holds 3 documents; 2 were found."]


@pytest.mark.parametrize(
    "text",
    ["LENGTH: 12 words\n\nBYLINE: X\n\nLOAD-DATE: May 1, 2020\n\nLANGUAGE: ENGLISH\n\nSUBJECT: x\n",
     "HD   x\nBY   y\nWC   5 words\nPD   1 May 2020\nSN   Z\nLA   English\n",
     "Subject: a\nLocation: b\nPublication year: 2020\nProQuest document ID: 1\nDatabase: c\n",
     "Section: A\nLength: 5 words\nByline: B\nLoad-Date: May 1, 2020\n\nEnd of Document\n"],
)  # fmt: skip
def test_what_looks_like_an_export_and_is_not_understood_says_so(text):
    with pytest.raises(ArticleError, match="looks like an export of"):
        read_bytes("a.txt", text.encode())


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "Document 1 of 2 is missing, she said.\n\nSubject: it was blank.",
        "HD screens sold well.\n\nIN London too.",
        "The email read:\n\nSubject: Hello\n\nDate: 5 May\n\nBody of the letter.",
        "BYLINE: Ada Poe\n\nRain fell on Lyon.",
    ],
)
def test_articles_are_no_exports(text):
    assert archives.split(text, "a.txt") is None


def test_words_of_a_text_are_no_labels():
    story = (
        STORIES[0].text
        + "\n\nIN ROME nobody knew.\n\nNotes: none were taken.\nBody count unknown.\n\nCopyright law was no help."
    )
    for make in (exports.factiva, exports.nexis):
        from dataclasses import replace

        (article,) = read("a.txt", make([replace(STORIES[0], text=story)]))
        assert squeezed(article.text) == squeezed(story)


LINES = st.sampled_from(
    [
        "1 of 2 DOCUMENTS", "Document 2 of 2", "BYLINE: x", "LENGTH: 3 words", "Full text: Rain fell.", "HD  x", "LP",
        "TD", "", "AN  Document x", "End of Document", "Body", "May 5, 2020", "12 words", "Document ABCDEFGHIJKLMNOP",
        "Rain fell on Lyon.", "Source type: x", "(c) 2020", "____", "BODY:", *HOSTILE,
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(LINES, max_size=40), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_any_mixture_of_lines_is_articles_or_a_sentence(lines, end):
    try:
        found = archives.split(end.join(lines), "a.txt")
    except ArticleError as error:
        assert str(error).endswith(".")
        return
    for _, part in found or ():
        assert isinstance(part, Article | ArticleError | Note)
        if isinstance(part, Article):
            assert part.text.strip()


def test_a_large_export_takes_little_time():
    import time

    data = exports.nexis(STORIES * 400)
    start = time.process_time()
    assert len(read("a.txt", data)) == 1_200
    assert time.process_time() - start < 10
