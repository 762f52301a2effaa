"""Which of the names in its sentence is the place of an event."""

from collections.abc import Sequence

from geo.language.events.places import AREAS, Spot, has_finer, probabilities
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
LEAST = 0.25
"""Probability from which the best name of a sentence is taken."""
LEAST_LISTED = 0.35
"""Share of the best name's probability from which further names of its list are taken with it."""
LEAST_LOOSE = 0.4
"""Probability from which a name is taken as the place of words or of a deed that needs no ground."""
_SITED = _SETS["siting prepositions"]
_SCENES = _SETS["scenes"]
_FINER = words("specifically particularly especially notably")
_DEMONYM_TYPES = words("VOTE DISASTER ECONOMY HEALTH COURT POLICY SPORT")
_TARGETS = words("on against of")
_ON_GROUND = words("ASSAULT COERCE PROTEST MOBILIZE RETREAT DISASTER ACCIDENT CRIME DEATH MOVE AID HEALTH SPORT")
"""Types of event whose place can be their object or stand far from them."""
_SHARED = _ON_GROUND | words("CONSULT VOTE COURT")
"""Types whose nouns happen where the verb around them happens."""
_GOALS = ("to", "into", "in", "at", "on", "for", "toward", "towards", "through", "across", "from")
_SAME_CLAUSE = words("conj xcomp advcl dobj nsubj nsubjpass pobj prep")
_OTHER_TIMES = words("before after ahead following until")
_CLAUSAL = words("nsubj nsubjpass csubj relcl acl advcl ccomp parataxis")


def choose(parse: Parse, trigger: Trigger, spots: Sequence[Spot]) -> list[tuple[Spot, str]]:
    """Return the places of an event, the likeliest first, each with the reason in words; more than one for a list."""
    if trigger.noun is not None and (own := _beside_noun(parse, trigger, spots)):
        return own
    anchor = trigger.anchor
    spots = _within_clause(parse, anchor, spots)
    if trigger.noun == anchor:
        if trigger.verb is None:
            return []
        if (scene := _scene(parse, trigger, spots)) is not None:
            return [scene]
        if trigger.type not in _SHARED:
            return []
        anchor = trigger.verb
        if trigger.type in _ON_GROUND:
            return _by_weights(parse, anchor, spots, LEAST_LOOSE)
    elif trigger.type == "MOVE" and (goal := _goal(parse, anchor, spots)):
        return [(goal, _reason(parse, anchor, goal))]
    elif not trigger.weak and (trigger.type in _ON_GROUND or trigger.mode == "visit"):
        return _by_weights(parse, anchor, spots, LEAST)
    return _by_weights(parse, anchor, [s for s in spots if _is_sited(parse, anchor, s.root)], LEAST_LOOSE)


def _within_clause(parse: Parse, anchor: int, spots: Sequence[Spot]) -> Sequence[Spot]:
    """Leave out of the places of a relative clause what stands outside it and the noun it describes."""
    here = anchor
    while parse.dep[here] != "relcl":
        if parse.head[here] == here or parse.dep[here] not in _SAME_CLAUSE:
            return spots
        here = parse.head[here]
    noun = parse.head[here]
    return [s for s in spots if here in (chain := parse.ancestors(s.root)) or noun in chain]


def _goal(parse: Parse, anchor: int, spots: Sequence[Spot]) -> Spot | None:
    """Find where a journey leads: "fled to Brazil", "landed in Rome", else whence."""
    found: dict[str, Spot] = {}
    for spot in spots:
        head = parse.head[spot.root]
        if parse.dep[spot.root] == "pobj" and parse.head[head] == anchor:
            found.setdefault(parse.lower[head], spot)
        elif parse.dep[spot.root] == "dobj" and head == anchor:
            found.setdefault("to", spot)
    return next((found[word] for word in _GOALS if word in found), None)


def _is_sited(parse: Parse, anchor: int, root: int) -> bool:
    """Whether a preposition of place, and no other clause, ties a name to the trigger or to a verb above it."""
    here, preps = root, []
    while here != anchor and (parse.pos[here] not in ("VERB", "AUX") or parse.dep[here] == "pcomp"):
        whose = set(preps[1:]) <= {"of"} and parse.dep[here] in ("nsubj", "nsubjpass")  # "a court in Lisbon ruled"
        if parse.head[here] == here or (parse.dep[here] in _CLAUSAL and not whose):
            return False
        if parse.dep[here] in ("prep", "advmod"):
            if parse.lower[here] != "of" or parse.lemma[parse.head[here]] not in AREAS:
                preps.append(parse.lower[here])
        here = parse.head[here]
    if not preps or preps[0] not in _SITED or not _OTHER_TIMES.isdisjoint(preps):
        return False
    chain = parse.ancestors(anchor)
    if here not in chain:
        return False
    listed = any(parse.dep[token] == "conj" for token in chain[: chain.index(here)])
    return not listed or root < here


def _by_weights(parse: Parse, anchor: int, spots: Sequence[Spot], least: float) -> list[tuple[Spot, str]]:
    if not spots:
        return []
    chances = probabilities(parse, anchor, spots)
    best = max(range(len(spots)), key=chances.__getitem__)
    if chances[best] < least:
        return []
    chosen = [best]
    for n, spot in enumerate(spots):
        if n != best and chances[n] >= LEAST_LISTED * chances[best] and _same_list(parse, spot.root, spots[best].root):
            chosen.append(n)
    return [(spots[n], _reason(parse, anchor, spots[n])) for n in chosen]


def _same_list(parse: Parse, one: int, other: int) -> bool:
    """Whether two names stand in one list ("in Lyon, Lille and Nice")."""
    return _list_head(parse, one) == _list_head(parse, other)


def _list_head(parse: Parse, i: int) -> int:
    while parse.head[i] != i and (
        parse.dep[i] == "conj" or (parse.dep[i] in ("pobj", "prep") and parse.dep[parse.head[i]] in ("conj", "prep"))
    ):
        i = parse.head[i]
    return i


def _beside_noun(parse: Parse, trigger: Trigger, spots: Sequence[Spot]) -> list[tuple[Spot, str]]:
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
    chosen = [
        s for score, _, s in found if s is best or (score == found[0][0] and _same_list(parse, s.root, best.root))
    ]
    return [(spot, _reason(parse, trigger.anchor, spot)) for spot in chosen]


def _noun_score(parse: Parse, trigger: Trigger, spot: Spot, prepositions: Sequence[int]) -> int:
    if not prepositions:
        dep = parse.dep[spot.root]
        if spot.kind == "name" and not has_finer(parse, spot.root) and dep in ("compound", "poss", "nmod", "appos"):
            return 2
        return int(spot.kind == "demonym" and dep == "amod" and trigger.type in _DEMONYM_TYPES)
    outer = parse.lower[prepositions[-1]]
    if outer in _SITED:
        return 4 - (not spot.kind.startswith(("name", "ground"))) - has_finer(parse, spot.root)
    if outer in _TARGETS and trigger.type in ("ASSAULT", "DISASTER", "ACCIDENT") and spot.kind == "name":
        return 3
    return 2 if outer in ("to", "of", "between") and spot.kind == "name" and trigger.mode == "visit" else 0


def _scene(parse: Parse, trigger: Trigger, spots: Sequence[Spot]) -> tuple[Spot, str] | None:
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
    finest = next(
        (s for s in named if parse.lower[s.first - 1] in ("specifically", "particularly", "especially")), named[0]
    )
    scene = parse.text[parse.start[finest.first] : parse.end[finest.past - 1]]
    return finest, f"The sentence calls {scene} the scene of it."


def _leads_to_scene(parse: Parse, child: int) -> bool:
    return parse.lemma[child] in _SCENES or any(
        parse.lemma[c] in _SCENES for c in parse.children[child] if parse.dep[child] == "prep"
    )


def _reason(parse: Parse, anchor: int, spot: Spot) -> str:
    """Say in words how a name is tied to the trigger."""
    name = parse.text[parse.start[spot.first] : parse.end[spot.past - 1]].replace("\n", " ")
    trigger = parse.text[parse.start[anchor] : parse.end[anchor]]
    here, preposition = spot.root, ""
    if parse.dep[here] == "dobj" and parse.head[here] == anchor:
        return f"{name} is the object of “{trigger}”."
    while here != anchor and parse.head[here] != here:
        if parse.dep[here] in ("prep", "agent"):
            preposition = parse.lower[here]
        elif parse.dep[here] == "dobj" and parse.head[here] == anchor:
            return (
                f"{name} is what was {trigger}." if trigger.endswith("ed") else f"{name} is the object of “{trigger}”."
            )
        here = parse.head[here]
    if here == anchor and preposition:
        return (
            f"“{trigger} {preposition} … {name}”."
            if parse.head[spot.root] != anchor + 1
            else f"“{trigger} {preposition} {name}”."
        )
    return f"{name} is where “{trigger}” is set in its sentence."
