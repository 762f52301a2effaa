"""The day that a value names, in the usual spellings, and the order of day and month where only a column tells it."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Literal

Order = Literal["day", "month"]
"""Which comes first in a day of numbers: 5/3/2024 is the fifth of March or the third of May."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_SHORT_YEAR = r"'?(?P<year>\d{4}|\d\d)(?![\d:])"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?(?:\s*[ap]\.?m\.?)?"
_NAMED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)(?:\d{4}|\d{6})?(?!\d)",
        rf"(?<!\d){_DAY}(?:\s+of)?[\s/.,-]*{_MONTH}[\s/.,-]*{_SHORT_YEAR}",
        rf"\b{_MONTH}[\s/.-]*{_DAY}(?:\s*[,/.-]\s*|\s+){_YEAR}",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_CLOCK}(?:\s+(?:[a-z]{{2,5}}|[+-]\d{{2}}:?\d{{2}}))?,?\s+{_YEAR}",
    )
)
_NUMBERS = re.compile(
    r"(?<![\d.])(?P<one>\d{1,2})(?P<mark>[/.-])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)(?![\d:]|[/.-]\d)"
)
_EPOCH = re.compile(r"(\d{10}|\d{13}|\d{16})(?:\.\d+)?")
"""Seconds, thousandths or millionths since 1970."""
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.\d+)?")
"""How spreadsheets number the days from 1954 to 2064."""
_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_EPOCH, _LAST_EPOCH = datetime(1990, 1, 1, tzinfo=UTC).timestamp(), datetime(2100, 1, 1, tzinfo=UTC).timestamp()
_CENTURY_TURNS = 70
"""Years of two digits from here on are of the twentieth century, as POSIX has it."""
_LONGEST = 100


def day(value: object, order: Order = "month") -> date | None:
    """Return the day that `value` names where it was written, None where it names none.

    Read are dates; ISO 8601 with or without marks; "26 November 2015", "Nov. 26, 2015", "26-Nov-15"; the forms of mail,
    of `ctime` and of wires; numbers with marks, `order` saying which comes first where both may; seconds since 1970;
    the numbers of days in spreadsheets.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = format(value, ".0f") if value == value and abs(value) < 1e17 else ""
    if not isinstance(value, str):
        return None
    value = value[:_LONGEST].strip()
    return _counted(value) or _named(value) or _numbered(value, order)


def ambiguous(value: object) -> bool:
    """Whether the day that `value` names hangs on the order of day and month."""
    return day(value, "day") != day(value, "month")


def order_of(values: Iterable[object]) -> Order | None:
    """Return the order of day and month in a column, None where none of its days tells it or they contradict."""
    votes = {"day": 0, "month": 0}
    for value in values:
        if isinstance(value, str) and not _named(value[:_LONGEST]) and (match := _NUMBERS.search(value[:_LONGEST])):
            one, two = int(match["one"]), int(match["two"])
            if one != two and (one > 12) != (two > 12):
                votes["day" if one > 12 else "month"] += 1
    if bool(votes["day"]) == bool(votes["month"]):
        return None
    return "day" if votes["day"] else "month"


def _counted(value: str) -> date | None:
    if match := _EPOCH.fullmatch(value):
        seconds = int(match[1]) / 10 ** (len(match[1]) - 10)
        return datetime.fromtimestamp(seconds, UTC).date() if _FIRST_EPOCH <= seconds < _LAST_EPOCH else None
    if match := _SERIAL.fullmatch(value):
        return _SERIAL_ZERO + timedelta(days=int(match[1]))
    return None


def _named(value: str) -> date | None:
    for pattern in _NAMED:
        if match := pattern.search(value):
            parts = match.groupdict()
            month = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"].lower()) + 1
            if found := _date(parts["year"], month, int(parts["day"])):
                return found
    return None


def _numbered(value: str, order: Order) -> date | None:
    if not (match := _NUMBERS.search(value)):
        return None
    one, two = int(match["one"]), int(match["two"])
    day_first = one > 12 or (two <= 12 and (order == "day" or match["mark"] == "."))
    return _date(match["year"], two, one) if day_first else _date(match["year"], one, two)


def _date(year: str, month: int, number: int) -> date | None:
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= _CENTURY_TURNS else 2000)
    try:
        return date(full, month, number)
    except ValueError:
        return None
