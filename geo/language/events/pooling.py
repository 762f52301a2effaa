"""An event from its tellings: what any of them knows, the event knows."""

from collections.abc import Mapping, Sequence

from geo.contract import Event, Place, Span
from geo.language.events.names import Spot
from geo.language.events.spots import Spots
from geo.language.events.tellings import Telling
from geo.language.events.times import token_span
from geo.language.parse import Parse
from geo.ontology import event_type

_WHEN = ("date", "date_end", "date_text", "date_precision")
_GOVERNED = 0.5
"""Share of its weight that a telling keeps where another one of its event governs it: a threat to shell is a threat."""
_NEAR = 50
"""Characters that triggers of one sentence may span to be shown as one stretch."""
_UNTYPED = 0.5
"""Share of its weight that a telling keeps in the choice of the main one where its type says nothing."""


def pool(parse: Parse, event: Sequence[Telling], spots: Spots, known: Mapping[str, Place], number: int) -> list[Event]:
    """Return the rows of an event, one for each of its places, all of one group.

    The telling that a reader wants most gives the row its words; the others give what it lacks, the likeliest first.

    Args:
        parse: the text.
        event: its tellings.
        spots: the names of the text.
        known: the places of the text by id.
        number: how many rows stand before.
    """
    below = _governed(parse, event)
    ranked = sorted(event, key=lambda t: _standing(t, governed=t.trigger.anchor in below), reverse=True)
    row: Event = {**ranked[0].event}
    row["mentions"] = sorted({(t.event["trigger_start"], t.event["trigger_end"]) for t in event})
    for telling in ranked[1:]:
        other = telling.event
        if not row["date"] and other["date"]:
            row.update({key: other[key] for key in _WHEN})  # type: ignore[typeddict-item, literal-required]
        if row["mode"] is None and other["type"] == row["type"]:
            row["mode"] = other["mode"]
        for side, spans in (("actors", "actor_spans"), ("recipients", "recipient_spans")):
            better = not row[side] or (_names_somebody(other[spans]) and not _names_somebody(row[spans]))  # type: ignore[literal-required]
            blamed = side == "actors" and telling.sentence != ranked[0].sentence  # who did it is told beside it or not
            if other[side] and better and not blamed and other["type"] == row["type"]:  # type: ignore[literal-required]
                row[side], row[spans] = other[side], other[spans]  # type: ignore[literal-required]
    places = _places(ranked, known)
    rows: list[Event] = []
    for offset, (spot, why) in enumerate(places or [(None, row["why"])]):
        placed: Event = {**row, "id": f"e{number + offset}", "group": f"e{number}", "why": why}
        if spot is not None:
            mention = spots.mention_of(spot)
            placed["place"] = mention["place"] if mention else None
            placed["place_start"], placed["place_end"] = spots.characters(spot)
        rows.append(placed)
    return rows


def stretch_triggers(parse: Parse, events: Sequence[Event]) -> None:
    """Show the triggers of one sentence that tell one event and stand near each other as one ("killed in a raid")."""
    for row in events:
        first = parse.sent[token_span(parse, row["trigger_start"], row["trigger_end"])[0]]
        for start, end in sorted(row["mentions"], key=lambda span: abs(span[0] - row["trigger_start"])):
            low, high = min(row["trigger_start"], start), max(row["trigger_end"], end)
            if high - low <= _NEAR and parse.sent[token_span(parse, start, end)[0]] == first:
                row["trigger_start"], row["trigger_end"] = low, high
                row["start"], row["end"] = min(row["start"], low), max(row["end"], high)
        low, high = row["trigger_start"], row["trigger_end"]
        apart = [(start, end) for start, end in row["mentions"] if end <= low or start >= high]
        row["mentions"] = sorted([*apart, (low, high)])
        row["text"] = parse.text[row["start"] : row["end"]]


def _places(ranked: Sequence[Telling], known: Mapping[str, Place]) -> list[tuple[Spot, str]]:
    """Return the places of the first telling that has any, or those of another that says more exactly where that is.

    One that the gazetteer knows goes before one that it doesn't.
    """
    placed = [t for t in ranked if t.place_ids] or [t for t in ranked if t.places]
    if not placed:
        return []
    best = placed[0]
    for telling in placed[1:]:
        if len(best.place_ids) == len(telling.place_ids) == 1:
            (inner,), (outer,) = telling.place_ids, best.place_ids
            if _lies_in(known[inner], known[outer]):
                best = telling
    return best.places


def _lies_in(inner: Place, outer: Place) -> bool:
    """Whether one place lies in another, a country or a first-level division of it."""
    if inner["country_code"] != outer["country_code"] or inner["kind"] == outer["kind"] or not outer["country_code"]:
        return False
    if outer["kind"] == "country":
        return True
    return outer["kind"] == "admin1" and inner["kind"] != "country" and inner["admin1"] == outer["name"]


def _names_somebody(spans: Sequence[Span]) -> bool:
    """Whether one of those who act or are acted upon is somebody whom the text names."""
    return any(span["id"] for span in spans)


def _governed(parse: Parse, event: Sequence[Telling]) -> set[int]:
    """Return the anchors of the tellings that stand under another typed one: what is agreed, threatened or refused."""
    typed = {t.trigger.anchor for t in event if _is_typed(t)}
    return {t.trigger.anchor for t in event if not typed.isdisjoint(parse.ancestors(t.trigger.anchor)[1:])}


def _is_typed(telling: Telling) -> bool:
    """Whether the lexicon knows what its words tell."""
    return event_type(telling.event["type"]).typed and not telling.trigger.weak


def _standing(telling: Telling, *, governed: bool) -> float:
    event = telling.event
    known = sum(bool(event[key]) for key in ("date", "actors", "recipients")) + bool(telling.places)
    share = _GOVERNED if governed else 1.0
    return share * telling.weight * (1.0 if _is_typed(telling) else _UNTYPED) + 0.02 * known
