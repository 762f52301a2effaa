"""One way in for files, uploads and pasted text: by the ending of the name to the reader of that format."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from geo.articles import rows
from geo.articles.article import Article
from geo.articles.aside import read_aside
from geo.articles.checks import check
from geo.articles.decoding import clean
from geo.articles.limits import MEGABYTE, Limits
from geo.articles.metadata import from_text, line, sidecar
from geo.articles.plain import read_text
from geo.errors import ArticleError

OnError = Callable[[ArticleError], None]

ROWS = {".jsonl": rows.json_lines, ".ndjson": rows.json_lines, ".json": rows.json_document, ".csv": rows.table,
        ".tsv": rows.table}  # fmt: skip
"""Formats with an article a row."""

WHOLE = {
    ".md": ("geo.articles.plain:read_markdown", 30_000),
    ".markdown": ("geo.articles.plain:read_markdown", 30_000),
    ".html": ("geo.articles.page:read_page", 400_000),
    ".htm": ("geo.articles.page:read_page", 400_000),
    ".pdf": ("geo.articles.pdf:read_pdf", 0),
    ".docx": ("geo.articles.word:read_docx", 0),
}
"""Formats with an article a file: the reader, and up to how many bytes no file can keep it busy for a second.

Larger ones are read aside. Plain text, which may have a sidecar and is not parsed, stands beside them.
"""

FORMATS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".csv", ".jsonl", ".json")
"""The endings to offer in a file chooser."""


def paste(text: str, limits: Limits | None = None, **known: Any) -> Article:
    """Return pasted text as an article; `known` are fields of `Article` that the user gave.

    Raises:
        ArticleError: it is empty, too long, not an article, or not English.
    """
    text = clean(text)
    check(text, "The pasted text", limits or Limits())
    return Article(text=text, **{**from_text(text), **{key: value for key, value in known.items() if value}})


def read(path: Path | str, limits: Limits | None = None, on_error: OnError | None = None) -> list[Article]:
    """Return the articles of a file; `stream` tells all."""
    return list(stream(path, limits, on_error))


def stream(path: Path | str, limits: Limits | None = None, on_error: OnError | None = None) -> Iterator[Article]:
    """Yield the articles of a file, row by row where it has rows.

    The text of a .txt and of each row is the input unchanged. A .txt may have a sidecar beside it, the same name with
    .json: an object with title, publisher, published and author.

    Args:
        path: a file whose name ends with one of `FORMATS`.
        limits: what it may hold.
        on_error: is given the error of a row that can't be read, and reading goes on; without it the error is raised.

    Raises:
        ArticleError: the file, or without `on_error` one of its rows, can't be read as an article.
    """
    path = Path(path)
    limits = limits or Limits()
    try:
        with path.open("rb") as file:
            if path.suffix.lower() in ROWS:
                yield from _rows(file, path.name, limits, on_error)
                return
            data = file.read(limits.file_bytes + 1)
        beside = path.with_suffix(".json")
        about = beside.read_bytes() if path.suffix.lower() == ".txt" and beside.is_file() else None
    except OSError as error:
        raise ArticleError(f"{path} can't be opened: {error.strerror or error}.") from error
    yield _whole(path.name, data, limits, about)


def read_bytes(
    name: str,
    data: bytes,
    limits: Limits | None = None,
    on_error: OnError | None = None,
    about: bytes | None = None,
) -> list[Article]:
    """Return the articles of an uploaded file.

    Args:
        name: the file's name; only its ending and, in messages, its last part are used.
        data: the file's bytes.
        limits: what it may hold.
        on_error: as for `stream`.
        about: the sidecar of a .txt, if one came with it.

    Raises:
        ArticleError: the file, or without `on_error` one of its rows, can't be read as an article.
    """
    limits = limits or Limits()
    name = line(PurePosixPath(name.replace("\\", "/")).name, 120) or "The file"
    _check_size(name, data, limits)
    if _suffix(name) in ROWS:
        return list(_rows(io.BytesIO(data), name, limits, on_error))
    return [_whole(name, data, limits, about)]


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _check_size(name: str, data: bytes, limits: Limits) -> None:
    if len(data) > limits.file_bytes:
        raise ArticleError(f"{name} is too large: {limits.file_bytes / MEGABYTE:g} MB is the limit.")
    if not data.strip():
        raise ArticleError(f"{name} is empty.")


def _whole(name: str, data: bytes, limits: Limits, about: bytes | None) -> Article:
    _check_size(name, data, limits)
    suffix = _suffix(name)
    if suffix == ".txt":
        article = read_text(data, name, sidecar(about, f"{name.removesuffix(suffix)}.json") if about else None)
    elif suffix in WHOLE:
        article = read_as(suffix, data, name, limits)
    else:
        raise ArticleError(f"{name} is of a kind that is not read here. These are: {', '.join(FORMATS)}.")
    check(article.text, name, limits)
    return article


def read_as(suffix: str, data: bytes, name: str, limits: Limits, **known: str | None) -> Article:
    """Return what the reader of the files that end with `suffix` makes of `data`, aside if it might take long.

    Raises:
        ArticleError: it can't be read.
    """
    reader, harmless = WHOLE[suffix]
    if len(data) > harmless:
        return read_aside(reader, data, name, limits, **known)
    module, function = reader.split(":")
    return getattr(import_module(module), function)(data, name, limits, **known)


def _rows(file: BinaryIO, name: str, limits: Limits, on_error: OnError | None) -> Iterator[Article]:
    count = 0
    for where, row in ROWS[_suffix(name)](file, name, limits):
        try:
            if isinstance(row, ArticleError):
                raise row
            article = rows.article(row, where, name)
            check(article.text, where, limits)
        except ArticleError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        count += 1
        if limits.articles is not None and count > limits.articles:
            raise ArticleError(f"{name} holds more than {limits.articles:,} articles, which is the limit.")
        yield article
    if not count and on_error is None:
        raise ArticleError(f"{name} holds no article.")


def corrected(article: Article, **changes: Any) -> Article:
    """Return `article` with the title, author, publisher or day that the user put right."""
    return replace(article, **changes)
