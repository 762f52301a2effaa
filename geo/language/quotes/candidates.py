"""Candidates for the speaker of a quotation, each with the features that a linear model ranks it by."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from geo.language.quotes.frames import DASHES, Frame
from geo.language.quotes.mentions import Line
from geo.language.quotes.scene import Scene

_FINAL = frozenset(".!?…")
_HUMAN = frozenset(("person", "he", "role", "plural"))
_LATEST = 10
_BESIDE_ONLY = frozenset(("act", "describe"))
"""Kinds of verbs that bring in words only in their own sentence: “Stop.” The crowd cheered."""


@dataclass(slots=True)
class Candidate:
    """A frame that may tell the speaker, and how it stands to the quotation."""

    frame: Frame
    line: int
    features: list[str]
    gap: int
    """Tokens between quotation and frame; -1 where they are in different paragraphs."""
    side: str
    """before, after, within (mention and cue on either side), previous (paragraph), kept (who spoke last), other (who
    spoke before that)."""

    stop: bool = False
    """A sentence ends between the two."""


@dataclass(slots=True)
class Given:
    """The attribution of an earlier quotation."""

    quotation: int
    candidate: Candidate
    other: "Given | None" = None
    """The last one by another mention, with whom the speaker may be in conversation."""

    def followed_by(self, quotation: int, candidate: Candidate) -> "Given":
        """Return the attribution of the next quotation, which keeps this one where its speaker is another."""
        here, before = candidate.frame.mention, self.candidate.frame.mention
        same = here.first == before.first or (here.person >= 0 and here.person == before.person)
        return Given(quotation, candidate, self.other if same else self)


def candidates(scene: Scene, number: int, last: Given | None) -> Iterator[Candidate]:
    """Yield the candidates for quotation `number`; `last` is the attribution of the one before it."""
    where = scene.where[number]
    line = scene.line(where)
    near = scene.frames_near(where, line.quotes[number])
    cues = sorted(_extent(line, frame)[0] for frame in near if frame.cue >= 0)
    about = _about_quotation(scene, number, line, bool(cues))
    kept = last.candidate.frame if last else None
    seen_kept = False
    for frame in near:
        same = kept is not None and frame.mention.first == kept.mention.first and frame.cue == kept.cue
        seen_kept |= same
        yield _in_line(scene, number, line, where, frame, cues, about, _kept(scene, number, last) if same else None)
    if last and kept and not seen_kept:
        features = [*_of_frame(kept), *about_kept(scene, number, last, about)]
        yield Candidate(kept, last.candidate.line, features, -1, "kept")
    if last and last.other and last.other.candidate.frame.mention.first != last.candidate.frame.mention.first:
        other = last.other.candidate.frame
        distance = where - scene.where[last.other.quotation]
        if where == scene.where[last.quotation] + 1 and distance < 4 and not line.quotes[number]:
            ended = scene.tokens.text[scene.quotations[last.quotation].end - 1]
            asked = "question" if ended == "?" else "other"
            features = [*_of_frame(other), f"other:{asked}:{about[0]}", f"other:{asked}:{distance}"]
            yield Candidate(other, last.other.candidate.line, features, -1, "other")
    if line.quotes[number] == len(line.items) - 1:
        yield from _signed_below(scene, where, about)
    if where and not line.quotes[number]:
        yield from _of_previous(scene, where, kept, about)


def _of_previous(scene: Scene, where: int, kept: Frame | None, about: list[str]) -> Iterator[Candidate]:
    """Yield the candidates of the paragraph before, the last ones first."""
    line = scene.line(where - 1)
    fitting = [
        frame
        for frame in scene.frames_near(where - 1, len(line.items))
        if (frame.cue >= 0 or frame.mention.kind in _HUMAN)
        and (kept is None or frame.mention.first != kept.mention.first)
    ]
    fitting.sort(key=lambda frame: -frame.mention.first)
    colon = bool(line.items) and line.items[-1] >= 0 and scene.tokens.words[line.items[-1]] == ":"
    for rank, frame in enumerate(fitting[:_LATEST]):
        subject = scene.subjects.get(scene.tokens.heads[frame.mention.head]) == frame.mention.head
        parts = [
            f"previous:{'cue' if frame.cue >= 0 else 'bare'}:{min(rank, 3)}",
            f"previous:{'subject' if subject else 'other'}",
            f"previous:{about[0]}",
            f"previous:{about[1]}",
            f"previous:quotes:{bool(line.quotes)}",
        ]
        if colon:
            parts.append(f"previous:colon:{'cue' if frame.cue >= 0 else 'bare'}")
        yield Candidate(frame, where - 1, [*_of_frame(frame), *parts], -1, "previous")


def _signed_below(scene: Scene, where: int, about: list[str]) -> Iterator[Candidate]:
    """Yield who signs the words in the paragraph below: a dash and a name."""
    if where + 1 < len(scene.spans) and scene.tokens.text[scene.spans[where + 1][0]] in DASHES:
        for frame in scene.frames(where + 1)[:1]:
            if frame.relation == "signed":
                features = [
                    *_of_frame(frame),
                    "tight:after",
                    "after:cue:gap:0",
                    "after:quotes:0",
                    f"after:cue:{about[1]}",
                ]
                yield Candidate(frame, where + 1, features, 0, "after")


def about_kept(scene: Scene, number: int, last: Given, about: list[str]) -> list[str]:
    """Return the features of going on with the speaker of the last quotation, who is named in another paragraph."""
    distance = scene.where[number] - last.candidate.line
    return [
        f"kept:{min(distance, 4)}",
        f"kept:{about[0]}",
        f"kept:{about[1]}",
        *_kept(scene, number, last),
    ]


def _kept(scene: Scene, number: int, last: Given) -> list[str]:
    same_line = scene.where[number] == scene.where[last.quotation]
    follows = scene.where[number] - scene.where[last.quotation]
    question = scene.tokens.text[scene.quotations[last.quotation].end - 1] == "?"
    return [
        f"kept:{'line' if same_line else 'next' if follows == 1 else 'later'}",
        f"kept:{'line' if same_line else 'next' if follows == 1 else 'later'}:question:{question}",
    ]


def _about_quotation(scene: Scene, number: int, line: Line, cues: bool) -> list[str]:
    place = line.quotes[number]
    alone = len(line.items) - len(line.quotes) <= 2
    start = "start" if place == 0 else "inside"
    return [f"{start}:{'alone' if alone else 'cue' if cues else 'no cue'}", _shape(scene, number)]


def _shape(scene: Scene, number: int) -> str:
    stretch = scene.quotations[number]
    text = scene.tokens.text
    first = text[stretch.start]
    end = text[stretch.end - 1]
    return f"{'upper' if first.isupper() else 'lower'}:{'comma' if end == ',' else 'stop' if end in _FINAL else 'open'}"


def _extent(line: Line, frame: Frame) -> tuple[int, int]:
    places = [line.place[frame.mention.first], line.place.get(frame.mention.last - 1, line.place[frame.mention.first])]
    if frame.cue >= 0:
        places += [line.place[frame.cue], line.place.get(frame.cue_last - 1, line.place[frame.cue])]
    return min(places), max(places)


def _in_line(
    scene: Scene,
    number: int,
    line: Line,
    where: int,
    frame: Frame,
    cues: list[int],
    about: list[str],
    kept: list[str] | None,
) -> Candidate:
    """Return the candidate of a frame in the quotation's own paragraph."""
    place = line.quotes[number]
    low, high = _extent(line, frame)
    side = "after" if low > place else "before" if high < place else "within"
    inner = _gap(line, place, low, high, frame, side)
    words = scene.tokens.words
    gap, quotes, stops = line.between(*inner)
    stop = stops > 0 or (side == "after" and about[1].endswith(":stop") and _upper(scene, line, place))
    if stop and frame.kind in _BESIDE_ONLY:
        frame = Frame(frame.mention, -1, -1, "none", "none")
    between = bisect_left(cues, inner[1]) - bisect_left(cues, inner[0])
    has = frame.kind if frame.cue >= 0 else "bare"
    cue = "bare" if frame.cue < 0 else "cue"
    features = [
        *_of_frame(frame),
        f"{side}:{cue}:gap:{_bucket(gap)}",
        f"{side}:{has}",
        f"{side}:{cue}:stop:{stop}",
        f"{side}:{has}:stop:{stop}",
        f"{side}:{cue}:{_clause_of(scene, frame)}:{min(stops, 2)}",
        f"{side}:quotes:{min(quotes, 2)}",
        f"{side}:{cue}:cues:{min(between, 2)}",
        f"{side}:{cue}:{about[1]}",
        f"{side}:{cue}:{about[0].split(':')[0]}",
    ]
    if side == "before":
        final = line.items[place - 1] if place else -1
        ends = words[final] if final >= 0 and words[final] in ",:—–.-" else "word"
        features += [f"before:{cue}:ends:{ends}", f"before:{cue}:ends:{ends}:{_bucket(gap)}"]
        if gap == 0 and quotes == 0 and frame.cue >= 0 and ends in ",:":
            features.append("tight:before")
    elif gap == 0 and quotes == 0 and frame.cue >= 0 and not stop and about[1].endswith((":comma", ":stop")):
        features.append("tight:after")
    if kept:
        features += [*kept, f"kept:line:cues:{min(between, 2)}"]
    return Candidate(frame, where, features, gap, side, stop)


def _clause_of(scene: Scene, frame: Frame) -> str:
    """Return whether a mention is the subject of a main clause, of another clause, or none."""
    tokens, head = scene.tokens, frame.mention.head
    verb = tokens.heads[head]
    if scene.subjects.get(verb) != head:
        return "no subject"
    return "subject" if tokens.heads[verb] == verb else "inner subject"


def _upper(scene: Scene, line: Line, place: int) -> bool:
    """Whether a new sentence seems to begin after the quotation."""
    return (
        place + 1 < len(line.items)
        and line.items[place + 1] >= 0
        and (scene.tokens.words[line.items[place + 1]][0].isupper())
    )


def _gap(line: Line, place: int, low: int, high: int, frame: Frame, side: str) -> tuple[int, int]:
    if side == "after":
        return place + 1, low
    if side == "before":
        return high + 1, place
    if frame.cue >= 0 and line.place[frame.cue] < place:
        return line.place[frame.cue] + 1, place
    return place + 1, line.place[frame.cue] if frame.cue >= 0 else place + 1


def _bucket(gap: int) -> str:
    return "0" if gap == 0 else "1-2" if gap < 3 else "3-6" if gap < 7 else "7-15" if gap < 16 else "16-"


def _of_frame(frame: Frame) -> list[str]:
    parts = [f"mention:{frame.mention.kind}:{'cue' if frame.cue >= 0 else 'bare'}", f"relation:{frame.relation}"]
    if frame.mention.possessive:
        parts.append("mention:possessive")
    return parts
