"""Who does what an event tells, and to whom, as the text names them."""

from collections.abc import Iterable

from geo.language.events.clauses import is_somebody, subjects
from geo.language.events.lexicon import Lexicon
from geo.language.events.referents import Referents
from geo.language.events.triggers import Trigger
from geo.language.parse import Parse
from geo.language.words import word_sets, words

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
_TIMES = words("DATE TIME")
_NAMED = words("PERSON ORG NORP GPE")
_NATURE = words("DISASTER HEALTH")
_OF_IS_RECIPIENT = words("COERCE ASSAULT RETREAT AID COURT CRIME DEATH")
_PERSONAL = words("AGREE REQUEST THREATEN CONCEDE COOPERATE CONSULT VOTE")
"""Types that are done to people and bodies; a thing that is their object is what they are about."""
_TO = words("CONSULT AID CONCEDE REQUEST THREATEN AGREE COOPERATE SUPPORT COERCE")
_BODILY = words("ASSAULT ACCIDENT")
_AT = words("ASSAULT COERCE ACCUSE SANCTION REQUEST THREATEN")
_OF_DEEDS = words("ACCUSE SUPPORT REJECT")
"""Types whose recipient can be a deed ("condemned the coup")."""
_NO_OBLIQUE = words("MOVE OTHER DISASTER ECONOMY POLICY HEALTH VOTE")


class Arguments:
    """Reads the actors and recipients of the events of one text."""

    def __init__(self, parse: Parse, lexicon: Lexicon, referents: Referents) -> None:
        self._parse = parse
        self._lexicon = lexicon
        self._referents = referents

    def of(self, trigger: Trigger, places: set[int]) -> tuple[list[str], list[str]]:
        """Return the phrases of those who act and of those acted upon; `places` are tokens that name where."""
        if trigger.noun is not None and trigger.anchor == trigger.noun:
            actors, recipients = self._of_noun(trigger.noun, trigger.type, places)
        else:
            actors, recipients = self._of_verb(trigger, places)
            if trigger.noun is not None:
                more_actors, recipients = self._of_noun(trigger.noun, trigger.type, places)
                actors = actors or more_actors
        recipients = [r for r in recipients if r not in actors]
        return self._texts(actors, trigger), self._texts(recipients, trigger, recipient=True)

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
        parse, verb, type_ = self._parse, trigger.anchor, trigger.type
        found = [c for c in direct if self._is_acted_upon(trigger, c)]
        if found or type_ in _NO_OBLIQUE:
            return found
        linked = {"against", "with"} | ({"to"} if type_ in _TO else set()) | ({"on", "at"} if type_ in _AT else set())
        linked |= {"for"} if type_ == "COERCE" else set()
        return [
            g
            for node in (verb, *direct)
            for c in parse.children[node]
            if parse.dep[c] in ("prep", "dative") and parse.lower[c] in linked
            for g in parse.children[c]
            if parse.dep[g] == "pobj" and g not in places and parse.ent[g] not in _TIMES
            and (node == verb or parse.lower[c] != "with")
            and (parse.lower[c] not in ("to", "with") or type_ in _BODILY or is_somebody(parse, g))
        ]  # fmt: skip

    def _is_acted_upon(self, trigger: Trigger, noun: int) -> bool:
        parse = self._parse
        if parse.ent[noun] in _TIMES or (trigger.type not in _OF_DEEDS and self._completes(trigger, noun)):
            return False
        if parse.dep[noun] == "dative":
            return True
        if parse.lemma[trigger.anchor] in _TOPICAL:
            return False
        if trigger.type == "MOVE":
            return parse.lemma[trigger.anchor] in _CARRYING
        return trigger.type not in _PERSONAL or is_somebody(parse, noun)

    def _completes(self, trigger: Trigger, noun: int) -> bool:
        """Whether an object only says with its verb what happens: "opened fire", "imposed a curfew"."""
        told = not {noun, *self._listed(noun)}.isdisjoint(trigger.tokens)
        return told and (noun == trigger.noun or self._parse.lemma[noun] in _EMPTY or self._is_deed(noun))

    def _of_noun(self, noun: int, type_: str, places: set[int]) -> tuple[list[int], list[int]]:
        parse = self._parse
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
                elif word in ("with", "against", "on") or (word == "of" and type_ in _OF_IS_RECIPIENT):
                    known = [o for o in objects if parse.ent[o] not in _TIMES]
                    recipients += [o for o in known if type_ != "CONSULT" or is_somebody(parse, o)]
        return actors, recipients

    def _texts(self, heads: Iterable[int], trigger: Trigger, *, recipient: bool = False) -> list[str]:
        texts: list[str] = []
        for head in heads:
            noun = self._referents.antecedent(head)
            if noun is None:
                continue
            for one in (noun, *self._listed(noun)):
                text = self._text(one, trigger, recipient=recipient)
                if text and text not in texts:
                    texts.append(text)
        return texts

    def _text(self, noun: int, trigger: Trigger, *, recipient: bool = False) -> str | None:
        """Return the words for one who acts or is acted upon, None for what stands for nobody."""
        parse = self._parse
        if parse.pos[noun] in ("PRON", "DET") or parse.lower[noun] in ("two", "both", "pair", "duo"):
            meant = self._referents.name(noun)
            if isinstance(meant, int):
                return None if meant == noun or self._is_deed(meant) else self._phrase(meant)
            pair = parse.lower[noun] in ("two", "pair", "duo") and parse.pos[noun] != "PRON"
            return meant or (self._phrase(noun) if pair else None)
        if parse.pos[noun] == "NUM" and self._is_of_pronoun(noun):
            return None
        if parse.lower[noun] in _NOBODY or (recipient and self._completes(trigger, noun)):
            return None if parse.lower[noun] in _NOBODY else self._text_of_owner(noun, trigger)
        if parse.pos[noun] == "NOUN" and self._is_deed(noun) and not (recipient and trigger.type in _OF_DEEDS):
            return self._text_of_owner(noun, trigger)
        return self._phrase(noun)

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
        return any(not (e.objects or e.link) and e.type not in _NATURE for e in entries)

    def _text_of_owner(self, noun: int, trigger: Trigger) -> str | None:
        """Return whose deed a noun is: Cameron for "Cameron's speech"."""
        parse = self._parse
        owner = next((c for c in parse.children[noun] if parse.dep[c] == "poss"), None)
        return None if owner is None or owner in trigger.tokens else self._text(owner, trigger)

    def _listed(self, head: int) -> list[int]:
        parse = self._parse
        found = [c for c in parse.children[head] if parse.dep[c] == "conj"]
        found = [c for c in found if parse.pos[c] in ("NOUN", "PROPN", "PRON")]
        return [x for c in found for x in (c, *self._listed(c))]

    def _phrase(self, head: int) -> str:
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
        return parse.text[parse.start[first] : parse.end[last]].strip(" ,\n\t\"“”'‘’").replace("\n", " ")
