"""What an article offers for attributing its quotations: paragraphs, quotations, mentions and frames."""

import re
from bisect import bisect_left
from functools import cached_property

from geo.contract import Person
from geo.language.document import document_of
from geo.language.quotes.frames import Frame, frames, subjects_of
from geo.language.quotes.marks import Stretch, stretches
from geo.language.quotes.mentions import Line, Mention, mentions, read_line
from geo.language.tokens import Tokens

_WORD = re.compile(r"\w+")
_JOINING = frozenset(("and", "but", "or", "so", "yet"))
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
REACH = 150
"""How many tokens and quotations of a paragraph away a speaker is looked for."""


def sentences(text: str) -> list[str]:
    """Return the words of each sentence in lower case, without punctuation and the conjunction before them."""
    found = (_WORD.findall(sentence.lower()) for sentence in _SENTENCE_END.split(text))
    return [" ".join(words[words[0] in _JOINING :]) for words in found if words]


class Scene:
    """One article; lines (paragraphs outside their quotations), their mentions and frames are read when asked for.

    `spans` are the paragraphs and `quotations` the stretches between marks, both in order, but for a stretch that
    begins in the token in which another ends; `quoted` has for each token the number of its quotation or -1; `where`
    has for each quotation the number of its paragraph.
    """

    def __init__(self, tokens: Tokens, people: list[Person]) -> None:
        self.tokens = tokens
        self.people = people
        self.document = document_of(tokens.doc)
        self.spans = self.document.paragraphs
        self.quotations: list[Stretch] = []
        self.quoted = [-1] * len(tokens)
        taken = 0
        for stretch in stretches(tokens.text, self.spans):
            first, last = tokens.at(stretch.start), tokens.until(stretch.end)
            if first >= taken:
                self.quoted[first:last] = [len(self.quotations)] * (last - first)
                self.quotations.append(stretch)
                taken = last
        self.where = [self.paragraph_at(stretch.start) for stretch in self.quotations]
        self.subjects = subjects_of(tokens)
        self.has_double = any(stretch.style != "single" for stretch in self.quotations)
        """Whether double marks or guillemets are used, so that single marks are the minor ones."""
        self._names = {
            tokens.at(start): (tokens.until(end), number)
            for number, person in enumerate(people)
            for start, end in person["mentions"]
        }
        self.endings = {end: person["name"] for person in people for _, end in person["mentions"]}
        """The person's name by the character where a mention ends."""
        self._lines: dict[int, Line] = {}
        self._mentions: dict[int, list[Mention]] = {}
        self._frames: dict[int, list[Frame]] = {}
        self._places: dict[int, list[int]] = {}

    @cached_property
    def placed(self) -> frozenset[int]:
        """The characters at which the names of places begin that have been placed."""
        return frozenset(mention["start"] for mention in self.tokens.doc._.mentions if mention["place"])

    @cached_property
    def told(self) -> frozenset[str]:
        """The sentences outside the quotations, as `sentences` returns them."""
        text, borders = self.tokens.text, [0]
        for stretch in self.quotations:
            borders += [stretch.start, stretch.end]
        borders.append(len(text))
        outside = zip(borders[::2], borders[1::2], strict=True)
        return frozenset(words for start, end in outside for words in sentences(text[start:end]))

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds the character."""
        return self.document.paragraph_at(offset)

    def line(self, number: int) -> Line:
        """Return the paragraph outside its quotations."""
        if number not in self._lines:
            self._lines[number] = read_line(self.tokens, self.spans[number], self.document, self.quoted)
        return self._lines[number]

    def mentions(self, number: int) -> list[Mention]:
        """Return the mentions of a paragraph outside its quotations."""
        if number not in self._mentions:
            self._mentions[number] = mentions(self.tokens, self.line(number), self._names)
        return self._mentions[number]

    def mentions_near(self, number: int, place: int, ahead: int = 0) -> list[Mention]:
        """Return the mentions from `REACH` items before a place of a paragraph's line to `ahead` items after it."""
        found, line = self.mentions(number), self.line(number)
        if len(line.items) <= REACH and ahead:
            return found
        first = bisect_left(found, place - REACH, key=lambda mention: line.place[mention.first])
        last = bisect_left(found, place + ahead, lo=first, key=lambda mention: line.place[mention.first])
        return found[first:last]

    def frames_near(self, number: int, place: int) -> list[Frame]:
        """Return the frames of a paragraph that begin at most `REACH` items away from a place of its line."""
        found = self.frames(number)
        if len(self.line(number).items) <= REACH:
            return found
        places = self._places[number]
        return found[bisect_left(places, place - REACH) : bisect_left(places, place + REACH)]

    def frames(self, number: int) -> list[Frame]:
        """Return the frames of a paragraph in the order of the text."""
        if number not in self._frames:
            found = self.mentions(number)
            line = self.line(number)
            self._frames[number] = sorted(
                frames(self.tokens, line, found, self.subjects), key=lambda frame: line.place[frame.mention.first]
            )
            self._places[number] = [line.place[frame.mention.first] for frame in self._frames[number]]
        return self._frames[number]
