"""Roles and the people who bear them: in apposition to a name, or told of before the name or after it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from geo.contract import Person
from geo.language.coreference.nouns import phrase_end, phrase_start
from geo.language.parse import Parse
from geo.language.people.lexicon import people_lexicon
from geo.language.people.roles import Role, fits, read_role
from geo.language.quotes.lexicon import cue_verbs
from geo.language.words import words

_SUBJECTS = words("nsubj nsubjpass")
_VERBAL = words("VERB AUX")
_FINAL = words(". ! ? ;")
_INDEFINITE = words("a an one another")
_LONGEST_JOINT = 6
"""Tokens from a role to the name behind it, at most: and father of six X."""
_DEFINITE = words("the this that")
_LONGEST_APPOSITION = 14
"""Tokens from a role to the comma before the name that it belongs to: the head of the city's administration, X."""
_BEARERS = 50
"""People of a role among whom the one that it means is looked for."""
_LONGEST_ROLE = 8
"""Tokens of a role between the name of a body and that of a person."""
_LONGEST_CHAIN = 5
_NAMING = words("name call give identify know introduce")
_PLURAL_ENDINGS = ("s", "sh", "ch", "ese")
_ARGUMENTS = words("nsubj nsubjpass dobj pobj dative")
_SAME_ROLE = 120
"""Tokens between two mentions of somebody who is known only as the pilot."""
_SAME_DOER = 400
"""Tokens before "the coach" within which it was told who coaches."""
_RELATIVE = words("who whose that")
_PARAGRAPH = 150
"""Tokens before a role in whose paragraph its bearer is looked for."""
_SEEKING = words("ask call consult contact email greet hire meet phone ring see sue visit write")
"""Verbs whose subject deals with somebody else, of whom a role behind them is told."""
_OWNING = words("'s ’s ’")
_OBJECTS = words("pobj dobj dative poss compound nmod attr appos conj oprd")
_NEXT = 60
"""Tokens from a role to the name that the next sentence gives its bearer."""
_SENTENCES = 2
"""Sentences before a role whose only subject it may mean."""


class Bearers:
    """Finds the person whom a role means; `spans` are the token spans of the mentions of people, in order."""

    def __init__(
        self, parse: Parse, people: Sequence[Person], spans: Sequence[tuple[int, int, int]], quoted: Sequence[bool]
    ) -> None:
        self._parse, self._people, self._spans, self._quoted = parse, people, spans, quoted
        self._firsts = [first for first, _, _ in spans]
        self._ends = sorted((past, person) for _, past, person in spans)
        self._introduced: dict[int, tuple[int, int]] = {}
        for first, past, person in spans:
            self._introduced.setdefault(person, (first, past))
        self._roles: dict[str, list[tuple[int, Role]]] = {}
        for number, person in enumerate(people):
            for text in person["roles"]:
                if role := read_role(text.split()):
                    for head in role.heads:
                        self._roles.setdefault(head, []).append((number, role))
        self._known: dict[int, int] = {}
        self._asked: dict[str, int] = {}
        """How many mentions by each role's noun alone have been asked for, from the first on: none asks the others."""

    def of(self, head: int) -> int:
        """Return the number of the person whom the role at the token means, -1 for nobody that the text names."""
        if head not in self._known:
            self._known[head] = next((n for n in self._ways(head) if n >= 0), -1)
        return self._known[head]

    def _ways(self, head: int) -> Iterator[int]:
        if self._is_ethnonym(head):
            yield self._subject_before(head)
        if not people_lexicon().is_role(self._parse.lower[head]) or self._parse.tag[head] in ("NNS", "NNPS"):
            return
        yield self.beside(head)
        yield self._called(head)
        yield self._later_by_role(head)
        yield self._by_deed(head)
        yield self._introduced_beside(head)

    def beside(self, head: int) -> int:
        """Return the person in apposition: the head of the union, Ann Lee; engineer Ann Lee; Ann Lee, its head."""
        parse = self._parse
        first, end = phrase_start(parse, head), phrase_end(parse, head + 1, self._quoted)
        place = bisect_left(self._firsts, head)
        if place < len(self._spans):
            start, past, person = self._spans[place]
            between = range(end, start)
            apart = end == head + 1 or (start > end and parse.lower[end] == ",")
            if apart and 0 <= start - end < _LONGEST_JOINT and all(self._joins(i) for i in between):
                return person
            if head + 2 < start <= head + 3 and all(self._counts(i) for i in range(head + 1, start)):
                return person
            if start - head <= _LONGEST_APPOSITION and self._is_set_off(head, start, past):
                return person
        before = bisect_right(self._ends, (first - 1, len(self._people))) - 1
        while first and parse.lower[first - 1] in ("the", "a", "an", "his", "her", "its", "their"):
            first -= 1
            before = bisect_right(self._ends, (first - 1, len(self._people))) - 1
        if before >= 0 and first and parse.lower[first - 1] in (",", "(") and self._ends[before][0] == first - 1:
            return self._ends[before][1]
        return -1

    def _joins(self, i: int) -> bool:
        """Whether a word stands between a role and the name of its bearer: teacher and poet X, father of six X."""
        word = self._parse.lower[i]
        joined = word == "and" and people_lexicon().is_role(self._parse.lower[i + 1])
        return word == "," or joined or people_lexicon().is_role(word) or self._counts(i)

    def _counts(self, i: int) -> bool:
        """Whether a word is part of the "of six" of a father of six."""
        first = i if self._parse.lower[i] == "of" else i - 1
        return self._parse.lower[first] == "of" and self._parse.pos[first + 1] == "NUM"

    def _is_set_off(self, head: int, start: int, past: int) -> bool:
        """Whether a name stands between commas behind the role and what belongs to it, with no verb between them."""
        parse = self._parse
        closed = past < len(parse) and parse.lower[past] in (",", ".", "—", "–", ")")
        if parse.lower[start - 1] != "," or not closed:
            return False
        between = range(head + 1, start - 1)
        if any(parse.pos[i] in _VERBAL or parse.lower[i] in (*_FINAL, ",") or self._quoted[i] for i in between):
            return False
        return parse.lower[head + 1] in ("of", "for", "at", "in", "to", "from", "with")

    def led_by(self, past: int) -> int:
        """Return the person whose role and name follow a body's name that ends before `past`: WHO chief Ann Lee."""
        parse, i, told = self._parse, past, False
        while i < len(parse) and i < past + _LONGEST_ROLE:
            place = bisect_left(self._firsts, i)
            if told and place < len(self._spans) and self._firsts[place] == i:
                return self._spans[place][2]
            if parse.pos[i] not in ("NOUN", "PROPN", "ADJ") and parse.lower[i] not in ("(", ")", "-", "'s", "’s", "’"):
                break
            told = told or parse.lower[i] in _OWNING or people_lexicon().is_role(parse.lower[i])
            i += 1
        return -1

    def _is_ethnonym(self, head: int) -> bool:
        """Whether the word is the Belgian: one person by nationality."""
        parse = self._parse
        alone = head > 0 and parse.lower[head - 1] == "the" and parse.dep[head] in _SUBJECTS
        return alone and parse.ent[head] == "NORP" and not parse.lower[head].endswith(_PLURAL_ENDINGS)

    def _called(self, head: int) -> int:
        """Return the person whose name a relative clause gives: a student who gave her name only as Sanni."""
        parse = self._parse
        place = bisect_left(self._firsts, head + 1)
        for start, past, person in self._spans[place : place + 2]:
            if parse.sent[start] != parse.sent[head]:
                break
            here, named = parse.root_of(start, past), False
            for _ in range(_LONGEST_CHAIN):
                here = parse.head[here]
                named = named or parse.lemma[here] in _NAMING
                if parse.dep[here] in ("relcl", "acl"):
                    break
            above = parse.head[here]
            beside = head == parse.head[above] and parse.dep[above] in ("appos", *_SUBJECTS)
            if named and (head == above or beside):
                return person
        return -1

    def _later_by_role(self, head: int) -> int:
        """Return the person whom the text names later with the same role of the same body: Shin Bet chief Ronan Bar."""
        wanted = self._role_at(head)
        if wanted is None or not wanted.places:
            return -1
        heads = {wanted.head, *people_lexicon().wider.get(wanted.head, ())}
        bearers = (pair for one in heads for pair in self._roles.get(one, ())[:_BEARERS])
        fitting = {n for n, role in bearers if fits(wanted, role) >= 3.0}
        fitting = {n for n in fitting if self._gender_fits(n, head)}
        return next(iter(fitting)) if len(fitting) == 1 else -1

    def _role_at(self, head: int) -> Role | None:
        """Return what the words of the role at a token say."""
        parse = self._parse
        first, end = phrase_start(parse, head), phrase_end(parse, head + 1, self._quoted)
        texts = [
            parse.text[parse.start[i] : parse.end[i]] for i in range(first, end) if parse.lower[i] not in ("'s", "’s")
        ]
        return read_role([text for text in texts if text.lower() not in _DEFINITE | _INDEFINITE])

    def _introduced_beside(self, head: int) -> int:
        """Return the person who is named beside the role without one: a name needs a role before it, or after.

        "A senior aide said on Friday. Ann Lee said", "Ann Lee called for calm. The mother of Tom said".
        """
        parse = self._parse
        if parse.dep[head] in _OBJECTS or self._quoted[head]:
            return -1
        first = phrase_start(parse, head)
        word = parse.lower[first]
        if word in _INDEFINITE and parse.lower[parse.head[head]] in cue_verbs():
            return self._bare_subject(range(bisect_left(self._firsts, head), len(self._spans)), head)
        after = parse.lower[head + 1] if head + 1 < len(parse) else ""
        if word not in _DEFINITE or after in _RELATIVE:
            return -1
        if self._is_told_of(head):
            return -1
        if any(parse.pos[i] in ("ADJ", "NUM") for i in range(first, head)):
            return self._subject_before(head)
        if after == "of":
            return self._subject_before(head)
        return self._only_subject(head) if head - first == 1 else -1

    def _by_deed(self, head: int) -> int:
        """Return the last person before "the coach" who is said to have coached, drove for a driver."""
        parse = self._parse
        if parse.lower[phrase_start(parse, head)] not in _DEFINITE:
            return -1
        noun = parse.lower[head]
        for verb in (noun, noun.removesuffix("er"), noun.removesuffix("r"), noun.removesuffix("or")):
            held = self._doers.get(verb, [])
            place = bisect_left(held, (head, 0)) - 1
            if place >= 0 and head - held[place][0] < _SAME_DOER and self._gender_fits(held[place][1], head):
                return held[place][1]
        return -1

    @cached_property
    def _doers(self) -> dict[str, list[tuple[int, int]]]:
        """By the lemma of each verb the tokens and the numbers of the people who are its subjects, in order."""
        found: dict[str, list[tuple[int, int]]] = {}
        for place, (start, past, person) in enumerate(self._spans):
            if self._is_subject(place):
                verb = self._parse.head[self._parse.root_of(start, past)]
                if self._parse.pos[verb] not in _VERBAL:
                    continue
                found.setdefault(self._parse.lemma[verb], []).append((start, person))
        return found

    def _is_told_of(self, head: int) -> bool:
        """Whether somebody without a name was told of by the same noun just before: Lee met a pilot. The pilot said."""
        word = self._parse.lower[head]
        held = self._roles_alone.get(word, [])
        place = bisect_left(held, head) - 1
        if place < 0 or head - held[place] >= _SAME_ROLE:
            return False
        first, self._asked[word] = self._asked.get(word, 0), max(place + 1, self._asked.get(word, 0))
        for earlier in held[first : place + 1]:
            self.of(earlier)
        return self._known.get(held[place], -1) < 0

    @cached_property
    def _roles_alone(self) -> dict[str, list[int]]:
        """By each word the tokens at which it is a subject or an object outside the mentions of people, in order."""
        parse = self._parse
        named = {i for first, past, _ in self._spans for i in range(first, past)}
        found: dict[str, list[int]] = {}
        for i, word in enumerate(parse.lower):
            if parse.dep[i] in _ARGUMENTS and people_lexicon().is_role(word) and i not in named and not self._quoted[i]:
                found.setdefault(word, []).append(i)
        return found

    def _bare_subject(self, places: range, head: int) -> int:
        parse = self._parse
        for place in places:
            start, past, person = self._spans[place]
            if start - head > _NEXT:
                break
            bare = self._introduced[person] == (start, past) and not self._people[person]["roles"]
            bare = bare and past < len(parse) and parse.pos[past] in _VERBAL
            if parse.sent[start] == parse.sent[head] or self._quoted[start]:
                continue
            root = parse.root_of(start, past)
            speaks = parse.dep[root] in _SUBJECTS and parse.lower[parse.head[root]] in cue_verbs()
            return person if bare and speaks and self._gender_fits(person, head) else -1
        return -1

    def _subject_before(self, head: int) -> int:
        """Return whom "the former captain" means that has no name: the only subject of the sentence before it."""
        parse = self._parse
        low = bisect_left(self._firsts, parse.sents[max(0, parse.sent[head] - _SENTENCES)][0])
        found: dict[int, bool] = {}
        for place in range(low, bisect_left(self._firsts, parse.sents[parse.sent[head]][0])):
            person = self._spans[place][2]
            if self._is_subject(place) and self._gender_fits(person, head) and not self._is_of_another(person, head):
                found[person] = not self._people[person]["roles"]
        if phrase_end(parse, head + 1, self._quoted) > head + 1:
            found = {person: bare for person, bare in found.items() if bare}
        return next(iter(found)) if len(found) == 1 else -1

    def _is_of_another(self, person: int, head: int) -> bool:
        """Whether somebody bears the same role of another country or body: the Kenyan minister is not the Ugandan."""
        wanted = self._role_at(head)
        own = [role for text in self._people[person]["roles"] if (role := read_role(text.split()))]
        same = [role for role in own if wanted and wanted.places and role.places and wanted.head in role.heads]
        return bool(same) and not any(fits(wanted, role) for role in same if wanted)

    def _only_subject(self, head: int) -> int:
        """Return whom "the striker" means: the one person who is a subject before it in its paragraph.

        Whoever says something there is not: "Ford said he would go. The pilot said" brings in another, and so does
        "Ford visited the clinic. The nurse said". Nor does a title mean somebody who is named in full without it: a
        mayor is named with the office.
        """
        parse = self._parse
        low = max(0, head - _PARAGRAPH)
        begin = parse.text.rfind("\n", parse.start[low], parse.start[head])
        low = max(low, bisect_left(parse.start, begin))
        places = range(bisect_left(self._firsts, low), bisect_left(self._firsts, head))
        subjects = [place for place in places if self._is_subject(place)]
        fitting = {n for n in (self._spans[place][2] for place in subjects) if self._gender_fits(n, head)}
        if len(fitting) != 1 or any(self._speaks(place) or self._seeks(place) for place in subjects):
            return -1
        person = fitting.pop()
        known = " " not in self._people[person]["name"]
        return person if known or parse.lower[head] not in people_lexicon().titles else -1

    def _speaks(self, place: int) -> bool:
        """Whether the mention is the subject of a verb that brings in words."""
        start, past, _ = self._spans[place]
        verb = self._parse.lower[self._parse.head[self._parse.root_of(start, past)]]
        return cue_verbs().get(verb) in ("say", "write")

    def _seeks(self, place: int) -> bool:
        """Whether the mention is the subject of a verb of turning to somebody else: Lee visited the clinic."""
        start, past, _ = self._spans[place]
        return self._parse.lemma[self._parse.head[self._parse.root_of(start, past)]] in _SEEKING

    def _is_subject(self, place: int) -> bool:
        start, past, _ = self._spans[place]
        root = self._parse.root_of(start, past)
        root = self._parse.head[root] if self._parse.dep[root] == "appos" else root
        return not self._quoted[start] and self._parse.dep[root] in _SUBJECTS

    def _gender_fits(self, person: int, head: int) -> bool:
        own = people_lexicon().roles.get(self._parse.lower[head])
        return own is None or self._people[person]["gender"] in (None, own)
