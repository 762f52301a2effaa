"""Where an event happens: the mention that is the place of a trigger, chosen by learned weights over the parse.

The task and the kind of evidence follow A. Halterman, "Geolocating Political Events in Text" (2019); the model here
is a logistic regression over features that can be read.
"""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.paths import DATA

_SETS = word_sets("event_words.tsv")
WEIGHTS = DATA / "weights" / "event_places.json"

_AREAS = _SETS["areas"]
_PEOPLE_PREPOSITIONS = words("from by against with for to about over between among")


class Spot(NamedTuple):
    """A mention as the parse sees it."""

    first: int
    past: int
    root: int
    kind: str


@cache
def weights() -> dict[str, float]:
    """Return the learned weights by feature."""
    return json.loads(WEIGHTS.read_text("utf-8"))["weights"]


def probabilities(
    parse: Parse, trigger: int, spots: Sequence[Spot], model: Mapping[str, float] | None = None
) -> list[float]:
    """Return the probability of each of `spots`, the names in the trigger's sentence, that it is its place."""
    model = weights() if model is None else model
    result = []
    for names in features(parse, trigger, spots):
        score = sum(model.get(name, 0.0) for name in names)
        result.append(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))))
    return result


def features(parse: Parse, trigger: int, spots: Sequence[Spot]) -> list[list[str]]:
    """Return the names of the features of each of `spots` as the place of `trigger`."""
    chain = parse.ancestors(trigger)
    up = {token: steps for steps, token in enumerate(chain)}
    paths = [_path(parse, up, spot.root) for spot in spots]
    lengths = [(len(path), abs(spot.root - trigger)) for (path, _), spot in zip(paths, spots, strict=True)]
    order = sorted(range(len(spots)), key=lambda n: lengths[n])
    rank = {n: position for position, n in enumerate(order)}
    nearest = sorted(range(len(spots)), key=lambda n: lengths[n][1])
    close = {n: position for position, n in enumerate(nearest)}
    result = []
    for n, spot in enumerate(spots):
        path, meeting = paths[n]
        names = _features_of(parse, trigger, spot, path, meeting, chain)
        names += [f"rank={min(rank[n], 3)}", f"close={min(close[n], 3)}", f"many={min(len(spots), 4)}"]
        if n and parse.start[spot.first] <= parse.end[spots[n - 1].past - 1] + 2:
            names.append("after another")
        if n + 1 < len(spots) and spots[n + 1].first - spot.past <= 1:
            names.append(
                "before another" + ("," if spots[n + 1].first > spot.past and parse.lower[spot.past] == "," else "")
            )
        result.append(names)
    return result


def _path(parse: Parse, up: Mapping[int, int], mention: int) -> tuple[list[int], int]:
    """Return the tokens from where the ways to the root meet down to the mention, and the meeting token."""
    path: list[int] = []
    here = mention
    while here not in up:
        path.append(here)
        if parse.head[here] == here:
            return path[::-1], -1
        here = parse.head[here]
    return path[::-1], here


def _features_of(
    parse: Parse, trigger: int, spot: Spot, path: Sequence[int], meeting: int, chain: Sequence[int]
) -> list[str]:
    climbed = [] if meeting < 0 else chain[: chain.index(meeting)]
    ups = [f"^{parse.dep[t]}" for t in climbed]
    downs = [_step(parse, t) for t in path]
    whole = " ".join([*ups, *downs]) if meeting >= 0 else "apart"
    last = next((t for t in reversed(path) if parse.dep[t] in ("prep", "agent")), None)
    preposition = parse.lower[last] if last is not None else "-"
    first_preposition = next((parse.lower[t] for t in path if parse.dep[t] in ("prep", "agent")), "-")
    verbs = sum(parse.pos[t] in ("VERB", "AUX") for t in (*climbed[1:], *path))
    if meeting >= 0 and meeting != trigger and parse.pos[meeting] in ("VERB", "AUX"):
        verbs += 1
    head = parse.head[spot.root]
    distance = abs(spot.root - trigger)
    side = "right" if spot.root > trigger else "left"
    lemma = parse.lemma[trigger]
    names = [
        "bias",
        f"path={whole}",
        f"up={' '.join(ups)}",
        f"down={' '.join(downs)}",
        f"start={(ups + downs)[0] if ups + downs else 'self'}",
        f"end={' '.join(downs[-2:])}",
        f"prep={preposition}",
        f"prep1={first_preposition}|{len(ups) == 0}",
        f"prep={preposition}|{side}|{min(verbs, 2)}",
        f"dep={parse.dep[spot.root]}",
        f"dep={parse.dep[spot.root]}|{parse.lemma[head] if parse.lemma[head] in _AREAS else parse.pos[head]}",
        f"verbs={min(verbs, 3)}",
        f"steps={min(len(path) + len(climbed), 7)}",
        f"distance={min(distance, 3) if distance < 4 else min(distance.bit_length() + 1, 7)}|{side}",
        f"kind={spot.kind}",
        f"kind={spot.kind}|{parse.dep[spot.root]}",
        f"lemma={lemma}|{(ups + downs)[0] if ups + downs else 'self'}",
        f"ent={parse.ent[spot.root]}",
    ]
    if parse.lemma[head] in _AREAS:
        names += ["area head", f"area head|{parse.dep[spot.root]}"]
    if any(parse.lemma[c] in _AREAS for c in parse.children[spot.root]) or parse.lemma[spot.root] in _AREAS:
        names.append("area word")
    if parse.dep[spot.root] == "conj":
        names.append(f"listed|{preposition}")
    if preposition in _PEOPLE_PREPOSITIONS:
        names.append("people preposition")
    after = parse.lower[spot.past] if spot.past < len(parse) else ""
    if after in (",", "'s", "’s", "'"):
        names.append(f"next={after}")
    before = parse.lower[spot.first - 1] if spot.first else ""
    names.append(f"before={before}" if before in _BEFORE else "before=other")
    return names


_BEFORE = words("in at on near of from to the outside around across off into , ( and against for through over central")


def _step(parse: Parse, token: int) -> str:
    dep = parse.dep[token]
    if dep in ("prep", "agent"):
        return f"{dep}:{parse.lower[token]}"
    if dep == "pobj" and parse.lemma[token] in _AREAS:
        return "pobj:area"
    return dep
