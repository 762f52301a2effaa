"""What is known of an article besides its text: title, author, publisher, day of publication."""

import json
from collections.abc import Mapping
from typing import Any

from geo.articles.days import Order, day
from geo.articles.lines import author_of, is_date_line, is_headline
from geo.articles.names import FIELDS, inner, is_outlet, leads_somewhere, line, people, plan, spelled, stated
from geo.errors import ArticleError

_WRAPPED = 120
"""Lines of text that was wrapped by hand are no longer than this."""


def from_mapping(row: Mapping[str, Any], order: Order = "month") -> dict[str, Any]:
    """Return the arguments of `Article` (without its text) that `row` holds, under whichever usual name.

    Args:
        row: names and values; values may be lists or objects themselves.
        order: of day and month, where only that tells the day.
    """
    readers = {**dict.fromkeys(FIELDS, stated), "published": lambda value: day(inner(value), order), "author": people}
    found: dict[str, Any] = {}
    for field, names in plan(tuple(map(str, row))).items():
        if field == "text":
            continue
        for name in names:
            value = readers[field](row.get(name))
            if value and not _misplaced(field, name, value):
                found[field] = value
                break
    return found


def _misplaced(field: str, name: str, value: Any) -> bool:
    """Whether a value is an outlet where an address is asked for, or the reverse: "source" may hold either."""
    if spelled(name) == "source":
        return is_outlet(value) == (field == "source")
    return field == "publisher" and leads_somewhere(value)


def sidecar(data: bytes, name: str) -> dict[str, Any]:
    """Return the metadata in the sidecar of a text: a JSON object with title, publisher, published, author.

    Raises:
        ArticleError: it is not a JSON object.
    """
    try:
        row = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{name}, which should hold title and date of the text beside it, is not JSON.") from error
    if not isinstance(row, dict):
        raise ArticleError(f"{name}, which should hold title and date of the text beside it, is not a JSON object.")
    return from_mapping(row)


def from_text(text: str) -> dict[str, Any]:
    """Return what the first lines of a bare text say of it: headline, "By NAME", a line that is only a date."""
    raw = [part.strip() for part in text[:3000].lstrip("\ufeff \t\r\n").splitlines()]
    lines = [part for part in raw if part][:6]
    found: dict[str, Any] = {}
    if len(lines) > 1:
        credited = is_date_line(lines[1]) or author_of(lines[1]) is not None
        if is_headline(lines[0], quoted=credited) and (not raw[1] or credited or len(raw[1]) > _WRAPPED):
            found["title"] = line(lines[0])
    for part in lines:
        if "published" not in found and is_date_line(part) and (when := day(part)):
            found["published"] = when
        elif "author" not in found and (author := author_of(part)):
            found["author"] = line(author)
    return found


def merged(*found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was found, the later counting more, without what is missing."""
    return {key: value for part in found for key, value in part.items() if value}
