"""Which of the triggers found tell a reader something: those that say that, where or when a thing happens."""

from geo.contract import DateExpression, Status
from geo.language.events.intention import is_intended
from geo.language.events.times import token_span
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import words
from geo.ontology import event_type

_PRESS = words("named identified quoted anonymity comment comments elaborate interviewed")
_QUESTION = words("if whether why what how when who about")
_TOPICAL = words("discuss debate study address consider examine")
_CONDITION = words("if unless whether")
_MAYBE = words("can could may might 'd ’d would")


def is_worth_a_row(
    parse: Parse,
    trigger: Trigger,
    status: Status,
    *,
    placed: bool,
    date: DateExpression | None,
    dated: bool,
    quoted: bool,
) -> bool:
    """Return whether a trigger becomes an event.

    Args:
        parse: the text.
        trigger: what was found.
        status: whether it happened.
        placed: it has a place of its own.
        date: its date, which may be that of a clause above.
        dated: its date counts for its kind of word.
        quoted: it stands between quotation marks.
    """
    verb, kind = trigger.anchor, event_type(trigger.type)
    if kind.to_press and _is_to_the_press(parse, trigger):
        return False
    if (
        trigger.noun == verb
        and trigger.verb is not None
        and parse.lemma[trigger.verb] in _TOPICAL
        and status == "possible"
    ):
        return False
    own = dated and date is not None and (kind.typed or _is_below(parse, date, verb))
    helpers = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "mark")}
    if placed or own:
        return not trigger.weak or helpers.isdisjoint(_CONDITION)
    if trigger.weak or not kind.typed:
        return is_intended(parse, trigger)
    if status == "possible" and kind.talked_of:
        return False
    return not quoted or (not kind.talked_of and helpers.isdisjoint(_MAYBE))


def _is_to_the_press(parse: Parse, trigger: Trigger) -> bool:
    """Whether somebody only asks not to be named, declines to comment, or is asked by reporters."""
    verb = trigger.anchor
    below = [verb, *parse.children[verb]]
    below += [g for c in parse.children[verb] for g in parse.children[c]]
    return any(parse.lower[c] in _PRESS for c in below) or (
        parse.lemma[verb] == "ask" and any(parse.lower[g] in _QUESTION for g in below)
    )


def _is_below(parse: Parse, date: DateExpression, verb: int) -> bool:
    """Whether a date stands within the clause of `verb`, or in front of a list of clauses that it is one of."""
    first, last = parse.edges(verb)
    at = token_span(parse, date["start"], date["end"])[0]
    return first <= at <= last or (parse.dep[verb] == "conj" and at < verb)
