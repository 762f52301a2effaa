"""Records from outside: lines that `geo parse` wrote, or that claim to be, checked before anything is made of them."""

import hashlib
import json
import re
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints, is_typeddict

from geo import geojson
from geo.contract import ParsedArticle
from geo.errors import ArticleError, PlaceError
from geo.files import unopened

Check = Callable[[Any, int], None]
"""Raises `_WrongError` unless a value is as the contract has it; the number is how long the record's text is."""

BETWEEN = {
    "lat": (-90, 90),
    "lon": (-180, 180),
    "population": (0, 10_000_000_000),
    "score": (0, 1),
    "place_score": (0, 1),
    "salience": (0, 1),
}
"""The least and the largest value of each field that is a measure."""
DAYS = ("date", "date_end", "published")
OUTLINE = "outline"
"""The field that holds the shape of a place as GeoJSON."""
DIGITS = 16
"""Hexadecimal digits of an article's digest: enough for no two of a million articles to share theirs."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_OWN = {"mentions", "links", "sentences"}
"""Fields of a record; a row of an article has none of them, or one by chance."""
_PLAIN = {str: "text", bool: "true or false", int: "a whole number", float: "a number"}
_MOST_SHOWN = 40
"""Characters of a wrong value that a sentence repeats."""
_NO_JSON = object()


class _WrongError(Exception):
    """What is wrong with a value; `path` leads to it."""

    def __init__(self, what: str, *path: str | int) -> None:
        super().__init__(what)
        self.path = list(path)

    def within(self, part: str | int) -> "_WrongError":
        self.path.insert(0, part)
        return self

    def __str__(self) -> str:
        path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path).removeprefix(".")
        return f"{path or 'it'} {self.args[0]}"


def digest(text: str) -> str:
    """Return what an article is known by, whoever reads it and whatever it is called: a digest of its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def is_parsed(path: Path) -> bool:
    """Tell whether a file claims to be what `geo parse` writes, by the first of its lines that is a JSON object."""
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if isinstance(row := _json(line), dict):
                    return len(_OWN & row.keys()) > 1
    except (OSError, UnicodeDecodeError):
        pass
    return False


def read_records(path: Path, on_error: Callable[[ArticleError], None] | None = None) -> Iterator[ParsedArticle]:
    """Yield the records of a file that `geo parse` has written.

    Args:
        path: the file, a record a line.
        on_error: is given the error of a line that is no such record, and reading goes on; else the error is raised.

    Raises:
        ArticleError: the file, or without `on_error` one of its lines, is not what `geo parse` writes.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                try:
                    yield checked(_json(line), f"Line {number} of {path.name}")
                except ArticleError as error:
                    if on_error is None:
                        raise
                    on_error(error)
    except UnicodeDecodeError as error:
        raise ArticleError(f"{path.name} is not what `geo parse` writes: it is not text in UTF-8.") from error
    except OSError as error:
        raise unopened(path, error) from error


def checked(row: Any, name: str = "The record") -> ParsedArticle:
    """Return a record that is as `geo.contract` has it, without fields that are not in there.

    Args:
        row: what was read from JSON.
        name: what to call it.

    Raises:
        ArticleError: it is not; the sentence says where and why.
    """
    if row is _NO_JSON:
        raise ArticleError(f"{name} is not valid JSON.")
    try:
        text = row.get("text") if isinstance(row, dict) else None
        _check(ParsedArticle)(row, len(text) if isinstance(text, str) else 0)
        _check_references(row)
    except _WrongError as error:
        raise ArticleError(f"{name} is not what `geo parse` writes: {error}.") from None
    return cast(ParsedArticle, row)


def fault(kind: Any, value: Any, field: str = "") -> str | None:
    """Return what is wrong with a value as a type of the contract, None if it is one.

    Args:
        kind: the type; of an object fields that it doesn't have are deleted.
        value: what was read from JSON.
        field: the name of the field it stands in, which may ask more than its type does.
    """
    try:
        _field(field, _check(kind))(value, 0)
    except _WrongError as error:
        return str(error).removeprefix("it ")
    return None


def _json(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return _NO_JSON


@cache
def _check(kind: Any) -> Check:
    """Return the check of a type of the contract."""
    origin, inside = get_origin(kind), get_args(kind)
    if is_typeddict(kind):
        return _fields(kind)
    if origin in (Union, types.UnionType):
        (other,) = (option for option in inside if option is not type(None))
        check = _check(other)
        return lambda value, size: None if value is None else check(value, size)
    if origin is Literal:
        return _one_of(inside)
    if origin is list:
        return _list(_check(inside[0]))
    return _span if kind == tuple[int, int] else _plain(kind)


def _plain(kind: type) -> Check:
    kinds = (int, float) if kind is float else (kind,)

    def check(value: Any, size: int) -> None:
        if not isinstance(value, kinds) or (kind is not bool and isinstance(value, bool)):
            raise _WrongError(f"has to be {_PLAIN[kind]}, not {_shown(value)}")
        if isinstance(value, str) and not value.isascii() and _HALF_CHARACTER.search(value):
            raise _WrongError("holds half a character, a lone surrogate")

    return check


def _one_of(options: tuple[str, ...]) -> Check:
    def check(value: Any, size: int) -> None:
        if not isinstance(value, str) or value not in options:
            raise _WrongError(f"has to be one of {', '.join(options)}, not {_shown(value)}")

    return check


def _list(inner: Check) -> Check:
    def check(value: Any, size: int) -> None:
        if not isinstance(value, list | tuple):
            raise _WrongError(f"has to be a list, not {_shown(value)}")
        for number, item in enumerate(value):
            try:
                inner(item, size)
            except _WrongError as error:
                raise error.within(number) from None

    return check


def _span(value: Any, size: int) -> None:
    if not isinstance(value, list | tuple) or [type(part) for part in value] != [int, int]:
        raise _WrongError(f"has to be two whole numbers, not {_shown(value)}")
    start, end = value
    if not 0 <= start <= end <= size:
        raise _WrongError(f"has to lie within the {size:,} characters of its text, not from {start} to {end}")


def _fields(kind: Any) -> Check:
    checks = {name: _field(name, _check(hint)) for name, hint in get_type_hints(kind).items()}
    spans = {name: f"{name.removesuffix('start')}end" for name in checks if name.endswith("start")}

    def check(value: Any, size: int) -> None:
        if not isinstance(value, dict):
            raise _WrongError(f"has to be an object, not {_shown(value)}")
        for name in value.keys() - checks.keys():
            del value[name]
        for name, one in checks.items():
            if name in value:
                try:
                    one(value[name], size)
                except _WrongError as error:
                    raise error.within(name) from None
            elif name in kind.__required_keys__:
                raise _WrongError("is missing", name)
        for start, end in spans.items():
            pair = (value[start], value[end])
            if pair != (None, None):
                try:
                    _span(pair, size)
                except _WrongError as error:
                    raise error.within(f"{start} to {end}") from None

    return check


def _field(name: str, inner: Check) -> Check:
    """Return the check of a field of this name, which may ask more than its type does."""
    if name in BETWEEN:
        least, most = BETWEEN[name]

        def measure(value: Any, size: int) -> None:
            inner(value, size)
            if value is not None and not least <= value <= most:
                raise _WrongError(f"has to be from {least} to {most:,}, not {_shown(value)}")

        return measure
    if name in DAYS:

        def day(value: Any, size: int) -> None:
            inner(value, size)
            if value is not None and not _is_day(value):
                raise _WrongError(f"has to be a day such as 2024-05-31, not {_shown(value)}")

        return day
    if name == OUTLINE:

        def outline(value: Any, size: int) -> None:
            inner(value, size)
            if len(value) > geojson.LONGEST:
                raise _WrongError(f"has to have {geojson.LONGEST:,} characters at most")
            try:
                geojson.read_shape(value)
            except PlaceError as error:
                raise _WrongError(f"has to be a shape. {str(error).removesuffix('.')}") from None

        return outline
    return inner


def _is_day(text: str) -> bool:
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _check_references(record: ParsedArticle) -> None:
    """Raise unless items have ids of their own, and what is referred to is there."""
    items: set[str] = set()
    places = {place["id"] for place in record["places"]}

    def known(id: str | None, *path: str | int) -> None:
        if id is not None and id not in places:
            raise _WrongError(f"is {_shown(id)}, which is not among its places", *path)

    items_of: tuple[tuple[str, Sequence[Mapping[str, Any]]], ...] = (
        ("events", record["events"]),
        ("quotes", record["quotes"]),
        ("mentions", record["mentions"]),
    )
    for name, rows in items_of:
        for number, row in enumerate(rows):
            if row["id"] in items:
                raise _WrongError(f"is {_shown(row['id'])}, which another one has", name, number, "id")
            items.add(row["id"])
            known(row.get("place"), name, number, "place")
            known(row.get("said_at"), name, number, "said_at")
            for place in row.get("about", ()):
                known(place, name, number, "about")
    for number, link in enumerate(record["links"]):
        known(link["place"], "links", number, "place")
        if link["item"] not in items:
            raise _WrongError(f"is {_shown(link['item'])}, which is none of its items", "links", number, "item")


def _shown(value: Any) -> str:
    """Return a value as a sentence repeats it: short, and in one line."""
    if isinstance(value, dict | list | tuple) and len(value) > 2:
        return "an object" if isinstance(value, dict) else f"a list of {len(value):,}"
    text = json.dumps(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
