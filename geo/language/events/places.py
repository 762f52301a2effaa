"""Where an event happens: the name that is the place of a trigger, chosen by learned weights over the parse.

The task and the kind of evidence follow A. Halterman, "Geolocating Political Events in Text" (2019); the model here
is a logistic regression over features that can be read.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from geo.language.events.classes import noun_class, verb_class
from geo.language.events.names import (
    AREAS,
    MODIFIERS,
    SITING,
    Spot,
    in_event,
    is_measured_from,
    is_sited,
    signs,
    surface_preposition,
)
from geo.language.parse import Parse
from geo.language.words import words
from geo.linear import checked, logistic, weigh_names
from geo.weights import read_weights

_CLAUSES = words("relcl ccomp parataxis advcl conj acl xcomp")
_PREPOSITIONS = words("prep agent")
_VERBS = words("VERB AUX")
_ARGUMENTS = words("pobj dobj nsubj nsubjpass")
_PARTS = words("nsubj nsubjpass dobj")
_NOUNS = words("NOUN PROPN")
_QUOTATION_MARKS = frozenset(('"', "“", "”", "``", "''"))
_LEVELS = {"continent": 0, "region": 0, "country": 1, "city": 3, "district": 4, "facility": 4, "airport": 4}
"""How narrow a kind of place is; what isn't listed lies in the middle."""


class Way(NamedTuple):
    """The way through the parse from a trigger to a name: up to where their ways to the root meet, then down."""

    up: list[int]
    down: list[int]
    meets: bool


@cache
def weights() -> dict[str, float]:
    """Return the learned weights by feature.

    Raises:
        DatelineError: they are missing or damaged.
    """
    return read_weights("event_places", lambda record: checked(record["weights"]))


def probabilities(
    parse: Parse, trigger: int, spots: Sequence[Spot], model: Mapping[str, float] | None = None
) -> list[float]:
    """Return the probability of each of `spots`, the names in the trigger's sentence, that it is its place."""
    known = weights() if model is None else model
    return [logistic(weigh_names(known, names)) for names in features(parse, trigger, spots)]


def features(parse: Parse, trigger: int, spots: Sequence[Spot]) -> list[list[str]]:
    """Return the names of the features of each of `spots` as the place of `trigger`."""
    chain = parse.ancestors(trigger)
    height = {token: steps for steps, token in enumerate(chain)}
    ways = [_way(parse, chain, height, spot.root) for spot in spots]
    passive = any(parse.dep[c] == "nsubjpass" for c in parse.children[trigger])
    result = [_alone(parse, trigger, spot, way, passive) for spot, way in zip(spots, ways, strict=True)]
    _add_rivals(parse, trigger, spots, ways, result)
    return result


def _way(parse: Parse, chain: list[int], height: Mapping[int, int], name: int) -> Way:
    down: list[int] = []
    here = name
    while here not in height:
        down.append(here)
        if parse.head[here] == here:
            return Way([], down[::-1], meets=False)
        here = parse.head[here]
    return Way(chain[: height[here]], down[::-1], meets=True)


def _alone(parse: Parse, trigger: int, spot: Spot, way: Way, passive: bool) -> list[str]:
    """Return the features of a name that don't depend on the other names."""
    dep, lower, lemma = parse.dep, parse.lower, parse.lemma
    up, down, _ = way
    preps = [lower[t] for t in down if dep[t] in _PREPOSITIONS]
    last = preps[-1] if preps else "-"
    start = f"^{dep[up[0]]}" if up else _step(parse, down[0]) if down else "self"
    side = "right" if spot.root > trigger else "left"
    verbs = sum([parse.pos[t] in _VERBS for t in (*up[1:], *down)])
    if up and way.meets and parse.pos[parse.head[up[-1]]] in _VERBS:
        verbs += 1
    verbs = min(verbs, 2)
    below = "below" if not up else "beside" if len(up) == 1 else "above"
    sited = _sited(preps)
    distance = abs(spot.root - trigger)
    names = [
        "bias",
        *signs(parse, spot),
        *_between(parse, trigger, spot, side),
        *_classes(parse, trigger, spot, way, start, last),
        f"up={' '.join([dep[t] for t in up])}",
        f"start={start}",
        f"end={' '.join([_step(parse, t) for t in down[-2:]])}",
        f"outermost={preps[0] if preps else '-'}|{not up}",
        f"preposition={last}|{side}|{verbs}",
        f"steps={min(len(down) + len(up), 7)}",
        f"distance={distance if distance < 4 else min(distance.bit_length() + 1, 7)}|{side}",
        f"lemma={lemma[trigger]}|{start}",
        f"{start}|{last}",
        f"{start}|{last}|{spot.kind}",
        f"preposition={last}|{spot.kind}",
        f"level={spot.level}|{last}",
        f"level={spot.level}|{start}",
        f"clauses={_clauses(parse, up)}|{_clauses(parse, down)}",
        f"sited={sited}",
        f"sited={sited}|{below}|{min(len(down), 5)}",
        f"sited={sited}|{start}",
        f"sited={sited}|{side}|{verbs}",
        f"prepositions={' '.join(preps)}",
        f"{below}|{start}|{passive}",
        f"{below}|{verbs}|{len(preps)}",
    ]
    if len(down) == 1 and not up:
        names += [f"direct={dep[spot.root]}|{spot.known}|{passive}"]
        names.append(f"direct={dep[spot.root]}|{lemma[trigger]}|{spot.known == 'place'}")
    if in_event(parse, spot):
        names += ["in an event", f"in an event|{lemma[trigger]}"]
    owner = next((t for t in (spot.root, *reversed(down[:-1])) if parse.pos[t] in _VERBS), None)
    if owner is not None:
        names += ["another verb's", f"another verb's|{dep[owner]}"]
        names.append(f"another verb's={_class(parse, owner)}|{dep[owner]}|{last}")
    head = parse.head[spot.root]
    if last == "of" and dep[spot.root] == "pobj" and lemma[parse.head[head]] in AREAS:
        names += ["of an area", f"of an area|{preps[0]}"]
    if dep[spot.root] == "conj":
        names.append(f"listed|{last}")
    return names


def _classes(parse: Parse, trigger: int, spot: Spot, way: Way, start: str, last: str) -> list[str]:
    """Return the features of the kinds of things and deeds on the way: a court, an army, to move, to say."""
    dep, (up, down, meets) = parse.dep, way
    kind = _class(parse, trigger)
    names = [
        f"trigger={kind}|{start}",
        f"trigger={kind}|{last}",
        f"trigger={kind}|{start}|{last}",
        f"lemma={parse.lemma[trigger]}|{last}",
    ]
    if down and not up:
        part = noun_class(parse, down[0])
        names += [f"trigger={kind}|{start}|{spot.level}", f"part={start}|{part}", f"part={start}|{part}|{kind}"]
    if up and meets:
        top = _class(parse, parse.head[up[-1]])
        step = _step(parse, down[0]) if down else "self"
        names += [f"top={top}|{'beside' if len(up) == 1 else 'above'}|{last}", f"top={top}|{start}|{step}"]
    for child in parse.children[trigger]:
        if dep[child] in _PARTS:
            names.append(f"{dep[child]}={noun_class(parse, child)}|{start}|{last}")
    noun = next((t for t in reversed(down[:-1]) if parse.pos[t] in _NOUNS), None)
    if noun is not None:
        over = noun_class(parse, noun)
        names += [f"noun above={over}|{dep[spot.root]}", f"noun above={over}|{start}"]
    return names


def _class(parse: Parse, token: int) -> str:
    return verb_class(parse.lemma[token]) if parse.pos[token] in _VERBS else noun_class(parse, token)


def _between(parse: Parse, trigger: int, spot: Spot, side: str) -> list[str]:
    """Return the features of the words between a trigger and a name, which hold where the parse goes wrong."""
    first, past = (trigger + 1, spot.first) if spot.first > trigger else (spot.past, trigger)
    words_ = parse.lower[first:past]
    verbs = parse.pos[first:past].count("VERB")
    names = [
        f"surface={surface_preposition(parse, spot)}|{side}|{min(verbs, 2)}",
        f"verbs between={min(verbs, 3)}|{side}",
        f"commas={min(words_.count(',') + words_.count(';'), 3)}|{side}",
    ]
    if marks := sum([word in _QUOTATION_MARKS for word in words_]):
        names.append(f"quotation marks={min(marks, 2)}")
    return names


def _sited(preps: Sequence[str]) -> str:
    """Say which of the prepositions on the way down to a name are ones of place."""
    if not preps:
        return "none"
    first, last = preps[0] in SITING, preps[-1] in SITING
    if last:
        return "all" if all(p in SITING for p in preps) else "last"
    return ("first" if first else "not") + (" of" if preps[-1] == "of" else "")


def _add_rivals(
    parse: Parse, trigger: int, spots: Sequence[Spot], ways: Sequence[Way], result: Sequence[list[str]]
) -> None:
    """Add the features of each name that say how it stands to the other names of the sentence."""
    distance = [abs(spot.root - trigger) for spot in spots]
    by_steps = _ranks([(len(way.down), far) for way, far in zip(ways, distance, strict=True)])
    by_distance = _ranks(distance)
    roots = {spot.root: n for n, spot in enumerate(spots)}
    outer = [next((roots[t] for t in reversed(way.down[:-1]) if t in roots), None) for way in ways]
    many = min(len(spots), 4)
    known = [n for n, spot in enumerate(spots) if spot.known == "place"]
    inner = _inner_modifiers(parse, spots)
    siting = [spot.known == "place" and _is_sited_below(parse, way) for spot, way in zip(spots, ways, strict=True)]
    levels = [_LEVELS.get(spot.level, 2) for spot in spots]
    finest = max(levels, default=0)
    for n, (spot, way, names) in enumerate(zip(spots, ways, result, strict=True)):
        rank = min(by_steps[n], 3)
        names += [f"rank={rank}", f"near={min(by_distance[n], 3)}", f"many={many}"]
        names.append(f"many={many}|{rank}|{way.meets and not way.up}")
        names.append(f"finer={finest > levels[n]}|{spot.level}")
        names.append(f"known={min(len(known), 3)}|{spot.known}")
        names.append(f"known before={min(known.index(n), 3) if n in known else '-'}|{len(known) > 1}")
        if is_measured_from(parse, spot):
            names.append(f"measured from|{len(spots) > 1}")
        if n in inner:
            names.append(f"inner modifier={inner[n]}")
        others = min(sum(siting) - siting[n], 2)
        names.append(f"others sited={others}|{way.meets and not way.up}|{parse.dep[spot.root]}")
        if (holder := outer[n]) is not None:
            relation = {"conj": "listed", "appos": "apposed"}.get(parse.dep[spot.root], "nested")
            names += [f"{relation} under another", f"{relation} under {spots[holder].kind}"]
        if n in outer:
            names.append("another under it")
        if n and parse.start[spot.first] <= parse.end[spots[n - 1].past - 1] + 2:
            names.append("follows another")
        if n + 1 < len(spots) and spots[n + 1].first - spot.past <= 1:
            comma = spots[n + 1].first > spot.past and parse.lower[spot.past] == ","
            names.append("comma and another" if comma else "another next")


def _is_sited_below(parse: Parse, way: Way) -> bool:
    """Whether a name stands below the trigger, right behind a preposition of place."""
    root = way.down[-1] if way.down and not way.up else None
    return root is not None and is_sited(parse, root)


def _ranks(values: Sequence[Any]) -> dict[int, int]:
    """Return the rank of each position by its value, the least first, the first of equals before the others."""
    return {n: rank for rank, n in enumerate(sorted(range(len(values)), key=values.__getitem__))}


def _inner_modifiers(parse: Parse, spots: Sequence[Spot]) -> dict[int, bool]:
    """Say of each name that shares its noun with others whether it is nearest to it ("Mecca's Al-Nur hospital")."""
    heads: dict[int, list[int]] = {}
    for n, spot in enumerate(spots):
        if parse.dep[spot.root] in MODIFIERS:
            heads.setdefault(parse.head[spot.root], []).append(n)
    return {n: n == shared[-1] for shared in heads.values() if len(shared) > 1 for n in shared}


def _clauses(parse: Parse, tokens: Sequence[int]) -> int:
    return min(2, sum([parse.dep[t] in _CLAUSES for t in tokens]))


def _step(parse: Parse, token: int) -> str:
    dep = parse.dep[token]
    if dep in _PREPOSITIONS:
        return f"{dep}:{parse.lower[token]}"
    return f"{dep}:area" if parse.lemma[token] in AREAS and dep in _ARGUMENTS else dep
