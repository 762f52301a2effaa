"""The table everything hangs on: one row says that an item (event, quote or mention) belongs to a place, and why."""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

from geo.contract import MINOR, Event, Link, Mention, ParsedArticle, Quote
from geo.ontology import event_type

Kind = Literal["event", "quote", "mention"]

Standing = Literal["sure", "guess"]

HAPPENING = ("happened", "said_at")
"""Roles of items that take place at a place; the others only speak of it."""
UNPLACED = "unplaced"
"""The role in the row of an item that hangs on no place."""
ROLES = (*get_args(get_type_hints(Link)["role"]), UNPLACED)
"""Roles that links have."""
VAGUE = ("season", "year", "years", "since")
"""Precisions of dates too wide for a day."""


class Belonging(NamedTuple):
    """How an item belongs to a place."""

    article: str
    item: str
    kind: Kind
    place: str | None
    role: str
    start: int | None
    end: int | None
    why: str
    score: float | None
    weak: bool
    evidence: str | None
    number: int
    rank: int
    rank_here: int
    stands: Standing | None
    named: float | None


class Facts(NamedTuple):
    """What filters ask of an item."""

    published: str | None
    words: str
    folded: str | None
    at: int
    date: str | None = None
    date_end: str | None = None
    type: str | None = None
    category: str | None = None
    status: str | None = None
    people: tuple[str, ...] = ()
    inferred: bool = False
    vague: bool = False
    salience: float | None = None
    minor: bool = False


COLUMNS = (*Belonging._fields, *Facts._fields)
"""Of the table; docs/tables.md says what each means."""


def rows(record: ParsedArticle) -> Iterator[tuple[Any, ...]]:
    """Yield the links of one article, the fields of `Belonging` and of `Facts` in one.

    They come in the order of the record, and behind them the items that hang on no place.
    """
    items = {id: (kind, facts) for id, kind, facts in _items(record)}
    own = {row["id"]: row["score"] for row in record["mentions"]}
    scores = list(_scores(record, own))
    here: dict[tuple[str, str], list[tuple[Link, float | None]]] = {}
    for link, score in zip(record["links"], scores, strict=True):
        here.setdefault((link["item"], link["place"]), []).append((link, score))
    stands = {key: _stands(links) for key, links in here.items()}
    named = {key: _named(links) for key, links in here.items()}
    article, numbers = record["id"], count()
    ranks: Counter[str] = Counter()
    ranks_here: Counter[tuple[str, str]] = Counter()
    for link, score in zip(record["links"], scores, strict=True):
        item, place = link["item"], link["place"]
        kind, facts = items[item]
        belonging = Belonging(
            article=article,
            item=item,
            kind=kind,
            place=place,
            role=link["role"],
            start=link["start"],
            end=link["end"],
            why=link["why"],
            score=score,
            weak=bool(link.get("weak")),
            evidence=link.get("evidence"),
            number=next(numbers),
            rank=ranks[item],
            rank_here=ranks_here[item, place],
            stands=stands[item, place],
            named=named[item, place],
        )
        yield *belonging, *facts
        ranks[item] += 1
        ranks_here[item, place] += 1
    for item, (kind, facts) in items.items():
        if item not in ranks:
            nowhere = (None, UNPLACED, None, None, "", own.get(item), False, None)
            yield *Belonging(article, item, kind, *nowhere, next(numbers), 0, 0, None, None), *facts


def _scores(record: ParsedArticle, own: dict[str, float]) -> Iterator[float | None]:
    """Yield for each link the score of the mention that gave the place, or of the event's place if inferred."""
    given: dict[tuple[int | None, int | None], float]
    given = {(row["start"], row["end"]): row["score"] for row in record["mentions"]}
    inferred = {row["id"]: row.get("place_score") for row in record["events"]}
    for link in record["links"]:
        item, start = link["item"], link["start"]
        yield inferred.get(item) if start is None else own.get(item, given.get((start, link["end"])))


def _stands(links: list[tuple[Link, float | None]]) -> Standing | None:
    told = [link for link, _ in links if link["role"] in HAPPENING]
    return None if not told else "guess" if all(link.get("weak") for link in told) else "sure"


def _named(links: list[tuple[Link, float | None]]) -> float | None:
    return max((score for link, score in links if link["start"] is not None and score is not None), default=None)


def _items(record: ParsedArticle) -> Iterator[tuple[str, Kind, Facts]]:
    """Yield the items of an article: id, kind, and what filters ask of it."""
    names = {row["id"]: row["name"] for row in (*record["people"], *record.get("bodies", ())) if "id" in row}
    published = record["published"]
    for event in record["events"]:
        yield event["id"], "event", _event(event, names, published)
    for quote in record["quotes"]:
        yield quote["id"], "quote", _quote(quote, published)
    for mention in record["mentions"]:
        yield mention["id"], "mention", _facts(mention, published, mention["start"])


def _event(event: Event, names: dict[str, str], published: str | None) -> Facts:
    spans = (*(event.get("actor_spans") or ()), *(event.get("recipient_spans") or ()))
    full = {span["text"]: names[span["id"]] for span in spans if span["id"] in names}
    people = tuple(dict.fromkeys(full.get(name, name) for name in (*event["actors"], *event["recipients"])))
    return _facts(
        event,
        published,
        event["trigger_start"],
        people,
        **_dates(event),
        type=event["type"],
        category=event_type(event["type"]).category,
        status=event["status"],
        inferred=event["date_precision"] == "around",
        vague=event["date_precision"] in VAGUE,
        salience=event["salience"],
        minor=event["salience"] < MINOR,
    )


def _quote(quote: Quote, published: str | None) -> Facts:
    people = (quote["speaker"],) if quote["speaker"] else ()
    return _facts(quote, published, quote["start"], people, **_dates(quote), category="words")


def _facts(
    item: Event | Quote | Mention, published: str | None, at: int, people: tuple[str, ...] = (), **further: Any
) -> Facts:
    words = " ".join((item["text"], *people))
    return Facts(published, words, folded(words), at, people=people, **further)


def _dates(item: Event | Quote) -> dict[str, str | None]:
    return {"date": item["date"], "date_end": item["date_end"] or item["date"]}


def folded(words: str) -> str | None:
    """Return words without case, None where they are ASCII and SQL's `lower` says the same."""
    return None if words.isascii() else words.casefold()
