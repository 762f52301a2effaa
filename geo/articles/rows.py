"""Readers of files with a row an article: JSON Lines, JSON, tables. They stream: files may be larger than memory."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import chain, count, islice
from typing import Any, BinaryIO, NamedTuple, TextIO

from geo.articles import names
from geo.articles.article import Article
from geo.articles.days import Order, ambiguous, order_of
from geo.articles.decoding import clean, encoding_of, kind_of
from geo.articles.limits import Limits
from geo.articles.markup import is_markup, text_of
from geo.articles.metadata import from_mapping
from geo.articles.nested import flat, objects
from geo.errors import ArticleError

_SAMPLE = 1 << 20
_DELIMITERS = ",;\t|"
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\s*", re.I)
_HEADER_WITHIN = 6
"""Above its header a table may have a few lines of other things, such as the question that was asked."""
_LOOK_AHEAD = 40
"""Rows by which the delimiter is told."""
_SETTLES = 200_000
"""Rows of a column that are asked for the order of day and month, at most."""
_VERBATIM = "text"
"""The field whose text stays as it is, character by character, so that offsets hold in it; others may be markup."""
_SHOWN_NAMES = 15
_SHOWN_CELL = 100
_MOST_COLUMNS = 100
_CUT = re.compile(r"(?:…|\.\.\.)\s*\[\+\d+ chars\]\s*\Z")
"""How NewsAPI ends a text that it gives the beginning of."""

_INVALID = object()
"""What stands for a text that is no JSON."""

Row = tuple[str, Mapping[str, Any] | ArticleError]
"""What to call the row in a message, and its fields or why it has none."""


def json_lines(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Row]:
    """Yield the objects of a JSON Lines file."""
    return _objects(_text(stream, name), name, limits)


def _objects(text: TextIO, name: str, limits: Limits) -> Iterator[Row]:
    longest = limits.characters * 6 + 100_000  # six characters of JSON may stand for one of text
    number = 0
    while line := text.readline(longest):
        number += 1
        where = f"Line {number} of {name}"
        if len(line) >= longest:
            while line and not line.endswith(("\n", "\r")):
                line = text.readline(longest)
            yield where, ArticleError(f"{where} is too long: {limits.characters:,} characters of text is the limit.")
        elif line.strip():
            found = _json(line)
            if isinstance(found, dict):
                yield where, flat(found)
            else:
                yield where, ArticleError(f"{where} is not {'valid JSON' if found is _INVALID else 'a JSON object'}.")


def json_document(stream: BinaryIO, name: str, limits: Limits) -> Iterator[Row]:
    """Yield the articles of a JSON file in whatever list they stand; one that holds JSON Lines is read as such.

    Raises:
        ArticleError: it is no JSON.
    """
    content = _text(stream, name).read()
    found = _json(content)
    if found is _INVALID:
        first, _, more = content.lstrip().partition("\n")
        if not more.strip() or not isinstance(_json(first), dict):
            raise ArticleError(f"{name} is not valid JSON.")
        yield from _objects(io.StringIO(content, newline=""), name, limits)
    elif isinstance(found, dict | list):
        single = isinstance(found, dict)
        items = objects(found)
        for number, row in enumerate(items, 1):
            where = name if single and len(items) == 1 else f"Item {number} of {name}"
            yield where, flat(row) if isinstance(row, dict) else ArticleError(f"{where} is not a JSON object.")
    else:
        raise ArticleError(f"{name} is not a JSON object.")


def _json(text: str) -> Any:
    """Return what a text holds as JSON, `_INVALID` where it is none."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return _INVALID


class Table(NamedTuple):
    """How a table is written: what it is delimited by, its header, and how many lines stand above its rows."""

    delimiter: str
    header: list[str]
    above: int


def table(stream: BinaryIO, name: str, limits: Limits, columns: Mapping[str, str] | None = None) -> Iterator[Row]:
    """Yield the rows of a table with a header, delimited by comma, semicolon, tab or bar.

    Args:
        stream: the file.
        name: what to call it in a message.
        limits: how long a cell may be.
        columns: which column holds which field; by their names where it is None.

    Raises:
        ArticleError: it has no header with a column for the text, or is no table.
    """
    text, head, form = _opened(stream, name, limits)
    holds = names.holding("text", form.header) if columns is None else [columns.get("text", "")]
    if not set(holds) & set(form.header):
        raise ArticleError(without_text(form.header, name))
    rows = csv.reader(chain(head[form.above :], text), delimiter=form.delimiter)
    for number in count(1):
        where = f"Row {number} of {name}"
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield where, ArticleError(f"{where} can't be read as CSV: {error}.")
            if "field larger" not in str(error):
                return
            continue
        if len(row) > len(form.header) and any(cell.strip() for cell in row[len(form.header) :]):
            yield (
                where,
                ArticleError(
                    f"{where} has {len(row)} cells and the header {len(form.header)}: "
                    "a cell with a delimiter in it has to stand between quotation marks."
                ),
            )
        elif any(cell.strip() for cell in row):
            cells = dict(zip(form.header, row, strict=False))
            yield where, cells if columns is None else {key: cells.get(value, "") for key, value in columns.items()}


class Sheet(NamedTuple):
    """What a table holds, for those who are asked which column holds what."""

    columns: list[str]
    rows: list[list[str]]
    """The first ones, their cells cut."""
    chosen: dict[str, int]
    """The number of the column that holds each field, by its name."""
    sure: bool
    """Whether the names of the columns for the text and the day leave no doubt."""


def sheet(stream: BinaryIO, name: str, limits: Limits, most: int = 3) -> Sheet:
    """Return what a table holds, with its first rows, `most` at most.

    Raises:
        ArticleError: it is no table.
    """
    text, head, form = _opened(stream, name, limits)
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in csv.reader(chain(head[form.above :], text), delimiter=form.delimiter):
            if any(cell.strip() for cell in row):
                rows.append([(names.line(cell, _SHOWN_CELL) or "") for cell in row[:_MOST_COLUMNS]])
            if len(rows) >= most:
                break
    columns = form.header[:_MOST_COLUMNS]
    holds = names.plan(tuple(columns))
    chosen = {field: columns.index(found[0]) for field, found in holds.items() if found}
    whole = names.known()["text"].whole
    sure = bool(holds["text"]) and names.spelled(holds["text"][0]) in whole and "published" in chosen
    return Sheet(columns, rows, chosen, sure)


def _opened(stream: BinaryIO, name: str, limits: Limits) -> tuple[io.TextIOWrapper, list[str], Table]:
    """Return a table as text, its first lines, which are read already, and how it is written.

    A column without a name, or with that of one before it, is called by its number.
    """
    text = _text(stream, name)
    csv.field_size_limit(limits.characters + 1_000)
    head = list(islice(iter(lambda: text.readline(_SAMPLE), ""), _LOOK_AHEAD))
    form = _form(head)
    first = {column: at for at, column in reversed(list(enumerate(form.header)))}
    header = [column if column and first[column] == at else f"Column {at + 1}" for at, column in enumerate(form.header)]
    return text, head, form._replace(header=header)


def without_text(header: list[str], name: str) -> str:
    """Return what is said of a table that has no column for the text."""
    shown = ", ".join(column.strip()[:40] for column in header[:_SHOWN_NAMES] if column.strip())
    more = f" and {len(header) - _SHOWN_NAMES:,} more" if len(header) > _SHOWN_NAMES else ""
    return (
        f"{name} has no column for the text of the articles: in its header line one has to be named text, body or "
        f"content. Its columns are: {shown or 'none'}{more}."
    )


def _form(head: list[str]) -> Table:
    """Return how a table is written, by its first lines."""
    given = _SEP.fullmatch(head[0]) if head else None
    above = 1 if given else 0
    delimiters = given[1] if given else _DELIMITERS
    tried = []
    for at in range(above, min(above + _HEADER_WITHIN, len(head))):
        for delimiter in delimiters:
            header, taken = _record(head[at:], delimiter)
            tried.append((Table(delimiter, header, at + taken), _known(header)))
    if not tried:
        return Table(",", [], above)
    first = max((table for table, _ in tried[: len(delimiters)]), key=lambda table: len(table.header))
    table = next((table for table, known in tried if known), first)
    return table if given else table._replace(delimiter=_delimiter(head[table.above :], table))


def _known(header: list[str]) -> bool:
    """Whether a line is a header beyond doubt: one column is for the text, another for something else."""
    spellings = set(map(names.spelled, header))
    fields = [field for field, known in names.known().items() if spellings & set(known.whole)]
    return len(fields) > 1 and "text" in fields


def _delimiter(lines: list[str], table: Table) -> str:
    """Return what delimits the rows below a header, which some programs write in another way than the header."""
    fits: Counter[str] = Counter()
    for delimiter in _DELIMITERS:
        with suppress(csv.Error):
            fits[delimiter] = sum(len(row) == len(table.header) for row in csv.reader(lines, delimiter=delimiter))
    most, times = fits.most_common(1)[0] if fits else (table.delimiter, 0)
    return table.delimiter if len(table.header) < 2 or fits[table.delimiter] or not times else most


def _record(lines: list[str], delimiter: str) -> tuple[list[str], int]:
    """Return the first record of some lines and how many of them it takes."""
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        return [cell.strip().removeprefix("\ufeff") for cell in next(rows)], rows.line_num
    except (StopIteration, csv.Error):
        return [], 1


class Reading:
    """From the rows of one file to its articles, and what had to be left out of them.

    Args:
        name: the file's name.
        again: yields the rows from the beginning, to ask all of a column for the order of day and month.
        columns: as for `table`.
    """

    def __init__(self, name: str, again: Callable[[], Iterable[Row]], columns: Mapping[str, str] | None = None) -> None:
        self._name, self._again, self._columns = name, again, columns
        self._order: Order | None = None
        self._unsettled: tuple[str, str] | None = None
        self._rows = self._cut = self._headlines = 0
        self._undated: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def article(self, row: Mapping[str, Any], where: str) -> Article:
        """Return the article in a row; its text stays as it is, unless it is markup under another name than `text`.

        Raises:
            ArticleError: the row holds no text.
        """
        text = self._prose(row, where)
        order = self._settled(row)
        known = from_mapping(row, order)
        self._rows += 1
        if "published" not in known and (columns := names.plan(tuple(row))["published"]):
            self._undated[columns[0]] += 1
            if value := names.line(row[columns[0]], 40):
                self._examples.setdefault(columns[0], value)
        return Article(text=text, **{"source": self._name, **known})

    def _prose(self, row: Mapping[str, Any], where: str) -> str:
        held = {name: prose for name in names.plan(tuple(row))["text"] if (prose := _prose(row[name])) is not None}
        chosen = next((name for name, part in held.items() if part.strip()), next(iter(held), None))
        text = held[chosen] if chosen else None
        if text is None:
            headline = names.stated(next((row[name] for name in names.plan(tuple(row))["title"]), None))
            if not headline or self._columns or not from_mapping(row).get("source"):
                fields = ", ".join(str(key)[:40] for key in list(row)[:_SHOWN_NAMES]) or "none"
                raise ArticleError(f"{where} holds no text: a field named text is needed. Its fields are: {fields}.")
            self._headlines += 1
            text = headline
        if cut := _CUT.search(text):
            self._cut += 1
            text = text[: cut.start()] + "…"
        return clean(text_of(text, where) if chosen != _VERBATIM and is_markup(text) else text)

    def _settled(self, row: Mapping[str, Any]) -> Order:
        """Return the order of day and month, asking the whole column at the first day that hangs on it."""
        if self._order is None:
            for name in names.plan(tuple(row))["published"]:
                if ambiguous(value := names.inner(row[name])):
                    self._order = order_of(self._column(name))
                    if self._order is None:
                        self._unsettled, self._order = (name, str(value)[:40]), "month"
                    break
        return self._order or "month"

    def _column(self, name: str) -> Iterator[object]:
        for _, row in islice(self._again(), _SETTLES):
            if isinstance(row, Mapping):
                yield names.inner(row.get(name))

    def _called(self, column: str) -> str:
        """Return the name of a column in the file, where those that hold the fields were chosen."""
        return (self._columns or {}).get(column, column)

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each thing that was left out, or taken in one of two ways."""
        if self._unsettled:
            column, value = self._unsettled
            yield (
                f"{self._name}: the days in column {self._called(column)} can be read in two ways ({value!r}); the "
                "month is taken to come first."
            )
        for column, missing in self._undated.items():
            example = self._examples.get(column)
            yield (
                f"{self._name}: {missing:,} of {self._rows:,} {'row has' if self._rows == 1 else 'rows have'} no day: "
                f"column {self._called(column)} ({repr(example) if example else 'empty'})."
            )
        if self._cut:
            yield f"{self._name}: {self._cut:,} of {self._rows:,} texts are only the beginning of an article."
        if self._headlines:
            yield f"{self._name}: {self._headlines:,} of {self._rows:,} articles have no text; their headline is read."


def _prose(value: object) -> str | None:
    """Return a text that stands alone, within an object, or in a list of paragraphs; None where there is none."""
    if isinstance(value, list) and value and all(isinstance(part, str | dict) for part in value):
        if any(isinstance(part, dict) and part.get("role") for part in value):
            return _prose(names.inner(value))
        parts = [part if isinstance(part, str) else names.inner(part) for part in value]
        mixed = any(isinstance(part, dict) for part in value) and any(isinstance(part, str) for part in value)
        return ("" if mixed else "\n\n").join(part for part in parts if isinstance(part, str))
    value = names.inner(value) if isinstance(value, dict) else value
    return value if isinstance(value, str) else None


def _text(stream: BinaryIO, name: str) -> io.TextIOWrapper:
    """Return the stream as text, its newlines untouched, positioned behind the byte order mark."""
    sample = stream.read(_SAMPLE)
    stream.seek(0)
    if not sample.strip():
        raise ArticleError(f"{name} is empty.")
    if found := kind_of(sample):
        raise ArticleError(f"{name} holds {found[1]}, not rows of text.")
    text = io.TextIOWrapper(stream, encoding=encoding_of(sample, name), errors="western", newline="")
    if text.read(1) != "\ufeff":
        text.seek(0)
    return text
