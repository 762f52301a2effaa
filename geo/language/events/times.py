"""When an event happens: the date expression that belongs to its trigger."""

from bisect import bisect_right
from collections.abc import Sequence

from geo.contract import DateExpression, Precision
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import words

_STARTING = words("begin start")
_SPEECH = frozenset({"ccomp", "parataxis"})


class Times:
    """The dates of a text by the words they depend on."""

    def __init__(self, parse: Parse, dates: Sequence[DateExpression], triggers: Sequence[Trigger]) -> None:
        self._parse = parse
        self._dates = dates
        nouns = {t.noun for t in triggers if t.noun is not None}
        self._of: dict[int, DateExpression] = {}
        for date in dates:
            root = parse.root_of(*token_span(parse, date["start"], date["end"]))
            owner = self._owner(root, nouns)
            if owner is not None and (owner not in self._of or _finer(date, self._of[owner])):
                self._of[owner] = date

    def _owner(self, root: int, nouns: set[int]) -> int | None:
        parse, here = self._parse, root
        while True:
            if here in nouns or parse.pos[here] in ("VERB", "AUX"):
                return here
            if parse.head[here] == here:
                return here
            here = parse.head[here]

    def of(self, trigger: Trigger) -> tuple[DateExpression | None, Precision | None]:
        """Return the date expression of an event and its precision ("since" where the date is when it began)."""
        for own in (trigger.noun, trigger.anchor):
            if own is not None and own in self._of:
                return self._of[own], self._of[own]["precision"]
        if trigger.noun is not None and trigger.anchor == trigger.noun:
            return self._above_noun(trigger.noun)
        return self._around_verb(trigger.anchor)

    def _above_noun(self, noun: int) -> tuple[DateExpression | None, Precision | None]:
        parse, here = self._parse, noun
        for _ in range(6):
            dep, here = parse.dep[here], parse.head[here]
            if parse.pos[here] in ("VERB", "AUX"):
                if dep in ("nsubj", "nsubjpass", "dobj", "attr", "prep") and (date := self._of.get(here)):
                    return date, date["precision"]
                return (None, None) if dep == "prep" else self._around_verb(here)
            if parse.head[here] == here or here in self._of:
                break
        date = self._of.get(here)
        return date, date["precision"] if date else None

    def _around_verb(self, verb: int) -> tuple[DateExpression | None, Precision | None]:
        """Look below the verb in the nouns it leans on ("killed during a raid on Friday"), then above it."""
        parse = self._parse
        for preposition in parse.children[verb]:
            if parse.dep[preposition] in ("prep", "dobj"):
                for noun in (preposition, *parse.children[preposition]):
                    if date := self._of.get(noun):
                        return date, date["precision"]
        here = verb
        for _ in range(5):
            dep, head = parse.dep[here], parse.head[here]
            if head == here or dep in _SPEECH or dep not in ("xcomp", "conj", "advcl", "acl", "pcomp", "prep"):
                return None, None
            if dep == "advcl" and any(parse.dep[c] == "nsubj" for c in parse.children[here]):
                return None, None
            if date := self._of.get(head):
                since = dep == "xcomp" and parse.lemma[head] in _STARTING
                if not (dep == "conj" and date["start"] > parse.start[here]):
                    return date, "since" if since else date["precision"]
            if dep == "xcomp" and parse.lemma[head] in _STARTING:
                found, _ = self._around_verb(head)
                return found, "since" if found else None
            here = head
        return None, None


def token_span(parse: Parse, start: int, end: int) -> tuple[int, int]:
    """Return the tokens [first, past) that the characters [start, end) touch, at least one."""
    first = min(bisect_right(parse.end, start), len(parse) - 1)
    past = first + 1
    while past < len(parse) and parse.start[past] < end:
        past += 1
    return first, past


def _finer(one: DateExpression, other: DateExpression) -> bool:
    order = ("day", "days", "week", "month", "season", "year", "years", "since")
    return order.index(one["precision"]) < order.index(other["precision"])
