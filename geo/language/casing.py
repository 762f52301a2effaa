"""Stretches in capitals, lines without any and headlines in Title Case, written as running text would be, as long.

The model knows names by their capitals: where every word has them it sees a name in each, or none at all.
"""

import calendar
import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from geo.gazetteer import Gazetteer
from geo.language.document import Document
from geo.language.toponyms.lexicon import ordinary_words, personal_names, words

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHOUTED = re.compile(r"(?<![^\W\d_])[A-ZÀ-ÖØ-Þ]{2,}[^a-zß-öø-ÿ\n]*(?:\n(?!\s*\n)[A-ZÀ-ÖØ-Þ][^a-zß-öø-ÿ\n]*)*")
_INSIDE = re.compile(r"(?<=[a-zß-öø-ÿ,] )[^\W\d_]+(?:['’][^\W\d_]+)*")
_US = re.compile(r"\bUS\b")
_LEAST_SHOUTED, _LEAST_TITLED, _LEAST_LOWERED = 4, 4, 6
_LONGEST = 5
_FAMOUS, _KNOWN, _NATION = 200_000, 5_000, 20_000_000
"""Least importance of a place whose name is made of ordinary words; of another; of one that is an ordinary word."""
_CLOSED = words("closed") - {"new"}
_CALENDAR = frozenset(map(str.lower, (*calendar.day_name, *calendar.month_name))) - {"", "march", "may"}
_SMALL = _CLOSED | words("connectors")
_TITLES = words("titles")
_SAYING = words("saying")
_MAY_BE_TITLED = frozenset(("headline", "deck", "heading", "furniture", "item", "caption"))
_KEPT = frozenset(("US", "UN", "UK", "EU"))


def recase(text: str, document: Document) -> str:
    """Return `text` with what is shouted or titled rewritten, every offset as before; itself where there is nothing."""
    parts = sorted([*_shouted(text), *_lowered(text), *_titled(text, document)])
    if not parts:
        return text
    seen = _Seen(text, parts)
    pieces, last = [], 0
    for start, end, shouted in parts:
        if start < last:
            continue
        stretch = text[start:end]
        if shouted and stretch.islower():
            stretch = _raised(stretch)
        written = _written(stretch, seen, shouted)
        same = len(written) == len(stretch) and written.lower() == stretch.lower()
        pieces += [text[last:start], written if same else stretch]
        last = end
    return "".join([*pieces, text[last:]])


def _shouted(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, True) of the stretches in capitals that are more than a name or a row of acronyms."""
    for match in _SHOUTED.finditer(text):
        start, end = match.span()
        if text[end : end + 1].isalpha():
            end = max(text.rfind(" ", start, end), text.rfind("\n", start, end), start)
        long = [word.lower() for word in _WORD.findall(text[start:end]) if len(word) > 1]
        plain = sum(word in ordinary_words() for word in long)
        if len(long) >= _LEAST_SHOUTED and (plain >= 2 or any(word in _SMALL for word in long)):
            yield start, end, True


def _lowered(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, True) of the lines without any capital that are longer than a caption or a name."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.islower() and len(_WORD.findall(line)) >= _LEAST_LOWERED:
            yield start, start + len(line), True
        start += len(line)


def _raised(stretch: str) -> str:
    """Return a stretch without capitals in capitals, the same length; "us" is a pronoun there."""
    raised = "".join(up if len(up := letter.upper()) == 1 else letter for letter in stretch)
    return _US.sub("us", raised)


def _titled(text: str, document: Document) -> Iterator[tuple[int, int, bool]]:
    """Yield (start, end, False) of the lines in Title Case that are no running text."""
    for block in document.blocks:
        if block.kind in _MAY_BE_TITLED and _is_titled(text[block.start : block.end]):
            yield block.start, block.end, False


def _is_titled(line: str) -> bool:
    """Tell whether all longer words are capitalised though many of them are ordinary ones."""
    if not 20 <= len(line) <= 160 or line.isupper():
        return False
    found = [word for word in _WORD.findall(line) if len(word) > 3]
    if len(found) < _LEAST_TITLED or any(word.islower() for word in found):
        return False
    given, surnames = personal_names()
    plain = sum(w in ordinary_words() and w not in surnames and w not in given for w in map(str.lower, found))
    return plain >= 0.4 * len(found)


class _Seen:
    """How the rest of a text writes its words inside a sentence."""

    def __init__(self, text: str, parts: Sequence[tuple[int, int, bool]]) -> None:
        rest, last = [], 0
        for start, end, _ in parts:
            rest.append(text[last:start])
            last = max(last, end)
        found = set(_INSIDE.findall(" ".join([*rest, text[last:]])))
        self.low = {word for word in found if word.islower()}
        self.high = {word.lower() for word in found if word[0].isupper() and not word.isupper()}


def _written(stretch: str, seen: _Seen, shouted: bool) -> str:
    """Return a stretch with each word in the case that it would have in a sentence."""
    spans = [match.span() for match in _WORD.finditer(stretch)]
    forms = [stretch[start:end] for start, end in spans]
    new: list[str] = []
    while len(new) < len(forms):
        size = _name_at(stretch, spans, len(new))
        first = len(new)
        new += [
            _form(forms, index, seen, shouted, bool(size), index == first)
            for index in range(first, first + max(1, size))
        ]
    begins, pieces, last = True, [], 0
    for (start, end), word in zip(spans, new, strict=True):
        between = stretch[last:start]
        begins = begins or any(mark in between for mark in ("\n", ". ", "! ", "? ", "“"))
        pieces += [between, word[:1].upper() + word[1:] if begins else word]
        begins, last = False, end
    return "".join([*pieces, stretch[last:]])


def _form(forms: Sequence[str], index: int, seen: _Seen, shouted: bool, named: bool, leads: bool) -> str:
    """Return one word as a sentence would have it; `named` within the name of a place, `leads` as its first word."""
    word, low = forms[index], forms[index].lower()
    if word in _KEPT or len(low) != len(word) or (not shouted and (word.isupper() or not word[0].isupper())):
        return word
    title = _capitalised(word) if shouted else word
    bare = re.split("['’]", low)[0]
    if named:
        return low if bare in _SMALL and not leads else title
    if bare in _CALENDAR:
        return title
    if bare in _SMALL or bare in _SAYING or bare in seen.low:
        return low
    given, surnames = personal_names()
    before = forms[index - 1].lower() if index else ""
    follows = before in _TITLES and (bare in surnames or bare not in ordinary_words())
    follows |= before in given and before not in ordinary_words() and bare in surnames
    if bare in seen.high or follows:
        return title
    if bare in ordinary_words():
        return low
    return word if len(word) < 4 and bare not in given and bare not in surnames else title


def _capitalised(word: str) -> str:
    """Return a word in capitals with only the first of them left, and that after O' or D'."""
    if len(word) > 3 and word[1] in "'’":
        return word[:3] + word[3:].lower()
    return word[0] + word[1:].lower()


def _name_at(stretch: str, spans: Sequence[tuple[int, int]], index: int) -> int:
    """Return how many words from `index` on are the name of a place that is known well enough; 0 where none."""
    for size in range(min(_LONGEST, len(spans) - index), 0, -1):
        start, end = spans[index][0], spans[index + size - 1][1]
        name = stretch[start:end]
        if "\n" in name or ", " in name or ". " in name.replace("St. ", "").replace("ST. ", ""):
            continue
        if _importance(name.removesuffix("'S").removesuffix("’S")) >= _least(stretch, spans, index, size):
            return size
    return 0


def _least(stretch: str, spans: Sequence[tuple[int, int]], index: int, size: int) -> float:
    low = [stretch[start:end].lower() for start, end in spans[index : index + size]]
    if low[0] in _CLOSED and low[0] != "the":
        return math.inf
    if not all(word in ordinary_words() for word in low):
        return _KNOWN
    return _NATION if size == 1 else _FAMOUS


@lru_cache(maxsize=4096)
def _importance(name: str) -> float:
    found = [e.prior for e in Gazetteer.open().lookup(name) if e.form in ("preferred", "alternate", "short")]
    return max(found, default=0.0)
