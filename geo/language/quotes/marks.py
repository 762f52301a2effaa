"""Stretches between quotation marks, in every style of mark, over several paragraphs, robust to marks left open."""

import re
from dataclasses import dataclass
from functools import partial

OPEN, CLOSE, EITHER = 1, 2, 3

_MARK = re.compile(r"''|``|’’|‘‘|[\"“”„‟«»‹›「」『』‘’‚‛'`´]")
_STYLES = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "``", "''", "‘‘", "’’"), "double"),
    **dict.fromkeys(("‘", "’", "‚", "‛", "'", "`", "´"), "single"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "small guillemet"),
    **dict.fromkeys("「」", "corner"),
    **dict.fromkeys("『』", "white corner"),
}
_ALWAYS_OPEN = frozenset(("„", "‚", "‛", "‟", "``", "‘‘", "「", "『"))
_ALWAYS_CLOSE = frozenset("」』")
_ELISIONS = re.compile(
    r"(?:\d0s|\d\d\b|em\b|til\b|tis\b|twas\b|cause\b|n['’]|round\b|bout\b|cos\b|ere\b|s\b|t\b)", re.I
)
_BEFORE_OPENING = frozenset(" \t\n\r\u00a0\u2009\u202f([{<—–-/…:>=")
_YEAR = re.compile(r"\d\d\b(?! ?[-–%])")
_INSIDE = frozenset("\"'“‘«‹„‚”’»")


@dataclass(slots=True)
class Stretch:
    """One stretch between a pair of marks, without the marks; `chain` is shared by the paragraphs of one quotation."""

    start: int
    end: int
    style: str
    chain: int
    closed: bool


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    style: str
    side: int


def stretches(text: str, spans: list[tuple[int, int]]) -> list[Stretch]:
    """Return the outermost stretches between quotation marks in the order of the text, in linear time.

    Args:
        text: the whole text.
        spans: its paragraphs.

    A mark left open ends with its paragraph. Where the next paragraph opens with a mark again, or closes the
    quotation without having opened one, both stretches belong to one chain.
    """
    marks = _marks_by_paragraph(text, spans)
    found: list[Stretch] = []
    pending: tuple[str, int] | None = None
    for number, (span, own) in enumerate(zip(spans, marks, strict=True)):
        pending = _pair(text, span, own, pending, found, _reopens(spans, marks, number + 1))
        if pending and not _continues(pending[0], spans, marks, number):
            pending = None
    return [stretch for stretch in map(partial(_trimmed, text), found) if stretch]


def _marks_by_paragraph(text: str, spans: list[tuple[int, int]]) -> list[list[_Mark]]:
    """Return the quotation marks of each paragraph, apostrophes and inches left out."""
    marks = []
    for start, end in spans:
        own = []
        for match in _MARK.finditer(text, start, end):
            side = _side(text, match.group(), *match.span())
            if side:
                own.append(_Mark(*match.span(), _STYLES[match.group()], side))
        marks.append(own)
    return marks


def _continues(style: str, spans: list[tuple[int, int]], marks: list[list[_Mark]], number: int) -> bool:
    """Whether the quotation that paragraph `number` left open goes on in the next one."""
    if number + 1 == len(spans):
        return False
    first = next((mark for mark in marks[number + 1] if mark.style == style), None)
    if first and first.start == spans[number + 1][0]:
        return first.side != CLOSE
    for later in marks[number + 1 : number + 4]:
        first = next((mark for mark in later if mark.style == style), None)
        if first:
            return first.side == CLOSE and style != "single"
    return False


def _reopens(spans: list[tuple[int, int]], marks: list[list[_Mark]], number: int) -> bool:
    """Whether a paragraph begins with a single mark that opens, as one does within a quotation of several."""
    if number >= len(spans) or not marks[number]:
        return False
    first = marks[number][0]
    return first.start == spans[number][0] and first.style == "single" and first.side == OPEN


def _pair(
    text: str,
    span: tuple[int, int],
    marks: list[_Mark],
    pending: tuple[str, int] | None,
    found: list[Stretch],
    reopened: bool,
) -> tuple[str, int] | None:
    """Add the stretches of one paragraph to `found`; return style and chain of one left open, else None.

    Args:
        reopened: whether the next paragraph opens with a single mark, so that a single one may be left open here.
    """
    closers, sure = _single_closers(text, marks)
    opened: _Mark | None = None
    chain = pending[1] if pending else len(found)
    if pending and not (marks and marks[0].start == span[0]):
        opened = _Mark(span[0], span[0], pending[0], OPEN)
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        if opened is None:
            if mark.side == CLOSE:
                continue
            if mark.style == "single" and reopened and sure[index - 1] < 0 and _begins_speech(text, mark):
                opened = mark
            elif mark.style == "single":
                index = _pair_single(marks, index - 1, closers, chain, found)
            else:
                opened = mark
        elif mark.style == opened.style:
            if mark.side != OPEN and mark.style == "single" and reopened and _may_be_plural(text, mark):
                continue
            if mark.side != OPEN:
                found.append(Stretch(opened.end, mark.start, opened.style, chain, True))
                opened = None
            elif text[mark.start - 1] == "\n":
                found.append(Stretch(opened.end, mark.start, opened.style, chain, False))
                opened = mark
                continue
            elif _nests(marks, index, mark.style):
                index = _after_next(marks, index, mark.style)
                continue
            else:
                opened = mark
        if opened is None:
            chain = len(found)
    if opened is None:
        return None
    found.append(Stretch(opened.end, span[1], opened.style, chain, False))
    return opened.style, chain


def _pair_single(
    marks: list[_Mark],
    index: int,
    closers: list[int],
    chain: int,
    found: list[Stretch],
) -> int:
    """Close the single mark at `index` where its paragraph has a fitting one; return the index to go on from."""
    mark, closer = marks[index], closers[index]
    if closer < 0:
        return index + 1
    found.append(Stretch(mark.end, marks[closer].start, "single", chain, True))
    return closer + 1


def _begins_speech(text: str, mark: _Mark) -> bool:
    """Whether a capital or a mark follows, as behind one that opens a sentence."""
    after = text[mark.end : mark.end + 1]
    return after.isupper() or after in _INSIDE


def _single_closers(text: str, marks: list[_Mark]) -> tuple[list[int], list[int]]:
    """Return for each mark the index of the single mark that closes it, and of one that surely does, -1 for none.

    A mark that may be a plural's apostrophe is only taken for want of another, and is never sure.
    """
    strong = weak = -1
    result, sure = [-1] * len(marks), [-1] * len(marks)
    for index in range(len(marks) - 1, -1, -1):
        result[index], sure[index] = strong if strong >= 0 else weak, strong
        mark = marks[index]
        if mark.style == "single" and mark.side != OPEN:
            if _may_be_plural(text, mark):
                weak = index
            else:
                strong = index
    return result, sure


def _may_be_plural(text: str, mark: _Mark) -> bool:
    return text[mark.start - 1] in "sSxz" and text[mark.end : mark.end + 1] == " "


def _nests(marks: list[_Mark], index: int, style: str) -> bool:
    """Whether the next two marks of the style both close, so that one quotation stands within another."""
    sides = [mark.side for mark in marks[index : index + 8] if mark.style == style][:2]
    return len(sides) == 2 and OPEN not in sides


def _after_next(marks: list[_Mark], index: int, style: str) -> int:
    while marks[index].style != style:
        index += 1
    return index + 1


def _trimmed(text: str, stretch: Stretch) -> Stretch | None:
    """Return the stretch without white space at its ends, None where nothing is left."""
    body = text[stretch.start : stretch.end]
    if not any(map(str.isalnum, body)):
        return None
    stretch.start += len(body) - len(body.lstrip())
    stretch.end -= len(body) - len(body.rstrip())
    return stretch


def _side(text: str, mark: str, start: int, end: int) -> int:
    """Return on which side of a quotation the mark may stand, 0 where it is no quotation mark (apostrophe, inch)."""
    if mark in _ALWAYS_OPEN:
        return OPEN
    if mark in _ALWAYS_CLOSE:
        return CLOSE
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if _STYLES[mark] == "single":
        return _side_of_single(text, mark, before, after, end)
    if before == "=":
        return 0
    if mark in "“«‹":
        inside = not before.isspace() and before not in _BEFORE_OPENING
        return CLOSE if inside and not after.isalnum() and after not in _INSIDE else OPEN
    if mark in "”»›’’":
        return OPEN if before.isspace() and (after.isalnum() or after in _INSIDE) else CLOSE
    if before.isdigit() and not after.isalpha():
        return CLOSE
    opens = before in _BEFORE_OPENING or before in _INSIDE
    closes = after.isspace() or not after.isalnum()
    if opens == closes:
        return CLOSE if after.isspace() and not before.isspace() else EITHER
    return OPEN if opens else CLOSE


def _side_of_single(text: str, mark: str, before: str, after: str, end: int) -> int:
    if before.isalnum() and after.isalnum():
        return 0
    if after.isspace():
        return 0 if before.isspace() or mark in "‘`" else CLOSE
    if before in _BEFORE_OPENING or (before in _INSIDE and after.isalnum()):
        elision = _YEAR if mark in "‘`" else _ELISIONS
        return 0 if elision.match(text, end) else OPEN
    return OPEN if mark in "‘`" else CLOSE
