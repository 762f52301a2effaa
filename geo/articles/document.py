"""Readers of documents: Word (.docx) and PDF. Both come from anywhere, so both are opened with limits."""

import io
import zipfile
from typing import Any

from geo.articles import workers
from geo.articles.article import Article
from geo.articles.decoding import clean, kind_of
from geo.articles.limits import MEGABYTE, Limits
from geo.articles.metadata import day, from_text, line
from geo.errors import ArticleError


def read_docx(data: bytes, name: str, limits: Limits) -> Article:
    """Return a Word document as an article, a blank line between paragraphs.

    Raises:
        ArticleError: it is none, is damaged, or unpacks to more than the limit.
    """
    found = kind_of(data)
    if found is None or found[0] != "docx":
        raise ArticleError(f"{name} is not a Word document{f': it holds {found[1]}' if found else ''}.")
    _check_packing(data, name, limits)
    try:
        title, author, blocks = _docx_blocks(data, limits.characters)
    except Exception as error:
        raise ArticleError(f"{name} is damaged: it can't be opened as a Word document.") from error
    text = clean("\n\n".join(blocks))
    known = {"source": name, "title": line(title), "author": line(author)}
    return Article(text=text, **_merged(from_text(text), known))


def _check_packing(data: bytes, name: str, limits: Limits) -> None:
    """Refuse a zip bomb by the sizes that it declares, which also bound what unpacking it can yield."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            sizes = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
            if any(part.flag_bits & 1 for part in parts):
                raise ArticleError(f"{name} is locked with a password.")
            if len(parts) > 5_000 or sum(part.file_size for part in parts) > limits.unpacked_bytes:
                raise ArticleError(
                    f"{name} unpacks to more than {limits.unpacked_bytes // MEGABYTE} MB, which is the limit."
                )
            if max(sizes, default=0) > limits.unpacked_bytes // 3:
                raise ArticleError(f"{name} is too long to be an article.")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ArticleError(f"{name} is damaged: it can't be opened as a Word document.") from error


def _docx_blocks(data: bytes, longest: int) -> tuple[str, str, list[str]]:
    """Return title, author and the paragraphs, at most one beyond `longest` characters."""
    import docx

    document = docx.Document(io.BytesIO(data))
    blocks: list[str] = []
    length = 0
    for paragraph in document.element.body.iter(docx.oxml.ns.qn("w:p")):
        text = docx.text.paragraph.Paragraph(paragraph, document._body).text.strip()
        if text:
            blocks.append(text)
            length += len(text) + 2
        if length > longest:
            break
    about = document.core_properties
    return about.title, about.author, blocks


def read_pdf(data: bytes, name: str, limits: Limits) -> Article:
    """Return a PDF as an article, its lines joined to paragraphs.

    It is read in a process of its own, which ends with the limits of time and memory, whatever the file does to it.

    Raises:
        ArticleError: it is none, is damaged, locked, scanned without text, or takes too long.
    """
    found = kind_of(data)
    if found is None or found[0] != "pdf":
        raise ArticleError(f"{name} is not a PDF{f': it holds {found[1]}' if found else ''}.")
    answer = workers.run(
        "pdf", limits.pages, limits.characters, limits.seconds, data=data, seconds=limits.seconds, name=name
    )
    text = clean(answer["text"])
    known = {"source": name, "title": line(answer["title"]), "author": line(answer["author"])}
    return Article(text=text, **_merged({"published": day(answer["published"])}, from_text(text), known))


def _merged(*found: dict[str, Any]) -> dict[str, Any]:
    """Return what was found, the later counting more, without what is missing."""
    return {key: value for part in found for key, value in part.items() if value}
