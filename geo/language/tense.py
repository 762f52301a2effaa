"""The tense of a clause, which tells last Monday from next Monday."""

from spacy.tokens import Token

from geo.language.words import words

FUTURE_AUX = frozenset({"will", "shall", "'ll", "’ll", "wo", "sha"})
PLANNING = words(
    "aim arrange book due expect hope intend plan pledge postpone prepare promise propose schedule set slate "
    "threaten vow want"
)
"""Verbs and adjectives whose infinitive is still to come."""

DELAYING = words(
    "adjourn allow bail bring cancel carry change defer delay extend give grant halt move postpone push put rearrange "
    "remand reschedule reserve roll shift slip stand suspend switch"
)
"""Verbs after which "until May" or "to May" is still to come, though they tell the past."""

MOVING = words("bring change defer delay move postpone push put rearrange reschedule roll shift slip switch")
"""Verbs after which "from Monday to Thursday" is a day and the one that takes its place, no stretch of days."""

APPOINTING = words("appoint arrange book call convene fix list pencil rearrange reschedule schedule set slate")
"""Verbs whose day is still to come though they tell the past: "set a hearing for Friday", "fixed Monday for it"."""

ORDERING = words("ask bind call direct give instruct order remind require summon tell urge warn")
"""Verbs after which what has to be done by a day is still to come ("told to pay by Friday")."""

_READY = words("going ready likely due set")
_FIRST = words("first initially originally previously once")
_CLAUSES = 12
"""Clauses one within the other of which each takes its tense from the one above."""


def verb_above(token: Token, steps: int = 8) -> Token | None:
    """Return the verb that governs `token`, itself included, or None."""
    for _ in range(steps):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head is token or token.head.i == token.i:
            return None
        token = token.head
    return None


def is_appointed(token: Token) -> bool:
    """Whether `token` is a day that somebody has set: "listed for Friday", "set a date of 5 May", "fixed Monday"."""
    verb = verb_above(token)
    if verb is None or verb.lemma_ not in APPOINTING or verb.i > token.i or _had(verb) or _is_given_up(verb):
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    dated = before == "of" and token.nbor(-2).lower_ == "date"
    return token.dep_ == "dobj" or before == "for" or dated or _is_fixed(verb, token)


def _is_fixed(verb: Token, token: Token) -> bool:
    """Whether a day is what a verb fixes, parsed as the day on which it does ("set Monday for the vote")."""
    after = token.i + 1
    return verb.i == token.i - 1 and after < len(token.doc) and token.doc[after].lower_ in ("for", "as")


def is_promised(token: Token) -> bool:
    """Whether the clause of `token` says what will be or what is planned, so that "in a week" is when, not how long."""
    verb = verb_above(token)
    if verb is None:
        return False
    helpers = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
    planned = verb.head.lemma_ in PLANNING or verb.head.lower_ in _READY
    return bool(helpers & (FUTURE_AUX | {"would"})) or ("to" in helpers and planned)


def is_deadline(token: Token) -> bool:
    """Whether `token` is the day by which somebody was told to do something."""
    verb = verb_above(token)
    told = verb is not None and verb.dep_ in ("xcomp", "ccomp", "acl", "advcl") and verb.tag_ == "VB"
    return told and verb.head.lemma_ in ORDERING and not _had(verb.head)


def tense_of(token: Token, clauses: int = _CLAUSES) -> int:
    """Return -1 where the clause of `token` is in the past, +1 where it is in the future, 0 where it doesn't say.

    Args:
        token: a word of the clause.
        clauses: how many clauses above it may be asked.
    """
    verb = verb_above(token)
    if verb is None or not clauses:
        return 0
    if verb.lemma_ in PLANNING and (verb.tag_ == "VBN" or verb.dep_ in ("acl", "amod")):
        return -1 if _had(verb) else 0 if _is_given_up(verb) else 1
    words = {child.lower_ for child in verb.lefts if child.dep_ in ("aux", "auxpass")}
    if words & FUTURE_AUX:
        return 1
    if "would" in words:
        return 1 if not words & {"have"} else -1
    if words & {"has", "have", "had", "was", "were", "did", "been", "'d", "’d"} or verb.tag_ == "VBD":
        return -1
    if "to" in words:
        return _tense_of_infinitive(verb, clauses)
    if verb.tag_ in ("VBZ", "VBP", "VBG") and verb.dep_ in ("ROOT", "ccomp", "conj", "relcl"):
        return 1
    below = verb.dep_ in ("xcomp", "advcl", "acl") and verb.head.i != verb.i
    return tense_of(verb.head, clauses - 1) if below else 0


def _tense_of_infinitive(verb: Token, clauses: int) -> int:
    head = verb.head
    if head.i == verb.i:
        return 1
    if _had(head) or _had(head.head):
        return -1  # "it had been due to start": what was planned is over or was put off
    if head.lemma_ in PLANNING or head.lower_ in _READY or head.lemma_ == "be":
        return 1
    return tense_of(head, clauses - 1) if head.pos_ in ("VERB", "AUX") else 1


def _is_given_up(verb: Token) -> bool:
    """Whether what was planned has made way for something else ("first planned for May")."""
    return any(child.lower_ in _FIRST for child in verb.lefts if child.dep_ == "advmod")


def _had(verb: Token) -> bool:
    return any(child.lower_ in ("had", "'d", "’d") and child.dep_ == "aux" for child in verb.lefts)
