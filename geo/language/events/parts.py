"""One event told by two words of its sentence: "killed during a raid", "talks broke down", "a quake shook the town"."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.contract import Event
from geo.language.events.places import Spot
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
_HARMING = _SETS["harming verbs"]
_PASSING = _SETS["passing verbs"]
_LASTING = words("war conflict insurgency campaign violence hostility crisis")
"""What goes on for long: a battle in a war isn't the war."""
_NEAR = 160
"""Characters between two triggers up to which they are shown as one stretch."""
_SUBJECTS = words("nsubj nsubjpass")
_WITHIN = words("in during at by for of from amid on through")
_FATAL = words("ACCIDENT DISASTER ASSAULT CRIME HEALTH")
"""Types that a death or an injury told with them is part of."""
_NATURE = words("ACCIDENT DISASTER")
_DATES = ("date", "date_end", "date_text", "date_precision")


@dataclass(slots=True)
class Telling:
    """An event as one trigger tells it, with its places and the reason for each."""

    trigger: Trigger
    event: Event
    places: list[tuple[Spot, str]]
    heads: set[str]
    """The lemmas of its trigger words."""


def join_parts(parse: Parse, tellings: Sequence[Telling]) -> list[Telling]:
    """Return the tellings, those that tell one event in one sentence joined; the first keeps its place in the order."""
    by_anchor = {t.trigger.anchor: t for t in tellings}
    by_noun = {n: t for t in tellings for n in (*t.trigger.tokens[1:], t.trigger.noun) if n is not None}
    order = {id(t): n for n, t in enumerate(tellings)}
    joined: dict[int, Telling] = {}

    def home(telling: Telling) -> Telling:
        while id(telling) in joined:
            telling = joined[id(telling)]
        return telling

    for part in tellings:
        whole = _whole(parse, part, by_anchor, by_noun)
        if whole is None:
            continue
        whole, part = home(whole), home(part)
        if whole is not part and _agree(parse, whole, part):
            order[id(whole)] = min(order[id(whole)], order[id(part)])
            _join(parse, whole, part)
            joined[id(part)] = whole
    kept = [t for t in tellings if id(t) not in joined]
    return sorted(kept, key=lambda t: order[id(t)])


def _whole(parse: Parse, part: Telling, by_anchor: dict[int, Telling], by_noun: dict[int, Telling]) -> Telling | None:
    """Return the telling by the word above that tells the same event, or None."""
    trigger = part.trigger
    here = trigger.anchor
    dep, head = parse.dep[here], parse.head[here]
    if trigger.noun is None:
        whole = by_anchor.get(head)
        harm = parse.lemma[here] in _HARMING
        result = dep == "advcl" and parse.tag[here] == "VBG" and harm
        shared = dep == "conj" and parse.lemma[head] in _HARMING and _has_no_subject(parse, here)
        if dep in ("acl", "relcl"):
            whole = by_noun.get(head)
            described = whole is not None
        else:
            described = dep in ("advcl", "xcomp") and _is_same_deed(parse, here, part, whole)
        return whole if whole and (result or described or (harm and shared)) and _is_one(whole, part) else None
    if trigger.noun != here or parse.lemma[here] in _LASTING:
        return None
    if dep in _SUBJECTS or dep == "dobj":
        verb = trigger.verb if dep in _SUBJECTS and trigger.verb is not None else head
        whole = by_anchor.get(verb)
        if whole is None or whole.trigger.noun is not None:
            return None
        passing = whole.event["type"] == "OTHER" or parse.lemma[verb] in _PASSING
        return whole if passing or _is_one(whole, part) else None
    if dep == "pobj" and parse.dep[head] in ("prep", "agent"):
        whole = by_anchor.get(parse.head[head])
        if whole is None or whole.event["type"] == "OTHER":
            return None
        word, natural = parse.lower[head], part.event["type"] in _NATURE
        fitting = word in _WITHIN or (natural and word in ("after", "with"))
        return whole if fitting and _is_one(whole, part) else None
    return None


def _is_same_deed(parse: Parse, clause: int, part: Telling, whole: Telling | None) -> bool:
    """Whether a clause says how a harm came about ("killed when shells hit it"), or whom one came to meet."""
    if whole is None:
        return False
    if any(parse.lower[c] in ("when", "as") for c in parse.children[clause]):
        return parse.lemma[whole.trigger.anchor] in _HARMING
    purpose = any(parse.lower[c] == "to" and parse.dep[c] == "aux" for c in parse.children[clause])
    return purpose and part.event["type"] == whole.event["type"]


def _has_no_subject(parse: Parse, verb: int) -> bool:
    return all(parse.dep[c] not in _SUBJECTS for c in parse.children[verb])


def _is_one(whole: Telling, part: Telling) -> bool:
    one, other = whole.event["type"], part.event["type"]
    return one == other or (one == "DEATH" and other in _FATAL) or (other == "DEATH" and one in _FATAL)


def _agree(parse: Parse, whole: Telling, part: Telling) -> bool:
    """Whether status, date and place of two tellings don't contradict each other."""
    one, other = whole.event, part.event
    if "denied" in (one["status"], other["status"]) and one["status"] != other["status"]:
        return False
    if one["date"] and other["date"] and not (one["date"] <= other["date_end"] and other["date"] <= one["date_end"]):
        return False
    if not whole.places or not part.places or parse.dep[part.trigger.anchor] in ("advcl", "conj"):
        return True
    known = {spot.root for spot, _ in whole.places}
    return all(spot.root in known for spot, _ in part.places)


def _join(parse: Parse, whole: Telling, part: Telling) -> None:
    """Add to `whole` what `part` knows; a verb that only carries its noun takes the noun's type."""
    one, other = whole.event, part.event
    verb = whole.trigger.anchor
    carried = one["type"] in ("OTHER", "DEATH") or parse.lemma[verb] in _PASSING
    if carried and other["type"] != one["type"]:
        one["type"], one["mode"] = other["type"], other["mode"]
        one["status"] = other["status"]
    one["mode"] = one["mode"] or other["mode"]
    if one["date"] is None:
        one.update({key: other[key] for key in _DATES})  # type: ignore[typeddict-item]
    whole.places = whole.places or part.places
    whole.heads |= part.heads
    for side, spans in (("actors", "actor_spans"), ("recipients", "recipient_spans")):
        if not one[side]:
            one[side], one[spans] = other[side], other[spans]
    low, high = sorted((one, other), key=lambda e: e["trigger_start"])
    between = parse.text[low["trigger_end"] : high["trigger_start"]]
    if len(between) <= _NEAR and "\n" not in between:
        one["trigger_start"] = low["trigger_start"]
        one["trigger_end"] = max(low["trigger_end"], high["trigger_end"])
    else:
        one["mentions"].append((other["trigger_start"], other["trigger_end"]))
    one["start"], one["end"] = min(one["start"], other["start"]), max(one["end"], other["end"])
    one["text"] = parse.text[one["start"] : one["end"]]
