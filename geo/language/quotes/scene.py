"""What an article offers for attributing its quotations: paragraphs, quotations, mentions and frames, laid out once."""

from dataclasses import dataclass, field

from geo.contract import Person
from geo.language.quotes.frames import Frame, Line, Mention, frames, lines, mentions, subjects_of
from geo.language.quotes.marks import Stretch, paragraphs, stretches
from geo.language.tokens import Tokens


@dataclass(slots=True)
class Scene:
    """One article; `where[k]` is the line of quotation k, `frames[i]` and `mentions[i]` are those of line i."""

    tokens: Tokens
    people: list[Person]
    spans: list[tuple[int, int]]
    quotations: list[Stretch]
    quoted: list[int]
    lines: list[Line]
    mentions: list[list[Mention]]
    frames: list[list[Frame]]
    subjects: dict[int, int]
    where: list[int] = field(default_factory=list)
    has_double: bool = False
    """Whether double marks or guillemets are used, so that single marks are the minor ones."""


def read_scene(tokens: Tokens, people: list[Person]) -> Scene:
    """Return the scene of an article whose people are known."""
    text = tokens.text
    quotations = stretches(text)
    spans = paragraphs(text)
    quoted = [-1] * len(tokens)
    marks = [False] * len(tokens)
    for number, stretch in enumerate(quotations):
        first, last = tokens.at(stretch.start), tokens.until(stretch.end)
        quoted[first:last] = [number] * (last - first)
    for index, word in enumerate(tokens.words):
        if word in _MARKS and quoted[index] < 0:
            marks[index] = True
    names: dict[int, tuple[int, int]] = {}
    for number, person in enumerate(people):
        for start, end in person["mentions"]:
            names[tokens.at(start)] = (tokens.until(end), number)
    subjects = subjects_of(tokens)
    scene = Scene(tokens, people, spans, quotations, quoted, [], [], [], subjects)
    scene.where = [0] * len(quotations)
    scene.has_double = any(stretch.style != "single" for stretch in quotations)
    for number, line in enumerate(lines(tokens, spans, quoted, marks)):
        found = mentions(tokens, line, names)
        scene.lines.append(line)
        scene.mentions.append(found)
        scene.frames.append(frames(tokens, line, found, subjects))
        for quotation in line.quotes:
            scene.where[quotation] = number
    return scene


_MARKS = frozenset(("“", "”", '"', "‘", "’", "'", "«", "»", "„", "‹", "›", "''", "``", "「", "」", "『", "』"))
