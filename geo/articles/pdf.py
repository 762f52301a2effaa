"""Reader of PDFs: the text of the pages, its lines joined to paragraphs."""

import io
import re
import statistics
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from geo.articles.article import Article
from geo.articles.days import day
from geo.articles.decoding import clean, kind_of
from geo.articles.limits import Limits
from geo.articles.metadata import from_text, merged
from geo.articles.names import line
from geo.errors import ArticleError

if TYPE_CHECKING:
    from pypdf import PdfReader

_SENTENCE_END = re.compile(r"[.!?:][\"'”’)\]]*$")


def read_pdf(data: bytes, name: str, limits: Limits) -> Article:
    """Return a PDF as an article.

    Raises:
        ArticleError: it is none, is damaged, locked, too long, or scanned without text.
    """
    found = kind_of(data)
    if found is None or found[0] != "pdf":
        raise ArticleError(f"{name} is not a PDF{f': it holds {found[1]}' if found else ''}.")
    try:
        return _read(data, name, limits)
    except ArticleError:
        raise
    except Exception as error:  # a damaged file makes its reader fail in any way
        raise ArticleError(f"{name} is damaged: it can't be opened as a PDF.") from error


def _read(data: bytes, name: str, limits: Limits) -> Article:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError(f"{name} is locked with a password.")
    if len(reader.pages) > limits.pages:
        raise ArticleError(f"{name} has {len(reader.pages)} pages, and {limits.pages} is the limit.")
    pages = _pages(reader, 2 * limits.characters)
    letters = sum(len(part) for page in pages for part in page)
    if letters < 200 and letters < 20 * len(pages):
        raise ArticleError(
            f"{name} holds no text: it seems to be scanned. Run it through text recognition (OCR) first."
        )
    text = clean("\n\n".join(_paragraphs(pages)))
    about = reader.metadata
    stated = {"title": line(about.title), "author": line(about.author)} if about else {}
    made = {"published": day(about.creation_date)} if about else {}
    return Article(text=text, **merged({"source": name}, made, from_text(text), stated))


def _pages(reader: "PdfReader", most: int) -> list[list[str]]:
    """Return the lines of each page, up to the page on which `most` characters are passed."""
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        text = page.extract_text()
        pages.append([part.strip() for part in text.splitlines()])
        length += len(text)
        if length > most:
            break
    return pages


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Return the lines of pages joined to paragraphs, without the lines that most pages repeat at their edges.

    A line ends its paragraph where it is followed by a blank one, or where it stops short of the column's width and
    either ends a sentence or is followed by a capital.
    """
    full = [page for page in pages if len(page) > 5]
    edges = Counter(_numberless(part) for page in full for part in {*page[:2], *page[-2:]} if part)
    repeated = {part for part, count in edges.items() if len(pages) > 2 and count > len(pages) / 2}
    lines = [part for page in pages for part in page if _numberless(part) not in repeated and _numberless(part) != "#"]
    widths = [len(part) for part in lines if len(part) > 20]
    width = statistics.quantiles(widths, n=10)[7] if len(widths) > 3 else 80.0
    found: list[str] = []
    current = ""
    for part, following in pairwise([*lines, ""]):
        if part:
            current = f"{current[:-1]}{part}" if _broken_word(current, part) else f"{current} {part}".strip()
        short = len(part) < 0.75 * width
        if current and (not part or (short and (_SENTENCE_END.search(part) or following[:1].isupper()))):
            found.append(current)
            current = ""
    return [*found, current] if current else found


def _numberless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _broken_word(before: str, part: str) -> bool:
    return len(before) > 2 and before[-1] == "-" and before[-2].islower() and part[0].islower()
