"""How dates, statuses and roles are worded for a reader."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from geo.corrections import SURE

WELCOME = "Choose a place, here or on the map, to see what happened there and who said what."
"""What stands over the list of all places."""

STATUS = {
    "happened": ("Happened", "check"),
    "planned": ("Planned", "schedule"),
    "possible": ("Possible", "help"),
    "denied": ("Denied", "block"),
}
"""The label of each status, and its icon."""

ROLE = {
    "happened": "happened here",
    "said_at": "said here",
    "about": "about here",
    "from": "where someone or something is from",
    "organisation": "part of an organisation’s name",
    "government": "stands for its government",
    "mentioned": "mentioned",
}

PARTS = {"happened": "Happens here", "said_at": "Said here", "about": "Talked about"}
"""What the filters call the parts that a place plays; every other role of a link counts as the last."""

GUESSED = {"happened": "perhaps here", "said_at": "perhaps said here", "about": "perhaps about here"}
"""The roles of weak links."""


def role(name: str, weak: bool) -> str:
    """Return how a role is worded, more carefully for a weak link."""
    return (GUESSED if weak else ROLE).get(name) or ROLE.get(name, name)


DATED = {
    "telling": "Its day is that of another telling of it",
    "story": "Its day is the one the story named last",
    "publication": "No day is told, so it is set in those before publication",
}
"""What tells the day of an event, where that is not its own sentence."""


def percent(share: float) -> str:
    """Return a calibrated probability as a percentage; nothing is quite certain but what a reader chose."""
    return f"{hundredths(share)} %"


def hundredths(share: float) -> int:
    """Return the number that `percent` says."""
    return 100 if share == SURE else min(99, round(100 * share))


def told(articles: int, origins: int) -> str:
    """Return how many articles tell something: "3 articles, 2 origins" where they print fewer texts than they are."""
    return number(articles, "article") + (f", {number(origins, 'origin')}" if origins < articles else "")


def day(value: str | None, *, weekday: bool = False) -> str:
    """Return an ISO day as a reader writes it: "26 November 2015"; what is no ISO day as it is."""
    try:
        parsed = date.fromisoformat(value or "")
    except ValueError:
        return value or ""
    return f"{parsed:%A} {parsed.day} {parsed:%B %Y}" if weekday else f"{parsed.day} {parsed:%B %Y}"


def span(start: str | None, end: str | None, precision: str | None = "day", *, weekday: bool = True) -> str:
    """Return a date with the precision that the text gives it.

    Args:
        start: ISO day, None for no date.
        end: last ISO day.
        precision: one of `geo.contract.Precision`.
        weekday: whether a single day is told with its weekday.
    """
    if not start:
        return ""
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end or start)
    except ValueError:
        return start
    match precision:
        case "week":
            return f"week of {day(start)}"
        case "month":
            return f"{first:%B %Y}"
        case "season":
            return f"{first:%B} to {last:%B %Y}"
        case "year":
            return str(first.year)
        case "years":
            return f"{first.year}–{last.year}"
        case "since":
            return f"since {first.year}" if (first.month, first.day) == (1, 1) else f"since {day(start)}"
        case "around":
            return f"in the days before {day(end)}"
    if first == last:
        return day(start, weekday=weekday)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(end)}"
    return f"{day(start)} – {day(end)}"


def duration(seconds: float) -> str:
    """Return about how long something takes: "20 seconds", "5 minutes", "2 hours"."""
    for size, one in ((3_600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size:
            return number(round(seconds / size), one)
    return number(max(1, round(seconds)), "second")


def number(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: "1 event", "2 events"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def called(places: pd.DataFrame) -> "pd.Series[str]":
    """Return the names of the rows of `Atlas.by_place` as a table shows them: "Troy (doubtful)"."""
    return places["name"].where(~places["doubtful"].astype(bool), places["name"] + " (doubtful)")


def text(value: Any) -> str:
    """Return a cell of a table as text; empty for None and NaN."""
    return value if isinstance(value, str) else ""


def told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Return the labels of options, by their ids, of which those that are the same are numbered.

    A list of Streamlit finds what was chosen by its label.
    """
    numbers: dict[str, int] = {}
    taken = set(labels.values())
    made: dict[str, str] = {}
    for id, label in labels.items():
        name = label
        while numbers.get(label, 0) and name in taken:
            numbers[label] += 1
            name = f"{label} ({numbers[label]})"
        numbers.setdefault(label, 1)
        taken.add(name)
        made[id] = name
    return made


_MARKDOWN = frozenset("\\`*_{}[]()#+-.!|<>~:$&")


def plain(value: str) -> str:
    """Return a text that Markdown shows as it is: for labels and messages that carry words of an article or a file."""
    return "".join(f"\\{sign}" if sign in _MARKDOWN else sign for sign in value)
