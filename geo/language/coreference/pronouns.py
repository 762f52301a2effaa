"""Pronouns: which mention before it a he, she, they or it takes up, read once from the first word to the last."""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from geo.language.coreference.nouns import kind_of_noun
from geo.language.parse import Parse
from geo.language.people.lexicon import people_lexicon
from geo.language.quotes.lexicon import cue_verbs
from geo.language.words import words

GENDERS = {
    **dict.fromkeys(("he", "him", "himself", "his"), "m"),
    **dict.fromkeys(("she", "her", "herself", "hers"), "f"),
}
_PLURAL = words("they them their theirs themselves")
_THING = words("it its itself")
PRONOUNS = GENDERS.keys() | _PLURAL | _THING
_OWN = words("himself herself themselves itself his her hers their theirs its")
_SUBJECTS = words("nsubj nsubjpass")
_OBJECTS = words("pobj poss dobj compound nmod npadvmod dative attr")
_NOMINAL = words("nsubj nsubjpass dobj pobj poss dative appos attr conj ROOT oprd nmod")
_DATES = words("DATE TIME CARDINAL ORDINAL MONEY PERCENT QUANTITY")
_HUMAN = words("person role")
_LATEST = 40
"""Mentions before a pronoun among which its antecedent is looked for."""
_FARTHEST = 8
"""Sentences between a pronoun and its antecedent."""
_CHAIN = 12
"""Steps up the tree from a word to the clauses that hold it."""

# How much draws a pronoun to a mention, in sentences of distance times two: hand-set after the order of centering
# theory (Grosz, Joshi and Weinstein 1995): subjects before others, those spoken of with pronouns before new ones.
_DISTANCE = 0.8
_SUBJECT = 1.2
_GOVERNING = 1.5
"""The subject of a clause that holds the pronoun's: Lee said that she would go."""
_MAIN = 0.4
"""The subject of a main clause: of Trump said that Obama had failed, Trump."""
_POSSESSOR = {True: 0.4, False: -0.3}
"""An owner, by whether of a subject: Lee's brother left."""
_SPEAKS_TOO = 0.4
"""Who speaks goes on speaking: both are subjects of verbs of speech."""
_INTRODUCED = {True: 0.8, False: 0.3}
"""Somebody named for the first time, by whether as the subject of a main clause."""
_TAKEN_UP = 0.2
"""A mention that is itself a pronoun: what it means is what is being talked of."""
_OFTEN = 0.05
"""Each of up to four mentions of one person among the latest."""
_UNNAMED = {True: -0.6, False: -1.5}
"""Somebody without a name, by whether both speak: the last one to speak goes on, named or not."""
_BESIDE_NAMED = 60
"""Tokens before a role within which it was told of beside somebody with a name, so that it is another."""
_GENDER = {True: 1.0, False: 0.7}
"""By whether the gender of a person is known."""


@dataclass(slots=True)
class Markable:
    """A mention that a later pronoun may take up."""

    head: int
    """The token that it stands for: its own head, or that of the antecedent of a pronoun."""
    at: int
    kind: str
    gender: str | None
    entity: int
    """Number of the person, -1 where it is none of them."""
    subject: bool
    speaks: bool
    governor: int
    sentence: int
    introduced: bool
    """Whether it is named for the first time."""
    pronoun: bool = False
    apart: bool = False
    """Whether it is a role that somebody else dealt with before: Lee met a pilot. The pilot said."""


def resolve_pronouns(
    parse: Parse,
    quoted: Sequence[bool],
    people: Mapping[int, tuple[int, str | None]],
    bodies: Mapping[int, int],
    inside: Sequence[bool],
    bearer: Callable[[int], int],
) -> dict[int, int]:
    """Return the token of the antecedent by that of the pronoun, for those whose antecedent the text gives.

    Args:
        parse: the text.
        quoted: for each token whether it stands between quotation marks, whose pronouns are the speaker's affair.
        people: the number of the person and the gender, by the head of each mention of a person.
        bodies: the number of the body by the head of each mention of a body.
        inside: for each token whether it is part of a mention without being its head.
        bearer: the number of the person whom a role means by its token, -1 where it is none that is named.
    """
    return _Reader(parse, quoted, people, bodies, inside, bearer).read()


class _Reader:
    def __init__(
        self,
        parse: Parse,
        quoted: Sequence[bool],
        people: Mapping[int, tuple[int, str | None]],
        bodies: Mapping[int, int],
        inside: Sequence[bool],
        bearer: Callable[[int], int],
    ) -> None:
        self._parse, self._quoted = parse, quoted
        self._people, self._bodies, self._inside, self._bearer = people, bodies, inside, bearer
        self._recent: deque[Markable] = deque(maxlen=_LATEST)
        self._found: dict[int, int] = {}
        self._seen: set[int] = set()
        self._last: dict[str, Markable] = {}
        """The last mention of a named man and of a named woman, however far back."""
        self._dealt_with: dict[str, int] = {}
        """The token at which each role was last told of without being a subject."""
        self._begun = 0
        self._genders: dict[int, str | None] = dict(people.values())

    def read(self) -> dict[int, int]:
        parse, sentence, last = self._parse, 0, -1
        for i, word in enumerate(parse.lower):
            if self._quoted[i] or self._inside[i] or not word[0].isalnum():
                continue
            if parse.sent[i] != last:
                sentence, last = sentence + 1, parse.sent[i]
            if word in PRONOUNS:
                self._pronoun(i, sentence)
            elif i in self._people or i in self._bodies or self._is_nominal(i):
                self._add(self._markable(i, sentence))
        return self._found

    def _add(self, one: Markable) -> None:
        self._recent.append(one)
        if one.entity >= 0 and one.gender and one.kind == "person":
            self._last[one.gender] = one

    def _is_nominal(self, i: int) -> bool:
        parse = self._parse
        return parse.pos[i] in ("NOUN", "PROPN") and parse.dep[i] in _NOMINAL and parse.ent[i] not in _DATES

    def _markable(self, i: int, sentence: int) -> Markable:
        parse, top = self._parse, _top(self._parse, i)
        gender: str | None = None
        if i in self._people:
            entity = self._people[i][0]
            gender = self._genders[entity]
            kind = "person"
        else:
            entity = -1
            kind = "group" if i in self._bodies else kind_of_noun(parse.lower[i], parse.ent[i])
            if kind == "role" and parse.tag[i] in ("NNS", "NNPS"):
                kind = "plural"
            if kind == "role" and (entity := self._bearer(i)) >= 0:
                kind, gender = "person", self._genders.get(entity)
            elif kind == "role":
                gender = people_lexicon().roles.get(parse.lower[i])
            elif kind == "thing" and parse.tag[i] in ("NNS", "NNPS"):
                kind = "things"
            if any(parse.dep[c] == "conj" and parse.pos[c] in ("NOUN", "PROPN") for c in parse.children[i]):
                kind = "plural" if kind in ("role", "plural", "group", "person") else "things"
        new = entity >= 0 and entity not in self._seen
        self._seen.add(entity)
        subject = parse.dep[top] in _SUBJECTS or (sentence > self._begun and parse.dep[top] not in _OBJECTS)
        self._begun = sentence
        apart = kind == "role" and subject and i - self._dealt_with.get(parse.lower[i], -_BESIDE_NAMED) < _BESIDE_NAMED
        if kind == "role" and not subject:
            self._dealt_with[parse.lower[i]] = i
        return Markable(
            i, i, kind, gender, entity, subject, subject and self._is_cue(parse.head[top]), parse.head[top], sentence,
            new, apart=apart,
        )  # fmt: skip

    def _is_main(self, verb: int) -> bool:
        """Whether a verb is that of a main clause, or joined to one."""
        dep, head = self._parse.dep, self._parse.head
        for _ in range(_CHAIN):
            if dep[verb] != "conj":
                break
            verb = head[verb]
        return dep[verb] == "ROOT"

    def _is_cue(self, verb: int) -> bool:
        return cue_verbs().get(self._parse.lower[verb]) in ("say", "write")

    def _pronoun(self, i: int, sentence: int) -> None:
        parse = self._parse
        word = parse.lower[i]
        if word in _THING and self._is_empty(i):
            return
        subject = parse.dep[i] in _SUBJECTS
        speaks = subject and self._is_cue(parse.head[i])
        above = _above(parse, i)
        counts = Counter(one.entity for one in self._recent if one.entity >= 0)
        near = [
            one for one in self._recent if sentence - one.sentence <= _FARTHEST and not self._excluded(one, i, word)
        ]
        if word in GENDERS and all(_fit(word, one, speaks) is None for one in near):
            last = self._last.get(GENDERS[word])
            near = [last] if last else [replace(one, gender=None) for one in near if one.entity >= 0]
        best, best_score = None, 0.0
        for one in near:
            fit = _fit(word, one, speaks)
            if fit is None:
                continue
            score = fit - _DISTANCE * (sentence - one.sentence) + self._prominence(one, above, speaks, sentence)
            score += _OFTEN * min(4, counts[one.entity]) + one.at / (len(parse) * 100)
            if best is None or score > best_score:
                best, best_score = one, score
        if best is None:
            return
        self._found[i] = best.head
        if word in GENDERS and best.entity >= 0:
            self._genders[best.entity] = self._genders.get(best.entity) or GENDERS[word]
        governor = parse.head[i]
        self._add(
            Markable(best.head, i, best.kind, GENDERS.get(word, best.gender), best.entity, subject, speaks, governor,
                     sentence, False, True)
        )  # fmt: skip

    def _is_empty(self, i: int) -> bool:
        """Whether an "it" stands for nothing said: it is clear that, it rained, makes it hard to."""
        parse, verb = self._parse, self._parse.head[i]
        if parse.dep[i] == "expl":
            return True
        clauses = any(parse.dep[c] in ("ccomp", "csubj", "xcomp", "advcl") and c > i for c in parse.children[verb])
        return parse.dep[i] in _SUBJECTS and parse.lemma[verb] in ("be", "seem", "appear", "remain") and clauses

    def _prominence(self, one: Markable, above: Sequence[int], speaks: bool, sentence: int) -> float:
        score = _SUBJECT if one.subject else 0.0
        if one.subject and self._is_main(one.governor):
            score += _MAIN
        if one.sentence == sentence and one.subject and one.governor in above:
            score += _GOVERNING
        if one.speaks and speaks:
            score += _SPEAKS_TOO
        if one.introduced and sentence - one.sentence < 2:
            score += _INTRODUCED[one.subject and self._is_main(one.governor)]
        if one.pronoun:
            score += _TAKEN_UP
        if self._parse.dep[one.at] == "poss":
            score += _POSSESSOR[self._parse.dep[one.governor] in _SUBJECTS]
        if one.kind == "role" and not one.apart:
            score += _UNNAMED[one.speaks and speaks]
        return score

    def _excluded(self, one: Markable, i: int, word: str) -> bool:
        """Whether the grammar keeps a pronoun from meaning a mention.

        The two are arguments of one verb (Lee met her), or the mention stands in what the pronoun's verb reports
        (Lee had lied, she said).
        """
        parse = self._parse
        if one.head == i:
            return True
        verb = parse.head[i]
        if parse.pos[verb] == "ADP":
            verb = parse.head[verb]
        if word not in _OWN and one.governor == verb and one.at != verb:
            return True
        if parse.dep[i] in _SUBJECTS and parse.lower[verb] in cue_verbs():
            here, steps = one.at, 0
            while steps < _CHAIN and parse.head[here] != here:
                if parse.head[here] == verb:
                    return parse.dep[here] in ("ccomp", "parataxis")
                here, steps = parse.head[here], steps + 1
        return False


def _above(parse: Parse, i: int) -> list[int]:
    """Return the words that hold a word, itself first, no more than `_CHAIN`."""
    chain = [i]
    while len(chain) < _CHAIN and parse.head[i] != i:
        i = parse.head[i]
        chain.append(i)
    return chain


def _top(parse: Parse, i: int) -> int:
    """Return the head of the phrase that a mention is part of, in apposition to or coordinated with."""
    for _ in range(_CHAIN):
        if parse.dep[i] not in ("appos", "conj", "compound", "flat") or parse.head[i] == i:
            break
        i = parse.head[i]
    return i


def _fit(word: str, one: Markable, speaks: bool) -> float | None:
    """Return how well the kind and the gender of a mention go with a pronoun, None where they don't."""
    if word in GENDERS:
        if one.kind not in _HUMAN or one.gender not in (None, GENDERS[word]):
            return None
        return _GENDER[one.gender is not None]
    if word in _PLURAL:
        if one.kind == "plural":
            return 1.0
        if one.kind == "group":
            return 0.4
        if one.kind == "role" and one.gender is None:
            return 1.2 if speaks else None
        return None if speaks or one.kind != "things" else 0.0
    if one.kind == "group":
        return 1.0
    if one.kind == "document":
        return 0.8
    if one.kind == "thing":
        return 0.2 if one.pronoun or not speaks else None
    return 0.4 if one.kind == "name" else None
