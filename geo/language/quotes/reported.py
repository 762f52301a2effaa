"""Reported speech: "Corbyn said that he would not support air strikes", "according to the police, ..."."""

from dataclasses import dataclass

from spacy.strings import hash_string
from spacy.symbols import (
    ADJ,
    ADV,
    AUX,
    CCONJ,
    DET,
    NOUN,
    NUM,
    PART,
    PRON,
    PROPN,
    VERB,
    acl,
    appos,
    aux,
    ccomp,
    det,
    neg,
    nsubj,
    nsubjpass,
    relcl,
    xcomp,
)  # fmt: skip

from geo.language.people.lexicon import people_lexicon
from geo.language.quotes.frames import Frame
from geo.language.quotes.kinds import is_heading
from geo.language.quotes.lexicon import cue_verbs
from geo.language.quotes.mentions import STOPS, Line
from geo.language.quotes.scene import Scene

_KINDS = frozenset(("say", "write"))
_FINDINGS = frozenset(("found", "finds", "find"))
_REFUSALS = frozenset(("declined", "declines", "refused", "refuses", "refusing", "declining"))
_TOLD = frozenset(("told", "tells", "informed", "assured", "reminded", "warned"))
_UNREAL = frozenset(("may", "might", "could", "should", "would", "must", "can", "if"))
_RELATIVE = frozenset(("who", "which", "whose", "where"))
_COMPLEMENTISERS = frozenset(("that",))
_PARTICIPLES = frozenset(map(hash_string, ("VBN", "VBG")))
_TELLING = frozenset((acl, appos, relcl))
_CURRENCIES = frozenset("$£€¥#")
_MIN_WORDS = 3
_TAIL = 15
_LONGEST = 150
_LONGEST_APPOSITION = 25
_MODIFIERS = frozenset((NOUN, PROPN, ADJ, DET, ADV, NUM, PART, CCONJ))
_ENDS = frozenset((",", ".", "!", "?", ";", "—", "–", ":"))


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
    for number in _paragraphs_with_cues(scene):
        if is_heading(scene, number):
            continue
        framed = scene.frames(number)
        for frame in framed:
            span = None
            if _reports(scene, frame) and frame.relation != "agent" and frame.cue not in negated:
                span = _clause(scene, frame, number, clauses.get(frame.cue, []))
            elif frame.kind == "according":
                span = _rest_of_sentence(scene, frame)
            if span:
                near = scene.frames_near(number, scene.line(number).place[frame.cue])
                span = span[0], _before_next_cue(scene, span, frame, near)
                found += [Reported(*piece, frame, number) for piece in _pieces(scene, span, frame)]
    return _without_nested(found)


def _paragraphs_with_cues(scene: Scene) -> list[int]:
    verbs = cue_verbs()
    starts = scene.tokens.starts
    words = enumerate(scene.tokens.lower)
    found = {scene.paragraph_at(starts[index]) for index, word in words if word in verbs or word == "according"}
    return sorted(found)


def _reports(scene: Scene, frame: Frame) -> bool:
    """Whether the cue brings in reported speech; a report or a study also "finds" and "shows"."""
    if frame.mention.kind == "thing" or frame.cue < 0:
        return False
    return frame.kind in _KINDS or (frame.mention.kind == "document" and scene.tokens.lower[frame.cue] in _FINDINGS)


def _parse_relations(scene: Scene) -> tuple[dict[int, list[int]], set[int]]:
    """Return the clausal complements of each verb, and the verbs that are negated or unreal."""
    tokens = scene.tokens
    clauses: dict[int, list[int]] = {}
    negated: set[int] = set()
    for index in tokens.with_dep(ccomp, neg, aux, xcomp):
        label = tokens.dep[index]
        if label == ccomp:
            clauses.setdefault(tokens.heads[index], []).append(index)
        elif label == neg or (label == aux and tokens.lower[index] in _UNREAL):
            negated.add(tokens.heads[index])
        elif label == xcomp and tokens.lower[tokens.heads[index]] in _REFUSALS:
            negated.add(index)
    return clauses, negated


def _clause(scene: Scene, frame: Frame, where: int, heads: list[int]) -> tuple[int, int] | None:
    """Return the character span of the clause that the cue governs, by its place or else by the parse."""
    before = _clause_before(scene, frame, where)
    if before:
        return before
    tokens = scene.tokens
    for head in sorted(heads, key=lambda head: abs(head - frame.cue)):
        said_that = frame.cue + 1 < len(tokens) and tokens.lower[frame.cue + 1] in _COMPLEMENTISERS
        if tokens.pos[head] not in (VERB, AUX) or scene.quoted[head] >= 0 or (said_that and head < frame.cue):
            continue
        subject = scene.subjects.get(head)
        token = tokens.doc[head]
        first, last = token.left_edge.i, token.right_edge.i + 1
        if first <= frame.cue < last or first <= frame.mention.head < last:
            if first < min(frame.cue, frame.mention.first) and not said_that:
                last = min(frame.cue, frame.mention.first)
            else:
                first = max(frame.cue, frame.mention.head) + 1
        if not first <= (head if subject is None else subject) < last or (subject is None and head == first):
            continue
        span = _tidy(scene, _after_date(scene, first, last), last)
        if span:
            return span
    return None


def _after_date(scene: Scene, first: int, last: int) -> int:
    """Return where the clause begins behind the day of the cue: said on Monday it had ..."""
    tokens, date = scene.tokens, first + (scene.tokens.lower[first] == "on")
    while date < last and tokens.entities[date] == "DATE":
        date += 1
    return date if date > first + 1 and tokens.words[date - 1] != "," and tokens.words[date] != "," else first


def _clause_before(scene: Scene, frame: Frame, where: int) -> tuple[int, int] | None:
    """Return the span of the sentence before ", officials said." where the sentence ends there or nearly so."""
    tokens, line = scene.tokens, scene.line(where)
    words, items = tokens.words, line.items
    if frame.mention.kind == "who":
        return None
    place = min(line.place[frame.mention.first], line.place[frame.cue])
    after = max(line.place[frame.mention.last - 1], line.place[frame.cue]) + 1
    while after < len(items) and after - place <= _TAIL and items[after] >= 0 and words[items[after]] not in _ENDS:
        after += 1
    if (
        after - place > _TAIL
        or (after + 1 < len(items) and items[after + 1] < 0)
        or (after < len(items) and items[after] < 0)
    ):
        return None
    while (
        place and items[place - 1] >= 0 and words[items[place - 1]] not in _ENDS and line.place[frame.cue] - place < 6
    ):
        place -= 1
    if place == 0 or items[place - 1] < 0 or words[items[place - 1]] != ",":
        return None
    lead = items[place : line.place[min(frame.mention.first, frame.cue)]]
    if any(tokens.pos[item] not in _MODIFIERS and words[item] not in ("called", "named") for item in lead):
        return None
    if (lead and tokens.pos[lead[0]] == CCONJ) or _has_object(scene, frame):
        return None
    first = place - 1
    while first > 0 and items[first - 1] >= 0 and words[items[first - 1]] not in STOPS and place - first < _LONGEST:
        first -= 1
    if place - first < 2 or (first > 0 and items[first - 1] < 0) or items[place - 2] < 0:
        return None
    begin = items[first]
    if tokens.tag[begin] in _PARTICIPLES and tokens.heads[begin] == frame.cue:
        return None
    if not any(tokens.pos[item] in (VERB, AUX) for item in items[first:place] if item >= 0):
        return _around(scene, line, begin, after)
    if place - first < _MIN_WORDS:
        return None
    return _tidy(scene, begin, items[place - 1])


def _has_object(scene: Scene, frame: Frame) -> bool:
    """Whether the cue has an object of its own beside it: the state has declared a drought."""
    tokens, after = scene.tokens, frame.cue + 1
    if frame.relation == "inverted" or after >= len(tokens) or tokens.lower[frame.cue] in _TOLD:
        return False
    if tokens.lower[after] in _COMPLEMENTISERS:
        return True
    return tokens.pos[after] in (DET, NOUN, ADJ, PRON, PROPN) and tokens.entities[after] not in ("DATE", "TIME")


def _around(scene: Scene, line: Line, begin: int, after: int) -> tuple[int, int] | None:
    """Return the span of a sentence that a cue interrupts: "His fingerprints, Molins said, were found there." """
    words, items = scene.tokens.words, line.items
    if after + 1 >= len(items) or items[after] < 0 or words[items[after]] != ",":
        return None
    end = after + 1
    if items[end] >= 0 and (scene.tokens.pos[items[end]] == CCONJ or scene.tokens.lower[items[end]] in _RELATIVE):
        return None
    while end < len(items) and items[end] >= 0 and words[items[end]] not in STOPS:
        end += 1
        if items[end - 1] - begin > 2 * _LONGEST:
            return None
    if end < len(items) and items[end] < 0:
        return None
    return _tidy(scene, begin, items[end - 1] + 1)


def _pieces(scene: Scene, span: tuple[int, int], frame: Frame) -> list[tuple[int, int]]:
    """Return the span, or what of it is said before and behind the cue that interrupts it.

    What stands before is left out where it is no part of the clause: Now, he says, seven have signed.
    """
    tokens = scene.tokens
    cue, past = min(frame.cue, frame.mention.first), max(frame.cue_last, frame.mention.last)
    if not span[0] < tokens.starts[cue] < tokens.ends[past - 1] < span[1]:
        return [span]
    first, last = tokens.at(span[0]), tokens.until(span[1])
    while past < last and tokens.words[past] != ",":
        past += 1
    while cue > first and tokens.words[cue - 1] != ",":
        cue -= 1
    behind, own = _bare(scene, past, last), {scene.subjects.get(i, -1) for i in range(past, last)}
    opens = tokens.pos[past + 1] in (VERB, AUX) if past + 1 < last else False
    before = _bare(scene, first, cue) if opens or any(first <= subject < cue for subject in own) else None
    return [piece for piece in (before, behind) if piece]


def _bare(scene: Scene, first: int, last: int) -> tuple[int, int] | None:
    """Return the span of the tokens without the punctuation at their ends, None where nothing is left."""
    tokens = scene.tokens
    while first < last and not tokens.words[first][0].isalnum():
        first += 1
    while first < last and not tokens.words[last - 1][-1].isalnum():
        last -= 1
    return (tokens.starts[first], tokens.ends[last - 1]) if first < last else None


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
    first = tokens.at(scene.document.after_dateline(tokens.starts[first]))
    for index in range(first, min(first + 3, last)):
        if _is_complementiser(scene, index) and scene.quoted[index] < 0:
            first = index + 1
            break
    while first < last and (_is_complementiser(scene, first) or not tokens.words[first][0].isalnum()):
        if scene.quoted[first] >= 0 or tokens.words[first] in _CURRENCIES:
            break
        first += 1
    if last - first > _LONGEST or _runs_over_utterance(scene, first, last):
        return None
    for index in range(first, last):
        if "\n" in tokens.words[index]:
            last = index
            break
    while last > first and not tokens.words[last - 1][-1].isalnum() and tokens.words[last - 1] not in ("%", "$", ")"):
        last -= 1
    if last - first < _MIN_WORDS or sum(scene.quoted[index] < 0 for index in range(first, last)) < _MIN_WORDS:
        return None
    return tokens.starts[first], tokens.ends[last - 1]


def _is_complementiser(scene: Scene, token: int) -> bool:
    """Whether the word is the "that" of a clause, not that of "that's part of it"."""
    return scene.tokens.lower[token] in _COMPLEMENTISERS and scene.tokens.dep[token] not in (nsubj, nsubjpass, det)


def _runs_over_utterance(scene: Scene, first: int, last: int) -> bool:
    """Whether the parse took words on both sides of a quotation that is a sentence of its own for one clause."""
    tokens = scene.tokens
    for index in range(first, last - 1):
        number = scene.quoted[index]
        leaves = number >= 0 and scene.quoted[index + 1] != number and last - index > 3
        if leaves and tokens.text[scene.quotations[number].end - 1] in ",.!?":
            return True
    return False


def _rest_of_sentence(scene: Scene, frame: Frame) -> tuple[int, int] | None:
    """Return the span of the sentence without its "according to X" at either end."""
    tokens = scene.tokens
    first = tokens.sentences[frame.cue]
    last = frame.cue + 1
    while last < min(len(tokens), first + _LONGEST) and (
        tokens.sentences[last] == tokens.sentences[last - 1] or _after_title(scene, last)
    ):
        last += 1
    if any(scene.quoted[index] >= 0 for index in range(first, last)):
        return None
    if frame.cue - first > 2:
        return _tidy(scene, first, frame.cue)
    end = min(last, frame.mention.last + _LONGEST_APPOSITION)
    commas = [i for i in range(frame.mention.last, end) if tokens.words[i] == ","]
    while len(commas) > 1 and _belongs_to(scene, commas[0] + 1, frame):
        del commas[0]
    return _tidy(scene, commas[0] + 1, last) if commas else None


def _belongs_to(scene: Scene, token: int, frame: Frame) -> bool:
    """Whether what begins at the token behind a comma tells who the mention is: Ann Lee, the mayor, who ..., ."""
    tokens, begin = scene.tokens, token
    while tokens.heads[token] >= begin and tokens.heads[token] != token:
        token = tokens.heads[token]
    return frame.mention.first <= tokens.heads[token] < begin and tokens.dep[token] in _TELLING


def _after_title(scene: Scene, token: int) -> bool:
    """Whether the model has split the sentence after an abbreviated title: Sgt. Mark Dunakin."""
    lower = scene.tokens.lower
    return lower[token - 1] == "." and f"{lower[token - 2]}." in people_lexicon().titles


def _without_nested(found: list[Reported]) -> list[Reported]:
    """Return the clauses without those that lie within a longer one."""
    found.sort(key=lambda one: (one.start, -one.end))
    kept: list[Reported] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
