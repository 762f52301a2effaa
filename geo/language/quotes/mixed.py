"""Reported clauses with quotations inside: nothing that was said is told twice."""

from bisect import bisect_left
from dataclasses import replace

from spacy.strings import hash_string
from spacy.symbols import ADP, AUX, CCONJ, DET, PART, SCONJ, VERB, advcl, advmod, cc, conj, npadvmod, punct

from geo.language.quotes.attribution import Attribution
from geo.language.quotes.kinds import is_fragment
from geo.language.quotes.reported import Reported
from geo.language.quotes.scene import Scene

_OPEN_ENDED = frozenset((ADP, AUX, CCONJ, DET, PART, SCONJ, VERB))
_PARTICIPLE = hash_string("VBN")
_INFINITE = frozenset(map(hash_string, ("VB", "VBG", "VBN")))
_LEAST = 4
_REACH = 60
_JOINING = frozenset(("and", "but", "or", "that"))
_LOOSE = frozenset((advcl, advmod, cc, conj, npadvmod, punct))


def apart(
    scene: Scene, attributed: list[Attribution], reported: list[Reported]
) -> tuple[list[Attribution], list[Reported]]:
    """Return quotations and clauses without what they share.

    One or two quoted words stay in their clause ("“hotheads” could drag the region into war") and are no row of their
    own; a longer quotation is one, and its clause keeps what can be read without it.
    """
    starts = [scene.quotations[one.quotation].start for one in attributed]
    dropped: set[int] = set()
    clauses: list[Reported] = []
    for clause in reported:
        inside = range(bisect_left(starts, clause.start), bisect_left(starts, clause.end))
        whole = [place for place in inside if not is_fragment(scene, attributed[place].quotation)]
        if whole:
            clauses += _pieces(scene, clause, [attributed[place] for place in inside])
        else:
            dropped.update(inside)
            clauses.append(_with_marks(scene, clause))
    return [one for place, one in enumerate(attributed) if place not in dropped], clauses


def _with_marks(scene: Scene, clause: Reported) -> Reported:
    """Return the clause with the mark before its first word or after its last where that word stands in marks."""
    tokens = scene.tokens
    first, last = scene.quoted[tokens.at(clause.start)], scene.quoted[tokens.until(clause.end) - 1]
    opens = first >= 0 and scene.quotations[first].start == clause.start
    closes = last >= 0 and scene.quotations[last].end == clause.end and scene.quotations[last].closed
    return replace(clause, start=clause.start - opens, end=clause.end + closes)


def _pieces(scene: Scene, clause: Reported, quotations: list[Attribution]) -> list[Reported]:
    """Return the stretches of a clause between the quotations in it that say something by themselves."""
    tokens = scene.tokens
    found, first = [], tokens.at(clause.start)
    end = tokens.until(clause.end)
    for one in [*quotations, None]:
        stretch = scene.quotations[one.quotation] if one else None
        last = min(tokens.at(stretch.start), end) if stretch else end
        if one and one.candidate and first < one.candidate.frame.cue < last and one.candidate.frame != clause.frame:
            last = max(first, tokens.doc[one.candidate.frame.cue].left_edge.i)
        span = _trimmed(scene, first, last)
        if span and _says_something(scene, *span, bool(found) or first > tokens.at(clause.start), one is not None):
            found.append(replace(clause, start=tokens.starts[span[0]], end=tokens.ends[span[1] - 1]))
        if stretch:
            first = tokens.until(stretch.end)
    return found


def _trimmed(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """Return the tokens [first, last) without the marks, conjunctions and punctuation at their ends."""
    words, lower = scene.tokens.words, scene.tokens.lower
    while first < last and (not words[first][0].isalnum() or lower[first] in _JOINING):
        first += 1
    while first < last and not words[last - 1][-1].isalnum() and words[last - 1] not in ("%", ")"):
        last -= 1
    return (first, last) if last - first >= _LEAST else None


def _says_something(scene: Scene, first: int, last: int, follows: bool, goes_on: bool) -> bool:
    """Whether the tokens are a clause that can be read alone, or one that lacks but the quotation before as subject.

    What runs into a quotation must not break off with it ("the gauges were “older ...”", "gave “more reasons”").
    """
    tokens = scene.tokens
    if follows and tokens.pos[first] in (VERB, AUX) and tokens.tag[first] not in _INFINITE:
        return True
    final = tokens.pos[last - 1]
    if goes_on and final in _OPEN_ENDED and not (final == VERB and tokens.tag[last - 1] == _PARTICIPLE):
        return False
    heads, quoted = tokens.heads, scene.quoted
    if any(quoted[heads[i]] >= 0 and not first <= heads[i] < last for i in range(first, last)):
        return False
    near = (*range(max(0, first - _REACH), first), *range(last, min(len(tokens), last + _REACH)))
    if any(quoted[i] >= 0 and first <= heads[i] < last and tokens.dep[i] not in _LOOSE for i in near):
        return False
    tops = [i for i in range(first, last) if heads[i] == i or not first <= heads[i] < last]
    return any(tokens.pos[i] in (VERB, AUX) and first <= scene.subjects.get(i, -1) < last for i in tops)
