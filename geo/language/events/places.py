"""Where an event happens: the name that is the place of a trigger, chosen by learned weights over the parse.

The task and the kind of evidence follow A. Halterman, "Geolocating Political Events in Text" (2019); the model here
is a logistic regression over features that can be read.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from geo.language.forest import read_weights
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
AREAS = _SETS["areas"]
_SITING = _SETS["siting prepositions"]
_PEOPLE_PREPOSITIONS = words("from by against with for to about over between among")
_CLAUSES = words("relcl ccomp parataxis advcl conj acl xcomp")
_BEFORE = words("in at on near of from to the outside around across off into , ( and against for through over central")
_AFTER = words(", 's ’s '")
_PREPOSITIONS = words("prep agent")
_VERBS = words("VERB AUX")
_ARGUMENTS = words("pobj dobj nsubj nsubjpass")
_MODIFIERS = words("compound poss amod nmod")

_LEVELS = {"continent": 0, "region": 0, "country": 1, "city": 3, "district": 4, "facility": 4, "airport": 4}
"""How narrow a kind of place is; what isn't listed lies in the middle."""


class Spot(NamedTuple):
    """A name as the parse sees it: its tokens [first, past), the token that governs them, its kind and its place's."""

    first: int
    past: int
    root: int
    kind: str
    level: str = "none"


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
    return read_weights("event_places")["weights"]


def probabilities(
    parse: Parse, trigger: int, spots: Sequence[Spot], model: Mapping[str, float] | None = None
) -> list[float]:
    """Return the probability of each of `spots`, the names in the trigger's sentence, that it is its place."""
    get = (weights() if model is None else model).get
    scores = [sum([get(name, 0.0) for name in names]) for names in features(parse, trigger, spots)]
    return [1 / (1 + math.exp(-max(-30.0, min(30.0, score)))) for score in scores]


def features(parse: Parse, trigger: int, spots: Sequence[Spot]) -> list[list[str]]:
    """Return the names of the features of each of `spots` as the place of `trigger`."""
    chain = parse.ancestors(trigger)
    height = {token: steps for steps, token in enumerate(chain)}
    ways = [_way(parse, chain, height, spot.root) for spot in spots]
    passive = any(parse.dep[c] == "nsubjpass" for c in parse.children[trigger])
    result = [_alone(parse, trigger, spot, way, passive) for spot, way in zip(spots, ways, strict=True)]
    _add_rivals(parse, trigger, spots, ways, result)
    return result


def has_finer(parse: Parse, root: int) -> bool:
    """Whether the name modifies an area that is itself named after it ("the Paris district of La Defense")."""
    head = parse.head[root]
    if parse.dep[root] not in _MODIFIERS or parse.lemma[head] not in AREAS:
        return False
    later = [c for c in parse.children[head] if c > head]
    return any(parse.dep[c] == "appos" or (parse.dep[c] == "prep" and parse.lower[c] == "of") for c in later)


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
    head, own = parse.head[spot.root], dep[spot.root]
    area = lemma[head] in AREAS
    distance = abs(spot.root - trigger)
    names = [
        "bias",
        f"up={' '.join([dep[t] for t in up])}",
        f"start={start}",
        f"end={' '.join([_step(parse, t) for t in down[-2:]])}",
        f"outermost={preps[0] if preps else '-'}|{not up}",
        f"preposition={last}|{side}|{verbs}",
        f"dep={own}",
        f"dep={own}|{lemma[head] if area else parse.pos[head]}",
        f"steps={min(len(down) + len(up), 7)}",
        f"distance={distance if distance < 4 else min(distance.bit_length() + 1, 7)}|{side}",
        f"lemma={lemma[trigger]}|{start}",
        f"entity={parse.ent[spot.root]}",
        f"{start}|{last}",
        f"{start}|{last}|{spot.kind}",
        f"preposition={last}|{spot.kind}",
        f"level={spot.level}",
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
        f"before={lower[spot.first - 1]}" if spot.first and lower[spot.first - 1] in _BEFORE else "before=other",
    ]
    if area:
        names += ["area", f"area|{own}"]
    if lemma[spot.root] in AREAS or any(lemma[c] in AREAS for c in parse.children[spot.root]):
        names.append("area in name")
    owner = next((t for t in (spot.root, *reversed(down[:-1])) if parse.pos[t] in _VERBS), None)
    if owner is not None:
        names += ["another verb's", f"another verb's|{dep[owner]}"]
    if has_finer(parse, spot.root):
        names.append("a finer one follows")
    if last == "of" and own == "pobj" and lemma[parse.head[head]] in AREAS:
        names += ["of an area", f"of an area|{preps[0]}"]
    if own == "conj":
        names.append(f"listed|{last}")
    if last in _PEOPLE_PREPOSITIONS:
        names.append("people's preposition")
    if spot.past < len(parse) and lower[spot.past] in _AFTER:
        names.append(f"after={lower[spot.past]}")
    return names


def _sited(preps: Sequence[str]) -> str:
    """Say which of the prepositions on the way down to a name are ones of place."""
    if not preps:
        return "none"
    first, last = preps[0] in _SITING, preps[-1] in _SITING
    if last:
        return "all" if all(p in _SITING for p in preps) else "last"
    return ("first" if first else "not") + (" of" if preps[-1] == "of" else "")


def _add_rivals(
    parse: Parse, trigger: int, spots: Sequence[Spot], ways: Sequence[Way], result: Sequence[list[str]]
) -> None:
    """Add the features of each name that say how it stands to the other names of the sentence."""
    distance = [abs(spot.root - trigger) for spot in spots]
    by_steps = sorted(range(len(spots)), key=lambda n: (len(ways[n].down), distance[n]))
    by_distance = sorted(range(len(spots)), key=distance.__getitem__)
    roots = {spot.root: n for n, spot in enumerate(spots)}
    outer = [next((roots[t] for t in reversed(way.down[:-1]) if t in roots), None) for way in ways]
    many = min(len(spots), 4)
    levels = [_LEVELS.get(spot.level, 2) for spot in spots]
    finest = max(levels, default=0)
    for n, (spot, way, names) in enumerate(zip(spots, ways, result, strict=True)):
        rank = min(by_steps.index(n), 3)
        names += [f"rank={rank}", f"near={min(by_distance.index(n), 3)}", f"many={many}"]
        names.append(f"many={many}|{rank}|{way.meets and not way.up}")
        names.append(f"finer={finest > levels[n]}|{spot.level}")
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


def _clauses(parse: Parse, tokens: Sequence[int]) -> int:
    return min(2, sum([parse.dep[t] in _CLAUSES for t in tokens]))


def _step(parse: Parse, token: int) -> str:
    dep = parse.dep[token]
    if dep in _PREPOSITIONS:
        return f"{dep}:{parse.lower[token]}"
    return f"{dep}:area" if parse.lemma[token] in AREAS and dep in _ARGUMENTS else dep
