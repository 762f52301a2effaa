"""Words about deeds to come: a promise to help is an agreement, a vow to attack a threat."""

from geo.contract import Status
from geo.language.events.clauses import subjects
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
_KIND = words("CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT")
_HARSH = words("COERCE ASSAULT PROTEST")
_ANNOUNCING = _SETS["announcing verbs"]
_READY = words("ready prepared willing")
_MEANING = words("plan intend prepare")
_WILL = words("will would 'll ’ll")
_MUST = words("must should ought")
_PRONOUNS = words("he she it they we i")


def retype(parse: Parse, trigger: Trigger, status: Status) -> tuple[str, str | None]:
    """Return the type and mode of an event, changed where somebody only announces what they will or won't do."""
    if trigger.type == "AGREE" and status == "denied":
        return "REJECT", trigger.mode
    if trigger.noun is not None or status == "happened":
        return trigger.type, trigger.mode
    verb = trigger.anchor
    helpers = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] == "aux"}
    if helpers & _MUST and _is_reported(parse, verb):
        return "REQUEST", "change"
    if status == "possible" or not _is_intended(parse, verb, helpers):
        return trigger.type, trigger.mode
    if status == "denied":
        return ("REJECT" if trigger.type in _KIND | {"AGREE"} else trigger.type), trigger.mode
    if trigger.type in _KIND or (trigger.type == "OTHER" and parse.lower[parse.head[verb]] in _READY):
        return "AGREE", trigger.mode
    return ("THREATEN" if trigger.type in _HARSH and _is_own(parse, verb) else trigger.type), trigger.mode


def _is_intended(parse: Parse, verb: int, helpers: set[str]) -> bool:
    """Whether the clause tells an intention ("they would meet, he said", "ready to help", "plans to visit")."""
    head = parse.head[verb]
    if parse.dep[verb] == "xcomp" and (parse.lower[head] in _READY or parse.lemma[head] in _MEANING):
        return True
    return bool(helpers & _WILL) and _is_reported(parse, verb)


def is_intended(parse: Parse, trigger: Trigger) -> bool:
    """Whether somebody is ready or willing to do what a verb tells."""
    return trigger.noun is None and parse.lower[parse.head[trigger.anchor]] in _READY


def _is_reported(parse: Parse, verb: int) -> bool:
    """Whether a verb of announcing brings the clause in, before or after it."""
    head = parse.head[verb]
    if parse.dep[verb] in ("ccomp", "parataxis") and parse.lemma[head] in _ANNOUNCING:
        return True
    return any(parse.dep[c] in ("parataxis", "ccomp") and parse.lemma[c] in _ANNOUNCING for c in parse.children[verb])


def _is_own(parse: Parse, verb: int) -> bool:
    """Whether those who announce it are those who would do it."""
    own = subjects(parse, verb)
    return parse.dep[verb] == "xcomp" or (bool(own) and parse.lower[own[0]] in _PRONOUNS)
