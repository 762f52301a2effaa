"""Readers of files that hold others: zip, EPUB, and what crawlers of the web keep (WARC, WET)."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO
from urllib.parse import unquote

from geo.articles.article import Article
from geo.articles.aside import read_aside
from geo.articles.days import day
from geo.articles.decoding import clean, kind_of
from geo.articles.limits import HARMLESS_PAGE, MEGABYTE, Limits
from geo.articles.markup import blocks_of
from geo.articles.metadata import from_text, merged
from geo.articles.names import line, people, stated
from geo.articles.part import Note, Part, one
from geo.errors import ArticleError

MOST_PARTS = 5_000
_CHAPTER_WORDS = 25
_HEADINGS = tuple(
    re.compile(rf"<{tag}\b[^>]{{0,200}}>(.{{1,500}}?)</{tag}>", re.S | re.I) for tag in ("h1", "h2", "title")
)


def open_zip(
    stream: BinaryIO, name: str, limits: Limits, called: str = "a zip file", *, bounded: bool = True
) -> zipfile.ZipFile:
    """Return a zip file that, where it is bounded, holds no more than it may, by the sizes that it declares.

    Raises:
        ArticleError: it is damaged, locked, or unpacks to more than the limit.
    """
    try:
        packed = zipfile.ZipFile(stream)
        parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ArticleError(f"{name} is damaged: it can't be opened as {called}.") from error
    if any(part.flag_bits & 1 for part in parts):
        raise ArticleError(f"{name} is locked with a password.")
    if bounded and (len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes):
        raise ArticleError(f"{name} unpacks to more than {limits.unpacked_bytes // MEGABYTE} MB, which is the limit.")
    return packed


def member_of(packed: zipfile.ZipFile, member: str, where: str, most: int) -> bytes:
    """Return the bytes of a part of a zip file, which messages call `where`.

    Raises:
        ArticleError: it is damaged, or holds more than `most` bytes.
    """
    try:
        with packed.open(member) as file:
            data = file.read(most + 1)
    except Exception as error:  # a damaged part makes its unpacker fail in any way
        raise ArticleError(f"{where} is damaged: it can't be unpacked.") from error
    if len(data) > most:
        raise ArticleError(f"{where} is too large: {most / MEGABYTE:g} MB is the limit.")
    return data


def read_epub(data: bytes, name: str, limits: Limits) -> list[Part]:
    """Return the chapters of a book, or the articles of a paper, in their order.

    Raises:
        ArticleError: it is none, is damaged, locked, or unpacks to more than the limit.
    """
    found = kind_of(data)
    if found is None or found[0] not in ("archive", "epub"):
        raise ArticleError(f"{name} is not an EPUB{f': it holds {found[1]}' if found else ''}.")
    with open_zip(io.BytesIO(data), name, limits, "an EPUB") as packed:
        known, chapters = _spine(packed, name, limits)
        parts: list[Part] = []
        short = 0
        for number, member in enumerate(chapters, 1):
            where = f"Part {number} of {name}"
            try:
                markup = member_of(packed, member, where, limits.page_bytes).decode("utf-8", "western")
                blocks = blocks_of(markup, where, limits.page_bytes)
            except ArticleError as error:
                parts.append((where, error))
                continue
            if sum(len(block.split()) for block in blocks) < _CHAPTER_WORDS:
                short += 1
                continue
            heading = next((found[1] for pattern in _HEADINGS if (found := pattern.search(markup))), "")
            title = line(" ".join(blocks_of(heading, where))) if heading else None
            if title and blocks[0] == title and len(blocks) > 1:
                del blocks[0]
            parts.append((where, Article(text="\n\n".join(blocks), title=title, source=name, **known)))
    if not parts:
        raise ArticleError(f"{name} holds no text.")
    if short:
        parts.append((name, Note(f"{name}: {short:,} parts with hardly any words are left out, such as its cover.")))
    return parts


def _spine(packed: zipfile.ZipFile, name: str, limits: Limits) -> tuple[dict[str, object], list[str]]:
    """Return what is known of a book, and the names of its parts in their order."""
    from geo.articles.wires import decoded, local, root_of

    def root(member: str) -> object:
        found = root_of(decoded(member_of(packed, member, name, limits.page_bytes), name), name)
        if found is None:
            raise ArticleError(f"{name} is damaged: it can't be opened as an EPUB.")
        return found

    container = root("META-INF/container.xml")
    path = next((item.get("full-path") for item in container.iter() if local(item.tag) == "rootfile"), None)
    if not path:
        raise ArticleError(f"{name} is damaged: it can't be opened as an EPUB.")
    book = root(path)
    texts = {local(item.tag): item.text for item in reversed(list(book.iter())) if item.text}
    hrefs = {item.get("id"): item.get("href") or "" for item in book.iter() if local(item.tag) == "item"}
    spine = [hrefs.get(item.get("idref"), "") for item in book.iter() if local(item.tag) == "itemref"]
    members = [posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href))) for href in spine if href]
    known = {
        "author": people(texts.get("creator")),
        "publisher": stated(texts.get("publisher")) or stated(texts.get("title")),
        "published": day(texts.get("date")),
    }
    return known, members


def read_warc(data: bytes, name: str, limits: Limits) -> list[Part]:
    """Return the articles on the pages that a crawler of the web kept; pages without an article are counted.

    Raises:
        ArticleError: it is no such file, is damaged, unpacks to more than the limit, or none of its pages holds an
            article.
    """
    return list(kept_pages(io.BytesIO(data), name, limits, most=limits.unpacked_bytes))


def kept_pages(stream: BinaryIO, name: str, limits: Limits, *, most: int | None = None) -> Iterator[Part]:
    """Yield the articles on the pages that a crawler of the web kept, a page at a time.

    Args:
        stream: the file.
        name: what to call it in a message.
        limits: how large a page may be.
        most: to how many bytes it may unpack; to any where it is None.

    Raises:
        ArticleError: as `read_warc`.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    pages = empty = unpacked = 0
    try:
        for record in ArchiveIterator(stream):
            if record.rec_type not in ("response", "resource", "conversion") or not _is_page(record):
                continue
            pages += 1
            address = line(record.rec_headers.get_header("WARC-Target-URI")) or name
            content = record.content_stream().read(limits.page_bytes + 1)
            unpacked += len(content)
            if most is not None and unpacked > most:
                raise ArticleError(f"{name} unpacks to more than {most // MEGABYTE} MB, which is the limit.")
            try:
                article = _page(content, address, record.rec_type, limits)
            except ArticleError:
                empty += 1
                continue
            yield f"{address[:200]} in {name}", article
    except ArchiveLoadFailed as error:
        if not pages:
            raise ArticleError(f"{name} is damaged: it can't be opened as a web archive.") from error
        yield name, ArticleError(f"{name} is damaged after its page {pages:,}; what follows is lost.")
    except (ValueError, OSError, EOFError, AttributeError, TypeError, KeyError, IndexError, UnicodeError) as error:
        raise ArticleError(f"{name} is damaged: it can't be opened as a web archive.") from error
    if empty == pages:
        raise ArticleError(f"{name} holds no article on its {pages:,} pages.")
    if empty:
        yield name, Note(f"{name}: {empty:,} of {pages:,} pages hold no article that can be read.")


def _is_page(record: object) -> bool:
    if record.rec_type == "conversion":
        return True
    headers = record.http_headers or record.rec_headers
    if record.http_headers and record.http_headers.get_statuscode() != "200":
        return False
    return "html" in (headers.get_header("Content-Type") or "").lower()


def _page(content: bytes, address: str, kind: str, limits: Limits) -> Article:
    if kind == "conversion":
        text = clean(content.decode("utf-8", "western"))
        if len(text.split()) < _CHAPTER_WORDS:
            raise ArticleError("There are hardly any words on this page.")
        return Article(text=text, **merged({"source": address}, from_text(text)))
    if len(content) > HARMLESS_PAGE:
        return one(read_aside(f"{__name__}:read_kept_page", content, address, limits))
    return read_kept_page(content, address, limits)


def read_kept_page(data: bytes, name: str, limits: Limits) -> Article:
    """Return the article on a web page that was kept from the address `name`.

    Raises:
        ArticleError: as `read_page`.
    """
    from geo.articles.page import read_page

    return replace(read_page(data, name, limits, address=name), source=name)
