"""Why a mention was put where it was, in words of a reader."""

from collections.abc import Sequence

import numpy as np

from geo.gazetteer import Entry
from geo.gazetteer.distance import distance_km
from geo.language.resolution.candidates import Group, holds
from geo.language.resolution.evidence import COLUMN, Ground

_SMALL = frozenset(("city", "district", "facility", "airport", "admin2"))


def explain(ground: Ground, belief: np.ndarray, rows: np.ndarray, chosen: Sequence[int], number: int) -> str:
    """Return one sentence on the chosen candidate of group `number`; `chosen` holds each group's candidate."""
    group = ground.groups[number]
    entry = ground.entries[chosen[number]]
    row = rows[chosen[number]]
    part = (
        f"{_surface(ground, group)} itself is not in the gazetteer: placed by a part of its name. "
        if group.coarse
        else ""
    )
    return part + _reason(ground, group, entry, row, belief, chosen, number)


def _reason(
    ground: Ground, group: Group, entry: Entry, row: np.ndarray, belief: np.ndarray, chosen: Sequence[int], number: int
) -> str:
    name = entry.written if entry.form != "demonym" else entry.place.name
    if entry.form == "demonym":
        return f"{_surface(ground, group)} is the word for the people of {entry.place.name}, or what belongs to it."
    if row[COLUMN["container"]] > 0.5:
        outer = ground.mentions[group.outer[0]]["text"] if group.outer else ""
        return f"The {name} in {outer}, which the text itself names after it."
    alone = len(group.entries) == 1
    if alone:
        return f"The only {name} in the gazetteer{_where(entry)}."
    anchor = _nearest(ground, belief, chosen, number)
    if anchor is not None:
        other, km = anchor
        return _near(ground, group, entry, other, km, name, number)
    if row[COLUMN["admin1 named"]] > 0.5 and entry.place.admin1:
        return f"The {name} in {entry.place.admin1}, which {_place_of(row, 'admin1 in sentence')} names."
    if row[COLUMN["country named"]] > 0.5 and entry.place.country:
        return f"The best-known {name} in {entry.place.country}, which {_place_of(row, 'country in sentence')} names."
    if row[COLUMN["in admin1"]] > 0.3 and entry.place.admin1:
        return f"The {name} in {entry.place.admin1}, where most other places of the text lie."
    if row[COLUMN["in country"]] > 0.3 and row[COLUMN["importance lead"]] < 0 and entry.place.country:
        return f"The best-known {name} in {entry.place.country}, where most other places of the text lie."
    if row[COLUMN["rank"]] == 0:
        return f"The best-known of {len(group.entries)} places called {name}."
    return f"The likeliest of {len(group.entries)} places called {name}{_where(entry)}."


def _near(ground: Ground, group: Group, entry: Entry, other: int, km: float, name: str, number: int) -> str:
    reach = next(step for step in (5, 10, 20, 50, 100, 150, 1000) if km <= step)
    place = entry.place
    rivals = sum(
        distance_km(e.place.lat, e.place.lon, *_point(ground, other)) <= reach and e.place.kind in _SMALL
        for e in group.entries
    )
    same = not ground.sentence_sets[number].isdisjoint(ground.sentence_sets[int(ground.owner[other])])
    only = "only" if rivals == 1 else "best-known"
    anchor = ground.entries[other].place.name
    whose = "the same sentence" if same else "the text"
    if place.id == ground.entries[other].place.id:
        return f"The best-known of {len(group.entries)} places called {name}."
    return f"The {only} {name} within {reach} km of {anchor}, which {whose} names."


def _nearest(ground: Ground, belief: np.ndarray, chosen: Sequence[int], number: int) -> tuple[int, float] | None:
    """The surest other place of the text close to the chosen one, those of the same sentence first."""
    here = ground.entries[chosen[number]].place
    if here.kind not in _SMALL:
        return None
    best: tuple[bool, float, int, float] | None = None
    for other, candidate in enumerate(chosen):
        there = ground.entries[candidate].place
        if other == number or there.id == here.id or there.kind not in _SMALL or belief[candidate] < 0.5:
            continue
        km = distance_km(here.lat, here.lon, there.lat, there.lon)
        if km > 150 or holds(ground.entries[candidate], ground.entries[chosen[number]]):
            continue
        apart = ground.sentence_sets[number].isdisjoint(ground.sentence_sets[other])
        if best is None or (apart, km) < best[:2]:
            best = (apart, km, candidate, km)
    return (best[2], best[3]) if best else None


def _point(ground: Ground, candidate: int) -> tuple[float, float]:
    place = ground.entries[candidate].place
    return place.lat, place.lon


def _surface(ground: Ground, group: Group) -> str:
    return ground.mentions[group.mentions[0]]["text"]


def _where(entry: Entry) -> str:
    parts = [part for part in (entry.place.admin1, entry.place.country) if part and part != entry.place.name]
    return f" ({', '.join(parts)})" if parts else ""


def _place_of(row: np.ndarray, column: str) -> str:
    return "the same sentence" if row[COLUMN[column]] > 0.5 else "the text"
