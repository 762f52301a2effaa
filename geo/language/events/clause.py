"""The stretches of text that tell an event: its trigger and its clause."""

from collections.abc import Sequence

from geo.language.events.triggers import Trigger
from geo.language.parse import Parse

_CLAUSES = frozenset({"conj", "parataxis", "relcl", "advcl", "ccomp"})
_REACH = 8
"""Tokens from its first word within which a further word of a trigger is shown with it."""
_REACH_OF_PREPOSITION = 2


def trigger_span(parse: Parse, tokens: Sequence[int]) -> tuple[int, int]:
    """Return the first and last token of a trigger; its parts must lie near each other to be one stretch."""
    first = last = tokens[0]
    for token in tokens[1:]:
        reach = _REACH_OF_PREPOSITION if parse.dep[token] == "prep" else _REACH
        if abs(token - tokens[0]) <= reach:
            first, last = min(first, token), max(last, token)
    return first, last


def clause_of(parse: Parse, trigger: Trigger) -> tuple[int, int]:
    """Return the tokens [first, past) of the clause that tells an event, without the marks around it."""
    top = trigger.anchor
    if trigger.noun == trigger.anchor and trigger.verb is not None:
        top = trigger.verb
    first, last = parse.edges(top, _CLAUSES if parse.dep[top] != "ROOT" or trigger.noun is None else frozenset())
    low, high = parse.sents[parse.sent[top]]
    first, last = max(min(first, trigger.anchor), low), min(max(last, trigger.anchor), high - 1)
    while first < last and not parse.text[parse.start[first] : parse.end[first]].strip(" \n\t,;:-–—"):
        first += 1
    while last > first and not parse.text[parse.start[last] : parse.end[last]].strip(" \n\t,;:-–—."):
        last -= 1
    return first, last + 1
