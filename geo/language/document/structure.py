"""The structure of a text, read from its words and lines alone, once, before anything is parsed."""

import re
from collections.abc import Iterator
from dataclasses import replace

from geo.articles.lines import author_of, is_date_line, is_headline, is_title_case
from geo.language.document.datelines import read_dateline
from geo.language.document.furniture import form_of, inline
from geo.language.document.glued import related_end
from geo.language.document.model import Block, Dateline, Document, Kind, Range
from geo.language.document.paragraphs import ITEM, paragraphs
from geo.language.document.sections import sections
from geo.language.words import word_sets

_SETS = word_sets("document.tsv")
_INTRODUCING = _SETS["introducing"]
_PRONOUNS = _SETS["opening pronouns"]
_CONJUNCTIONS = _SETS["opening conjunctions"]
_DATED = _SETS["weekdays"] | _SETS["months"] - {"may", "march"}
_OPENINGS = 3
"""Paragraphs at whose start a headline that is known may be repeated."""
_TITLE_WORDS = 3
_HEADING_WORDS, _LONGEST_HEADING = 18, 160
_LONGEST_DECK = 260
_LONGEST_TOLD = 200
"""Characters of a deck that only what it says tells from the lead, at most."""
_BEFORE_DATELINE = 250
"""Characters of a headline and a deck that run into the dateline, at most."""
_DECKS = 3
"""Paragraphs of a deck, at most."""
_AHEAD = 0.25
"""The share of the headline's words by which a paragraph tells it better than the deck before it."""
_SHARED = 0.4
"""The share of a deck's words that the lead below it repeats where both tell the headline alike."""
_ALIKE = 1 / 3
"""The share of a first line's words that the known headline has too where both are headlines of the story."""
_STEM = 5
_SPOKEN = frozenset(("said", "told", "added", "wrote", "says", "tweeted", "replied", "asked"))
_FINAL = ".!?…:;"
_MARKS = "\"'“”‘’«»)]› "
_QUOTES = "\"“«„‘'"
_CLOSE = re.compile(r"[^\w\s]*(?: ?[.!?]+)?(?=\s|$)|[^\w\s]*")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-ÖØ-Þ0-9])")
_NAMES = r"[Bb][Yy] (?:[A-Z][\w.'’-]{0,20},? ){2,6}?"
_ROLE = r"(?:[A-Z][\w.'’-]{1,20} ){0,2}(?:Writer|Reporter|Correspondent|Editor)s?,? "
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}),? \d{4} "
_RUN_IN_BYLINE = re.compile(rf"{_NAMES}(?:{_ROLE}(?:{_DAY})?|{_DAY})(?=\S)")
"""A byline with the words of the story right behind it, told by the writer's role or by the day."""
_SET_APART = re.compile(r">\s?(?=\S)")


def read_document(text: str, title: str | None = None) -> Document:
    """Return the structure of a text.

    Args:
        text: the text, its page controls masked; in linear time.
        title: the headline where it is known; the text may repeat it.
    """
    return _Reader(text, title).read()


class _Reader:
    """Reads the paragraphs of one text in order."""

    def __init__(self, text: str, title: str | None) -> None:
        self.text = text
        self.title = title
        self.paragraphs = paragraphs(text)
        self.blocks: list[Block] = []
        self.datelines: list[Dateline] = []
        self._in_body = False
        self._after_header = False
        self._introduced = False

    def read(self) -> Document:
        headline = self._headline()
        for number, (start, end) in enumerate(self.paragraphs):
            if headline and start < headline[1]:
                if start >= headline[0]:
                    self._add(start, min(end, headline[1]), "headline")
                    start = _next_word(self.text, min(end, headline[1]), end)
                if start >= end:
                    continue
            self._read_paragraph(number, start, end)
        self._mark_captions()
        self._mark_deck()
        return Document(self.paragraphs, self.blocks, self.datelines, sections(self.text, self.blocks, self.datelines))

    def _add(self, start: int, end: int, kind: Kind) -> None:
        if start < end:
            self.blocks.append(Block(start, end, kind))

    # The headline

    def _headline(self) -> Range | None:
        """Return the headline: the known one where the text repeats it, else a first line or sentence like one."""
        for start, _ in self.paragraphs[:_OPENINGS]:
            if self.title and (end := _repeated(self.text, start, self.title)):
                return start, end
        first = next((span for span in self.paragraphs[:_OPENINGS] if not self._is_before_headline(*span)), None)
        if first is None:
            return None
        start, end = first
        line = self.text[start:end]
        if len(self.paragraphs) > 1 and self._is_heading(start, end, first=True):
            return first if self.title is None or _is_alike(line, self.title) else None
        if not read_dateline(self.text, start, end) and (close := self._before_dateline(start, end)):
            return start, close
        lead = _SENTENCE.split(line[: 2 * _LONGEST_HEADING], maxsplit=1)[0]
        if len(lead) < len(line) and _is_cased(lead) and not read_dateline(self.text, start, end):
            close = start + len(lead)
            while close < end and not self.text[close].isspace():
                close += 1
            return start, close
        return None

    def _before_dateline(self, start: int, end: int) -> int:
        """Return the end of what stands in one paragraph with the dateline after it: "Bridge shut. LYON, France — "."""
        for match in _SENTENCE.finditer(self.text, start, min(end, start + _BEFORE_DATELINE)):
            line = read_dateline(self.text, match.end(), end)
            if line and line.place and self.text[slice(*line.place)].isupper():
                return start + len(self.text[start : match.end()].rstrip())
        return 0

    def _is_before_headline(self, start: int, end: int) -> bool:
        line = self.text[start:end]
        return form_of(line) is not None or is_date_line(line) or author_of(line) is not None

    def _is_heading(self, start: int, end: int, *, first: bool) -> bool:
        """Whether a paragraph is short and without a final stop, or the first one and in title case."""
        if end - start > _LONGEST_HEADING:
            return False
        line = self.text[start:end]
        words = line.split()
        if len(words) > _HEADING_WORDS or read_dateline(self.text, start, end):
            return False
        if not first and any(word.lower().strip(_MARKS) in _SPOKEN for word in words):
            return False
        bare = line.rstrip(_MARKS)
        if first and line[0] in _QUOTES and not is_headline(line, quoted=True):
            return False
        if bare and bare[-1] not in _FINAL and bare[-1] not in ",—–-":
            return True
        return first and is_title_case([word.strip(_MARKS) or word for word in words])

    # The paragraphs

    def _read_paragraph(self, number: int, start: int, end: int) -> None:
        line = self.text[start:end]
        form = form_of(line)
        if form == "header" and line.endswith(":") and self._is_prose_next(number):
            self._add(start, end, "text")
            self._introduced = True
        elif form is not None:
            self._after_header = form == "header"
            self._add(start, end, "caption" if form == "caption" else "furniture")
        elif is_date_line(line) or author_of(line) is not None:
            self._add_byline(start, end)
        elif self._after_header and self._is_heading(start, end, first=False):
            self._add(start, end, "furniture")
        else:
            self._after_header = False
            self._read_words(start, end)

    def _is_prose_next(self, number: int) -> bool:
        """Whether a paragraph that ends as a sentence follows: "More from the court papers:" brings it in."""
        if number + 1 >= len(self.paragraphs):
            return False
        start, end = self.paragraphs[number + 1]
        return self.text[start:end].rstrip(_MARKS).endswith((".", "!", "?")) and form_of(self.text[start:end]) is None

    def _add_byline(self, start: int, end: int) -> None:
        """Add a byline, and the place and the day in it as a dateline: "By Jane Doe in Paris"."""
        line = self.text[start:end]
        self._add(start, end, "byline")
        place = re.search(r"\sin\s+([A-ZÀ-Þ][\w'’-]*(?:[ ,]{1,2}[A-ZÀ-Þ][\w'’.-]*){0,3})$", line)
        if is_date_line(line):
            self.datelines.append(Dateline(start, end, None, (start, end)))
        elif place:
            self.datelines.append(Dateline(start, end, (start + place.start(1), start + place.end(1)), None))

    def _read_words(self, start: int, end: int) -> None:
        text = self.text
        if byline := _RUN_IN_BYLINE.match(text, start, end):
            self._add(start, byline.end(), "byline")
            start = byline.end()
        opens = start
        if line := read_dateline(text, start, end):
            self.datelines.append(line)
            self._add(line.start, line.end, "dateline")
            start = line.end
            kind: Kind = "text"
        elif self._is_heading(start, end, first=False):
            kind = "heading"
        elif _SET_APART.match(text, start) or (self._introduced and text[start] not in _QUOTES):
            kind = "quotation"
        elif item := ITEM.match(text, start):
            kind = "item" if item.end() < end else "text"
        else:
            kind = "text"
        if kind == "heading" and (self._introduced and text[start] not in _QUOTES):
            kind = "quotation"
        self._introduced = kind == "text" and _introduces(text[opens:end])
        for low, high, part in self._pieces(start, end, kind):
            self._add(low, high, part)

    def _pieces(self, start: int, end: int, kind: Kind) -> Iterator[tuple[int, int, Kind]]:
        """Yield the parts of a paragraph: photo credits and related headlines that a page has run into its words."""
        here = start
        for low, high in inline(self.text, start, end):
            if low < here:
                continue
            before = _trim(self.text, here, low)
            if before[0] < before[1]:
                yield (*before, kind)
            high = related_end(self.text, high, end)
            yield low, high, "furniture"
            here = _next_word(self.text, high, end)
        yield (*_trim(self.text, here, end), kind)

    # What only the neighbours tell

    def _mark_captions(self) -> None:
        """Make the sentence above a photo credit a caption."""
        lead = next((block for block in self.blocks if block.kind == "text"), None)
        for number in range(1, len(self.blocks)):
            block, before = self.blocks[number], self.blocks[number - 1]
            line = self.text[block.start : block.end]
            if block.kind != "furniture" or before.kind not in ("text", "heading") or not _is_credit(line):
                continue
            words = self.text[before.start : before.end]
            told = _SENTENCE.search(words) or _SPOKEN & set(_WORD.findall(words.lower()))
            if not told and before != lead and _may_be_caption(words):
                self.blocks[number - 1] = replace(before, kind="caption")

    def _mark_deck(self) -> None:
        """Make the lines between headline and body the deck, and a first sentence that the next paragraph retells.

        Where no headline is known, the first of the lines above a dateline is it.
        """
        blocks = self.blocks
        first = next((n for n, block in enumerate(blocks) if block.kind in ("text", "dateline")), len(blocks))
        known = bool(self.title) or any(block.kind == "headline" for block in blocks[:first])
        for number in range(first):
            if known and blocks[number].kind == "heading":
                blocks[number] = replace(blocks[number], kind="deck")
        near = range(first, min(first + _DECKS + 1, len(blocks)))
        opening = next((n for n in near if blocks[n].kind == "dateline"), None)
        if opening is None:
            opening = first + (known and self._is_retold(first))
        if all(block.kind != "text" or self._may_be_deck(block) for block in blocks[first:opening]):
            for number in range(first, opening):
                if blocks[number].kind == "text":
                    blocks[number] = replace(blocks[number], kind="deck" if known else "headline")
                    known = True

    def _may_be_deck(self, block: Block) -> bool:
        """Whether a block is one short sentence that tells neither a day nor who says it."""
        line = self.text[block.start : block.end]
        if block.end - block.start > _LONGEST_DECK or _SENTENCE.search(line):
            return False
        words = set(_WORD.findall(line.lower()))
        return not words & _DATED and not words & _SPOKEN

    def _is_retold(self, number: int) -> bool:
        """Whether the next block tells the headline, which block `number` only adds to: then that is the deck."""
        pair = self.blocks[number : number + 2]
        if [block.kind for block in pair] != ["text", "text"] or pair[0].end - pair[0].start > _LONGEST_TOLD:
            return False
        if _opens(self._words(pair[0]), _CONJUNCTIONS):
            return False
        headline = _stems(self.title or " ".join(map(self._words, (b for b in self.blocks if b.kind == "headline"))))
        first, second = map(_stems, map(self._words, pair))
        if not headline or not first:
            return False
        ahead = len(headline & second) - len(headline & first)
        return ahead >= _AHEAD * len(headline) or (ahead >= -1 and len(first & second) >= _SHARED * len(first))

    def _words(self, block: Block) -> str:
        return self.text[block.start : block.end]


def _stems(text: str) -> set[str]:
    """Return the first letters of the longer words."""
    return {word[:_STEM] for word in _WORD.findall(text.lower()) if len(word) > 3 or word.isdigit()}


def _is_alike(line: str, title: str) -> bool:
    """Whether a first line words the known headline in another way, rather than adding to it as a deck does."""
    stems = _stems(line)
    return len(stems & _stems(title)) >= _ALIKE * len(stems)


def _opens(line: str, words: frozenset[str]) -> bool:
    """Whether the first word of a line is one of those."""
    first = _WORD.search(line)
    return first is not None and first.group().lower() in words


def _may_be_caption(line: str) -> bool:
    """Whether a sentence above a photo credit may tell what is to be seen: it does not go on with the story."""
    return line[0] not in _QUOTES and not _opens(line, _PRONOUNS | _CONJUNCTIONS)


def _introduces(line: str) -> bool:
    """Whether a paragraph brings in a quotation that is set below it: "The ministry said in a statement:"."""
    if not line.rstrip().endswith(":"):
        return False
    return not _INTRODUCING.isdisjoint(_WORD.findall(line.lower()))


def _is_credit(line: str) -> bool:
    return form_of(line) == "credit" or bool(inline(line, 0, len(line)))


def _is_cased(line: str) -> bool:
    """Whether a first sentence is in title case, as only a headline is."""
    words = line.split()
    return _TITLE_WORDS < len(words) <= _HEADING_WORDS and is_title_case([word.strip(_MARKS) or word for word in words])


def _repeated(text: str, start: int, title: str) -> int:
    """Return where the headline ends that the text repeats at `start`, 0 where it does not; only words count."""
    want = _WORD.findall(title.lower())
    for words in (want, _WORD.findall(re.split(r"\s+[|–—-]\s+(?=[^|–—]{2,30}$)", title)[0].lower())):
        if len(words) < _TITLE_WORDS:
            continue
        end = start
        for word, match in zip(words, _WORD.finditer(text, start, start + 3 * len(title) + 50), strict=False):
            if match.group().lower() != word:
                break
            end = match.end()
            if text[end : end + 1].isalnum():
                break
        else:
            if len(_WORD.findall(text[start:end])) == len(words):
                close = _CLOSE.match(text, end)
                return close.end() if close else end
    return 0


def _next_word(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim(text: str, start: int, end: int) -> Range:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
