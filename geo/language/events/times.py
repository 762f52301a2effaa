"""When an event happens: the date expression that belongs to its trigger."""

import datetime
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence

from geo.contract import DateExpression, Precision
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words

_STARTING = words("begin start")
_OTHER_TIMES = words("after before since following until ahead")
_ANSWERING = word_sets("event_words.tsv")["answering verbs"]
_GUILT = word_sets("event_words.tsv")["verbs of guilt"]
_ANSWERED = words("for over with in into about")
"""Prepositions of what somebody answers for: jailed for a stabbing."""
_TELLING = words("after before")
_BOUNDS = words("until till")
"""Prepositions of a day up to which something lasts."""
_WHEN_PREPOSITIONS = words("in at during on for by")
_NAMING = frozenset({"nummod", "nmod", "compound", "amod"})
_AT_ONCE = words("when as while")
_WHICH = words("which that")
_IS = words("is are 's ’s 're ’re am 'm ’m")
_HAS = words("has have")
_IRREALIS = words("will would may might could should must to can had was were")
_SUBJECTS = words("nsubj nsubjpass")
_DEEPEST_NOUN = 6
"""Words from an event noun up to the verb that it hangs on."""
_CLAUSES = 8
"""Clauses one within the other of which each has the day of the one above."""
_SPEECH = frozenset({"ccomp", "parataxis"})


class Times:
    """The dates of a text by the words they depend on."""

    def __init__(
        self, parse: Parse, dates: Sequence[DateExpression], triggers: Sequence[Trigger], published: str | None = None
    ) -> None:
        self._parse = parse
        self._at: dict[int, DateExpression] = {}
        """The date expression by each of its tokens."""
        self._published = published
        self._nouns = {t.noun for t in triggers if t.noun is not None}
        self._of: dict[int, DateExpression] = {}
        for date in dates:
            first, past = token_span(parse, date["start"], date["end"])
            self._at.update(dict.fromkeys(range(first, past), date))
            if parse.document.dateline_at(date["start"]):
                continue  # it tells when a report was sent
            root = parse.root_of(first, past)
            if self.is_bound(root):
                continue
            owner = self.owner(root)
            if past < len(parse) and parse.lower[past] == "since" and parse.dep[past] == "mark":
                owner = parse.head[past]
            if (above := self._above_clause(past - 1, owner)) is not None:
                owner = above
            if (gapped := self._gapped(first)) is not None:
                owner = gapped
            if owner not in self._of or _finer(date, self._of[owner]):
                self._of[owner] = date

    def _above_clause(self, last: int, clause: int) -> int | None:
        """Return what a date hangs on that a clause tells ("resigned the day after rebels took the town"), not that.

        Args:
            last: the last token of the date.
            clause: the verb of the clause that the parse hangs it on.
        """
        parse = self._parse
        tells = parse.lower[last] in _TELLING and parse.dep[last] == "mark" and parse.head[last] == clause
        return self._verb_of(parse.head[clause]) if tells and parse.head[clause] != clause else None

    def _gapped(self, first: int) -> int | None:
        """Return the event noun right before a date that a list leaves without a verb ("and the vote tomorrow")."""
        parse, noun = self._parse, first - 1
        verbless = noun in self._nouns and parse.dep[noun] == "conj"
        return noun if verbless and parse.head[noun] in self._at else None

    def is_bound(self, root: int) -> bool:
        """Whether a date says until when something lasts or waits."""
        return self._parse.dep[root] == "pobj" and self._parse.lower[self._parse.head[root]] in _BOUNDS

    def owner(self, root: int) -> int:
        """Return the event noun or the verb that a date hangs on, the root of its sentence where there is none."""
        named = self._named_by(root)
        return self._verb_of(root) if named is None else named

    def _verb_of(self, here: int) -> int:
        """Return the event noun or verb that a word is or hangs on, the root of its sentence where there is none."""
        parse = self._parse
        while True:
            if here in self._nouns or parse.pos[here] in ("VERB", "AUX"):
                return here
            if parse.head[here] == here:
                return here
            here = parse.head[here]

    def _named_by(self, root: int) -> int | None:
        """Return the noun, no event, whose name a year is part of ("the 2023 law", "the Act of 2023")."""
        parse, head = self._parse, self._parse.head[root]
        if self._at[root]["precision"] != "year":
            return None
        if parse.dep[root] == "pobj" and parse.lower[head] == "of":
            noun = parse.head[head]
        elif parse.dep[root] in _NAMING:
            noun = head
        else:
            return None
        plain = parse.pos[noun] in ("NOUN", "PROPN") and noun not in self._nouns
        return noun if plain and not self._is_frame(noun) else None

    def _is_frame(self, noun: int) -> bool:
        """Whether a noun says when ("in the summer of 2023", "at the 2024 Games")."""
        parse, head = self._parse, self._parse.head[noun]
        return parse.dep[noun] == "pobj" and parse.lower[head] in _WHEN_PREPOSITIONS

    def of(self, trigger: Trigger) -> tuple[DateExpression | None, Precision | None]:
        """Return the date expression of an event and its precision ("since" where the date is when it began)."""
        for own in (trigger.noun, trigger.anchor, trigger.verb if _is_subject(self._parse, trigger) else None):
            if own is not None and own in self._of:
                return self._of[own], "since" if self._begins(own) else self._of[own]["precision"]
        if trigger.noun is not None and trigger.anchor == trigger.noun:
            return self._above_noun(trigger.noun)
        return self._around_verb(trigger.anchor)

    def going_on(self, trigger: Trigger) -> DateExpression | None:
        """Return the day of publication for what is going on then ("is bombing", "has been bombing")."""
        parse, verb = self._parse, trigger.anchor
        if self._published is None or trigger.noun == verb or parse.tag[verb] != "VBG":
            return None
        helpers = [c for c in parse.children[verb] if parse.dep[c] == "aux"]
        forms = {parse.lower[c] for c in helpers}
        if not (forms & _IS or (forms & _HAS and "been" in forms)) or forms & _IRREALIS:
            return None
        start, end = parse.start[helpers[0]], parse.end[verb]
        text = parse.text[start:end]
        return {
            "start": start, "end": end, "text": text, "date": self._published, "date_end": self._published,
            "precision": "day",
        }  # fmt: skip

    def _begins(self, verb: int) -> bool:
        """Whether a verb tells what began ("began to shell the town on Monday")."""
        return self._parse.dep[verb] == "xcomp" and self._parse.lemma[self._parse.head[verb]] in _STARTING

    def _above_noun(self, noun: int, clauses: int = _CLAUSES) -> tuple[DateExpression | None, Precision | None]:
        """Look at the verb above a noun, then around it; `clauses` is how many others it may be referred to."""
        parse, here = self._parse, noun
        for _ in range(_DEEPEST_NOUN):
            before, dep, here = here, parse.dep[here], parse.head[here]
            if dep == "prep" and self._is_answered(before, self._verb_of(here)):
                return None, None
            if parse.pos[here] in ("VERB", "AUX"):
                if dep == "prep" and parse.lower[before] in _OTHER_TIMES:
                    return None, None
                if dep in ("nsubj", "nsubjpass", "dobj", "attr", "prep") and (date := self._of.get(here)):
                    return date, date["precision"]
                return (None, None) if dep == "prep" else self._around_verb(here, clauses)
            if parse.head[here] == here or here in self._of:
                break
        date = self._of.get(here)
        return date, date["precision"] if date else None

    def is_apart(self, noun: int, verb: int) -> bool:
        """Whether an event noun hangs on a verb through a preposition that gives it another time."""
        return any(above == verb and self._is_of_another_time(word, above) for word, above in self._hung(noun))

    def is_answered(self, noun: int) -> bool:
        """Whether an event is only what somebody answers for, which can be long ago ("jailed for a stabbing")."""
        return any(self._is_answered(word, above) for word, above in self._hung(noun))

    def _hung(self, noun: int) -> Iterator[tuple[int, int]]:
        """Yield the prepositions through which an event noun hangs on a verb, each with that verb."""
        parse, here = self._parse, noun
        for _ in range(_DEEPEST_NOUN if parse.pos[noun] == "NOUN" else 0):
            before, here = here, parse.head[here]
            if parse.dep[before] == "prep":
                yield before, self._verb_of(here)
            if parse.pos[here] in ("VERB", "AUX"):
                return

    def _is_of_another_time(self, preposition: int, verb: int) -> bool:
        """Whether what a preposition brings in has another day than its verb ("jailed for a raid", "left after it")."""
        return self._parse.lower[preposition] in _OTHER_TIMES or self._is_answered(preposition, verb)

    def _is_answered(self, preposition: int, verb: int) -> bool:
        word, lemma = self._parse.lower[preposition], self._parse.lemma[verb]
        if word == "of":
            return lemma in _GUILT
        return word in _ANSWERED and lemma in _ANSWERING and self._parse.head[preposition] == verb

    def _shares(self, verb: int) -> bool:
        """Whether a verb of a list has neither a subject nor an auxiliary of its own."""
        own = {self._parse.dep[c] for c in self._parse.children[verb]}
        return own.isdisjoint(("nsubj", "nsubjpass", "aux", "expl"))

    def _when(self, verb: int) -> DateExpression | None:
        """Return the date that a clause hangs on ("in June, when twenty soldiers were killed")."""
        parse, head = self._parse, self._parse.head[verb]
        if not any(parse.lower[c] == "when" for c in parse.children[verb]):
            return None
        found = self._at.get(head)
        if found is None or found["precision"] != "since":
            return found
        first = datetime.date.fromisoformat(found["date"])
        last = first.replace(day=monthrange(first.year, first.month)[1])
        return {**found, "date_end": last.isoformat(), "precision": "month"}

    def _around_verb(self, verb: int, clauses: int = _CLAUSES) -> tuple[DateExpression | None, Precision | None]:
        """Look below the verb in the nouns it leans on ("killed during a raid on Friday"), then above it."""
        parse = self._parse
        if not clauses:
            return None, None
        for preposition in parse.children[verb]:
            if parse.dep[preposition] in ("prep", "dobj", "nsubj", "nsubjpass", "agent"):
                for noun in (preposition, *parse.children[preposition]):
                    if parse.pos[noun] != "VERB" and (date := self._of.get(noun)):
                        return date, date["precision"]
        if date := self._meanwhile(verb) or self._shared(verb):
            return date, date["precision"]
        here = verb
        for _ in range(5):
            dep, head = parse.dep[here], parse.head[here]
            if dep == "relcl" and (date := self._when(here)):
                return date, date["precision"]
            if dep in ("relcl", "acl") and (date := self._of_antecedent(here, clauses - 1)):
                return date, date["precision"]
            if head == here or dep in _SPEECH or dep not in ("xcomp", "conj", "advcl", "acl", "pcomp", "prep"):
                return None, None
            subjects = [c for c in parse.children[here] if parse.dep[c] in _SUBJECTS]
            if dep == "advcl" and any(parse.lower[c] in _WHICH for c in subjects):
                date = self._of.get(head) or self._around_verb(head, clauses - 1)[0]
                return date, date["precision"] if date else None
            if dep == "advcl" and subjects and not self._is_meanwhile(here):
                return None, None
            if dep in ("pcomp", "prep") and parse.lower[head if dep == "pcomp" else here] in _OTHER_TIMES:
                return None, None
            if date := self._of.get(head):
                since = self._begins(here)
                if dep != "conj" or date["start"] < parse.start[head] or self._shares(here):
                    return date, "since" if since else date["precision"]
            if self._begins(here):
                found, _ = self._around_verb(head, clauses - 1)
                return found, "since" if found else None
            here = head
        return None, None

    def _is_meanwhile(self, clause: int) -> bool:
        """Whether a clause tells what happens at the same time as the one above ("when a man opened fire")."""
        parse = self._parse
        return (
            parse.tag[clause] != "VBG"
            and parse.lemma[clause] not in ("do", "be")
            and any(parse.lower[c] in _AT_ONCE and parse.dep[c] in ("mark", "advmod") for c in parse.children[clause])
        )

    def _meanwhile(self, verb: int) -> DateExpression | None:
        """Return the date of a clause that tells what happens at once ("hurt when a bomb exploded on Monday")."""
        parse = self._parse
        clauses = [c for c in parse.children[verb] if parse.dep[c] == "advcl" and self._is_meanwhile(c)]
        return next((self._of[c] for c in clauses if c in self._of), None)

    def _shared(self, verb: int) -> DateExpression | None:
        """Return the date at the end of a list of verbs or of a participle, which is that of the verb before it, too.

        "They kidnapped ten and killed forty on 7 October", "a bomb exploded, killing six on Friday"; a comma before
        the conjunction sets the deeds apart.
        """
        parse = self._parse
        for clause in parse.children[verb]:
            if clause < verb or not (date := self._of.get(clause)) or date["start"] < parse.start[clause]:
                continue
            if not self._shares(clause) or date["precision"] == "since":
                continue
            listed = parse.dep[clause] == "conj" and parse.tag[clause] == parse.tag[verb]
            if listed and parse.lower[clause - 1] in ("and", "&") and parse.lower[clause - 2] != ",":
                return date
            if parse.dep[clause] == "advcl" and parse.tag[clause] == "VBG" and parse.tag[verb] in ("VBD", "VBN"):
                return (
                    date
                    if not any(parse.dep[c] in ("mark", "prep") and c < clause for c in parse.children[clause])
                    else None
                )
        return None

    def _of_antecedent(self, clause: int, clauses: int) -> DateExpression | None:
        """Return the date of the noun that a clause describes.

        It is that of an event ("a raid on Monday that killed two"), of the date itself where the clause hangs on it
        ("on Monday, which killed two"), and for an infinitive that of the clause above ("became the first to call").
        """
        parse, noun = self._parse, self._parse.head[clause]
        if noun in self._nouns:
            return self._of.get(noun) or self._above_noun(noun, clauses)[0]
        if parse.dep[clause] == "relcl" and any(parse.lower[c] in _WHICH for c in parse.children[clause]):
            found = self._at.get(noun)
            if found and found["precision"] != "since":
                return found
        if any(parse.lower[c] == "to" and parse.dep[c] == "aux" for c in parse.children[clause]):
            return self._of.get(parse.head[noun]) if parse.dep[noun] in ("attr", "nsubj", "nsubjpass", "dobj") else None
        return None


def _is_subject(parse: Parse, trigger: Trigger) -> bool:
    """Whether an event noun is what its verb happens to ("the trial is to begin in May")."""
    return trigger.noun == trigger.anchor and parse.dep[trigger.noun] in _SUBJECTS


def token_span(parse: Parse, start: int, end: int) -> tuple[int, int]:
    """Return the tokens [first, past) that the characters [start, end) touch, at least one."""
    first = min(bisect_right(parse.end, start), len(parse) - 1)
    return first, max(first + 1, bisect_left(parse.start, end))


def _finer(one: DateExpression, other: DateExpression) -> bool:
    order = ("day", "days", "week", "month", "season", "year", "years", "since")
    return order.index(one["precision"]) < order.index(other["precision"])
