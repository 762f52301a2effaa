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
    "adjourn allow cancel defer delay extend give grant halt move postpone push put remand reschedule shift "
    "slip suspend"
)
"""Verbs after which "until May" or "to May" is still to come, though they tell the past."""


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
        return -1 if _had(verb) else 1
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
    if head.lemma_ in PLANNING or head.lower_ in ("going", "ready", "likely", "due", "set") or head.lemma_ == "be":
        return 1
    return tense_of(head, clauses - 1) if head.pos_ in ("VERB", "AUX") else 1


def _had(verb: Token) -> bool:
    return any(child.lower_ in ("had", "'d", "’d") and child.dep_ == "aux" for child in verb.lefts)
