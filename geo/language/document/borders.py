"""Where sentences begin and where they cannot, as far as the document's structure and its marks tell it."""

import re
from bisect import bisect_left

import numpy as np
from spacy.attrs import IDX, ORTH, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

from geo.language.document.glued import borders_in
from geo.language.document.model import Document
from geo.language.words import word_sets

_SETS = word_sets("document.tsv")
_OPENERS = _SETS["opening pronouns"] | _SETS["opening prepositions"] | {"the", "a", "an", "and"}
_NETWORK = frozenset(("on", "to", "via", "of"))
"""Words before X, the social network, that tell it from an initial."""
_LETTERED = frozenset(
    ("group", "plan", "vitamin", "hepatitis", "type", "class", "category", "grade", "section", "block", "gate", "pool",
     "serie", "division", "covid", "influenza", "article", "exhibit", "war", "pope", "king", "queen", "part", "phase")
)  # fmt: skip
"""Words after which a single letter is no initial."""
_NUMBERED = frozenset(("no.", "nos."))
_CLOSING = re.compile(r"(?<=[.!?…,])[\"”’»](?=\s)")
_GOES_ON = re.compile(
    r"[.!?…][\"”’»']{0,2}\s+(?=[a-zß-öø-ÿ]{2,}(?![\w’'-]|\s[A-ZÀ-Þ]))|[.!?][\"”’»']{1,2}\s+(?=[a-zß-öø-ÿ])"
)
_ABBREVIATION = re.compile(r"(?<![\w.])([A-Za-z][A-Za-z]{0,6}\.)\s+(?=([A-ZÀ-Þ0-9][\w’'-]*))")
_INFIXES = (
    r"(?<=[^\W\d_])[.!?,](?=[\"”»’][A-Za-z])",
    r"(?<=[.!?,])[\"”»](?=[A-Za-z])",
    r"(?<=[.!?,])’(?=[A-Z])",
    r"(?<=[A-Za-z.])\)(?=[A-Z][a-z])",
)
"""Where a closing mark lacks the space after it, so that the word behind is a token."""


LONGEST = 250
"""Tokens without a final mark after which a sentence is cut: twice what the longest in news have.

What is compared within one sentence so takes bounded time in any text.
"""
FURTHEST = 4 * LONGEST
"""Tokens since the last known border after which there is one behind the last final mark."""
_FINAL = (".", "!", "?", "…")


def split_after_marks(nlp: Language) -> None:
    """Make the tokenizer of a pipeline split words that stand behind a closing mark without a space (here.”He)."""
    infixes = [*_INFIXES, *(nlp.Defaults.infixes or [])]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]


def set_borders(doc: Doc, document: Document) -> None:
    """Set `token.is_sent_start` where a sentence is known to begin, and to False where none can."""
    if not len(doc):
        return
    text = doc.text
    starts = doc.to_array([IDX]).tolist()
    wanted = np.zeros(len(starts), dtype=np.int64)  # a token's own setter looks through the whole text each time
    for first, last in _insides(text):
        wanted[bisect_left(starts, first) : bisect_left(starts, last) + 1] = -1
    for offset in _beginnings(text, document):
        number = bisect_left(starts, offset)
        if number < len(starts) and starts[number] == offset:
            wanted[number] = 1
    wanted[0] = 1
    _cut_endless(doc, wanted)
    doc.from_array([SENT_START], wanted.astype(np.uint64).reshape(-1, 1))


def _cut_endless(doc: Doc, wanted: np.ndarray) -> None:
    """Add borders to stretches that are longer than any sentence, behind their last final mark where they have one."""
    final = np.isin(doc.to_array([ORTH]), [doc.vocab.strings.add(mark) for mark in _FINAL]).tolist()
    known = (wanted == 1).tolist()
    border = mark = 0
    for token in range(1, len(known)):
        if known[token]:
            border = mark = token
        elif final[token - 1]:
            mark = token
        if token - mark >= LONGEST:
            wanted[token] = 1
            border = mark = token
        elif token - border >= FURTHEST:
            wanted[mark] = 1
            border = mark


def _beginnings(text: str, document: Document) -> set[int]:
    found: set[int] = set()
    for block in document.blocks:
        found.add(block.start)
        found.update(borders_in(text, block.start, block.end))
    for start, _ in document.paragraphs:
        found.add(start)
    return found


def _insides(text: str) -> list[tuple[int, int]]:
    """Return the spans of characters at which no sentence begins: after titles, initials and marks inside one."""
    found = [match.span() for match in _CLOSING.finditer(text)]
    found = [(start, start) for start, _ in found]
    found += [(match.start() + 1, match.end()) for match in _GOES_ON.finditer(text)]
    for match in _ABBREVIATION.finditer(text):
        if _is_inside(text, match):
            found.append((match.start() + 1, match.end()))
    return found


def _is_inside(text: str, match: re.Match[str]) -> bool:
    """Whether what ends with a full stop is a title before a name, or an initial of one."""
    word, after = match[1], match[2]
    if word.lower() in _NUMBERED:
        return after[0].isdigit()
    if after.lower() in _OPENERS or not after[0].isalpha():
        return False
    if word.lower() in _SETS["before names"]:
        return word[0].isupper()
    if len(word) != 2 or not word[0].isupper():
        return False
    before = text[max(0, match.start() - 30) : match.start()].split()
    last = before[-1] if before else ""
    if last.lower() in _LETTERED or last.lower() in _NETWORK:
        return False
    return last[:1].isupper() or not last[:1].isalpha()
