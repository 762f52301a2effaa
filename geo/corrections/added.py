"""Places, quotes and events that the engine has missed."""

import hashlib
import json
from bisect import bisect
from collections.abc import Sequence
from typing import Any, cast

from geo.contract import Event, Mention, ParsedArticle, Quote
from geo.corrections import edits, items
from geo.corrections.items import SURE, Parts
from geo.corrections.kinds import AddedEvent, AddedPlace, AddedQuote, Correction, PlaceOfEvent
from geo.corrections.targets import Target, in_marks, stands
from geo.corrections.wire import as_json

_DIGITS_OF_ID = 12
"""Hexadecimal digits in the id of what was added: enough for no two of an article to be the same."""


def added_place(record: ParsedArticle, correction: AddedPlace, why: str) -> Parts | None:
    """Return the lists of a record with a mention of a place, None if its words are not there."""
    item, place = correction.mention, correction.place
    if not stands(record, item):
        return None
    bare: Mention = {
        "id": _id(item, correction), "start": item.start, "end": item.end, "text": _words(record, item),
        "kind": "name", "place": None, "score": SURE, "why": "", "coarse": False, "candidates": [],
    }  # fmt: skip
    mention = items.placed_mention(bare, place, why)
    link = items.link_of_mention(mention, place, why)
    return {"mentions": _with(record["mentions"], mention, "start"), "links": [*record["links"], link]}


def added_quote(record: ParsedArticle, rows: list[Quote], correction: AddedQuote, why: str) -> Parts | None:
    """Return the lists of a record with a quote; one of just these words that it has is changed instead."""
    item, speaker = correction.quote, correction.speaker
    if not stands(record, item):
        return None
    if not rows:
        id = _id(item, correction)
        quote = cast(
            Quote,
            {
                "id": id, "start": item.start, "end": item.end, "text": _words(record, item),
                "direct": in_marks(record, item), "cue": None, "cue_start": None, "cue_end": None, "date": None,
                "date_end": None, "date_text": None, "said_at": None, "said_at_evidence": None, "about": [],
                "group": id, "why": why, **edits.speaker_of(record, speaker),
            },
        )  # fmt: skip
        rows, quotes = [quote], _with(record["quotes"], quote, "start")
    else:
        rows = [cast(Quote, {**row, **(edits.speaker_of(record, speaker) if speaker else {})}) for row in rows]
        quotes = items.replaced(record["quotes"], {row["id"]: row for row in rows})
    made = cast(ParsedArticle, {**record, "quotes": quotes})
    if correction.said_at or correction.about:
        return edits.places_of_quote(made, rows, correction.said_at, correction.about, why)
    return items.updated(made, "quotes", rows, why)


def added_event(record: ParsedArticle, rows: list[Event], correction: AddedEvent, why: str) -> Parts | None:
    """Return the lists of a record with an event; one of these words and type that it has is changed instead."""
    item, place = correction.event, correction.place
    if not stands(record, item):
        return None
    known = [
        row for row in rows if row["type"] == correction.type and (not place or row["place"] in (None, place["id"]))
    ]
    fields: dict[str, Any] = {"status": correction.status}
    if correction.date or not known:
        fields |= edits.days(correction.date, correction.date_end)
    if correction.actors or correction.recipients or not known:
        fields |= {"actors": [*correction.actors], "recipients": [*correction.recipients]}
    if known:
        events = record["events"]
        mine = known[0]
    else:
        id, (start, end) = _id(item, correction), _sentence(record, item)
        mine = cast(
            Event,
            {
                "id": id, "start": start, "end": end, "text": record["text"][start:end], "trigger_start": item.start,
                "trigger_end": item.end, "type": correction.type, "mode": None, "place": None, "place_start": None,
                "place_end": None, "place_evidence": None, "place_score": None, "mentions": [(item.start, item.end)],
                "salience": SURE, "group": id, "why": why, **fields,
            },
        )  # fmt: skip
        events = _with(record["events"], mine, "trigger_start")
    made = cast(ParsedArticle, {**record, "events": events})
    parts = items.updated(made, "events", [mine], why, **fields)
    if place is None:
        return parts
    made = cast(ParsedArticle, {**made, **parts})
    own = next(row for row in made["events"] if row["id"] == mine["id"])
    return edits.place_of_event(made, [own], PlaceOfEvent(item, own["place"], place), why, again=False)


def _with(rows: Sequence[Any], new: Any, key: str) -> list[Any]:
    """Return rows with one more, in the order of the text."""
    before = bisect(rows, new[key], key=lambda row: row[key])
    return [*rows[:before], new, *rows[before:]]


def _words(record: ParsedArticle, item: Target) -> str:
    return record["text"][item.start : item.end]


def _sentence(record: ParsedArticle, item: Target) -> tuple[int, int]:
    """Return the sentence that words stand in; of words in several the first, or the words where there is none."""
    found = ((start, end) for start, end in record["sentences"] if start <= item.start < end)
    start, end = next(found, (item.start, item.end))
    return start, max(end, item.end)


def _id(item: Target, correction: Correction) -> str:
    """Return the id of what is added, which is always the same for the same correction."""
    told = json.dumps(as_json(correction), sort_keys=True)
    return f"{item.kind[0]}-{hashlib.sha256(told.encode()).hexdigest()[:_DIGITS_OF_ID]}"
