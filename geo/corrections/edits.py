"""Events and quotes of which something else is true than the engine has read."""

from typing import Any, cast

from geo.contract import Event, ParsedArticle, Place, Quote, Span
from geo.corrections import items
from geo.corrections.items import SURE, Parts
from geo.corrections.kinds import PlaceOfEvent

_SPANS = ("actor_spans", "recipient_spans")


def place_of_event(
    record: ParsedArticle, rows: list[Event], correction: PlaceOfEvent, why: str, *, again: bool
) -> Parts | None:
    """Return the lists of a record in which an event is moved from one of its places, or is not there."""
    new, old = correction.new, correction.old
    here = [row for row in rows if row["place"] == old]
    there = [row for row in rows if new and row["place"] == new["id"]]
    if not here and not there and len(rows) == 1 and not again:
        here = rows  # another version of the engine sets it elsewhere
    if not here and not there:
        return None
    kept, gone = (there, here) if there else (here, [])
    if new is None and len(rows) > len(here):  # its other places stay
        kept, gone = [], here
    parts = items.without(record, "events", [row for row in gone if row not in kept])
    placed = {row["id"]: items.placed_event(row, new, why) for row in kept}
    made = {row["id"]: items.link_of_event(row, new, why) for row in kept} if new else {}
    links = [
        link if link["item"] not in placed or link["role"] != "happened" else made.pop(link["item"], None)
        for link in parts["links"]
    ]
    return {
        "events": items.replaced(parts["events"], placed),
        "links": [*made.values(), *(link for link in links if link)],
    }


def places_of_quote(
    record: ParsedArticle, rows: list[Quote], said_at: Place | None, about: tuple[Place, ...], why: str
) -> Parts:
    """Return the lists of a record in which a quote was said at another place, or is about others."""
    fields = {
        "said_at": said_at["id"] if said_at else None,
        "said_at_evidence": "clause" if said_at else None,
        "about": list(dict.fromkeys(place["id"] for place in about)),
    }
    parts = items.updated(record, "quotes", rows, why, **fields)
    mine = {row["id"] for row in rows}
    kept = [link for link in parts["links"] if link["item"] not in mine or link["role"] not in items.PLACES_OF_QUOTES]
    made = [link for row in rows for link in items.links_of_quote(row["id"], said_at, about, why)]
    return {**parts, "links": [*kept, *made]}


def days(first: str | None, last: str | None) -> dict[str, Any]:
    """Return the fields of an event that happened from a first to a last day, or on none that is known."""
    if first is None:
        return dict.fromkeys(("date", "date_end", "date_text", "date_precision", "date_evidence"))
    last = last or first
    return {
        "date": first,
        "date_end": last,
        "date_text": None,
        "date_precision": "day" if last == first else "days",
        "date_evidence": "clause",
    }


def speaker_of(record: ParsedArticle, speaker: str | None) -> dict[str, Any]:
    """Return the fields of a quote that somebody said, or nobody who is named."""
    ids = {row["name"]: row["id"] for row in (*record.get("bodies", ()), *record["people"])}
    cue = {} if speaker else dict.fromkeys(("cue", "cue_start", "cue_end"))
    return {
        "speaker": speaker,
        "speaker_id": ids.get(speaker or ""),
        "speaker_start": None,
        "speaker_end": None,
        **cue,
    }


def people_of_event(
    record: ParsedArticle, rows: list[Event], actors: tuple[str, ...], recipients: tuple[str, ...], why: str
) -> Parts:
    """Return the lists of a record in which others act in an event, or are acted upon."""
    spans = {name: _named_at(record, rows[0], name) for name in (*actors, *recipients)}
    fields: dict[str, Any] = {"actors": [*actors], "recipients": [*recipients]}
    if all(spans.values()):
        fields |= {"actor_spans": [spans[name] for name in actors]}
        fields |= {"recipient_spans": [spans[name] for name in recipients]}
    else:  # the spans are of all or of nobody
        rows = [cast(Event, {key: row[key] for key in row if key not in _SPANS}) for row in rows]  # type: ignore[literal-required]
    return items.updated(record, "events", rows, why, **fields)


def _named_at(record: ParsedArticle, event: Event, name: str) -> Span | None:
    """Return where the text names somebody nearest to an event, None where it doesn't."""
    for span in (*event.get("actor_spans", ()), *event.get("recipient_spans", ())):
        if span["text"] == name:
            return cast(Span, span)
    here = event["trigger_start"]
    for row in (*record["people"], *record.get("bodies", ())):
        if row["name"] == name and row["mentions"]:
            start, end = min(row["mentions"], key=lambda span: abs(span[0] - here))
            return {"start": start, "end": end, "text": name, "id": row["id"]}
    at = record["text"].find(name, event["start"], event["end"])
    return None if at < 0 else {"start": at, "end": at + len(name), "text": name, "id": None}


def checked(record: ParsedArticle, name: str, rows: list[Any], why: str) -> Parts:
    """Return the lists of a record in which items are right, and their places sure."""
    score = {"events": "place_score", "mentions": "score"}.get(name)
    sure = [{**row, score: SURE} if score and row["place"] else row for row in rows]
    parts = items.updated(record, name, sure, why)
    mine = {row["id"] for row in rows}
    links = [{**link, "weak": False} if link["item"] in mine and link.get("weak") else link for link in parts["links"]]
    return {**parts, "links": links}
