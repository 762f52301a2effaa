"""Who and what is meant by a word of a text: a person, a body, or somebody without a name."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from spacy.tokens import Doc

from geo.contract import Body, Person
from geo.language.coreference.nouns import kind_of_noun, phrase, phrase_start
from geo.language.coreference.pronouns import PRONOUNS, resolve_pronouns
from geo.language.coreference.roles import Bearers
from geo.language.parse import Parse, parse_of
from geo.language.people.lexicon import people_lexicon
from geo.language.quotes.marks import stretches
from geo.language.words import words

_RELATIVE = words("who which that whom")
SPEAKING = words("i me my")
"""Pronouns that mean who speaks, which the quotations tell."""
_SPEAKER = SPEAKING | words("we us our")
PAIRS = words("two both pair duo")
"""Words for two who were named before."""
_BEARING = words("read feature bear carry display")
_AUTHORING = words("write send issue release publish sign post file author produce compile prepare draft make give")
"""What whose words a thing carries does with it, unlike who obtained it."""
_PARTS = words(
    "copy text version draft transcript translation page pages part excerpt excerpts extract extracts portion"
)
"""What is of a text without being another: a copy of the filing."""
_OWNED_BY = words("of from by in")
_DEFINITE = words("the this that")
_NAMED = words("NOUN PROPN NUM ADJ")
_TIMES = words("DATE TIME")
_SUBJECTS = words("nsubj nsubjpass")
_OWNERS = words("person role plural group name")
_DEEP = 6
"""Steps from a thing to whose it is: its author's page's headline."""
_SAME_THING = 400
"""Tokens before "the letter" within which it was told whose it is."""
_PAIR_REACH, _PAIR_TOKENS = 3, 200
"""Sentences and tokens before "the two" within which they are named."""
_CLAUSES = 4
"""Clauses between a relative pronoun and the noun that it stands for."""


class Reference(NamedTuple):
    """Whom or what a word means."""

    name: str | None
    """The full name as the article gives it, or the words for somebody without a name; None where it is nobody."""
    id: str | None
    """Id of the person or body, None where it has no name."""
    head: int
    """The token of the antecedent: that of the word itself, or of what a pronoun or a description takes up."""
    why: str
    """In words why it is meant, empty where the word is the name."""


NOBODY = Reference(None, None, -1, "")


class Coreference:
    """Tells of every noun and pronoun outside quotation marks whom it means."""

    def __init__(self, doc: Doc) -> None:
        self.parse: Parse = parse_of(doc)
        self.people: list[Person] = doc._.people
        self.bodies: list[Body] = doc._.bodies
        self.quoted = quoted_tokens(self.parse)
        self._person = self._cover(self.people)
        self._body = self._cover(self.bodies)
        self._references: dict[int, Reference] = {}

    def _cover(self, rows: Sequence[Person | Body]) -> dict[int, tuple[int, int, int]]:
        """Return by token the number of the person or body whose mention holds it, and that mention's tokens."""
        covered = {}
        for number, row in enumerate(rows):
            for start, end in row["mentions"]:
                first, past = self._tokens(start, end)
                covered.update(dict.fromkeys(range(first, past), (number, first, past)))
        return covered

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        first = bisect_right(self.parse.end, start)
        return first, bisect_right(self.parse.start, end - 1)

    @cached_property
    def _bearers(self) -> Bearers:
        spans = sorted({(first, past, number) for number, first, past in self._person.values()})
        return Bearers(self.parse, self.people, spans, self.quoted)

    @cached_property
    def _antecedents(self) -> dict[int, int]:
        parse = self.parse
        people = {
            parse.root_of(first, past): (number, self.people[number]["gender"])
            for number, first, past in set(self._person.values())
        }
        bodies = {parse.root_of(first, past): number for number, first, past in set(self._body.values())}
        inside = [
            (i in self._person and i not in people) or (i in self._body and i not in bodies) for i in range(len(parse))
        ]
        return resolve_pronouns(parse, self.quoted, people, bodies, inside, self._bearers.of)

    def person_at(self, i: int) -> int:
        """Return the number of the person whose mention holds the token, by name or by role; -1 for nobody."""
        return self._person[i][0] if i in self._person else -1

    def is_body(self, i: int) -> bool:
        """Whether the token is part of a mention of a body."""
        return i in self._body

    def is_paper(self, i: int) -> bool:
        """Whether the token is part of a mention of a newspaper, whose words a review of the press quotes in pieces."""
        return i in self._body and "paper" in self.bodies[self._body[i][0]]["kinds"]

    def antecedent(self, i: int) -> int | None:
        """Return the token of the noun that a pronoun takes up, `i` for any other word, None where there is none."""
        parse = self.parse
        word = parse.lower[i]
        if word in PRONOUNS:
            return self._antecedents.get(i)
        if word in PAIRS:
            return self._pair_before(i)
        return self.relative(i)

    def _pair_before(self, i: int) -> int | None:
        """Return the last subject of two before a word: Ann and Bob, the leaders of Chad and Niger, both sides."""
        parse, number = self.parse, self.parse.sent[i]
        if self.quoted[i]:
            return None
        first = parse.sents[max(0, number - _PAIR_REACH)][0]
        for s in range(i - 1, max(first, i - _PAIR_TOKENS) - 1, -1):
            if parse.dep[s] in _SUBJECTS and not self.quoted[s] and parse.head[s] != parse.head[i] and self._is_pair(s):
                return s
        return None

    def _is_pair(self, head: int) -> bool:
        parse = self.parse
        if parse.pos[head] not in ("NOUN", "PROPN"):
            return False
        nodes = [head, *(g for c in parse.children[head] if parse.dep[c] == "prep" for g in parse.children[c])]
        joined = [c for node in nodes for c in parse.children[node] if parse.dep[c] == "conj"]
        return len(joined) == 1

    def relative(self, i: int) -> int | None:
        """Return the noun that a relative pronoun stands for, `i` for any other word, None where it is no noun."""
        parse = self.parse
        if parse.lower[i] not in _RELATIVE or parse.pos[i] == "DET":
            return i
        here = parse.head[i]
        for _ in range(_CLAUSES):
            if parse.dep[here] == "relcl":
                noun = parse.head[here]
                if parse.lower[i] in ("who", "whom"):
                    noun = self._human_above(noun)
                named = parse.pos[noun] in _NAMED and parse.ent[noun] not in _TIMES
                return noun if named and noun < i else None
            here = parse.head[here]
        return None

    def _human_above(self, noun: int) -> int:
        """Return the person or people whom "who" means where the parse hangs it on a body: Lee of the union, who."""
        parse, here = self.parse, noun
        for _ in range(_DEEP):
            kind = kind_of_noun(parse.lower[here], parse.ent[here])
            if here in self._person or kind in ("role", "plural"):
                return here
            if parse.dep[here] not in ("pobj", "prep", "appos", "compound", "nmod", "poss", "conj"):
                break
            here = parse.head[here]
        return noun

    def reference(self, i: int) -> Reference:
        """Return whom the noun or pronoun at the token means."""
        if i not in self._references:
            self._references[i] = self._read(i, _DEEP)
        return self._references[i]

    def beside(self, i: int) -> Reference | None:
        """Return the person in apposition to the word at the token: one of them, Ann Lee, said."""
        person = self._bearers.beside(i)
        if person < 0:
            return None
        row = self.people[person]
        return Reference(row["name"], row["id"], i, f"{self._word(i)} is {row['name']}")

    def speaker(self, i: int) -> Reference:
        """Return who speaks where the noun or pronoun at the token does: for a thing the one whose it is.

        A headline, a banner or a study that is nobody's speaks for itself where it is a document, else nobody does.
        """
        if (leader := self._led_by(i)) is not None:
            return leader
        found = self.reference(i)
        owner = self._owner(found.head, _DEEP) if found.id is None and found.head >= 0 else None
        if owner is None:
            return NOBODY if self._is_inscribed(found.head) else found
        told = f"{self._word(i)} is of {owner.name}"
        return owner._replace(why=told)

    def _led_by(self, i: int) -> Reference | None:
        """Return the person whose role and name follow the name at the token: WHO chief Ann Lee, Roy aide Ann Lee."""
        if i not in self._body and i not in self._person:
            return None
        own = self.person_at(i)
        leader = self._bearers.led_by((self._person if own >= 0 else self._body)[i][2])
        if leader < 0 or leader == own:
            return None
        row = self.people[leader]
        return Reference(row["name"], row["id"], i, f"{row['name']} is of {self._word(i)}")

    def _is_inscribed(self, i: int) -> bool:
        """Whether a thing that nobody owns only bears words: a banner read."""
        parse = self.parse
        if i < 0 or kind_of_noun(parse.lower[i], parse.ent[i]) != "thing" or i in self._body:
            return False
        return parse.dep[i] in _SUBJECTS and parse.lemma[parse.head[i]] in _BEARING

    def _read(self, i: int, steps: int) -> Reference:
        noun = self.antecedent(i)
        if noun is None or steps == 0:
            return NOBODY
        found = self._of_noun(noun)
        if noun == i or found.name is None or found.name == self._word(i):
            return found
        return found._replace(why=f"{self._word(i)} is {found.name}, named before")

    def _of_noun(self, i: int) -> Reference:
        if i in self._person:
            number, first, past = self._person[i]
            return self._named(self.people[number], first, past, i)
        if i in self._body:
            number, first, past = self._body[i]
            return self._named(self.bodies[number], first, past, i)
        if (person := self._bearers.of(i)) >= 0:
            row = self.people[person]
            return Reference(row["name"], row["id"], i, f"{self._word(i)} is {row['name']}")
        if (earlier := self._same_role(i)) is not None:
            found = self._of_noun(earlier)
            return found._replace(head=earlier, why=f"{self._word(i)} is {found.name}, named before")
        return Reference(self._phrase(i), None, i, "")

    def _named(self, row: Person | Body, first: int, past: int, i: int) -> Reference:
        text = " ".join(self.parse.text[self.parse.start[first] : self.parse.end[past - 1]].split())
        return Reference(row["name"], row["id"], i, "" if text in row["name"] else f"{text} is {row['name']}")

    def _word(self, i: int) -> str:
        return self.parse.text[self.parse.start[i] : self.parse.end[i]]

    def _phrase(self, i: int) -> str:
        kind = kind_of_noun(self.parse.lower[i], self.parse.ent[i])
        return phrase(self.parse, phrase_start(self.parse, i), i, self.quoted, extended=kind != "name")

    @cached_property
    def _first_with(self) -> dict[str, list[int]]:
        """The nouns without a name by lemma, in order, outside quotation marks."""
        found: dict[str, list[int]] = {}
        parse = self.parse
        for i, pos in enumerate(parse.pos):
            if pos == "NOUN" and not self.quoted[i] and i not in self._person and i not in self._body:
                found.setdefault(parse.lower[i], []).append(i)
        return found

    def _same_role(self, i: int) -> int | None:
        """Return the noun with which "the spokesperson" was first told of more fully: a spokesperson of the council."""
        parse = self.parse
        first = phrase_start(parse, i)
        if parse.lower[first] != "the" or i - first > 1 or kind_of_noun(parse.lower[i], parse.ent[i]) != "role":
            return None
        held = self._first_with.get(parse.lower[i], [])
        place = bisect_right(held, i - 1) - 1
        while place >= 0 and i - held[place] < _SAME_THING:
            other = held[place]
            if parse.lower[phrase_start(parse, other)] in ("a", "an", "another"):
                return other
            place -= 1
        return None

    def _owner(self, i: int, steps: int) -> Reference | None:
        """Return whose words a thing carries: the paper's headline, a message from the mayor."""
        parse = self.parse
        kind = kind_of_noun(parse.lower[i], parse.ent[i])
        begins = i == parse.sents[parse.sent[i]][0]
        named = (parse.pos[i] == "PROPN" or self._word(i)[0].isupper()) and not begins
        named = named or i in self._person or i in self._body
        if steps == 0 or named or not (kind == "document" or parse.lower[i] in people_lexicon().words):
            return None
        for other in self._owners(i):
            found = self._read(other, steps - 1) if self._means(other) else NOBODY
            if found.name is None or found.head < 0:
                continue
            whose = self._owner(found.head, steps - 1) if found.id is None else None
            if whose is not None:
                return whose
            kind = kind_of_noun(parse.lower[found.head], parse.ent[found.head])
            if found.id is not None or kind in _OWNERS or parse.lower[i] in _PARTS:
                return found
        return None

    def _means(self, i: int) -> bool:
        """Whether a word is no "my", which is somebody else's affair; the i is a paper."""
        return i in self._body or self.parse.lower[i] not in _SPEAKER

    def _owners(self, i: int) -> Iterator[int]:
        """Yield the tokens before a quotation that may tell whose a thing is, the surest first."""
        yield from (owner for owner in self._owners_beside(i) if not self.quoted[owner])
        parse, first = self.parse, phrase_start(self.parse, i)
        if parse.lower[first] in _DEFINITE:
            held = self._first_with.get(parse.lower[i], [])
            place = bisect_right(held, i - 1) - 1
            if place >= 0 and i - held[place] < _SAME_THING:
                yield from (owner for owner in self._owners_beside(held[place]) if not self.quoted[owner])

    def _owners_beside(self, i: int) -> Iterator[int]:
        """Yield the owners in a thing's phrase, then whoever acts in the clause that it is an object of.

        They are X of X's letter, an X letter, a letter from X, one sent by X; and of X wrote a letter, said in one.
        """
        parse = self.parse
        first = phrase_start(parse, i)
        yield from (c for c in parse.children[i] if parse.dep[c] == "poss")
        yield from (k - 1 for k in range(i - 1, first, -1) if parse.lower[k] in ("'s", "’s"))
        yield from (k for k in range(i - 1, first - 1, -1) if self._can_own(k))
        for c in parse.children[i]:
            if parse.dep[c] in ("prep", "agent") and parse.lower[c] in _OWNED_BY:
                about = parse.lower[c] == "of" and parse.lower[i] not in _PARTS
                yield from (o for o in self._objects(c) if not (about and o in self._person))
            elif parse.dep[c] == "acl" and parse.lemma[c] in _AUTHORING:
                yield from (o for g in parse.children[c] if parse.dep[g] == "agent" for o in self._objects(g))
        above = parse.head[i]
        inner = parse.dep[i] == "pobj" and parse.lower[above] == "in"
        if inner or (parse.dep[i] in _SUBJECTS and parse.dep[above] == "ccomp"):
            above = parse.head[above]
        elif parse.dep[i] != "dobj":
            return
        yield from (c for c in parse.children[above] if parse.dep[c] in _SUBJECTS and c != i)

    def _can_own(self, i: int) -> bool:
        """Whether a word before a thing in its phrase is a body or a person: a Lee letter, a Lee campaign memo."""
        group = self.parse.lower[i] in people_lexicon().collectives and i and i - 1 in self._person
        return bool(group) or i in self._body or i in self._person

    def _objects(self, preposition: int) -> list[int]:
        parse = self.parse
        return [g for g in parse.children[preposition] if parse.dep[g] == "pobj"]


def quoted_tokens(parse: Parse) -> list[bool]:
    """Return for each token whether it stands between quotation marks."""
    quoted = [False] * len(parse)
    for stretch in stretches(parse.text, parse.document.paragraphs):
        first, past = bisect_right(parse.end, stretch.start), bisect_right(parse.start, stretch.end - 1)
        quoted[first:past] = [True] * (past - first)
    return quoted


@lru_cache(maxsize=1)
def coreference_of(doc: Doc) -> Coreference:
    """Return who is meant in the `Doc`, made once for the components that read the same `Doc` in turn."""
    return Coreference(doc)
