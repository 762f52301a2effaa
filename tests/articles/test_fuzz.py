"""Any bytes under any name: an article or a clear error, never anything else, and soon."""

import io
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.articles import FORMATS, Article, Limits, paste, read_bytes
from geo.articles.decoding import decode
from geo.articles.page import read_page
from geo.articles.pdf import read_pdf
from geo.articles.plain import read_markdown
from geo.articles.word import read_docx
from geo.errors import ArticleError
from tests.articles.files import META, STORY, document_xml, docx_file, html_page, pdf_file, repacked
from tests.hostile import HOSTILE

LIMITS = Limits(seconds=10)
SECONDS = 5.0
PDF = pdf_file(STORY.splitlines(), info="/Title(Farmers)/CreationDate(D:20240506120000Z)")
DOCX = docx_file(*STORY.split("\n\n"), title="Farmers")
PAGE = html_page(head=META).encode()
ROWS = b'{"id": 1, "text": "Rain fell on Lyon.", "published": "2024-05-06"}\n{"text": "Snow fell on Oslo."}\n'
TABLE = b'title;text;date\r\nRain;"Rain fell ""hard"" on\nLyon.";2024-05-06\r\n'

quickly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def attempt(reader, *arguments) -> None:
    """Read, and fail on anything but articles or an error with a sentence within the time."""
    start = time.perf_counter()
    try:
        found = reader(*arguments)
    except ArticleError as error:
        assert str(error).endswith(".") and len(str(error)) < 600
    else:
        for article in found if isinstance(found, list) else [found]:
            assert isinstance(article, Article) and isinstance(article.text, str)
            article.text.encode("utf-8")
            for words in (article.title, article.author, article.publisher):
                assert words is None or (words.encode("utf-8") and "\n" not in words)
    assert time.perf_counter() - start < SECONDS


@st.composite
def damaged(draw, whole: bytes) -> bytes:
    """A good file with stretches overwritten, taken out, doubled or put in."""
    data = bytearray(whole)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["overwrite", "delete", "double", "insert", "cut"])):
            case "overwrite":
                data[at : at + length] = draw(st.binary(max_size=40))
            case "delete":
                del data[at : at + length]
            case "double":
                data[at:at] = data[at : at + length] * draw(st.integers(1, 50))
            case "insert":
                data[at:at] = draw(st.sampled_from([text.encode("utf-8", "replace") for text in HOSTILE]))
            case "cut":
                del data[at + length :]
    return bytes(data)


@pytest.mark.parametrize("suffix", [name for name in FORMATS if name not in (".pdf", ".docx")])
def test_any_bytes(suffix):
    @quickly
    @given(
        st.one_of(st.binary(max_size=3_000), st.text(max_size=2_000).map(lambda text: text.encode("utf-8", "replace")))
    )
    def run(data):
        attempt(read_bytes, f"file{suffix}", data, LIMITS)

    run()


@pytest.mark.parametrize(
    ("suffix", "whole"),
    [(".html", PAGE), (".jsonl", ROWS), (".json", b"[" + ROWS.strip().replace(b"\n", b",") + b"]"), (".csv", TABLE),
     (".md", b"---\ntitle: x\n---\n# Head\n\n" + STORY.encode()), (".txt", STORY.encode("utf-16"))],
)  # fmt: skip
def test_damaged_files(suffix, whole):
    @quickly
    @given(damaged(whole))
    def run(data):
        attempt(read_bytes, f"file{suffix}", data, LIMITS)

    run()


@quickly
@given(st.one_of(damaged(PDF), st.binary(max_size=500).map(b"%PDF-1.7\n".__add__)))
def test_damaged_pdfs(data):
    attempt(read_pdf, data, "file.pdf", LIMITS)


@quickly
@given(damaged(DOCX))
def test_damaged_word_files(data):
    attempt(read_docx, data, "file.docx", LIMITS)


@quickly
@given(damaged(document_xml(DOCX)))
def test_word_files_with_damaged_parts(xml):
    attempt(read_docx, repacked(DOCX, word_document_xml=xml), "file.docx", LIMITS)


@settings(max_examples=15, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".pdf", ".docx"]))
def test_the_whole_way_through_the_process_aside(data, suffix):
    attempt(read_bytes, f"file{suffix}", data, LIMITS)


@quickly
@given(st.text())
def test_any_text_pasted(text):
    attempt(paste, text)


@quickly
@given(st.text(max_size=300), st.binary(max_size=200))
def test_any_name(name, data):
    attempt(read_bytes, name, data, LIMITS)


@quickly
@given(st.text(st.characters(codec="utf-8"), max_size=500).filter(lambda text: "\x00" not in text))
def test_utf8_is_decoded_to_what_it_was(text):
    try:
        assert decode(text.encode(), "file") == text.removeprefix("\ufeff")
    except ArticleError:
        assert not text.isprintable() or text.startswith(("%PDF-", "{\\rtf", "GIF8", "Rar!")) or "%PDF-" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_strings_stay_words(text):
    words = text.replace("\x00", "")
    assert paste(f"{STORY}\n{text}").text == f"{STORY}\n{text}"
    attempt(read_markdown, f"# {text}\n\n{STORY}".encode(), "file.md", LIMITS)
    attempt(read_page, html_page(f"<p>{text}</p><p>{STORY}</p>").encode(), "page.html", LIMITS)
    attempt(read_docx, repacked(DOCX, word_document_xml=words.encode("utf-8", "replace")), "file.docx", LIMITS)
    attempt(read_bytes, f"{text}.txt", STORY.encode(), LIMITS)


def test_a_zip_that_lies_about_its_sizes():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 80_000_000)
    data = out.getvalue().replace((80_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    attempt(read_bytes, "file.docx", data, LIMITS)
