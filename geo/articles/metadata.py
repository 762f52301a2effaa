"""What is known of an article besides its text: title, author, publisher, day of publication."""

import json
import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from geo.articles.decoding import clean
from geo.articles.lines import author_of, is_date_line, is_headline
from geo.errors import ArticleError

FIELDS = {
    "id": ("id", "article_id", "doc_id"),
    "title": ("title", "headline", "head"),
    "published": ("published", "date", "published_at", "publication_date", "pubdate", "date_published"),
    "publisher": ("publisher", "outlet", "sitename", "newspaper", "publication", "domain"),
    "author": ("author", "byline", "authors", "creator"),
    "source": ("source", "url", "link"),
}
"""The names under which a row, a sidecar or a front matter may hold each field, the first that is there counts."""

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})[-/.]?(?P<number>\d\d)[-/.]?(?P<day>\d\d)(?!\d)")
_DAY_FIRST = re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>\d{{4}})(?!\d)", re.I)
_MONTH_FIRST = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?!\d)", re.I)
_NUMERIC = re.compile(r"(?<!\d)(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?!\d)")
_WRAPPED = 120
"""Lines of text that was wrapped by hand are no longer than this."""


def day(value: object) -> date | None:
    """Return the day that `value` names, None where it names none.

    Read are dates, ISO 8601, "26 November 2015", "Nov. 26, 2015" and, month first, "11/26/2015".
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    for pattern in (_ISO, _DAY_FIRST, _MONTH_FIRST, _NUMERIC):
        if match := pattern.search(value[:100]):
            parts = match.groupdict()
            month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"].lower()) + 1
            try:
                return date(int(parts["year"]), month, int(parts["day"]))
            except ValueError:
                continue
    return None


def line(value: object, limit: int = 500) -> str | None:
    """Return `value` as one trimmed line of text without control characters, None where nothing is left."""
    if isinstance(value, list | tuple):
        value = ", ".join(str(item) for item in value if isinstance(item, str | int))
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", clean(str(value)[: limit * 4])).split())
    return text[:limit] or None


def from_mapping(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of `Article` (without its text) that `row` holds, under whichever usual name."""
    known = {str(key).strip().lower(): value for key, value in row.items() if key is not None}
    found: dict[str, Any] = {}
    for field, names in FIELDS.items():
        for name in names:
            value = day(known.get(name)) if field == "published" else line(known.get(name))
            if value:
                found[field] = value
                break
    return found


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
