"""Which of the triggers found tell a reader something: those that say that, where or when a thing happens."""

from geo.contract import DateExpression, Status
from geo.language.events.intention import is_intended
from geo.language.events.times import token_span
from geo.language.events.triggers import LOOSE, Trigger
from geo.language.parse import Parse
from geo.language.words import words

_OURS = LOOSE | words("SPORT HEALTH VOTE DEATH COURT CRIME")
"""Types of news that talk between quotation marks is full of without telling any."""
_HARM = words("DISASTER ACCIDENT")
_WORDS = words("REQUEST REJECT")
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
    verb = trigger.anchor
    if trigger.type in _WORDS and _is_to_the_press(parse, trigger):
        return False
    if (
        trigger.noun == verb
        and trigger.verb is not None
        and parse.lemma[trigger.verb] in _TOPICAL
        and status == "possible"
    ):
        return False
    own = dated and date is not None and (trigger.type != "OTHER" or _is_below(parse, date, verb))
    helpers = {parse.lower[c] for c in parse.children[verb] if parse.dep[c] in ("aux", "mark")}
    if placed or own:
        return trigger.type != "OTHER" or helpers.isdisjoint(_CONDITION)
    if trigger.weak or trigger.type == "OTHER":
        return is_intended(parse, trigger)
    if status == "possible" and trigger.type in _OURS | _HARM:
        return False
    return not quoted or (trigger.type not in _OURS | _HARM and helpers.isdisjoint(_MAYBE))


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
