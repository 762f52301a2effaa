"""One way in for files, uploads and pasted text: by the ending of the name to the reader of that format."""

import io
import logging
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from geo.articles import packed, rows
from geo.articles.article import Article
from geo.articles.aside import read_aside, read_here
from geo.articles.checks import check
from geo.articles.columnar import parquet_rows
from geo.articles.decoding import clean, kind_of
from geo.articles.limits import HARMLESS_PAGE, MEGABYTE, Limits
from geo.articles.mail import messages
from geo.articles.metadata import from_text, sidecar
from geo.articles.mojibake import garbled
from geo.articles.names import line
from geo.articles.packs import kept_pages, member_of, open_zip
from geo.articles.part import Note, Part, parts_of
from geo.articles.plain import read_text
from geo.errors import ArticleError
from geo.files import unopened

OnError = Callable[[ArticleError], None]
OnNote = Callable[[str], None]
Columns = Mapping[str, str]
"""Which column of a table holds which field of an article, by the names of the fields: {"text": "Story"}."""
Opening = Callable[[Path], BinaryIO]
"""How a file is opened."""

ROWS = {".jsonl": rows.json_lines, ".ndjson": rows.json_lines, ".json": rows.json_document, ".csv": rows.table,
        ".tsv": rows.table, ".parquet": parquet_rows}  # fmt: skip
"""Formats with an article a row."""

TABLES = (".csv", ".tsv")
"""Formats with delimited columns."""
PACKED = tuple(f"{ending}{packed.ENDING}" for ending in (".jsonl", ".ndjson", *TABLES))
"""Formats with an article a row that gzip has packed."""
_COLUMNS = (*TABLES, ".parquet")
"""Formats with columns."""

WHOLE = {
    ".md": ("geo.articles.plain:read_markdown", 30_000),
    ".markdown": ("geo.articles.plain:read_markdown", 30_000),
    ".html": ("geo.articles.page:read_file", HARMLESS_PAGE),
    ".htm": ("geo.articles.page:read_file", HARMLESS_PAGE),
    ".pdf": ("geo.articles.pdf:read_pdf", 0),
    ".docx": ("geo.articles.word:read_docx", 0),
    ".rtf": ("geo.articles.rtf:read_rtf", 0),
    ".xml": ("geo.articles.wires:read_xml", 0),
    ".nitf": ("geo.articles.wires:read_xml", 0),
    ".rss": ("geo.articles.wires:read_xml", 0),
    ".atom": ("geo.articles.wires:read_xml", 0),
    ".eml": ("geo.articles.mail:read_message", 0),
    ".mbox": ("geo.articles.mail:read_mailbox", 0),
    ".epub": ("geo.articles.packs:read_epub", 0),
    ".zip": (f"{__name__}:read_zip", 0),
    ".warc": ("geo.articles.packs:read_warc", 0),
    ".wet": ("geo.articles.packs:read_warc", 0),
    ".warc.gz": ("geo.articles.packs:read_warc", 0),
    ".wet.gz": ("geo.articles.packs:read_warc", 0),
}
"""Formats that are read as one piece: the reader, and up to how many bytes no file can keep it busy for a second.

Larger ones are read aside. Plain text, which may have a sidecar and is read here whatever its size, stands beside them.
"""

_HEAD = 4_096
"""Bytes by which it is told what a file holds."""
_STREAMED_WITHIN = (".jsonl", ".ndjson", ".csv", ".tsv")
"""Formats of rows that are read in one go, so that they can be streamed from within a zip file."""
_DEEPEST = 2
"""A zip in a zip is opened, one in that is not."""
FORMATS = (
    ".txt",
    ".md",
    ".html",
    ".htm",
    ".pdf",
    ".docx",
    ".rtf",
    ".csv",
    ".tsv",
    ".csv.gz",
    ".jsonl",
    ".jsonl.gz",
    ".json",
    ".parquet",
    ".xml",
    ".rss",
    ".atom",
    ".nitf",
    ".eml",
    ".mbox",
    ".epub",
    ".zip",
    ".warc",
    ".warc.gz",
    ".wet",
    ".wet.gz",
)
"""The endings to offer in a file chooser."""

logger = logging.getLogger(__name__)


def paste(text: str, limits: Limits | None = None, **known: Any) -> Article:
    """Return pasted text as an article; `known` are fields of `Article` that the user gave.

    Raises:
        ArticleError: it is empty, too long, not an article, or not English.
    """
    text = clean(text)
    check(text, "The pasted text", limits or Limits())
    return Article(text=text, **{**from_text(text), **{key: value for key, value in known.items() if value}})


def read(path: Path | str, limits: Limits | None = None, on_error: OnError | None = None, **how: Any) -> list[Article]:
    """Return the articles of a file; `stream` tells all."""
    return list(stream(path, limits, on_error, **how))


def stream(
    path: Path | str,
    limits: Limits | None = None,
    on_error: OnError | None = None,
    *,
    on_note: OnNote = logger.warning,
    columns: Columns | None = None,
    opening: Opening = lambda path: path.open("rb"),
) -> Iterator[Article]:
    """Yield the articles of a file, one by one where it holds many.

    The text of a .txt and of each row is the input unchanged, but for markup
    that a row holds under another name than `text`. A .txt may have a sidecar
    beside it, the same name with .json: an object with title, publisher, published and author.

    Args:
        path: a file whose name ends with one of `FORMATS`.
        limits: what it may hold.
        on_error: is given the error of a part that can't be read, and reading goes on; without it the error is raised.
        on_note: is given a sentence for what had to be left out of what was read, such as days.
        columns: which column of a table holds what; by their names where it is None.
        opening: opens the file, for those who want to know how far it is read.

    Raises:
        ArticleError: the file, or without `on_error` a part of it, can't be read as an article.
        UnopenedError: it can't be opened.
    """
    path = Path(path)
    limits = limits or Limits()
    try:
        if suffix_of(path.name) in (*ROWS, *PACKED):
            with path.open("rb"):
                pass  # so that what can't be opened is told as such, whoever opens it again
            parts = _rows(lambda: opening(path), path.name, limits, columns)
        elif suffix_of(path.name) in STREAMED:
            parts = STREAMED[suffix_of(path.name)](opening(path), path.name, limits)
        else:
            with opening(path) as file:
                data = file.read(limits.file_bytes + 1)
            beside = path.with_suffix(".json")
            about = beside.read_bytes() if suffix_of(path.name) == ".txt" and beside.is_file() else None
            parts = parts_in(path.name, data, limits, about)
    except OSError as error:
        raise unopened(path, error) from error
    yield from _passed(parts, path.name, limits, on_error, on_note)


def read_bytes(
    name: str,
    data: bytes,
    limits: Limits | None = None,
    on_error: OnError | None = None,
    about: bytes | None = None,
    *,
    on_note: OnNote = logger.warning,
    columns: Columns | None = None,
) -> list[Article]:
    """Return the articles of an uploaded file.

    Args:
        name: the file's name; only its ending and, in messages, its last part are used.
        data: the file's bytes.
        limits: what it may hold.
        on_error: as for `stream`.
        about: the sidecar of a .txt, if one came with it.
        on_note: as for `stream`.
        columns: as for `stream`.

    Raises:
        ArticleError: the file, or without `on_error` a part of it, can't be read as an article.
    """
    limits = limits or Limits()
    name = line(PurePosixPath(name.replace("\\", "/")).name, 120) or "The file"
    return list(_passed(parts_in(name, data, limits, about, columns), name, limits, on_error, on_note))


def suffix_of(name: str) -> str:
    """Return the ending of a name in small letters, both where it has two: ".warc.gz"."""
    path = PurePosixPath(name.lower())
    both = "".join(path.suffixes[-2:])
    return both if both in WHOLE or both in PACKED else path.suffix


def parts_in(
    name: str, data: bytes, limits: Limits, about: bytes | None = None, columns: Columns | None = None
) -> Iterable[Part]:
    """Return the parts of a file by the ending of its name, their texts not yet checked.

    Raises:
        ArticleError: it can't be read.
    """
    if len(data) > limits.file_bytes:
        raise ArticleError(f"{name} is too large: {limits.file_bytes / MEGABYTE:g} MB is the limit.")
    if not data.strip():
        raise ArticleError(f"{name} is empty.")
    suffix = suffix_of(name)
    if suffix in ROWS:
        return _rows(lambda: io.BytesIO(data), name, limits, columns)
    if suffix in PACKED:
        return _rows(lambda: io.BytesIO(data), name, limits, columns, most=limits.unpacked_bytes)
    if suffix == ".txt":
        known = sidecar(about, f"{name.removesuffix(suffix)}.json") if about else None
        return parts_of(read_text(data, name, known), name)
    if suffix in WHOLE:
        return read_as(suffix, data, name, limits)
    raise ArticleError(f"{name} is of a kind that is not read here. These are: {', '.join(FORMATS)}.")


def read_as(suffix: str, data: bytes, name: str, limits: Limits) -> Iterable[Part]:
    """Return what the reader of the files that end with `suffix` finds in `data`, aside if it might take long.

    Raises:
        ArticleError: it can't be read.
    """
    reader, harmless = WHOLE[suffix]
    return (read_aside if len(data) > harmless else read_here)(reader, data, name, limits)


def read_zip(data: bytes, name: str, limits: Limits, depth: int = 1) -> list[Part]:
    """Return the articles in the files of a zip file, each read by its own name.

    Raises:
        ArticleError: it is none, is damaged, locked, or unpacks to more than the limit.
    """
    with _zip(io.BytesIO(data), name, limits) as packed:
        return list(_members(packed, name, limits, depth))


def _zipped(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Part]:
    """Yield the articles in the files of a zip file of any size, as `read_zip` has them."""
    with _zip(stream, name, limits, bounded=False) as packed:
        yield from _members(packed, name, limits, 1)


def _zip(stream: BinaryIO, name: str, limits: Limits, *, bounded: bool = True) -> zipfile.ZipFile:
    found = kind_of(stream.read(_HEAD))
    if found is None or found[0] not in ("archive", "docx", "epub", "xlsx"):
        raise ArticleError(f"{name} is not a zip file{f': it holds {found[1]}' if found else ''}.")
    return open_zip(stream, name, limits, bounded=bounded)


def _members(packed: zipfile.ZipFile, name: str, limits: Limits, depth: int) -> Iterator[Part]:
    members = [member for member in packed.namelist() if not _is_left_out(member)]
    names = set(members)
    for member in members:
        short = line(posixpath.basename(member), 120) or "a file"
        where = f"{short} in {name}"
        stem = member.removesuffix(".json")
        if member != stem and f"{stem}.txt" in names:
            continue
        try:
            for inner, part in _member(packed, member, short, where, names, limits, depth):
                yield f"{inner} in {name}", part
        except ArticleError as error:
            yield where, error


def _member(
    packed: zipfile.ZipFile, member: str, short: str, where: str, names: Container[str], limits: Limits, depth: int
) -> Iterator[Part]:
    """Yield the articles in one file of a zip file; one of rows is streamed."""
    suffix = suffix_of(member)
    if suffix in _STREAMED_WITHIN:
        try:
            yield from _rows(lambda: packed.open(member), short, limits, None)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise ArticleError(f"{where} is damaged: it can't be unpacked.") from error
        return
    data = member_of(packed, member, where, limits.file_bytes)
    if suffix == ".zip":
        if depth >= _DEEPEST:
            raise ArticleError(f"{where} is a zip file in a zip file in a zip file, which is not opened.")
        yield from read_zip(data, short, limits, depth + 1)
        return
    beside = f"{member.removesuffix('.txt')}.json"
    about = member_of(packed, beside, where, MEGABYTE) if member.endswith(".txt") and beside in names else None
    yield from parts_in(short, data, limits, about)


STREAMED: dict[str, Callable[[BinaryIO, str, Limits], Iterator[Part]]] = {
    ".zip": _zipped, ".mbox": messages,
    ".warc": kept_pages, ".warc.gz": kept_pages, ".wet": kept_pages, ".wet.gz": kept_pages,
}  # fmt: skip
"""Formats of `WHOLE` that hold many articles, and how they are read from disk, where they may be of any size."""


def _is_left_out(member: str) -> bool:
    """Whether a part of a zip file is a folder, or a file that a system writes for itself."""
    base = posixpath.basename(member)
    return not base or base.startswith(".") or member.startswith("__MACOSX/") or base in ("Thumbs.db", "desktop.ini")


def _rows(
    again: Callable[[], BinaryIO], name: str, limits: Limits, columns: Columns | None, most: int | None = None
) -> Iterator[Part]:
    """Yield the articles of a file of rows, which `again` opens at its beginning; unpacked it has `most` bytes."""
    suffix = suffix_of(name)
    opened = (lambda: packed.Unpacked(again(), name, most)) if suffix in PACKED else again
    suffix = suffix.removesuffix(packed.ENDING)
    read = ROWS[suffix]
    if columns is not None and suffix in _COLUMNS:
        read = partial(read, columns=columns)
    reading = rows.Reading(name, lambda: read(opened(), name, limits), columns)
    for where, row in read(opened(), name, limits):
        try:
            yield where, row if isinstance(row, ArticleError) else reading.article(row, where)
        except ArticleError as error:
            yield where, error
    for note in reading.notes():
        yield name, Note(note)


def _passed(
    parts: Iterable[Part], name: str, limits: Limits, on_error: OnError | None, on_note: OnNote
) -> Iterator[Article]:
    """Yield the articles among the parts that can be read, the rest told."""
    count = bad = 0
    example: tuple[str, str] | None = None
    for where, part in parts:
        if isinstance(part, Note):
            on_note(part)
            continue
        try:
            if isinstance(part, ArticleError):
                raise part
            check(part.text, where, limits)
        except ArticleError as error:
            if on_error is None:
                raise
            on_error(error)
            continue
        count += 1
        if limits.articles is not None and count > limits.articles:
            raise ArticleError(f"{name} holds more than {limits.articles:,} articles, which is the limit.")
        if found := garbled(part.text):
            bad, example = bad + 1, example or found
        yield part
    if example:
        on_note(
            f"{name}: letters of {bad:,} of {count:,} {'text' if count == 1 else 'texts'} are garbled "
            f"({example[0]!r} for {example[1]!r}); they can be mended."
        )
    if not count and on_error is None:
        raise ArticleError(f"{name} holds no article.")


def corrected(article: Article, **changes: Any) -> Article:
    """Return `article` with the title, author, publisher or day that the user put right."""
    return replace(article, **changes)
