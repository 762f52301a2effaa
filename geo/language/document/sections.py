"""Sections with a subject of their own: under headings, under datelines of a digest, by paper in a press review."""

import re
from collections.abc import Sequence

from geo.language.document.model import Block, Dateline, Range, Section
from geo.language.words import word_sets

_SETS = word_sets("document.tsv")
_PAPERS = 3
"""Papers that the paragraphs of a press review turn to, at least."""
_SHARE = 1 / 4
"""The share of the paragraphs that do so, at least."""
_DIGEST = 3
"""Datelines with places of a digest of the news, at least."""
_OPENING = 400
"""Characters of a paragraph within which it names its paper."""
_NAMES = "|".join(
    sorted((re.escape(name.upper() if len(name) == 2 else name.capitalize()) for name in _SETS["press names"] - {"i"}),
           key=len, reverse=True)
)  # fmt: skip
_PAPER = re.compile(
    rf"(?:\b[Tt]he (?:[A-Z][\w’'-]{{1,20}} (?:on )?){{0,3}}?|\b(?:[A-Z][\w’'-]{{1,20}} (?:on )?){{1,3}}?)"
    rf"(?:{_NAMES})(?![\w-])(?: (?:on Sunday|Times|Telegraph|Journal|News))?|\b[Tt]he i(?![\w-])"
)
_VERBS, _WORDS = _SETS["press verbs"], _SETS["press words"]
_WORD = re.compile(r"[^\W\d_]+")


def sections(text: str, blocks: Sequence[Block], datelines: Sequence[Dateline]) -> list[Section]:
    """Return the sections of a text in order, none where it is about one thing."""
    told = [block for block in blocks if block.kind in ("text", "quotation", "item", "heading", "dateline")]
    if not told:
        return []
    starts = _headed(told) or _filed(datelines) or _reviewed(text, told)
    if not starts:
        return []
    end = told[-1].end
    if told[0].start < starts[0][0]:
        starts = [(told[0].start, None), *starts]
    borders = [*(start for start, _ in starts), end]
    return [Section(start, borders[n + 1], subject) for n, (start, subject) in enumerate(starts)]


def _headed(told: Sequence[Block]) -> list[tuple[int, Range | None]]:
    return [(block.start, (block.start, block.end)) for block in told if block.kind == "heading"]


def _filed(datelines: Sequence[Dateline]) -> list[tuple[int, Range | None]]:
    placed = [line for line in datelines if line.place]
    return [(line.start, line.place) for line in placed] if len(placed) >= _DIGEST else []


def _reviewed(text: str, told: Sequence[Block]) -> list[tuple[int, Range | None]]:
    """Return where a press review turns to another paper."""
    found: list[tuple[int, Range]] = []
    for block in told:
        if paper := _paper(text, block):
            found.append((block.start, paper))
    names = {_name(text, paper) for _, paper in found}
    if len(names) < _PAPERS or len(found) < _SHARE * len(told):
        return []
    turns: list[tuple[int, Range | None]] = []
    last = ""
    for start, paper in found:
        if (name := _name(text, paper)) != last:
            turns.append((start, paper))
            last = name
    return turns


def _paper(text: str, block: Block) -> Range | None:
    """Return the paper that a paragraph names and says something of: "The Guardian leads with ..."."""
    end = min(block.end, block.start + _OPENING)
    match = _PAPER.search(text, block.start, end)
    if match is None:
        return None
    words = {word.lower() for word in _WORD.findall(text[block.start : end])}
    return match.span() if words & (_VERBS | _WORDS) else None


def _name(text: str, paper: Range) -> str:
    return text[paper[0] : paper[1]].lower().removeprefix("the ")
