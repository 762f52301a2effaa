"""An article cut into stretches that carry its places, quotes and events: data for assets/reader.js."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from geo.contract import MINOR, ParsedArticle
from geo.ontology import event_type
from geo.viewer import words


def stretches(record: ParsedArticle, shown: set[str]) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Cut an article at every border of a mark.

    Args:
        record: the article.
        shown: ids of the mentions, quotes and events to mark.

    Returns:
        The stretches, whose texts join to the whole text, each with its offset and marks; and the numbers of places,
        quotes, events and minor events marked.
    """
    text = record["text"]
    mentions = [row for row in record["mentions"] if row["id"] in shown]
    quotes = [row for row in record["quotes"] if row["id"] in shown]
    events = [row for row in record["events"] if row["id"] in shown]
    spans = [(row["start"], row["end"]) for row in (*mentions, *quotes)]
    spans += [(row["trigger_start"], row["trigger_end"]) for row in events]
    cuts = sorted({0, len(text), *(border for span in spans for border in span if 0 <= border <= len(text))})
    layers = (
        _paint(cuts, mentions, "start", "end"),
        _paint(cuts, quotes, "start", "end"),
        _triggers(cuts, events),
    )
    parts = [
        {"at": start, "text": text[start:end], **_marks(start, *(layer.get(start) for layer in layers))}
        for start, end in pairwise(cuts)
    ]
    groups = {row["group"]: row["salience"] >= MINOR for row in events}
    told = sum(groups.values())
    counts = {"places": len(mentions), "quotes": len(quotes), "events": told, "minor": len(groups) - told}
    return parts, counts


def byline(record: ParsedArticle) -> str:
    """Return who published an article, who wrote it, and when, as the line under its title."""
    parts = (record.get("publisher"), record.get("author"), words.day(record["published"]))
    return " · ".join(part for part in parts if part)


def is_headed(record: ParsedArticle) -> bool:
    """Tell whether an article's first line is its title, which then need not stand above it once more."""
    return record["title"] is not None and record["text"].partition("\n")[0].strip() == record["title"].strip()


def _triggers(cuts: list[int], events: list[Any]) -> dict[int, Any]:
    """Paint the triggers, those of the story over those of minor events."""
    story = [row for row in events if row["salience"] >= MINOR]
    minor = [row for row in events if row["salience"] < MINOR]
    return _paint(cuts, minor, "trigger_start", "trigger_end") | _paint(cuts, story, "trigger_start", "trigger_end")


def _paint(cuts: list[int], rows: Iterable[Any], start: str, end: str) -> dict[int, Any]:
    """Return for each cut the row that lies over it; of several the shortest."""
    over: dict[int, Any] = {}
    for row in sorted(rows, key=lambda row: row[start] - row[end]):
        for cut in cuts[bisect_left(cuts, row[start]) : bisect_left(cuts, row[end])]:
            over[cut] = row
    return over


def _marks(at: int, mention: Any, quote: Any, event: Any) -> dict[str, Any]:
    """Return the marks of the stretch that begins at an offset; `go` is the place that an event or quote leads to."""
    marks: dict[str, Any] = {}
    titles = []
    if mention:
        marks["place" if mention["place"] else "unplaced"] = mention["place"] or True
        titles.append(mention["why"])
    if quote:
        marks["quote"] = "direct" if quote["direct"] else "reported"
        marks["go"] = quote["said_at"] or next(iter(quote["about"]), None)
        marks["first"] = at == quote["start"]
        titles.append(quote["speaker"] or "")
    if event:
        kind = event_type(event["type"])
        marks |= {"trigger": True, "minor": event["salience"] < MINOR, "category": kind.category}
        marks |= {"go": event["place"] or marks.get("go"), "first": at == event["trigger_start"]}
        titles.append(f"{'Minor event: ' if marks['minor'] else ''}{kind.label}, {event['status']}")
    if titles:
        marks["title"] = " · ".join(title for title in titles if title)
    return marks
