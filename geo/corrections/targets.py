"""What a correction is of: an item of an article, found again after the article was read anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from geo.contract import Event, Mention, ParsedArticle, Quote
from geo.records import digest

Kind = Literal["event", "quote", "mention"]
Row = Event | Quote | Mention

LISTS: dict[Kind, Literal["events", "quotes", "mentions"]] = {
    "event": "events",
    "quote": "quotes",
    "mention": "mentions",
}
"""The list of a record in which the items of a kind stand."""
MOST_WORDS = 300
"""Characters that are kept of an item's words: enough to see that they are the same, and short in a link."""
_MARKS = "\"'“”‘’«»„‚‹›"


@dataclass(frozen=True, slots=True)
class Target:
    """An item of an article: the trigger of an event, one part of a quote, a mention of a place."""

    article: str
    """Digest of the article's text."""
    kind: Kind
    start: int
    end: int
    text: str
    """Its words, of which `MOST_WORDS` characters at most."""


def target_of(record: ParsedArticle, kind: Kind, item: str) -> Target | None:
    """Return the target of an item of a record by its id, None if it has no such item."""
    rows: Sequence[Row] = record[LISTS[kind]]
    row = next((row for row in rows if row["id"] == item), None)
    if row is None:
        return None
    return _target(record, kind, *_span(kind, row))


def words_at(record: ParsedArticle, kind: Kind, start: int, end: int) -> Target | None:
    """Return the target for words to be added, without the space around them and, of a quote, its marks.

    None is returned where no words are left.
    """
    text = record["text"]
    around = f"{_MARKS} \t\r\n" if kind == "quote" else " \t\r\n"
    start, end = max(0, start), min(len(text), end)
    while start < end and (text[start].isspace() or text[start] in around):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in around):
        end -= 1
    return _target(record, kind, start, end) if start < end else None


def in_marks(record: ParsedArticle, target: Target) -> bool:
    """Tell whether words stand between quotation marks."""
    text = record["text"]
    return text[max(0, target.start - 1) : target.start] in [*_MARKS] and text[target.end : target.end + 1] in [*_MARKS]


def stands(record: ParsedArticle, target: Target) -> bool:
    """Tell whether the words of a target stand where it says."""
    text = record["text"]
    return target.end <= len(text) and text[target.start : target.end][:MOST_WORDS] == target.text


def exact(record: ParsedArticle, target: Target) -> list[Any]:
    """Return the items of the target's kind that stand just where it does: several for an event at several places."""
    if not stands(record, target):
        return []
    return [row for row in record[LISTS[target.kind]] if _span(target.kind, row) == (target.start, target.end)]


def overlapping(record: ParsedArticle, target: Target) -> list[Any]:
    """Return the item that shares most of the words of a target, the first of equals; no item if none shares any."""
    if not stands(record, target):
        return []
    rows: Sequence[Row] = record[LISTS[target.kind]]
    shared = [(max(_shared(target, span) for span in _spans(target.kind, row)), row) for row in rows]
    most, row = max(shared, key=lambda pair: pair[0], default=(0, None))
    return [row] if most > 0 else []


def whole(record: ParsedArticle, kind: Kind, rows: Sequence[Any]) -> list[Any]:
    """Return all rows of the events or quotes that some rows are of: an event's places, a quote's parts."""
    if kind == "mention":
        return [*rows]
    groups = {row["group"] for row in rows}
    return [row for row in record[LISTS[kind]] if row.get("group") in groups]


def rows_of(record: ParsedArticle, target: Target) -> list[Any]:
    """Return the rows of a record that an item is, or after it was read anew has become: all of an event or a quote."""
    return whole(record, target.kind, exact(record, target) or overlapping(record, target))


def _target(record: ParsedArticle, kind: Kind, start: int, end: int) -> Target:
    text = record["text"]
    return Target(digest(text), kind, start, end, text[start:end][:MOST_WORDS])


def _span(kind: Kind, row: Any) -> tuple[int, int]:
    return (row["trigger_start"], row["trigger_end"]) if kind == "event" else (row["start"], row["end"])


def _spans(kind: Kind, row: Any) -> list[tuple[int, int]]:
    """Return where an item stands; an event also where it is told again."""
    return [_span(kind, row), *(row["mentions"] if kind == "event" else ())]


def _shared(target: Target, span: tuple[int, int]) -> int:
    return min(target.end, span[1]) - max(target.start, span[0])
