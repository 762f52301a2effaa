"""Whom the pronouns among actors stand for: relative pronouns, he, she, it, they, "the two", and who speaks as I."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property

from geo.contract import Person, Quote
from geo.language.parse import Parse
from geo.language.people.lexicon import people_lexicon
from geo.language.words import words

_RELATIVE = words("who which that whom")
_GENDERS = {"he": "m", "him": "m", "himself": "m", "his": "m", "she": "f", "her": "f", "herself": "f", "hers": "f"}
_PLURAL = words("they them their themselves")
_THING = words("it its itself")
_ANYBODY = words("another one someone somebody anyone nobody others")
_PAIR = words("two both pair duo")
_SPEAKER = words("i me my")
_SUBJECTS = words("nsubj nsubjpass")
_SAYING = words("say tell add report announce warn claim")
_LEADING = words("nsubj nsubjpass poss")
_BODIES = words("ORG GPE NORP")
_NESTED = 4
"""Quotations before a word among which is the one that holds it."""
_REACH = 3
"""How many sentences before its own a pronoun's subject is looked for; those that begin with it too don't count."""


class Referents:
    """Reads the pronouns of one text; the people and quotes are those that the components before have found."""

    def __init__(self, parse: Parse, people: Sequence[Person], quotes: Sequence[Quote]) -> None:
        self._parse = parse
        self._people = people
        self._direct, self._indirect = (_by_start(quotes, direct=direct) for direct in (True, False))

    def antecedent(self, i: int) -> int | None:
        """Return the noun that a relative pronoun stands for, `i` for any other word, None where it is no such noun."""
        parse = self._parse
        if parse.lower[i] not in _RELATIVE or parse.pos[i] == "DET":
            return i
        here = parse.head[i]
        for _ in range(4):
            if parse.dep[here] == "relcl":
                noun = parse.head[here]
                named = parse.pos[noun] in ("NOUN", "PROPN", "NUM", "ADJ") and parse.ent[noun] not in ("DATE", "TIME")
                return noun if named and noun < i else None
            here = parse.head[here]
        return None

    def name(self, i: int) -> str | int | None:
        """Return whom the pronoun `i` means: a person's name or the token of a noun; None where that is not known."""
        word = self._parse.lower[i]
        if word in _SPEAKER:
            quote = self._around(i, direct=True)
            return quote["speaker"] if quote else None
        if word in _GENDERS:
            return self._person(i, _GENDERS[word])
        if word not in _PAIR and self._parse.dep[i] not in _LEADING:
            return None
        if word in _PLURAL or word in _PAIR:
            return self._subject_before(i, self._is_pair if word in _PAIR else self._is_plural, word)
        return self._subject_before(i, self._is_body, word) if word in _THING else None

    @cached_property
    def _heads(self) -> dict[int, Person]:
        """The person by the last token of each mention."""
        ends = self._parse.end
        return {bisect_right(ends, end - 1): person for person in self._people for _, end in person["mentions"]}

    def person_at(self, i: int) -> Person | None:
        """Return the person whose mention has its head or its end at the token `i`."""
        return self._heads.get(i)

    def _around(self, i: int, *, direct: bool) -> Quote | None:
        start = self._parse.start[i]
        quotes, starts = self._direct if direct else self._indirect
        last = bisect_right(starts, start)
        return next((q for q in reversed(quotes[max(0, last - _NESTED) : last]) if start < q["end"]), None)

    def _person(self, i: int, gender: str) -> str | int | None:
        if self.is_quoted(i):
            return None
        reported = self._around(i, direct=False)
        speaker = reported["speaker"] if reported else None
        known = any(p["name"] == speaker and p["gender"] in (gender, None) for p in self._people)
        if reported and known and (reported["speaker_start"] or 0) < self._parse.start[i]:
            return speaker

        def fits(head: int) -> bool:
            person = self.person_at(head)
            if person is not None:
                return person["gender"] in (gender, None) and person["name"] != speaker
            own = people_lexicon().roles.get(self._parse.lower[head], "")
            return own in (gender, None) and self._parse.tag[head] == "NN"

        found = self._subject_before(i, fits, "he" if gender == "m" else "she")
        if isinstance(found, int) and (person := self.person_at(found)):
            return person["name"]
        return found

    def is_quoted(self, i: int) -> bool:
        """Whether the token stands between quotation marks."""
        return self._around(i, direct=True) is not None

    def _subject_before(self, i: int, fits: Callable[[int], bool], word: str) -> int | None:
        """Return the nearest subject before `i` that fits: of its own sentence, then of those before it."""
        if self.is_quoted(i):
            return None
        parse = self._parse
        number, left = parse.sent[i], _REACH
        rank = {a: 8 if parse.lemma[a] in _SAYING else n for n, a in enumerate(parse.ancestors(i)[:8])}
        own = {parse.head[i], parse.head[parse.head[i]]} if parse.dep[i] in ("dobj", "pobj", "dative") else ()
        while left and number >= 0:
            first, past = parse.sents[number]
            subjects = [
                s
                for s in range(first, min(past, i))
                if parse.dep[s] in _SUBJECTS and parse.head[s] not in own and not self.is_quoted(s)
            ]
            subjects.sort(key=lambda s: (rank.get(parse.head[s], 9), parse.dep[parse.head[s]] == "relcl", s))
            for subject in subjects:
                if parse.lower[subject] in _ANYBODY and number == parse.sent[i]:
                    return None
                subject = self._named(subject)
                if fits(subject):
                    return subject
            again = any(parse.lower[s] == word for s in subjects)
            if number != parse.sent[i] and not again and any(not self.is_quoted(t) for t in (first, past - 1)):
                left -= 1
            number -= 1
            if parse.sent[i] - number > 8:
                break
        return None

    def _named(self, head: int) -> int:
        """Return the last token of a name whose parse is headed elsewhere, "Mayor" of "Mayor Ann Lee"."""
        for i in range(head, min(head + 4, len(self._parse))):
            if i in self._heads:
                return i
        return head

    def _is_plural(self, head: int) -> bool:
        parse = self._parse
        if parse.pos[head] == "PRON" or parse.ent[head] in ("DATE", "TIME"):
            return False
        if any(parse.dep[c] == "conj" for c in parse.children[head]) and parse.pos[head] in ("NOUN", "PROPN"):
            return True
        return parse.tag[head] in ("NNS", "NNPS") or parse.lower[head] in people_lexicon().plurals

    def _is_pair(self, head: int) -> bool:
        """Whether a subject is of two: "Ann and Bob", "the leaders of Chad and Niger", "both sides"."""
        parse = self._parse
        if parse.pos[head] not in ("NOUN", "PROPN"):
            return False
        nodes = [head, *(g for c in parse.children[head] if parse.dep[c] == "prep" for g in parse.children[c])]
        joined = [c for node in nodes for c in parse.children[node] if parse.dep[c] == "conj"]
        return len(joined) == 1

    def _is_body(self, head: int) -> bool:
        parse = self._parse
        if self.person_at(head) is not None or parse.tag[head] not in ("NN", "NNP"):
            return False
        body = parse.ent[head] in _BODIES or parse.lower[head] in people_lexicon().collectives
        return body or parse.tag[head] == "NNP"


def _by_start(quotes: Sequence[Quote], *, direct: bool) -> tuple[list[Quote], list[int]]:
    """Return the direct or the reported quotations in the order of the text, and where each begins."""
    found = sorted((q for q in quotes if q["direct"] == direct), key=lambda q: (q["start"], -q["end"]))
    return found, [q["start"] for q in found]
