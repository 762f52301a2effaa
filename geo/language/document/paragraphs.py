"""The paragraphs of a text: blank lines, line ends, and lines that were wrapped by hand."""

import re
from itertools import pairwise

from geo.articles.lines import author_of, is_date_line
from geo.language.words import word_sets

_UNWRAPPED = 160
"""A line longer than this was not wrapped by hand."""
_HEADING = 60
"""A line shorter than this may be a heading or the last one of a paragraph."""
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n\s*)+")
_LINE_END = re.compile(r"\n\s*")
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")
ITEM = re.compile(r"(?:[-*•·▪◦‣●■»–—]\s?|\(?(?:\d{1,2}|[a-z])[.)]\s)(?=\S)")
"""The mark before an item of a list."""
_LAST_WORD = 12
_BEFORE_NAMES = word_sets("document.tsv")["before names"]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the paragraphs of `text` as character spans without the white space around them.

    Lines end at blank lines only where the text was wrapped by hand, but bylines and dates stand alone; a line that
    breaks off at a title goes on in the next one ("Sens." / "Tim Scott and ...").
    """
    wrapped = _is_wrapped(text)
    borders = [0]
    for match in (_BLANK_LINES if wrapped else _LINE_END).finditer(text):
        if not _breaks_off(text, match.start()):
            borders += match.span()
    borders.append(len(text))
    spans: list[tuple[int, int]] = []
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        if span := _trimmed(text, start, end):
            spans += _apart(text, span) if wrapped else [span]
    return spans


def _is_wrapped(text: str) -> bool:
    """Whether line ends within paragraphs say nothing: lines are short and most end inside a sentence."""
    lines = [line.strip() for line in text.split("\n")]
    if max(map(len, lines)) >= _UNWRAPPED:
        return False
    if _BLANK_LINE.search(text.strip()):
        return True
    lines = [line for line in lines if line]
    closed = sum(line[-1] in ".!?:\"'”’»…)" or len(line) < _HEADING for line in lines[:-1])
    return len(lines) > 1 and closed < (len(lines) - 1) / 2


def _breaks_off(text: str, end: int) -> bool:
    """Whether the text before a line end ends with a title or an abbreviation that a name has to follow."""
    last = text[max(0, end - _LAST_WORD) : end].split()
    return bool(last) and last[-1].endswith(".") and last[-1].lower() in _BEFORE_NAMES and last[-1][0].isupper()


def _apart(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Return a paragraph cut at the lines in it that are a byline, a date or the start of an item of a list."""
    start, end = span
    borders = {start, end}
    here = start
    for line in text[start:end].split("\n"):
        bare = line.strip()
        if bare and (is_date_line(bare) or author_of(bare)):
            borders |= {here, min(here + len(line), end)}
        elif ITEM.match(bare):
            borders.add(here)
        here += len(line) + 1
    return [piece for low, high in pairwise(sorted(borders)) if (piece := _trimmed(text, low, high))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    body = text[start:end]
    stripped = body.strip()
    offset = start + len(body) - len(body.lstrip())
    return (offset, offset + len(stripped)) if stripped else None
