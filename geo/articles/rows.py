"""Readers of files with a row an article: JSON Lines, JSON, CSV. They stream, so a file may be larger than memory."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import Any, BinaryIO

from geo.articles.article import Article
from geo.articles.decoding import clean, encoding_of, kind_of
from geo.articles.limits import Limits
from geo.articles.metadata import from_mapping
from geo.errors import ArticleError

_SAMPLE = 1 << 20
_TEXT_NAMES = ("text", "body", "content", "article", "story", "fulltext", "full_text", "article_text")
_DELIMITERS = ",;\t|"

Row = tuple[str, Mapping[str, Any] | ArticleError]
"""What to call the row in a message, and its fields or why it has none."""


def json_lines(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Row]:
    """Yield the objects of a JSON Lines file."""
    text = _text(stream, name)
    longest = limits.characters * 6 + 100_000  # six characters of JSON may stand for one of text
    number = 0
    while line := text.readline(longest):
        number += 1
        where = f"Line {number} of {name}"
        if len(line) >= longest:
            while line and not line.endswith("\n"):
                line = text.readline(longest)
            yield where, ArticleError(f"{where} is too long: {limits.characters:,} characters of text is the limit.")
        elif line.strip():
            yield where, _object(line, where)


def json_document(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Row]:
    """Yield the objects of a JSON file that holds one object or a list of them."""
    found = _object(_text(stream, name).read(), name, many=True)
    if isinstance(found, list):
        for number, row in enumerate(found, 1):
            where = f"Item {number} of {name}"
            yield where, row if isinstance(row, dict) else ArticleError(f"{where} is not a JSON object.")
    else:
        yield name, found


def table(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Row]:
    """Yield the rows of a CSV file with a header, delimited by comma, semicolon, tab or bar.

    Raises:
        ArticleError: it has no header with a column for the text, or is no CSV.
    """
    text = _text(stream, name)
    header = text.readline(_SAMPLE)
    csv.field_size_limit(limits.characters + 1_000)
    rows = csv.reader(chain([header], text), delimiter=max(_DELIMITERS, key=header.count))
    columns = None
    for number in count(1):
        where = f"Row {number} of {name}"
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield where, ArticleError(f"{where} can't be read as CSV: {error}.")
            if columns is None or "field larger" not in str(error):
                return
            continue
        if columns is None:
            columns = row
            if not any(column.strip().lower() in _TEXT_NAMES for column in columns):
                raise ArticleError(
                    f"{name} needs a header line with a column named text (and, if known, title, published)."
                )
        elif any(cell.strip() for cell in row):
            yield where, dict(zip(columns, row, strict=False))


def article(row: Mapping[str, Any], where: str, name: str) -> Article:
    """Return the article in a row; its text stays as it is.

    Raises:
        ArticleError: the row holds no text.
    """
    known = {str(key).strip().lower(): value for key, value in row.items() if key is not None}
    text = next((known[key] for key in _TEXT_NAMES if known.get(key) is not None), None)
    if not isinstance(text, str):
        raise ArticleError(f"{where} holds no text: a field named text is needed.")
    return Article(text=clean(text), **{"source": name, **from_mapping(row)})


def _text(stream: BinaryIO, name: str) -> io.TextIOWrapper:
    """Return the stream as text, its newlines untouched, positioned behind the byte order mark."""
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    if not sample.strip():
        raise ArticleError(f"{name} is empty.")
    if found := kind_of(sample):
        raise ArticleError(f"{name} holds {found[1]}, not rows of text.")
    text = io.TextIOWrapper(stream, encoding=encoding_of(sample, name), errors="replace", newline="\n")
    if text.read(1) != "\ufeff":
        text.seek(0)
    return text


def _object(line: str, where: str, *, many: bool = False) -> Any:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return ArticleError(f"{where} is not valid JSON.")
    if isinstance(found, dict) or (many and isinstance(found, list)):
        return found
    return ArticleError(f"{where} is not a JSON object.")
