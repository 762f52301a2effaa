"""Words about deeds to come: a promise to help is an agreement, a vow to attack a threat."""

from geo.contract import Status
from geo.language.events.clauses import is_somebody, subjects
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import event_type

_SETS = word_sets("event_words.tsv")
_ANNOUNCING = _SETS["announcing verbs"]
_READY = words("ready prepared willing")
_MEANING = words("plan intend prepare")
_WILL = words("will would wo 'll ’ll")
_MUST = words("must should ought")
_PRONOUNS = words("he she it they we i")


def retype(parse: Parse, trigger: Trigger, status: Status) -> tuple[str, str | None, Status]:
    """Return the type, mode and status of an event, changed where somebody only announces what they will or won't do.

    What is refused doesn't happen, the refusal does.
    """
    kind, told = event_type(trigger.type), (trigger.type, trigger.mode, status)
    if kind.denied_as and status == "denied":
        return *kind.denied_as, "happened"
    if trigger.noun == trigger.anchor or status == "happened":
        return told
    verb = trigger.anchor
    helpers = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] == "aux"}
    if status == "denied" and kind.refused_as and _is_unwilling(parse, verb, helpers):
        return *kind.refused_as, "happened"
    if trigger.noun is not None:
        return told
    if kind.demanded_as and helpers & _MUST and _is_reported(parse, verb):
        return *kind.demanded_as, status
    if status in ("possible", "denied") or not _is_intended(parse, verb, helpers):
        return told
    announced = kind.announced(trigger.mode)
    if announced is None or (event_type(announced.type).own_deeds and not _is_own(parse, verb)):
        return told
    return (*announced, status) if kind.typed or parse.lower[parse.head[verb]] in _READY else told


def _is_unwilling(parse: Parse, verb: int, helpers: set[str]) -> bool:
    """Whether somebody won't do what a verb tells ("Germany will not send troops", "he would not meet them")."""
    if not helpers & _WILL:
        return False
    own = subjects(parse, verb)
    return _is_reported(parse, verb) or (bool(own) and is_somebody(parse, own[0]))


def _is_intended(parse: Parse, verb: int, helpers: set[str]) -> bool:
    """Whether the clause tells an intention ("they would meet, he said", "ready to help", "plans to visit")."""
    head = parse.head[verb]
    if parse.dep[verb] == "xcomp" and (parse.lower[head] in _READY or parse.lemma[head] in _MEANING):
        return True
    return bool(helpers & _WILL) and _is_reported(parse, verb)


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
