"""Why a mention was put where it was, in words of a reader."""

from collections.abc import Sequence

import numpy as np

from geo.gazetteer import Entry, normalise
from geo.gazetteer.distance import distance_km
from geo.language.resolution.candidates import Group
from geo.language.resolution.containers import holds
from geo.language.resolution.evidence import COLUMN, Ground

_STEPS = (5, 10, 20, 50, 100, 150)
_FAMOUS = 1_000_000
_WIDE = frozenset(("continent", "region", "country", "sea"))
_KIND_NAME = {"admin1": "state or province", "admin2": "county or district"}
_SMALL = frozenset(("city", "district", "facility", "airport", "admin2"))


def explain(ground: Ground, belief: np.ndarray, rows: np.ndarray, chosen: Sequence[int], number: int) -> str:
    """Return one sentence on the chosen candidate of group `number`; `chosen` holds each group's candidate.

    `belief` has a probability and `rows` the features of each candidate.
    """
    group = ground.groups[number]
    entry, row = ground.entries[chosen[number]], rows[chosen[number]]
    if group.own:
        return _own(_surface(ground, group), entry, len(group.entries))
    if group.coarse:
        return f"The gazetteer lacks {_surface(ground, group)}: placed at {entry.place.name}, which its name contains."
    return _by_name(ground, group, entry, row) or _by_context(ground, belief, row, chosen, number)


def _own(surface: str, entry: Entry, count: int) -> str:
    called = "" if surface == entry.place.name else f", {entry.place.name}"
    if count > 1:
        return f"{surface} is one of your own places{called}: the likeliest of {count} of that name{_where(entry)}."
    return f"{surface} is one of your own places{called}{_where(entry)}."


def _by_name(ground: Ground, group: Group, entry: Entry, row: np.ndarray) -> str | None:
    """The reason where the name itself, or the one that follows it, is enough."""
    place, surface = entry.place, _surface(ground, group)
    if entry.form == "demonym":
        return f"{surface} is said of the people and things of {place.name}."
    if row[COLUMN["container"]] > 0.5 and group.container:
        if group.relation == "holds":
            return f"The {_called(entry)} where {group.container} is, which the text names right before it."
        side = "before" if group.outer and group.outer[0] < group.mentions[0] else "after"
        outer = ground.mentions[group.outer[0]]["text"] if group.outer else group.container
        return f"The {_called(entry)} {group.relation} {outer}, which the text names right {side} it."
    if len(group.entries) == 1 and entry.form not in ("code", "abbreviation"):
        return f"The only place called {_called(entry)}{_where(entry)}."
    if place.kind in _WIDE and row[COLUMN["rank"]] == 0:
        if normalise(place.name) == normalise(surface):
            return f"The {_KIND_NAME.get(place.kind, place.kind)} of that name{_where(entry)}."
        return f"{surface} is another name of {place.name}{_where(entry)}."
    return None


def _by_context(ground: Ground, belief: np.ndarray, row: np.ndarray, chosen: Sequence[int], number: int) -> str:
    """The reason where the rest of the text had to tell places of one name apart."""
    group = ground.groups[number]
    entry = ground.entries[chosen[number]]
    name, place, count = _called(entry), entry.place, len(group.entries)
    famous = row[COLUMN["rank"]] == 0 and entry.prior >= _FAMOUS
    if not famous and (anchor := _anchor(ground, belief, chosen, number)):
        return _near(ground, group, entry, anchor, number)
    best = "best-known" if _outshines(ground, entry, group) else "likeliest"
    for level, area in (("admin1", place.admin1), ("country", place.country)):
        if row[COLUMN[f"{level} named"]] > 0.5 and area and area != place.name:
            whose = "the same sentence" if row[COLUMN[f"{level} in sentence"]] > 0.5 else "the text"
            return f"The {best} {name} in {area}, which {whose} names."
        if ground.home is not None and row[COLUMN[f"home {level}"]] > 0.5 and area and area != place.name:
            return f"The {best} {name} in {area}, where {ground.groups[ground.home].container} is at home."
    if row[COLUMN["rank"]] == 0:
        return f"The best-known of {count} places called {name}{_where(entry)}."
    for level, area in (("admin1", place.admin1), ("country", place.country)):
        if row[COLUMN[f"in {level}"]] > 0.25 and area and area != place.name:
            return f"The {best} {name} in {area}, where other places of the text lie."
    return f"The likeliest of {count} places called {name}{_where(entry)}."


def _outshines(ground: Ground, entry: Entry, group: Group) -> bool:
    """Tell whether no other candidate of the same country is better known."""
    return all(e.prior <= entry.prior for e in group.entries if e.place.country_code == entry.place.country_code)


def _near(ground: Ground, group: Group, entry: Entry, anchor: int, number: int) -> str:
    there = ground.entries[anchor].place
    km = distance_km(entry.place.lat, entry.place.lon, there.lat, there.lon)
    reach = next(step for step in _STEPS if km <= step)
    rivals = sum(
        distance_km(e.place.lat, e.place.lon, there.lat, there.lon) <= reach and e.place.kind in _SMALL
        for e in group.entries
    )
    only = "only" if rivals == 1 else "best-known"
    return f"The {only} {_called(entry)} within {reach} km of {there.name}, {_namer(ground, number, anchor)}."


def _namer(ground: Ground, number: int, anchor: int) -> str:
    other = int(ground.owner[anchor])
    if not ground.groups[other].mentions:
        return f"where {ground.groups[other].container} is at home"
    apart = ground.sentence_sets[number].isdisjoint(ground.sentence_sets[other])
    return f"which {'the text' if apart else 'the same sentence'} names"


def _anchor(ground: Ground, belief: np.ndarray, chosen: Sequence[int], number: int) -> int | None:
    """The candidate of another group that best explains this one: near, sure, in the same sentence, well known."""
    entry = ground.entries[chosen[number]]
    here = entry.place
    if here.kind not in _SMALL:
        return None
    ranked = []
    for other, candidate in enumerate(chosen):
        there = ground.entries[candidate].place
        if other == number or there.id == here.id or there.kind not in _SMALL or belief[candidate] < 0.4:
            continue
        km = distance_km(here.lat, here.lon, there.lat, there.lon)
        if km <= _STEPS[-1] and not (there.kind == "admin2" and holds(ground.entries[candidate], entry)):
            apart = ground.sentence_sets[number].isdisjoint(ground.sentence_sets[other])
            smaller = ground.entries[candidate].prior < entry.prior
            ranked.append((apart, smaller, km, candidate))
    return min(ranked)[-1] if ranked else None


def _called(entry: Entry) -> str:
    return entry.place.name if entry.form in ("code", "abbreviation", "demonym") else entry.written


def _surface(ground: Ground, group: Group) -> str:
    return ground.mentions[group.mentions[0]]["text"]


def _where(entry: Entry) -> str:
    parts = [part for part in (entry.place.admin1, entry.place.country) if part and part != entry.place.name]
    return f" ({', '.join(parts)})" if parts else ""
