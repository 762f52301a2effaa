"""Reported speech: "Corbyn said that he would not support air strikes", "according to the police, ..."."""

from dataclasses import dataclass

from spacy.symbols import AUX, VERB, ccomp, neg

from geo.language.quotes.frames import Frame
from geo.language.quotes.kinds import is_heading
from geo.language.quotes.scene import Scene

_KINDS = frozenset(("say", "write"))
_UNREAL = frozenset(("may", "might", "could", "should", "would", "must", "can", "if"))
_STOPS = frozenset((".", "!", "?", ";"))
_COMPLEMENTISERS = frozenset(("that",))
_MIN_WORDS = 3


@dataclass(slots=True)
class Reported:
    """A reported clause as a character span, and the frame in line `line` that brings it in."""

    start: int
    end: int
    frame: Frame
    line: int


def find_reported(scene: Scene) -> list[Reported]:
    """Return the clauses of reported speech of an article in order, each with its frame."""
    clauses, negated = _parse_relations(scene)
    found = []
    for number, framed in enumerate(scene.frames):
        if not any(frame.cue >= 0 for frame in framed) or is_heading(scene, number):
            continue
        for frame in framed:
            span = None
            if frame.kind in _KINDS and frame.relation != "agent" and frame.cue not in negated:
                span = _clause(scene, frame, clauses.get(frame.cue, ()))
            elif frame.kind == "according":
                span = _rest_of_sentence(scene, frame)
            if span:
                found.append(Reported(span[0], _before_next_cue(scene, span, frame, framed), frame, number))
    return _without_nested(found)


def _parse_relations(scene: Scene) -> tuple[dict[int, list[int]], set[int]]:
    """Return the clausal complements of each verb, and the verbs that are negated or unreal."""
    tokens = scene.tokens
    clauses: dict[int, list[int]] = {}
    negated: set[int] = set()
    for index, label in enumerate(tokens.dep):
        if label == ccomp:
            clauses.setdefault(tokens.heads[index], []).append(index)
        elif label == neg or (tokens.lower[index] in _UNREAL and tokens.pos[index] == AUX):
            negated.add(tokens.heads[index])
    return clauses, negated


def _clause(scene: Scene, frame: Frame, heads: list[int] | tuple[int, ...]) -> tuple[int, int] | None:
    """Return the character span of the clause that the cue governs, where the parse has one."""
    tokens = scene.tokens
    for head in heads:
        if tokens.pos[head] not in (VERB, AUX) or scene.quoted[head] >= 0:
            continue
        token = tokens.doc[head]
        first, last = token.left_edge.i, token.right_edge.i + 1
        if first <= frame.cue < last or first <= frame.mention.head < last:
            if first < min(frame.cue, frame.mention.first):
                last = min(frame.cue, frame.mention.first)
            else:
                first = max(frame.cue, frame.mention.head) + 1
        span = _tidy(scene, first, last)
        if span:
            return span
    return None


def _before_next_cue(scene: Scene, span: tuple[int, int], frame: Frame, framed: list[Frame]) -> int:
    """Return the end of the clause, before a further cue of the same speaker (..., saying that ...)."""
    tokens = scene.tokens
    for other in framed:
        own = other.mention.first == frame.mention.first or other.mention.kind == "he"
        if (
            other.cue > frame.cue
            and own
            and tokens.words[other.cue - 1] == ","
            and span[0] < tokens.starts[other.cue] < span[1]
        ):
            shorter = _tidy(scene, tokens.at(span[0]), other.cue)
            if shorter:
                return shorter[1]
    return span[1]


def _tidy(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """Return the span without complementiser and outer punctuation, None where fewer than three words are left."""
    tokens = scene.tokens
    while first < last and (tokens.lower[first] in _COMPLEMENTISERS or not tokens.words[first][0].isalnum()):
        if scene.quoted[first] >= 0:
            break
        first += 1
    for index in range(first, last):
        if "\n" in tokens.words[index]:
            last = index
            break
    while last > first and not tokens.words[last - 1][-1].isalnum() and tokens.words[last - 1] not in ("%", "$", ")"):
        last -= 1
    if last - first < _MIN_WORDS or sum(scene.quoted[index] < 0 for index in range(first, last)) < _MIN_WORDS:
        return None
    return tokens.starts[first], tokens.ends[last - 1]


def _rest_of_sentence(scene: Scene, frame: Frame) -> tuple[int, int] | None:
    """Return the span of the sentence without its "according to X" at either end."""
    tokens = scene.tokens
    first = tokens.sentences[frame.cue]
    last = frame.cue + 1
    while last < len(tokens) and tokens.sentences[last] == first:
        last += 1
    if any(scene.quoted[index] >= 0 for index in range(first, last)):
        return None
    if frame.cue - first > 2:
        return _tidy(scene, first, frame.cue)
    comma = next(
        (i for i in range(frame.mention.last, min(last, frame.mention.last + 25)) if tokens.words[i] == ","), None
    )
    return _tidy(scene, comma + 1, last) if comma else None


def _without_nested(found: list[Reported]) -> list[Reported]:
    """Return the clauses without those that lie within a longer one."""
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Reported] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
