"""An article cut into stretches that carry its places, quotes and events: data for components/reader.js."""

import itertools
from typing import Any

from geo.atlas import Atlas, event_types
from geo.contract import ParsedArticle
from geo.maps.palette import style


def reader_data(record: ParsedArticle, atlas: Atlas, *, selected: str, target: dict[str, Any] | None) -> dict[str, Any]:
    """Return an article for the reader.

    Args:
        record: the article.
        atlas: the selection; what is filtered away is not marked.
        selected: id of the chosen place, or "".
        target: {"at", "count"}: the offset to show, and a number that changes each time one is asked for.
    """
    parts, counts = stretches(record, atlas)
    return {
        "article": record["id"],
        "parts": parts,
        "counts": counts,
        "selected": selected,
        "target": target,
        "sample": style("violence")._asdict(),
    }


def stretches(record: ParsedArticle, atlas: Atlas) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Cut the text at every border of a mark; return the stretches, whose texts join to the whole, and the counts."""
    text = record["text"]
    shown = _shown(record, atlas)
    mentions = [row for row in record["mentions"] if row["id"] in shown]
    quotes = [row for row in record["quotes"] if row["id"] in shown]
    events = [row for row in record["events"] if row["id"] in shown]
    borders = {0, len(text)}
    for row in (*mentions, *quotes, *events):
        borders |= {row["start"], row["end"]}
    for event in events:
        borders |= {event["trigger_start"], event["trigger_end"]}
    layers = _Layers(mentions, quotes, events)
    cuts = sorted(border for border in borders if 0 <= border <= len(text))
    parts = []
    for start, end in itertools.pairwise(cuts):
        parts.append({"at": start, "text": text[start:end], **layers.at(start)})
    counts = {"places": len(mentions), "quotes": len(quotes), "events": len({row["group"] for row in events})}
    return parts, counts


def _shown(record: ParsedArticle, atlas: Atlas) -> set[str]:
    links = atlas.links
    return set(links.loc[links["article"] == record["id"], "item"])


class _Layers:
    """Says for an offset which marks lie over it."""

    def __init__(self, mentions: list[Any], quotes: list[Any], events: list[Any]) -> None:
        self.mentions = sorted(mentions, key=lambda row: row["start"])
        self.quotes = quotes
        self.events = events

    def at(self, offset: int) -> dict[str, Any]:
        marks: dict[str, Any] = {}
        titles = []
        if mention := _over(self.mentions, offset, "start", "end"):
            marks["place" if mention["place"] else "unplaced"] = mention["place"] or True
            titles.append(mention["why"])
        if quote := _over(self.quotes, offset, "start", "end"):
            marks["quote"] = True
            titles.append(quote["speaker"] or "")
        if event := _over(self.events, offset, "trigger_start", "trigger_end"):
            marks["trigger"] = True
        event = event or _over(self.events, offset, "start", "end")
        if event:
            kind = event_types().get(event["type"], event_types()["OTHER"])
            marks |= {"event": True, "style": style(kind.category)._asdict()}
            titles.append(f"{kind.label}, {event['status']}")
        if titles:
            marks["title"] = " · ".join(title for title in titles if title)
        return marks


def _over(rows: list[Any], offset: int, start: str, end: str) -> Any:
    """Return the shortest row over an offset."""
    over = [row for row in rows if row[start] <= offset < row[end]]
    return min(over, key=lambda row: row[end] - row[start], default=None)
