"""The place that an event noun carries itself: "raid in Saint-Denis", "the Paris attacks"."""

from collections.abc import Sequence

from geo.language.events.names import Spot, has_finer
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import event_type

_SETS = word_sets("event_words.tsv")
_SITED = _SETS["siting prepositions"]
_SCENES = _SETS["scenes"]
_FINER = words("specifically particularly especially notably")
_TARGETS = words("on against of")


def beside_noun(parse: Parse, trigger: Trigger, spots: Sequence[Spot]) -> list[Spot]:
    """Find the place that a noun carries itself: "raid in Saint-Denis", "the Paris attacks", "the Syrian election"."""
    noun = trigger.noun
    found: list[tuple[int, int, Spot]] = []
    for spot in spots:
        steps, here = 0, spot.root
        prepositions: list[int] = []
        while here != noun and parse.head[here] != here and steps < 7 and parse.pos[here] not in ("VERB", "AUX"):
            if parse.dep[here] in ("prep", "agent"):
                prepositions.append(here)
            here, steps = parse.head[here], steps + 1
        if here == noun and (score := _noun_score(parse, trigger, spot, prepositions)):
            found.append((-score, steps, spot))
    if not found:
        return []
    found.sort()
    best = found[0][2]
    chosen = [s for score, _, s in found if s is best or (score == found[0][0] and same_list(parse, s.root, best.root))]
    return chosen


def _noun_score(parse: Parse, trigger: Trigger, spot: Spot, prepositions: Sequence[int]) -> int:
    if not prepositions:
        dep = parse.dep[spot.root]
        if spot.kind == "name" and not has_finer(parse, spot.root) and dep in ("compound", "poss", "nmod", "appos"):
            return 2
        return int(spot.kind == "demonym" and dep == "amod" and event_type(trigger.type).demonym_places)
    outer = parse.lower[prepositions[-1]]
    if outer == "by":
        return 0
    if outer in _SITED:
        return 4 - (not spot.kind.startswith(("name", "ground"))) - has_finer(parse, spot.root)
    if outer in _TARGETS and event_type(trigger.type).strikes_ground and spot.kind == "name":
        return 3
    return 2 if outer in ("to", "of", "between") and spot.kind == "name" and trigger.mode == "visit" else 0


def scene_of(parse: Parse, trigger: Trigger, spots: Sequence[Spot]) -> tuple[Spot, str] | None:
    """Find the subject of "X was the scene of the attack"."""
    verb = trigger.verb
    if verb is None or parse.lemma[verb] not in ("be", "become", "remain"):
        return None
    if not any(parse.dep[c] in ("attr", "prep") and _leads_to_scene(parse, c) for c in parse.children[verb]):
        return None
    subjects = [c for c in parse.children[verb] if parse.dep[c] == "nsubj"]
    inside = [s for s in spots if any(s.root == n or n in parse.ancestors(s.root) for n in subjects)]
    named = [s for s in inside if s.kind == "name"] or inside
    if not named:
        return None
    finest = next((s for s in named if s.first and parse.lower[s.first - 1] in _FINER), named[0])
    scene = parse.text[parse.start[finest.first] : parse.end[finest.past - 1]]
    return finest, f"The sentence calls {scene} the scene of it."


def _leads_to_scene(parse: Parse, child: int) -> bool:
    return parse.lemma[child] in _SCENES or any(
        parse.lemma[c] in _SCENES for c in parse.children[child] if parse.dep[child] == "prep"
    )


def same_list(parse: Parse, one: int, other: int) -> bool:
    """Whether two names stand in one list ("in Lyon, Lille and Nice")."""
    return _list_head(parse, one) == _list_head(parse, other)


def _list_head(parse: Parse, i: int) -> int:
    while parse.head[i] != i and (
        parse.dep[i] == "conj" or (parse.dep[i] in ("pobj", "prep") and parse.dep[parse.head[i]] in ("conj", "prep"))
    ):
        i = parse.head[i]
    return i
