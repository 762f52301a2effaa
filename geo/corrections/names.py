"""Names that mean another place, or none, and what hangs on them."""

from collections.abc import Callable

from geo.contract import Event, Link, Mention, ParsedArticle, Place, Quote
from geo.corrections import items
from geo.corrections.items import Parts
from geo.corrections.kinds import Elsewhere
from geo.gazetteer.names import normalise


def every_mention(record: ParsedArticle, correction: Elsewhere, why: str) -> Parts | None:
    """Return the lists of a record in which all names of a place, and what hangs on it, have another place."""
    meant, old = meant_by(record, correction), correction.old
    if not meant and (old is None or not any(link["place"] == old for link in record["links"])):
        return None

    def at_old(row: Event | Link) -> bool:
        return old is not None and row["place"] == old

    return _moved(record, meant, correction.new, why, by_link=at_old, by_event=at_old, by_place=old)


def meant_by(record: ParsedArticle, correction: Elsewhere) -> list[Mention]:
    """Return the mentions in a record of a wrong place, or of a name that was not placed."""
    key = normalise(correction.name or "") if correction.old is None else None
    return [
        mention
        for mention in record["mentions"]
        if mention["place"] == correction.old and (key is None or normalise(mention["text"]) == key)
    ]


def one_mention(record: ParsedArticle, rows: list[Mention], new: Place | None, why: str) -> Parts:
    """Return the lists of a record in which one mention, and what its words give a place, has another one."""
    here = (rows[0]["start"], rows[0]["end"])
    return _moved(
        record,
        rows[:1],
        new,
        why,
        by_link=lambda link: (link["start"], link["end"]) == here,
        by_event=lambda event: (event["place_start"], event["place_end"]) == here,
        by_place=None,
    )


def _moved(
    record: ParsedArticle,
    mentions: list[Mention],
    new: Place | None,
    why: str,
    *,
    by_link: Callable[[Link], bool],
    by_event: Callable[[Event], bool],
    by_place: str | None,
) -> Parts:
    """Return the lists of a record in which names and what hangs on them have another place, or none.

    Args:
        record: the record.
        mentions: the names.
        new: their place.
        why: what a reader did.
        by_link: tells whether a link hangs on them.
        by_event: tells whether an event's place hangs on them.
        by_place: the place of quotes that hangs on them, beside those that a link tells.
    """
    there = new["id"] if new else None
    mine = {mention["id"] for mention in mentions}
    links: list[Link] = []
    of_quotes: set[tuple[str, str]] = set()
    for link in record["links"]:
        if not by_link(link) and link["item"] not in mine:
            links.append(link)
            continue
        if link["role"] in items.PLACES_OF_QUOTES:
            of_quotes.add((link["item"], link["place"]))
        if there:
            links.append(items.moved_link(link, there, why))
    if new:
        links += [items.link_of_mention(mention, new, why) for mention in mentions if mention["place"] is None]

    def place_of(quote: Quote) -> Callable[[str], str | None]:
        return lambda place: there if place == by_place or (quote["id"], place) in of_quotes else place

    placed = {mention["id"]: items.placed_mention(mention, new, why) if new else None for mention in mentions}
    return {
        "mentions": items.replaced(record["mentions"], placed),
        "events": [items.moved_event(row, there, why) if by_event(row) else row for row in record["events"]],
        "quotes": [items.moved_quote(quote, place_of(quote)) for quote in record["quotes"]],
        "links": links,
    }
