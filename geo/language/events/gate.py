"""Which triggers tell a happening that a reader wants to see: learned from stories that editors have read.

Two logistic regressions over features that can be read: whether a telling is an event at all, and whether it belongs on
a map of the story. What is left out by the first was a verb and no event: habits, opinions, asides, turns of phrase.
"""

import math
from collections import Counter
from collections.abc import Sequence

from geo.language.events.classes import noun_class, verb_class
from geo.language.events.clauses import subjects
from geo.language.events.models import StoryModels
from geo.language.events.story import Story
from geo.language.events.tellings import Telling
from geo.language.parse import Parse
from geo.ontology import event_type

_HELPERS = frozenset({"aux", "auxpass", "mark", "neg"})
_OBJECTS = frozenset({"dobj", "attr", "nsubjpass"})
_SHOWN = frozenset(["it", "i", "we", "you", "he", "she", "they", "that", "who", "which"])
_AMOUNTS = frozenset({"CARDINAL", "MONEY", "PERCENT", "QUANTITY"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"})
_INDEFINITE = frozenset({"a", "an", "the", "no", "any"})
_EARLY = 3
"""Sentences in which news tells what is new."""
_MANY = 4
"""From here on, more words shared with the title and more names say nothing new."""
_LONG = 30
"""Tokens of a long clause."""


def judge(parse: Parse, story: Story, tellings: Sequence[Telling], models: StoryModels) -> None:
    """Set `worth` and `weight` of the tellings of a text."""
    for telling, features in zip(tellings, all_features(parse, story, tellings), strict=True):
        telling.worth = models.worth.probability(features)
        telling.weight = models.weight.probability(features)


def all_features(parse: Parse, story: Story, tellings: Sequence[Telling]) -> list[dict[str, float]]:
    """Return the features of each telling of a text, by name."""
    types = Counter(t.event["type"] for t in tellings)
    return [_features(parse, story, t, types[t.event["type"]] / len(tellings)) for t in tellings]


def _features(parse: Parse, story: Story, telling: Telling, share: float) -> dict[str, float]:
    trigger, event = telling.trigger, telling.event
    type_, anchor = event["type"], trigger.anchor
    form = "noun" if trigger.noun == anchor else "light verb" if trigger.noun is not None else "verb"
    names = [
        f"type={type_}",
        f"type={type_}|{form}",
        f"type={type_}|early={telling.sentence < _EARLY}",
        f"mode={type_}|{event['mode']}",
        f"status={event['status']}",
        f"form={form}",
        f"typed={event_type(type_).typed}",
        f"weak={trigger.weak}",
        f"spoken={telling.spoken}",
        f"placed={bool(telling.places)}",
        f"date={event['date_precision']}",
        f"actors={min(len(event['actors']), 2)}",
        f"recipients={min(len(event['recipients']), 2)}",
        *_syntax(parse, telling),
        *_participants(parse, anchor),
    ]
    features = dict.fromkeys(names, 1.0)
    _add_story(parse, story, telling, features)
    features["share of type"] = share
    return features


def _syntax(parse: Parse, telling: Telling) -> list[str]:
    trigger = telling.trigger
    anchor, head = trigger.anchor, parse.head[trigger.anchor]
    word = parse.lemma[anchor if trigger.noun is None else trigger.noun].lower()
    names = [
        f"lemma={word}",
        f"class={verb_class(word) if trigger.noun is None else noun_class(parse, trigger.noun)}",
        f"dep={parse.dep[anchor]}",
        f"tag={parse.tag[anchor]}",
        f"dep={parse.dep[anchor]}|{parse.tag[anchor]}",
        f"depth={min(trigger.depth, 4)}",
    ]
    names += [f"helper={parse.lower[c]}" for c in parse.children[anchor] if parse.dep[c] in _HELPERS]
    if head != anchor:
        names += [f"head={parse.pos[head]}", f"head lemma={parse.lemma[head].lower()}"]
    return names


def _participants(parse: Parse, anchor: int) -> list[str]:
    subject = next(iter(subjects(parse, anchor, passive=True)), None)
    object_ = next((c for c in parse.children[anchor] if parse.dep[c] in _OBJECTS), None)
    one = "none" if subject is None else _class_of(parse, subject)
    other = "none" if object_ is None else _class_of(parse, object_)
    names = [f"subject={one}", f"object={other}", f"subject={one}|object={other}"]
    if object_ is not None:
        article = next((parse.lower[c] for c in parse.children[object_] if parse.lower[c] in _INDEFINITE), "none")
        names.append(f"article of object={article}")
    return names


def _class_of(parse: Parse, noun: int) -> str:
    """Return what a noun or pronoun stands for, as far as its entity or a list of words tells."""
    if parse.pos[noun] == "PRON":
        word = parse.lower[noun]
        return word if word in _SHOWN else "pronoun"
    return noun_class(parse, noun) or parse.pos[noun]


def _add_story(parse: Parse, story: Story, telling: Telling, features: dict[str, float]) -> None:
    """Add how a telling stands to the whole story: where, and how much of it the title and other sentences share."""
    first, past, sentence = telling.first, telling.past, telling.sentence
    shared = story.in_title(first, past)
    content = story.content(first, past)
    actors = [word for actor in telling.event["actors"] for word in actor.lower().split()]
    entities = parse.ent[first:past]
    features |= {
        f"sentence={min(sentence, _EARLY)}": 1.0,
        f"title has trigger={story.is_in_title(telling.heads)}": 1.0,
        f"title has actor={story.is_in_title(actors)}": 1.0,
        f"title shared={min(shared, _MANY)}": 1.0,
        f"block={parse.document.kind_at(telling.event['start'])}": 1.0,
        f"amount={not _AMOUNTS.isdisjoint(entities)}": 1.0,
        "title shared": min(shared, _MANY) / _MANY,
        "position": sentence / max(1, story.sentences - 1),
        "nearness to the top": 1 / (1 + sentence),
        "names": min(sum(e in _NAMED for e in entities), _MANY) / _MANY,
        "length": min(past - first, _LONG) / _LONG,
        "prominence of its actor": max((story.share_of(a["id"]) for a in telling.event["actor_spans"]), default=0.0),
        "prominence of its recipient": max(
            (story.share_of(a["id"]) for a in telling.event["recipient_spans"]), default=0.0
        ),
        "frequency of its words": math.log1p(sum(story.counts[w] for w in content) / max(1, len(content))),
        "frequency of its trigger": math.log1p(max((story.counts[w] for w in telling.heads), default=0)),
    }
