"""Who does what an event tells, and to whom, as the text names them."""

from collections.abc import Iterable

from geo.contract import Span
from geo.language.coreference import Coreference
from geo.language.coreference.reference import PAIRS, SPEAKING
from geo.language.events.clauses import is_somebody, subjects
from geo.language.events.lexicon import Lexicon
from geo.language.events.spoken import Spoken
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words
from geo.ontology import event_type

_LEFT = frozenset(
    {"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "case", "advmod", "punct"}
)
_SETS = word_sets("event_words.tsv")
_EMPTY = _SETS["empty objects"]
"""Objects that only complete their verb ("opened fire", "paved the way") and are nobody acted upon."""
_NOBODY = _SETS["nobody"]
_ACTING = _SETS["acting nouns"]
_TOPICAL = _SETS["topical verbs"]
_CARRYING = _SETS["carrying verbs"]
_AROUND = " ,\n\t\"“”'‘’"
"""What does not belong to a phrase at its ends."""
_MOST_OWNERS = 4
"""Deeds one of the other up to somebody whose they are: the strike's planning."""
_LONGEST_LIST = 32
"""Nouns of a list that act or are acted upon, at most, beside its first."""
_TIMES = words("DATE TIME")
_NAMED = words("PERSON ORG NORP GPE")


class Arguments:
    """Reads the actors and recipients of the events of one text."""

    def __init__(self, parse: Parse, lexicon: Lexicon, coreference: Coreference, spoken: Spoken) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._coreference = coreference
        self._spoken = spoken

    def of(self, trigger: Trigger, places: set[int]) -> tuple[list[Span], list[Span]]:
        """Return those who act and those acted upon; `places` are tokens that name where."""
        if trigger.noun is not None and trigger.anchor == trigger.noun:
            actors, recipients = self._of_noun(trigger.noun, trigger.type, places)
        else:
            actors, recipients = self._of_verb(trigger, places)
            if trigger.noun is not None:
                more_actors, recipients = self._of_noun(trigger.noun, trigger.type, places)
                actors = actors or more_actors
        recipients = [r for r in recipients if r not in actors]
        return self._spans(actors, trigger), self._spans(recipients, trigger, recipient=True)

    def _of_verb(self, trigger: Trigger, places: set[int]) -> tuple[list[int], list[int]]:
        parse, verb = self._parse, trigger.anchor
        children = parse.children[verb]
        passive = [c for c in children if parse.dep[c] == "nsubjpass"]
        agents = [g for c in children if parse.dep[c] == "agent" for g in parse.children[c] if parse.dep[g] == "pobj"]
        participle = parse.dep[verb] in ("acl", "amod") and parse.tag[verb] == "VBN"
        if passive or agents or participle:
            return agents, self._acted_upon(trigger, passive or ([parse.head[verb]] if participle else []), places)
        if any(parse.dep[c] == "auxpass" for c in children):
            return [], self._acted_upon(trigger, subjects(parse, verb, passive=True), places)
        direct = [c for c in children if parse.dep[c] in ("dobj", "dative") and c not in places]
        return subjects(parse, verb), self._acted_upon(trigger, direct, places)

    def _acted_upon(self, trigger: Trigger, direct: list[int], places: set[int]) -> list[int]:
        """Return whom a verb acts upon: its objects, else those after "against", "with", "to"."""
        parse, verb, kind = self._parse, trigger.anchor, event_type(trigger.type)
        found = [c for c in direct if self._is_acted_upon(trigger, c)]
        linked = kind.recipient_after
        if found or not linked:
            return found
        return [
            g
            for node in (verb, *direct)
            for c in parse.children[node]
            if parse.dep[c] in ("prep", "dative") and parse.lower[c] in linked
            for g in parse.children[c]
            if parse.dep[g] == "pobj" and g not in places and parse.ent[g] not in _TIMES
            and (node == verb or parse.lower[c] != "with")
            and (parse.lower[c] not in ("to", "with") or kind.recipient == "body" or is_somebody(parse, g))
        ]  # fmt: skip

    def _is_acted_upon(self, trigger: Trigger, noun: int) -> bool:
        parse, kind = self._parse, event_type(trigger.type)
        if parse.ent[noun] in _TIMES or (kind.recipient != "deed" and self._completes(trigger, noun)):
            return False
        if parse.dep[noun] == "dative":
            return True
        if parse.lemma[trigger.anchor] in _TOPICAL:
            return False
        if kind.travels:
            return parse.lemma[trigger.anchor] in _CARRYING
        return kind.recipient != "somebody" or is_somebody(parse, noun)

    def _completes(self, trigger: Trigger, noun: int) -> bool:
        """Whether an object only says with its verb what happens: "opened fire", "imposed a curfew"."""
        told = not {noun, *self._listed(noun)}.isdisjoint(trigger.tokens)
        return told and (noun == trigger.noun or self._parse.lemma[noun] in _EMPTY or self._is_deed(noun))

    def _of_noun(self, noun: int, type_: str, places: set[int]) -> tuple[list[int], list[int]]:
        parse, kind = self._parse, event_type(type_)
        actors: list[int] = []
        recipients: list[int] = []
        for child in parse.children[noun]:
            dep = parse.dep[child]
            if child in places or parse.ent[child] in _TIMES:
                continue
            if (dep in ("poss", "compound", "amod", "nmod") and parse.ent[child] in _NAMED) or (
                dep == "poss" and parse.pos[child] in ("NOUN", "PRON")
            ):
                actors.append(child)
            elif dep in ("prep", "agent"):
                objects = [c for c in parse.children[child] if parse.dep[c] == "pobj" and c not in places]
                word = parse.lower[child]
                if word in ("by", "between"):
                    actors += objects
                elif word in ("with", "against", "on") or (word == "of" and kind.recipient_of):
                    known = [o for o in objects if parse.ent[o] not in _TIMES]
                    recipients += [o for o in known if not kind.mutual or is_somebody(parse, o)]
        return actors, recipients

    def _spans(self, heads: Iterable[int], trigger: Trigger, *, recipient: bool = False) -> list[Span]:
        spans: dict[str, Span] = {}
        for head in heads:
            noun = self._coreference.relative(head)
            if noun is None:
                continue
            for one in (noun, *self._listed(noun)):
                span = self._span(one, trigger, recipient=recipient)
                if span:
                    spans.setdefault(span["text"], span)
        return list(spans.values())

    def _span(self, noun: int, trigger: Trigger, *, recipient: bool = False, owners: int = _MOST_OWNERS) -> Span | None:
        """Return one who acts or is acted upon, None for what stands for nobody; for a deed whose it is."""
        parse = self._parse
        if parse.pos[noun] in ("PRON", "DET") or parse.lower[noun] in PAIRS:
            return self._meant(noun)
        if parse.pos[noun] == "NUM" and self._is_of_pronoun(noun):
            return None
        if parse.lower[noun] in _NOBODY or (recipient and self._completes(trigger, noun)):
            return None if parse.lower[noun] in _NOBODY else self._owner(noun, trigger, owners)
        suffers = recipient and event_type(trigger.type).recipient == "deed"
        if parse.pos[noun] == "NOUN" and self._is_deed(noun) and not suffers:
            return self._owner(noun, trigger, owners)
        return self._phrase(noun)

    def _meant(self, noun: int) -> Span | None:
        """Return whom a pronoun or "the two" means, at its own place."""
        parse = self._parse
        here: Span = {**self._phrase(noun), "id": None}
        if parse.lower[noun] in SPEAKING:
            quote = self._spoken.around(noun)
            if quote is None or quote["speaker"] is None:
                return None
            return {**here, "text": quote["speaker"], "id": quote.get("speaker_id")}
        head = self._coreference.antecedent(noun)
        if head is None or head == noun or self._is_deed(head):
            pair = parse.lower[noun] in PAIRS and parse.pos[noun] not in ("PRON", "DET")
            return here if pair and head is None else None
        found = self._coreference.reference(head)
        person = found.id is not None and self._coreference.person_at(head) >= 0
        text = found.name if person and found.name else self._phrase(head)["text"]
        return {**here, "text": text, "id": found.id}

    def _is_of_pronoun(self, noun: int) -> bool:
        """Whether a number counts a pronoun: "two of them"."""
        parse = self._parse
        below = [g for c in parse.children[noun] if parse.lower[c] == "of" for g in parse.children[c]]
        return any(parse.pos[g] == "PRON" for g in below)

    def _is_deed(self, noun: int) -> bool:
        """Whether a noun names a deed (his speech, the strikes) rather than somebody or a force of nature."""
        if self._parse.lemma[noun] in _ACTING:
            return False
        entries = self._lexicon.nouns.get(self._parse.lemma[noun], ())
        return any(not (e.objects or e.link) and not event_type(e.type).acts for e in entries)

    def _owner(self, noun: int, trigger: Trigger, owners: int) -> Span | None:
        """Return whose deed a noun is: Cameron for "Cameron's speech"."""
        parse = self._parse
        owner = next((c for c in parse.children[noun] if parse.dep[c] == "poss"), None)
        if owner is None or owner in trigger.tokens or not owners:
            return None
        return self._span(owner, trigger, owners=owners - 1)

    def _listed(self, head: int) -> list[int]:
        """Return the nouns and pronouns that are joined to one, in the order of their list."""
        found: list[int] = []
        waiting = self._joined(head)
        while waiting and len(found) < _LONGEST_LIST:
            found.append(waiting.pop())
            waiting += self._joined(found[-1])
        return found

    def _joined(self, noun: int) -> list[int]:
        """Return the nouns and pronouns that hang on one as the next of a list, the last first."""
        parse = self._parse
        joined = [c for c in reversed(parse.children[noun]) if parse.dep[c] == "conj"]
        return [c for c in joined if parse.pos[c] in ("NOUN", "PROPN", "PRON")]

    def _phrase(self, head: int) -> Span:
        """Return the noun phrase of `head`: what stands before it, and an "of" after it."""
        parse = self._parse
        first, last = head, head
        for child in parse.children[head]:
            if child < head and parse.dep[child] in _LEFT and child >= head - 8:
                first = min(first, parse.edges(child)[0])
            elif child > head and parse.dep[child] == "prep" and parse.lower[child] == "of" and child == head + 1:
                last = max(last, parse.edges(child, frozenset({"relcl", "acl", "appos"}))[1])
        if last - head > 8:
            last = head
        if last > head and last + 1 < len(parse) and parse.pos[last + 1] == "NUM":
            last += 1
        text = parse.text[parse.start[first] : parse.end[last]]
        start = parse.start[first] + len(text) - len(text.lstrip(_AROUND))
        text = text.strip(_AROUND)
        words_ = text.replace("\n", " ")
        return {"start": start, "end": start + len(text), "text": words_, "id": self._coreference.reference(head).id}
