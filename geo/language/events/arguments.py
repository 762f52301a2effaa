"""Who does what an event tells, and to whom, as the text names them."""

from geo.language.events.clauses import subjects
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import words

_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case", "advmod", "punct"}
)
_TIMES = words("DATE TIME")
_NAMES = words("PERSON ORG NORP GPE")
_RELATIVE = words("who which that whom")
_TO = words("with against to on at")
_OF_IS_RECIPIENT = frozenset({"COERCE", "ASSAULT", "RETREAT", "AID", "COURT", "CRIME", "DEATH"})


def actors_and_recipients(parse: Parse, trigger: Trigger, places: set[int]) -> tuple[list[str], list[str]]:
    """Return the noun phrases of those who act and of those acted upon; `places` are tokens that name where."""
    if trigger.noun is not None and trigger.anchor == trigger.noun:
        actors, recipients = _of_noun(parse, trigger.noun, trigger.type, places)
    else:
        actors, recipients = _of_verb(parse, trigger, places)
        if trigger.noun is not None:
            more_actors, recipients = _of_noun(parse, trigger.noun, trigger.type, places)
            actors = actors or more_actors
    return _texts(parse, actors), _texts(parse, [r for r in recipients if r not in actors])


def _of_verb(parse: Parse, trigger: Trigger, places: set[int]) -> tuple[list[int], list[int]]:
    verb, children = trigger.anchor, parse.children[trigger.anchor]
    passive = [c for c in children if parse.dep[c] == "nsubjpass"]
    agents = [g for c in children if parse.dep[c] == "agent" for g in parse.children[c] if parse.dep[g] == "pobj"]
    participle = parse.dep[verb] in ("acl", "amod") and parse.tag[verb] == "VBN"
    if passive or agents or participle:
        passive = passive or ([parse.head[verb]] if participle else [])
        return agents, [_antecedent(parse, verb, p) for p in passive]
    objects = [c for c in children if parse.dep[c] in ("dobj", "dative") and c not in places]
    if not objects:
        objects = [
            g
            for c in children
            if parse.dep[c] == "prep" and parse.lower[c] in _TO
            for g in parse.children[c]
            if parse.dep[g] == "pobj" and g not in places and parse.ent[g] not in _TIMES
        ]
    if any(parse.dep[c] == "auxpass" for c in children):
        return [], [_antecedent(parse, verb, s) for s in subjects(parse, verb, passive=True)]
    return [_antecedent(parse, verb, s) for s in subjects(parse, verb)], objects


def _antecedent(parse: Parse, verb: int, subject: int) -> int:
    """Return the noun that a relative pronoun stands for."""
    if parse.lower[subject] in _RELATIVE and parse.dep[parse.head[subject]] == "relcl":
        return parse.head[parse.head[subject]]
    return subject


def _of_noun(parse: Parse, noun: int, type_: str, places: set[int]) -> tuple[list[int], list[int]]:
    actors: list[int] = []
    recipients: list[int] = []
    for child in parse.children[noun]:
        dep = parse.dep[child]
        if child in places or parse.ent[child] in ("DATE", "TIME"):
            continue
        if (dep in ("poss", "compound", "amod", "nmod") and parse.ent[child] in ("PERSON", "ORG", "NORP", "GPE")) or (
            dep == "poss" and parse.pos[child] == "NOUN"
        ):
            actors.append(child)
        elif dep in ("prep", "agent"):
            objects = [c for c in parse.children[child] if parse.dep[c] == "pobj" and c not in places]
            word = parse.lower[child]
            if word in ("by", "between"):
                actors += objects
            elif word in ("with", "against", "on") or (word == "of" and type_ in _OF_IS_RECIPIENT):
                recipients += [o for o in objects if parse.ent[o] not in ("DATE", "TIME")]
    return actors, recipients


def _texts(parse: Parse, heads: list[int]) -> list[str]:
    texts: list[str] = []
    for head in heads:
        for noun in (head, *_listed(parse, head)):
            text = _phrase(parse, noun)
            if text and text not in texts:
                texts.append(text)
    return texts


def _listed(parse: Parse, head: int) -> list[int]:
    found = [c for c in parse.children[head] if parse.dep[c] == "conj" and parse.pos[c] in ("NOUN", "PROPN", "PRON")]
    return [x for c in found for x in (c, *_listed(parse, c))]


def _phrase(parse: Parse, head: int) -> str:
    """Return the noun phrase of `head`: what stands before it, and an "of" after it."""
    first, last = head, head
    for child in parse.children[head]:
        if child < head and parse.dep[child] in _LEFT and child >= head - 8:
            first = min(first, parse.edges(child)[0])
        elif child > head and parse.dep[child] == "prep" and parse.lower[child] == "of" and child == head + 1:
            last = max(last, parse.edges(child, frozenset({"relcl", "acl", "appos"}))[1])
    if last - head > 8:
        last = head
    return parse.text[parse.start[first] : parse.end[last]].strip(" ,\n\t\"“”'").replace("\n", " ")
