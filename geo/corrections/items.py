"""How the rows of a record change: what a correction makes of mentions, events, quotes and their links."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, cast

from geo.contract import Candidate, Event, Link, Mention, ParsedArticle, Place, Quote

SURE = 1.0
"""The score of what a person chose."""

Parts = dict[str, list[Any]]
"""The lists of a record that a correction replaces."""
PLACES_OF_QUOTES = ("said_at", "about")


def joined(why: str, deed: str) -> str:
    """Return a reason with what a reader did behind it, once."""
    if deed in why:
        return why
    return f"{why.rstrip('.')}. {deed}" if why else deed


def replaced(rows: Iterable[Any], new: Mapping[str, Any]) -> list[Any]:
    """Return rows with those of some ids replaced, or left out where there is None for them."""
    return [made for row in rows if (made := new.get(row["id"], row)) is not None]


def updated(record: ParsedArticle, name: str, rows: Collection[Any], deed: str, **fields: Any) -> Parts:
    """Return a record's lists with other fields in some rows of the list `name`; their reasons and links say why."""
    new = {row["id"]: {**row, **fields, "why": joined(row["why"], deed)} for row in rows}
    links = [{**link, "why": joined(link["why"], deed)} if link["item"] in new else link for link in record["links"]]
    return {name: replaced(cast(Parts, record)[name], new), "links": links}


def without(record: ParsedArticle, name: str, rows: Collection[Any]) -> Parts:
    """Return a record's lists without some rows of the list `name`, and without their links."""
    gone = {row["id"] for row in rows}
    return {
        name: [row for row in cast(Parts, record)[name] if row["id"] not in gone],
        "links": [link for link in record["links"] if link["item"] not in gone],
    }


def placed_mention(mention: Mention, new: Place, why: str) -> Mention:
    """Return a mention that means another place for sure; its candidates begin with it."""
    others = [other for other in mention["candidates"] if other["place"] != new["id"]]
    return {
        **mention,
        "place": new["id"],
        "score": SURE,
        "why": why,
        "coarse": False,
        "candidates": [candidate(new), *others],
    }


def candidate(place: Place) -> Candidate:
    """Return a place that a reader chose as a candidate of a name."""
    return {
        "place": place["id"],
        "name": place["name"],
        "kind": place["kind"],
        "country": place["country"],
        "admin1": place["admin1"],
        "lat": place["lat"],
        "lon": place["lon"],
        "score": SURE,
    }


def placed_event(event: Event, place: Place | None, why: str) -> Event:
    """Return an event that a reader set at a place, or at none."""
    sure = {"place": place["id"], "place_evidence": "clause", "place_score": SURE} if place else {}
    return cast(Event, {**nowhere(event, why), **sure})


def nowhere(event: Event, why: str) -> Event:
    """Return an event at no place."""
    empty = dict.fromkeys(("place", "place_start", "place_end", "place_evidence", "place_score"))
    return cast(Event, {**event, **empty, "why": why})


def moved_event(event: Event, place: str | None, why: str) -> Event:
    """Return an event whose place is another one, or none, because its name means that."""
    if place == event["place"]:
        return event
    if place is None:
        return nowhere(event, why)
    named = event.get("place_evidence") == "clause"  # what else sets it there is as sure as it was
    return {**event, "place": place, "place_score": SURE if named else event.get("place_score"), "why": why}


def moved_link(link: Link, place: str, why: str) -> Link:
    """Return a link that leads to another place because its name means that."""
    if place == link["place"]:
        return link
    moved: Link = {**link, "place": place, "why": why}
    return {**moved, "weak": False} if link.get("evidence") == "clause" else moved


def moved_quote(quote: Quote, there: Callable[[str], str | None]) -> Quote:
    """Return a quote whose places are others, or none; `there` says which."""
    said = there(quote["said_at"]) if quote["said_at"] else None
    about = [place for place in map(there, quote["about"]) if place]
    same = said == quote["said_at"] and about == list(quote["about"])
    return quote if same else {**quote, "said_at": said, "about": list(dict.fromkeys(about))}


def link_of_event(event: Event, place: Place, why: str) -> Link:
    """Return the link of an event that a reader set at a place."""
    return {
        "item": event["id"], "place": place["id"], "role": "happened", "start": None, "end": None, "why": why,
        "evidence": "clause", "weak": False,
    }  # fmt: skip


def link_of_mention(mention: Mention, place: Place, why: str) -> Link:
    """Return the link of a name that a reader gave a place."""
    return {
        "item": mention["id"], "place": place["id"], "role": "mentioned", "start": mention["start"],
        "end": mention["end"], "why": why,
    }  # fmt: skip


def links_of_quote(quote: str, said_at: Place | None, about: Iterable[Place], why: str) -> list[Link]:
    """Return the links of a quote whose places a reader chose."""
    roles = [("said_at", said_at)] if said_at else []
    return [
        cast(
            Link,
            {
                "item": quote, "place": place["id"], "role": role, "start": None, "end": None, "why": why,
                "evidence": "clause", "weak": False,
            },
        )
        for role, place in [*roles, *(("about", place) for place in about)]
    ]  # fmt: skip


def places_of(record: ParsedArticle, parts: Parts, new: Iterable[Place]) -> list[Place]:
    """Return a record's places once some of its lists are replaced: without those that lost their last item."""
    before, now = _used(cast(Parts, record)), _used({**cast(Parts, record), **parts})
    kept = {row["id"]: row for row in record["places"] if row["id"] in now or row["id"] not in before}
    return [*(kept | {place["id"]: place for place in new if place["id"] in now}).values()]


def _used(lists: Parts) -> set[str | None]:
    used = {row["place"] for name in ("mentions", "events", "links") for row in lists[name]}
    return used.union(*((quote["said_at"], *quote["about"]) for quote in lists["quotes"]))
