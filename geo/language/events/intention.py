"""Words about deeds to come: a promise to help is an agreement, a vow to attack a threat."""

from geo.contract import Status
from geo.language.events.clauses import is_somebody, subjects
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_SETS = word_sets("event_words.tsv")
_KIND = words("CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT")
_REFUSALS = {
    "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist", "MOBILIZE": "assist", "RETREAT": "yield",
    "CONCEDE": "yield", "SUPPORT": "change", "AGREE": "change",
}  # fmt: skip
"""Types whose refusal is a REJECT, with its mode."""
_THREATS = {"ASSAULT": "violence", "COERCE": "restrict", "SANCTION": "relations", "PROTEST": None}
"""Types whose announcement is a THREATEN, with its mode."""
_THREATENED = {"arrest": "arrest", "deport": "expel", "expel": "expel"}
_ANNOUNCING = _SETS["announcing verbs"]
_READY = words("ready prepared willing")
_MEANING = words("plan intend prepare")
_WILL = words("will would wo 'll ’ll")
_MUST = words("must should ought")
_PRONOUNS = words("he she it they we i")


def retype(parse: Parse, trigger: Trigger, status: Status) -> tuple[str, str | None]:
    """Return the type and mode of an event, changed where somebody only announces what they will or won't do."""
    if trigger.type == "AGREE" and status == "denied":
        return "REJECT", _REFUSALS["AGREE"]
    if trigger.noun == trigger.anchor or status == "happened":
        return trigger.type, trigger.mode
    verb = trigger.anchor
    helpers = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] == "aux"}
    if status == "denied" and trigger.type in _REFUSALS and _is_unwilling(parse, verb, helpers):
        return "REJECT", _REFUSALS[trigger.type]
    if trigger.noun is not None:
        return trigger.type, trigger.mode
    if helpers & _MUST and _is_reported(parse, verb):
        return "REQUEST", "change"
    if status in ("possible", "denied") or not _is_intended(parse, verb, helpers):
        return trigger.type, trigger.mode
    if trigger.type in _KIND or (trigger.type == "OTHER" and parse.lower[parse.head[verb]] in _READY):
        return "AGREE", None
    if trigger.type in _THREATS and _is_own(parse, verb):
        return "THREATEN", _THREATENED.get(trigger.mode or "", _THREATS[trigger.type])
    return trigger.type, trigger.mode


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
