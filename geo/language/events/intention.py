"""Words about deeds to come: a promise to help is an agreement, a vow to attack a threat."""

from geo.contract import Status
from geo.language.events.arguments import subjects
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
_KIND = frozenset({"CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
_HARSH = frozenset({"SANCTION", "COERCE", "ASSAULT"})
_ANNOUNCING = _SETS["announcing verbs"]
_READY = words("ready prepared willing")
_PRONOUNS = words("he she it they we i")


def retype(parse: Parse, trigger: Trigger, status: Status) -> tuple[str, str | None]:
    """Return the type and mode of an event, changed where its actor only announces what they will or won't do."""
    if trigger.noun is not None or status in ("happened", "possible"):
        return trigger.type, trigger.mode
    if not _is_announced(parse, trigger.anchor):
        return trigger.type, trigger.mode
    if status == "denied":
        return ("REJECT", trigger.mode) if trigger.type in _KIND | {"AGREE"} else (trigger.type, trigger.mode)
    if trigger.type in _KIND:
        return "AGREE", trigger.mode
    return ("THREATEN", trigger.mode) if trigger.type in _HARSH else (trigger.type, trigger.mode)


def _is_announced(parse: Parse, verb: int) -> bool:
    """Whether somebody says of themselves that they would do it ("said they would meet", "ready to help")."""
    head = parse.head[verb]
    if parse.dep[verb] == "xcomp" and parse.lower[head] in _READY:
        return True
    if not any(parse.lower[c] in ("will", "would", "'ll", "’ll") for c in parse.children[verb]):
        return False
    if parse.dep[verb] != "ccomp" or parse.lemma[head] not in _ANNOUNCING:
        return False
    own = subjects(parse, verb)
    return bool(own) and parse.lower[own[0]] in _PRONOUNS
