"""Gold: what a person has checked or corrected, in the forms that `geo evaluate` and `geo train` read.

Nothing that nobody has looked at is gold. What is measured over whole articles is given of those only of which all was
looked at; places and types of single events are given with their sentences.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from geo.contract import MINOR, Event, Mention, ParsedArticle, Place
from geo.corrections import (
    AddedEvent,
    AddedPlace,
    AddedQuote,
    Checked,
    Correction,
    Elsewhere,
    PlaceOfEvent,
    Target,
    TypeOfEvent,
    correct,
)
from geo.corrections.kinds import article_of
from geo.corrections.sentences import deed
from geo.corrections.targets import exact, rows_of, whole
from geo.evaluation.quotes import counted
from geo.records import digest
from geo.review.settled import own_fields, standing, vouches

ON_THE_MAP, TOLERABLE = 2, 1
"""Importance of a checked event that the map shows, and of one that it leaves off; which is the news, none says."""

GEONAMES = "geonames:"
_KNOWN = ("id", "title", "published", "publisher", "source")

Row = dict[str, Any]


@dataclass(slots=True)
class _Seen:
    """What of a record a person has looked at: ids of mentions, groups of events and quotes."""

    mentions: set[str] = field(default_factory=set)
    events: set[str] = field(default_factory=set)
    """Those of which everything was looked at."""
    types: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    quotes: set[str] = field(default_factory=set)


def gold(records: Sequence[ParsedArticle], corrections: Iterable[Correction]) -> dict[str, list[Row]]:
    """Return the annotated rows that a person's corrections make of records, by the name of their form.

    "toponyms" and "voices" hold articles of which every name, every direct quote was checked, added or given a place;
    "stories" those of which every event was checked or added. "event_places" and "event_types" hold a sentence for
    each event whose place, whose type a person has told.

    Args:
        records: the articles as the engine read them, or as they are with the corrections.
        corrections: those that stand, in their order.
    """
    corrections = list(corrections)
    by_article: dict[str | None, list[Correction]] = {}
    for correction in standing(corrections):
        by_article.setdefault(article_of(correction), []).append(correction)
    found: dict[str, list[Row]] = {form: [] for form in FORMS}
    for record in correct(records, corrections):
        seen = _seen(record, [*by_article.get(None, ()), *by_article.get(digest(record["text"]), ())])
        for form, rows_in in FORMS.items():
            found[form] += rows_in(record, seen)
    return found


def _seen(record: ParsedArticle, corrections: Iterable[Correction]) -> _Seen:
    seen = _Seen()
    corrections = list(corrections)
    own = own_fields(corrections)
    for correction in corrections:
        match correction:
            case Elsewhere(new=place) if place is not None:
                seen.mentions |= {row["id"] for row in _placed(record, correction, place)}
            case Checked(item=item):
                rows = whole(record, item.kind, exact(record, item))
                if rows and vouches(correction, rows, own):
                    _add(seen, item, rows)
            case AddedPlace(mention=item) | AddedQuote(quote=item) | AddedEvent(event=item):
                _add(seen, item, whole(record, item.kind, exact(record, item)))
            case TypeOfEvent(event=item):
                seen.types |= {row["group"] for row in rows_of(record, item)}
            case PlaceOfEvent(event=item):
                rows = rows_of(record, item)
                seen.places |= {row["group"] for row in rows if len(rows) == 1}
    return seen


def _placed(record: ParsedArticle, correction: Elsewhere, place: Place) -> list[Mention]:
    """Return the mentions that have their place by a correction."""
    if isinstance(correction.within, Target):
        return rows_of(record, correction.within)
    why = deed(correction)
    return [row for row in record["mentions"] if row["place"] == place["id"] and why in row["why"]]


def _add(seen: _Seen, item: Target, rows: Sequence[Any]) -> None:
    match item.kind:
        case "mention":
            seen.mentions |= {row["id"] for row in rows}
        case "quote":
            seen.quotes |= {row["group"] for row in rows}
        case "event":
            for groups in (seen.events, seen.types, seen.places):
                groups |= {row["group"] for row in rows}


# ---- whole articles


def _toponyms(record: ParsedArticle, seen: _Seen) -> Iterator[Row]:
    if record["mentions"] and all(row["id"] in seen.mentions for row in record["mentions"]):
        places = {place["id"]: place for place in record["places"]}
        yield _row(record, toponyms=[_toponym(row, places.get(row["place"] or "")) for row in record["mentions"]])


def _toponym(mention: Mention, place: Place | None) -> Row:
    row: Row = {"start": mention["start"], "end": mention["end"], "text": mention["text"]}
    if place is None:
        return row
    row |= {"lat": place["lat"], "lon": place["lon"]}
    number = place["id"].removeprefix(GEONAMES)
    return row | {"geonameid": int(number)} if number != place["id"] and number.isdecimal() else row


def _stories(record: ParsedArticle, seen: _Seen) -> Iterator[Row]:
    groups: dict[str, list[Event]] = {}
    for event in record["events"]:
        groups.setdefault(event["group"], []).append(event)
    if groups and groups.keys() <= seen.events:
        places = {place["id"]: place for place in record["places"]}
        yield _row(record, events=[_story_event(rows, places) for rows in groups.values()])


def _story_event(rows: list[Event], places: dict[str, Place]) -> Row:
    first = rows[0]
    spans = {(row["trigger_start"], row["trigger_end"]) for row in rows}
    spans |= {(start, end) for row in rows for start, end in row["mentions"]}
    place = next((places[row["place"]] for row in rows if row["place"]), None)
    return {
        "what": " ".join(first["text"].split()),
        "importance": ON_THE_MAP if first["salience"] >= MINOR else TOLERABLE,
        "anchors": [list(span) for span in sorted(spans)],
        "types": list(dict.fromkeys(row["type"] for row in rows)),
        **{key: first[key] for key in ("status", "date", "date_end")},
        "place": place and {"name": place["name"], "lat": place["lat"], "lon": place["lon"]},
    }


def _voices(record: ParsedArticle, seen: _Seen) -> Iterator[Row]:
    quotes = [quote for quote in record["quotes"] if quote["direct"]]
    if not quotes or any(quote["group"] not in seen.quotes for quote in quotes):
        return
    names = {place["id"]: place["name"] for place in record["places"]}
    spoken = []
    for quote in quotes:
        span = (quote["start"], quote["end"])
        if counted(record["text"], span):
            mention = {key: quote[key] for key in ("speaker_start", "speaker_end") if quote[key] is not None}
            spoken.append({
                "span": list(span), "start": span[0], "end": span[1], "speaker": quote["speaker"], **mention,
                "said_at": names.get(quote["said_at"] or ""), "about": [names[place] for place in quote["about"]],
            })  # fmt: skip
    if spoken:
        yield _row(record, quotes=spoken)


# ---- single events, with their sentences


def _event_places(record: ParsedArticle, seen: _Seen) -> Iterator[Row]:
    for start, end, rows in _sentences(record, seen.places):
        spans = sorted({span for row in rows for span in _naming(record, row, start, end)})
        trigger = {"start": rows[0]["trigger_start"] - start, "end": rows[0]["trigger_end"] - start}
        places = [{"start": first - start, "end": past - start} for first, past in spans]
        yield _sentence(record, start, end, rows[0], events=[{"trigger": trigger}], places=places, gold=True)


def _event_types(record: ParsedArticle, seen: _Seen) -> Iterator[Row]:
    for start, end, rows in _sentences(record, seen.types):
        yield _sentence(record, start, end, rows[0], type=rows[0]["type"])


def _sentences(record: ParsedArticle, groups: set[str]) -> Iterator[tuple[int, int, list[Event]]]:
    """Yield the sentence of each event of some groups, with all rows of the event."""
    for group in dict.fromkeys(event["group"] for event in record["events"] if event["group"] in groups):
        rows = [event for event in record["events"] if event["group"] == group]
        first, past = rows[0]["trigger_start"], rows[0]["trigger_end"]
        yield from ((start, end, rows) for start, end in record["sentences"] if start <= first and past <= end)


def _naming(record: ParsedArticle, event: Event, start: int, end: int) -> list[tuple[int, int]]:
    """Return the mentions of a sentence that name the place of an event: that which gave it, else all that mean it."""
    first, past = event["place_start"], event["place_end"]
    if first is not None and past is not None and start <= first and past <= end:
        return [(first, past)]
    return [
        (row["start"], row["end"])
        for row in record["mentions"]
        if event["place"] is not None and row["place"] == event["place"] and start <= row["start"] and row["end"] <= end
    ]


def _row(record: ParsedArticle, **annotated: Any) -> Row:
    known = {key: record.get(key) for key in _KNOWN}
    return {key: value for key, value in known.items() if value} | {"text": record["text"]} | annotated


def _sentence(record: ParsedArticle, start: int, end: int, event: Event, **annotated: Any) -> Row:
    row = _row(record, **annotated)
    return row | {"id": f"{record['id']}:{event['trigger_start']}", "text": record["text"][start:end]}


FORMS: dict[str, Callable[[ParsedArticle, _Seen], Iterator[Row]]] = {
    "toponyms": _toponyms,
    "stories": _stories,
    "voices": _voices,
    "event_places": _event_places,
    "event_types": _event_types,
}
"""The forms of gold and what makes their rows; `geo.evaluation.corpus` tells what each measures."""
