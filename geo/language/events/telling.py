"""One event told twice: the fullest telling is the row, the others are its mentions."""

from geo.contract import Event
from geo.language.events.times import token_span
from geo.language.parse import Parse


def merge_tellings(parse: Parse, events: list[Event]) -> list[Event]:
    """Return `events` without those that tell another one again, which keep their place as its `mentions`.

    Two rows tell one event where type, head word and place agree, their dates don't contradict each other, and their
    status is the same. Ids are made anew in the order of the rows.
    """
    kept: list[Event] = []
    seen: dict[tuple[str, str, str, str], list[Event]] = {}
    for event in events:
        key = (event["type"], _head(parse, event), event["place"] or "", event["status"])
        twin = next((e for e in seen.get(key, ()) if event["place"] and _same(e, event)), None)
        if twin is None:
            event["mentions"] = [(event["trigger_start"], event["trigger_end"])]
            kept.append(event)
            seen.setdefault(key, []).append(event)
        else:
            _join(twin, event)
    names = {event["id"]: f"e{n}" for n, event in enumerate(kept)}
    groups: dict[str, str] = {}
    for event in kept:
        event["id"] = names[event["id"]]
        event["group"] = groups.setdefault(event["group"], event["id"])
    return kept


def _head(parse: Parse, event: Event) -> str:
    first, past = token_span(parse, event["trigger_start"], event["trigger_end"])
    return parse.lemma[parse.root_of(first, past)]


def _same(one: Event, other: Event) -> bool:
    if one["group"] == other["group"]:
        return False
    if one["date"] and other["date"] and not (one["date"] <= other["date_end"] and other["date"] <= one["date_end"]):
        return False
    clash = [
        {x.split()[-1].lower() for x in one[side]}.isdisjoint({x.split()[-1].lower() for x in other[side]})
        for side in ("actors", "recipients")
        if one[side] and other[side]
    ]
    return not any(clash)


def _fullness(event: Event) -> tuple[int, int]:
    known = (event["date"], event["place_start"], event["actors"], event["recipients"])
    return sum(x is not None and x != [] for x in known), event["end"] - event["start"]


def _join(row: Event, again: Event) -> None:
    """Add a telling to `row`, which takes the words of the fuller one."""
    tellings = [*row["mentions"], (again["trigger_start"], again["trigger_end"])]
    if _fullness(again) > _fullness(row):
        kept = {key: row[key] for key in ("id", "group")}
        dates = (
            {key: row[key] for key in ("date", "date_end", "date_text", "date_precision")} if not again["date"] else {}
        )
        row.update(again)
        row.update(kept)
        row.update(dates)
    elif row["date"] is None and again["date"]:
        for key in ("date", "date_end", "date_text", "date_precision"):
            row[key] = again[key]
    row["mentions"] = sorted(tellings)
