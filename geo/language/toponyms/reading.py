"""What of a `Doc` candidates of toponyms are found by: its tokens, with entities, people and capitals beside them."""

from functools import cached_property

from spacy.attrs import ENT_IOB, ENT_TYPE, SENT_START
from spacy.tokens import Doc

from geo.language.tokens import tokens_of

LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON", "other")
_LABEL_INDEX = {label: index for index, label in enumerate(LABELS)}
_ORG = LABELS.index("ORG")
_CLITICS = {"'s", "’s", "'", "’", "s'"}


class Reading:
    """Words, offsets, entities and sentences of a `Doc` as lists with one value a token.

    `entity` holds the index into `entities` of the entity that covers a token, -1 where there is none; an entity is
    (first token, end token, index into LABELS), without a leading article and a trailing possessive. `person` and
    `people` tell the same of mentions of people, each with whether the text has the person's name of two words.
    """

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        tokens = tokens_of(doc)
        self.text, self.words, self.lower, self.starts = tokens.text, tokens.words, tokens.lower, tokens.starts
        self.capital = list(map(_is_capital, self.words))
        types, iobs, begins = doc.to_array([ENT_TYPE, ENT_IOB, SENT_START]).T.tolist()
        self.sentence_start = [value == 1 for value in begins]
        if begins:
            self.sentence_start[0] = True
        self._read_entities(types, iobs)
        self._read_people()

    def __len__(self) -> int:
        return len(self.words)

    def end(self, token: int) -> int:
        """Return the end offset of a token."""
        return self.starts[token] + len(self.words[token])

    def _read_entities(self, types: list[int], iobs: list[int]) -> None:
        self.entity = [-1] * len(types)
        self.entities: list[tuple[int, int, int]] = []
        names: dict[int, int] = {}
        strings = self.doc.vocab.strings
        index, size = 0, len(types)
        while index < size:
            if not types[index]:
                index += 1
                continue
            end = index + 1
            while end < size and iobs[end] == 1:
                end += 1
            label = names.get(types[index])
            if label is None:
                label = names[types[index]] = _LABEL_INDEX.get(strings[types[index]], len(LABELS) - 1)
            self._keep(index, end, label)
            index = end

    def _read_people(self) -> None:
        """Note the mentions of people by token: `person` has their number, -1 outside; a role alone is none."""
        self.person = [-1] * len(self.words)
        self.people: list[tuple[int, int, bool]] = []
        numbers = {start: index for index, start in enumerate(self.starts)} if self.doc._.people else {}
        for one in self.doc._.people:
            full = " " in one["name"]
            for start, end in one["mentions"]:
                first = last = numbers.get(start, -1)
                while 0 <= last < len(self.words) and self.starts[last] < end:
                    last += 1
                if first >= 0 and any(self.capital[first:last]):
                    self.person[first:last] = [len(self.people)] * (last - first)
                    self.people.append((first, last, full))

    def _keep(self, start: int, end: int, label: int) -> None:
        while start < end and (self.lower[start] == "the" or not self.words[start].strip()):
            start += 1
        while end > start and (self.lower[end - 1] in _CLITICS or not self.words[end - 1].strip()):
            end -= 1
        if start < end and not (label >= _ORG and self._shouted(start, end)):
            self.entity[start:end] = [len(self.entities)] * (end - start)
            self.entities.append((start, end, label))

    def _shouted(self, start: int, end: int) -> bool:
        """Tell whether an entity stands among words all in capitals, where the model's guesses are worth little."""
        around = self.words[max(0, start - 3) : start] + self.words[end : end + 3]
        letters = [word for word in around if word[0].isalpha()]
        return len(letters) >= 3 and all(word.isupper() for word in letters)

    @cached_property
    def sentence(self) -> list[int]:
        """Number of the sentence of each token."""
        number, numbers = -1, []
        for starts in self.sentence_start:
            number += starts
            numbers.append(number)
        return numbers

    @cached_property
    def shouting(self) -> list[float]:
        """For each sentence the share of its words of four letters or more that are capitalised."""
        long, high = [0] * (self.sentence[-1] + 1 if self.words else 0), []
        high = long[:]
        for word, capital, number in zip(self.words, self.capital, self.sentence, strict=True):
            if len(word) > 3 and word[0].isalpha():
                long[number] += 1
                high[number] += capital
        return [h / n if n else 0.0 for h, n in zip(high, long, strict=True)]

    @cached_property
    def lower_words(self) -> set[str]:
        """Every word that the text writes in lower case."""
        return {
            word for word, low, up in zip(self.words, self.lower, self.capital, strict=True) if not up and word == low
        }


def _is_capital(word: str) -> bool:
    first = word[0]
    return first.isalpha() and not first.islower()
