"""The sense of a trigger: its type from the word, who acts, what is acted upon, and what the text is about.

The lexicon proposes a type by the word and what stands beside it. Learned weights over the classes of subject and
object and the topic of the text confirm it or choose another: a quake that struck, a team that was beaten.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from geo.errors import DatelineError
from geo.language.events.classes import Topics, classes_of, modifier_classes, noun_class, verb_class
from geo.language.events.clauses import subjects
from geo.language.events.lexicon import Lexicon
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import event_type, event_types
from geo.weights import read_weights

_OBJECTS = words("dobj dative nsubjpass attr oprd")
_PREPOSITIONS = words("prep agent dative")
_CLAUSES = words("ccomp xcomp")
_PASSING = word_sets("event_words.tsv")["passing verbs"]
"""Verbs that say how the event goes that their subject names: talks collapse, a trial opens."""
_TALKING = words("discuss negotiate")
"""Verbs that tell of talks, whatever is talked about."""

_PROPOSED = re.compile(r"(?:lex|could)=(\w+)")
"""The features that name a type of the lexicon."""
GROUNDS = ("none", "word", "phrase")
"""What the lexicon's type rests on: nothing for the untyped, a word alone, a phrase of several."""

Weights = Mapping[str, Mapping[str, float]]


class Softmax:
    """A softmax regression over named features.

    Args:
        weights: for each feature, the log-odds of the types it speaks for or against; "bias" has all types.
    """

    def __init__(self, weights: Weights) -> None:
        self._codes = list(weights["bias"])
        column = {code: n for n, code in enumerate(self._codes)}
        table = np.zeros((len(weights), len(column)))
        for row, known in zip(table, weights.values(), strict=True):
            row[[column[code] for code in known]] = list(known.values())
        self._table = table
        self._row = {name: n for n, name in enumerate(weights)}

    def probabilities(self, names: Iterable[str]) -> dict[str, float]:
        """Return the probability of each type by the features of a trigger; unknown ones count for nothing.

        The rows are added in the table's order: names come from sets too, whose order would show in the rounding.
        """
        row = self._row
        known = sorted([row["bias"], *(row[name] for name in names if name in row)])
        scores = self._table[known].sum(axis=0)
        chances = np.exp(scores - scores.max())
        return dict(zip(self._codes, (chances / chances.sum()).tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Senses:
    """What is learned of the senses of triggers."""

    weights: Weights
    """For each feature, the log-odds of the types it speaks for or against."""
    margins: Mapping[str, float]
    """By how much another type must be likelier than the lexicon's to replace it, by how that was found."""
    model: Softmax = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", Softmax(self.weights))

    def checked(self) -> "Senses":
        """Return these senses where they are of the types that there are.

        Raises:
            DatelineError: a type that they speak of is unknown, or what margins rest on is.
        """
        spoken = {code for weights in self.weights.values() for code in weights}
        proposed = {found[1] for name in self.weights if (found := _PROPOSED.match(name))}
        if unknown := sorted((spoken | proposed) - set(event_types())):
            raise DatelineError(f"{unknown[0]} is no type of events.")
        if set(self.margins) != set(GROUNDS):
            raise DatelineError(f"Margins have to be for {', '.join(GROUNDS)}.")
        return self


@cache
def known_senses() -> Senses:
    """Return the senses that come with Dateline.

    Raises:
        DatelineError: the weights are missing or damaged.
    """
    return read_weights("senses", lambda record: Senses(record["weights"], record["margins"]).checked())


def sensed(parse: Parse, triggers: Sequence[Trigger], lexicon: Lexicon, senses: Senses) -> list[Trigger]:
    """Return the triggers, each with the type that its surroundings make likeliest."""
    topics = Topics(parse)
    found = []
    for trigger in triggers:
        if trigger.noun is None and parse.lemma[trigger.anchor] in _TALKING:
            found.append(trigger)
            continue
        chances = senses.model.probabilities(features(parse, trigger, topics, lexicon))
        best = choice(chances, trigger.type, senses.margins[evidence(trigger)])
        found.append(trigger if best == trigger.type else replace(trigger, type=best, mode=None))
    named = {t.noun: t for t in found if t.noun == t.anchor}
    return [_passing(parse, trigger, named) for trigger in found]


def _passing(parse: Parse, trigger: Trigger, named: Mapping[int | None, Trigger]) -> Trigger:
    """Give a verb that says how an event goes the type of the noun that names the event."""
    if trigger.noun is not None or len(trigger.tokens) > 1 or parse.lemma[trigger.anchor] not in _PASSING:
        return trigger
    event = next((named[s] for s in subjects(parse, trigger.anchor) if s in named), None)
    return replace(trigger, type=event.type, mode=event.mode) if event else trigger


def evidence(trigger: Trigger) -> str:
    """Return what the lexicon's type rests on: "none" for the untyped, the "word" alone, a "phrase" of several."""
    if not event_type(trigger.type).typed:
        return "none"
    return "phrase" if len(trigger.tokens) > 1 else "word"


def choice(chances: Mapping[str, float], proposed: str, least: float) -> str:
    """Return the likeliest type, or the one proposed where that is less likely by no more than `least`.

    A type that the weights were never fitted on is as the lexicon proposes it: they say nothing of it.
    """
    best = max(chances, key=chances.__getitem__)
    return best if proposed in chances and chances[best] - chances[proposed] > least else proposed


def features(parse: Parse, trigger: Trigger, topics: Topics, lexicon: Lexicon) -> list[str]:
    """Return the names of the features of a trigger."""
    head = trigger.noun if trigger.noun is not None else trigger.anchor
    lemma = parse.lemma[head]
    form = "verb" if trigger.noun is None else "noun" if trigger.noun == trigger.anchor else "carried"
    lex = f"lex={trigger.type}"
    told = [f"form={form}", f"lemma={lemma}", f"word={form}:{lemma}"]
    if len(trigger.tokens) > 1:
        told.append("phrase=" + " ".join(parse.lemma[t] for t in trigger.tokens))
    told += [f"could={code}" for code in (lexicon.verb_types if form == "verb" else lexicon.noun_types).get(lemma, ())]
    kind = verb_class(lemma) if form == "verb" else noun_class(parse, head)
    told.append(f"kind={form}:{kind}")
    about = [f"topic={name}" for name in topics.of(trigger.anchor)]
    around = _around(parse, trigger, head, form)
    names = [lex, f"{lex}|{form}", f"{lex}|{len(trigger.tokens) > 1}", *told, *about, *around]
    names += [f"{lex}|{name}" for name in (*about, *around)]
    names += [f"{form}:{kind}|{name}" for name in (*about, *around)]
    return names


def _around(parse: Parse, trigger: Trigger, head: int, form: str) -> list[str]:
    """Return the features of those who act, what is acted upon and what prepositions bring."""
    verb = trigger.anchor if form != "noun" else trigger.verb
    found: list[str] = []
    if form != "verb":
        found += [f"mod={name}" for name in modifier_classes(parse, head)]
        found += _brought(parse, head, "of-")
        if form == "noun" and verb is not None:
            found.append(f"governor={parse.lemma[verb]}")
            found.append(f"as={parse.dep[head]}")
    if verb is None:
        return found
    children = parse.children[verb]
    passive = any(parse.dep[c] in ("nsubjpass", "auxpass", "agent") for c in children)
    own = [c for c in children if parse.dep[c] in _OBJECTS and c != head]
    if form == "verb" and parse.dep[verb] in ("acl", "amod") and parse.tag[verb] == "VBN":
        passive, own = True, [*own, parse.head[verb]]
    acting = subjects(parse, verb, passive=False)
    if not passive:
        found += [f"subj={name}" for name in classes_of(parse, _meant(parse, (a for a in acting if a != head)))]
    found += [f"obj={name}" for name in classes_of(parse, _meant(parse, own))]
    found.append("passive" if passive else "with object" if own else "without object")
    found += _brought(parse, verb, "")
    found += ["clause" for c in children if parse.dep[c] in _CLAUSES][:1]
    found += [f"particle={parse.lower[c]}" for c in children if parse.dep[c] == "prt"]
    return found


def _brought(parse: Parse, i: int, mark: str) -> list[str]:
    """Return the features of what prepositions bring to a word ("at:place")."""
    found = []
    for c in parse.children[i]:
        if parse.dep[c] in _PREPOSITIONS:
            for noun in parse.children[c]:
                if parse.dep[noun] in ("pobj", "pcomp") and (name := noun_class(parse, noun)):
                    found.append(f"{mark}{parse.lower[c]}:{name}")
    return found


def _meant(parse: Parse, nouns: Iterable[int]) -> list[int]:
    """Return the nouns, with that which a relative pronoun stands for and what "of" counts ("dozens of people")."""
    found = []
    for noun in nouns:
        if parse.lower[noun] in ("who", "which", "that") and parse.dep[parse.head[noun]] == "relcl":
            noun = parse.head[parse.head[noun]]
        found.append(noun)
        found += [g for c in parse.children[noun] if parse.lower[c] == "of" for g in parse.children[c]]
    return found
