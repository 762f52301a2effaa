"""What a person corrects in what the engine read: a name's place, or an event or quote that is none.

A correction is applied to records and gives new ones; those that were given stay as they are, which is all that undoing
takes. What was changed is said in the records (`corrections`, and `why` of what was changed) and so in every export.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from geo.contract import Candidate, Event, Link, Mention, ParsedArticle, Place, Quote
from geo.gazetteer.names import normalise

SURE = 1.0
"""The score of a place that a person chose."""


class Elsewhere(NamedTuple):
    """All names that mean one place mean another one, or none, in all articles."""

    old: str | None
    """Id of the wrong place; None for a name that was not placed."""
    new: Place | None
    """The right place; None where the names are no places at all."""
    name: str | None = None
    """The name that was not placed."""


class Nothing(NamedTuple):
    """An event or a quote is none; of a quote all parts."""

    article: str
    item: str
    """Id of the event or quote."""


Correction = Elsewhere | Nothing


class Reach(NamedTuple):
    """How much a correction changes."""

    mentions: int
    events: int
    quotes: int
    articles: int


def correct(records: Sequence[ParsedArticle], correction: Correction) -> list[ParsedArticle]:
    """Return the records as they are with a correction; those that it doesn't touch are the same objects."""
    if isinstance(correction, Elsewhere):
        return [_moved(record, correction) for record in records]
    return [_without(record, correction) for record in records]


def reach(records: Sequence[ParsedArticle], correction: Elsewhere) -> Reach:
    """Return how many mentions, events, quotes and articles a correction of a place changes."""
    counts = [0, 0, 0, 0]
    for record in records:
        events = {event["group"] for event in record["events"] if _at(event["place"], correction)}
        quotes = {
            quote["group"]
            for quote in record["quotes"]
            if any(_at(place, correction) for place in (quote["said_at"], *quote["about"]))
        }
        found = (len(_meant(record, correction)), len(events), len(quotes))
        counts = [count + more for count, more in zip(counts, (*found, int(any(found))), strict=True)]
    return Reach(*counts)


def _at(place: str | None, correction: Elsewhere) -> bool:
    return place is not None and place == correction.old


def _meant(record: ParsedArticle, correction: Elsewhere) -> list[Mention]:
    key = normalise(correction.name or "") if correction.old is None else None
    return [
        mention
        for mention in record["mentions"]
        if mention["place"] == correction.old and (key is None or normalise(mention["text"]) == key)
    ]


def _moved(record: ParsedArticle, correction: Elsewhere) -> ParsedArticle:
    old, new, _ = correction
    meant = {mention["id"]: mention for mention in _meant(record, correction)}
    if not meant and not any(_at(link["place"], correction) for link in record["links"]):
        return record
    why = f"A reader chose {_called(new)}." if new else "A reader said that this is no place."
    target = new["id"] if new else None

    def there(place: str | None) -> str | None:
        return target if _at(place, correction) else place

    links = [_link(link, there(link["place"]), why) for link in record["links"] if there(link["place"])]
    if old is None and new is not None:
        links += [_named(mention, new, why) for mention in meant.values()]
    names = ", ".join(dict.fromkeys(mention["text"] for mention in meant.values())) or _name(record, old)
    return _tidy(
        record,
        mentions=[
            _mention(mention, new, why) if mention["id"] in meant else mention
            for mention in record["mentions"]
            if new or mention["id"] not in meant
        ],
        events=[_event(event, there(event["place"]), why) for event in record["events"]],
        quotes=[_quote(quote, there) for quote in record["quotes"]],
        links=[link for link in links if link["item"] not in meant or new],
        places=[*(place for place in record["places"] if place["id"] != old), *([new] if new else [])],
        said=f"{names}: {why}",
    )


def _mention(mention: Mention, new: Place | None, why: str) -> Mention:
    if new is None:
        return mention
    shared = {key: new[key] for key in ("name", "kind", "country", "admin1", "lat", "lon")}
    chosen = cast(Candidate, {"place": new["id"], **shared, "score": SURE})
    others = [other for other in mention["candidates"] if other["place"] != new["id"]]
    return {**mention, "place": new["id"], "score": SURE, "why": why, "coarse": False, "candidates": [chosen, *others]}


def _event(event: Event, place: str | None, why: str) -> Event:
    if place == event["place"]:
        return event
    if place is None:
        nowhere = dict.fromkeys(("place", "place_start", "place_end", "place_evidence", "place_score"))
        return cast(Event, {**event, **nowhere, "why": why})
    named = event.get("place_evidence") == "clause"  # what else sets it there is as sure as it was
    return {**event, "place": place, "place_score": SURE if named else event.get("place_score"), "why": why}


def _link(link: Link, place: str | None, why: str) -> Link:
    if place is None or place == link["place"]:
        return link
    moved: Link = {**link, "place": place, "why": why}
    return {**moved, "weak": False} if link.get("evidence") == "clause" else moved


def _named(mention: Mention, new: Place, why: str) -> Link:
    return {
        "item": mention["id"], "place": new["id"], "role": "mentioned", "start": mention["start"],
        "end": mention["end"], "why": why,
    }  # fmt: skip


def _quote(quote: Quote, there: Callable[[str | None], str | None]) -> Quote:
    said, about = there(quote["said_at"]), [place for place in map(there, quote["about"]) if place]
    same = said == quote["said_at"] and about == list(quote["about"])
    return quote if same else {**quote, "said_at": said, "about": list(dict.fromkeys(about))}


def _without(record: ParsedArticle, correction: Nothing) -> ParsedArticle:
    gone = [row for name in ("events", "quotes") for row in record[name] if row["id"] == correction.item]
    if record["id"] != correction.article or not gone:
        return record
    parts = {quote["id"] for quote in record["quotes"] if quote["group"] == gone[0]["group"]}
    ids = {correction.item, *parts}
    return _tidy(
        record,
        events=[event for event in record["events"] if event["id"] not in ids],
        quotes=[quote for quote in record["quotes"] if quote["id"] not in ids],
        links=[link for link in record["links"] if link["item"] not in ids],
        said=f"“{' '.join(gone[0]['text'].split())}”: a reader took it away.",
    )


def _tidy(record: ParsedArticle, *, said: str, **parts: Any) -> ParsedArticle:
    """Return the record with its new parts, each place once, and a sentence on what was done."""
    places = {place["id"]: place for place in parts.pop("places", record["places"])}
    log = [*record.get("corrections", []), said]
    return cast(ParsedArticle, {**record, **parts, "places": list(places.values()), "corrections": log})


def _called(place: Place) -> str:
    context = place["admin1"] or place["country"]
    return f"{place['name']}, {context}" if context and context != place["name"] else place["name"]


def _name(record: ParsedArticle, place: str | None) -> str:
    return next((other["name"] for other in record["places"] if other["id"] == place), "")
