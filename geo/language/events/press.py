"""What only concerns the press: who asks not to be named, declines to comment, is asked by reporters."""

from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import event_type

_PRESS = word_sets("event_words.tsv")["press words"]
_QUESTION = words("if whether why what how when who about")


def is_to_the_press(parse: Parse, trigger: Trigger) -> bool:
    """Whether a trigger tells only how somebody dealt with the press, which is no event of any story."""
    if not event_type(trigger.type).to_press:
        return False
    verb = trigger.anchor
    below = [verb, *parse.children[verb]]
    below += [g for c in parse.children[verb] for g in parse.children[c]]
    return any(parse.lower[c] in _PRESS for c in below) or (
        parse.lemma[verb] == "ask" and any(parse.lower[g] in _QUESTION for g in below)
    )
