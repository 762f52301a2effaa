"""An event from its tellings: what any of them knows, the event knows."""

from collections.abc import Sequence

from geo.contract import Event
from geo.language.events.spots import Spots
from geo.language.events.tellings import Telling
from geo.ontology import event_type

_WHEN = ("date", "date_end", "date_text", "date_precision")
_UNTYPED = 0.5
"""Share of its weight that a telling keeps in the choice of the main one where its type says nothing."""


def pool(event: Sequence[Telling], spots: Spots, number: int) -> list[Event]:
    """Return the rows of an event, one for each of its places, all of one group.

    The telling that a reader wants most gives the row its words; the others give what it lacks, the likeliest first.
    """
    ranked = sorted(event, key=_standing, reverse=True)
    row: Event = {**ranked[0].event}
    row["mentions"] = sorted({(t.event["trigger_start"], t.event["trigger_end"]) for t in event})
    for telling in ranked[1:]:
        other = telling.event
        if not row["date"] and other["date"]:
            row.update({key: other[key] for key in _WHEN})  # type: ignore[typeddict-item, literal-required]
        if row["mode"] is None and other["type"] == row["type"]:
            row["mode"] = other["mode"]
        for side, spans in (("actors", "actor_spans"), ("recipients", "recipient_spans")):
            if not row[side]:
                row[side], row[spans] = other[side], other[spans]  # type: ignore[literal-required]
    places = next((t.places for t in ranked if t.places), [])
    rows: list[Event] = []
    for offset, (spot, why) in enumerate(places or [(None, row["why"])]):
        placed: Event = {**row, "id": f"e{number + offset}", "group": f"e{number}", "why": why}
        if spot is not None:
            mention = spots.mention_of(spot)
            placed["place"] = mention["place"] if mention else None
            placed["place_start"], placed["place_end"] = spots.characters(spot)
        rows.append(placed)
    return rows


def _standing(telling: Telling) -> float:
    event = telling.event
    known = sum(bool(event[key]) for key in ("date", "actors", "recipients")) + bool(telling.places)
    return telling.weight * (1.0 if event_type(event["type"]).typed else _UNTYPED) + 0.02 * known
