"""How much a correction of names would change in an article, told for each place and name before anybody asks."""

import json
from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256

from geo.contract import ParsedArticle
from geo.corrections.apply import Reach
from geo.corrections.kinds import Elsewhere
from geo.gazetteer.names import normalise

_DIGITS = 32
"""Hexadecimal digits that stand for a place or a name: enough for no two to be the same."""


def meant(correction: Elsewhere) -> str:
    """Return what stands for what a correction is of."""
    return at(correction.old, correction.name)


def changes(record: ParsedArticle) -> dict[str, Reach]:
    """Return by what `meant` says how much a correction of it, to whatever place, changes in a record."""
    mentions, events, quotes = (defaultdict[str, list[str]](list) for _ in range(3))
    places = {link["place"] for link in record.get("links", ())}
    for mention in record.get("mentions", ()):
        mentions[at(mention["place"], mention["text"])].append(mention["id"])
    for event in record.get("events", ()):
        if event["place"]:
            events[at(event["place"])].append(event.get("group", event["id"]))
    for quote in record.get("quotes", ()):
        for place in filter(None, (quote["said_at"], *quote["about"])):
            quotes[at(place)].append(quote.get("group", quote["id"]))
    keys = {*mentions, *events, *quotes, *map(at, places)}
    return {key: Reach(len(mentions[key]), _count(events[key]), _count(quotes[key]), 1) for key in keys}


def _count(groups: Iterable[str]) -> int:
    return len(set(groups))


def at(place: str | None, name: str | None = None) -> str:
    """Return what stands for a place, or for a name that was not placed."""
    told = json.dumps([place, None if place else normalise(name or "")])
    return sha256(told.encode()).hexdigest()[:_DIGITS]
