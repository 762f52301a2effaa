"""What is known of a document's structure, and the questions that are asked of it."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, get_args

from geo.contract import DocumentRecord

Kind = Literal["headline", "deck", "byline", "dateline", "text", "heading", "item", "quotation", "caption", "furniture"]
"""headline: the article's own. deck: the standfirst below it. byline: who wrote it, and lines that are only a date.
dateline: "CAIRO (AP) —". text: the story's running text. heading: over a section. item: of a list. quotation: set apart
as a block, without marks. caption: under a picture. furniture: what the page puts around the story."""
KINDS: tuple[str, ...] = get_args(Kind)
ASIDE = frozenset(("furniture", "caption", "byline"))
"""Kinds that are not told by the story."""
HEADINGS = frozenset(("headline", "heading", "byline"))
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A span of characters that is all of one kind."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where, when and for whom a story was filed; `place` and `date` are character spans, None where it has none."""

    start: int
    end: int
    place: Range | None = None
    date: Range | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the document with a subject of its own: the heading over it, the dateline it opens with, or the paper
    that a press review turns to; `subject` is its character span, None for what stands before the first one."""

    start: int
    end: int
    subject: Range | None = None


class Document:
    """The structure of one text. All offsets are characters of it; blocks are in order and do not overlap."""

    def __init__(
        self,
        paragraphs: Sequence[Range],
        blocks: Sequence[Block],
        datelines: Sequence[Dateline],
        sections: Sequence[Section],
    ) -> None:
        self.paragraphs = list(paragraphs)
        self.blocks = list(blocks)
        self.datelines = list(datelines)
        self.sections = list(sections)
        self._paragraph_starts = [start for start, _ in self.paragraphs]
        self._block_starts = [block.start for block in self.blocks]
        self._dateline_starts = [line.start for line in self.datelines]
        self._placed = [line for line in self.datelines if line.place]
        self._section_starts = [section.start for section in self.sections]

    @classmethod
    def of(cls, record: DocumentRecord | Mapping[str, Any]) -> "Document":
        """Return the document of a plain record."""
        return cls(
            [(start, end) for start, end in record["paragraphs"]],
            [Block(start, end, kind) for start, end, kind in record["blocks"]],
            [
                Dateline(line["start"], line["end"], _range(line["place"]), _range(line["date"]))
                for line in record["datelines"]
            ],
            [Section(part["start"], part["end"], _range(part["subject"])) for part in record["sections"]],
        )

    def record(self) -> DocumentRecord:
        """Return the document as plain values."""
        return {
            "paragraphs": self.paragraphs,
            "blocks": [(block.start, block.end, block.kind) for block in self.blocks],
            "datelines": [
                {"start": line.start, "end": line.end, "place": line.place, "date": line.date}
                for line in self.datelines
            ],
            "sections": [{"start": part.start, "end": part.end, "subject": part.subject} for part in self.sections],
        }

    def paragraph_at(self, offset: int) -> int:
        """Return the number of the paragraph that holds the character, or of the last one before it."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def block_at(self, offset: int) -> Block | None:
        """Return the block that holds the character, or the last one before it; None before the first."""
        number = bisect_right(self._block_starts, offset) - 1
        return self.blocks[number] if number >= 0 else None

    def kind_at(self, offset: int) -> Kind:
        """Return what the character is part of."""
        block = self.block_at(offset)
        return block.kind if block else "text"

    def is_told(self, offset: int) -> bool:
        """Whether the character is part of the story, not of furniture, a caption or a byline."""
        return self.kind_at(offset) not in ASIDE

    @cached_property
    def headline(self) -> Range | None:
        """The headline where the text repeats it."""
        return self._first("headline")

    @cached_property
    def deck(self) -> Range | None:
        """The standfirst between headline and body."""
        found = [block for block in self.blocks if block.kind == "deck"]
        return (found[0].start, found[-1].end) if found else None

    @cached_property
    def lead(self) -> Range | None:
        """The first paragraph of running text."""
        return self._first("text")

    def is_lead(self, start: int) -> bool:
        """Whether a sentence that starts at the character is of the headline, the deck or the first paragraph."""
        return start < (self.lead[1] if self.lead else 0) and self.is_told(start)

    def dateline_at(self, offset: int) -> Dateline | None:
        """Return the dateline that the character is part of, None where it is part of none."""
        number = bisect_right(self._dateline_starts, offset) - 1
        return self.datelines[number] if number >= 0 and offset < self.datelines[number].end else None

    def after_dateline(self, offset: int) -> int:
        """Return where the dateline ends that the character is part of, else `offset`."""
        line = self.dateline_at(offset)
        return line.end if line else offset

    @property
    def dateline(self) -> Dateline | None:
        """The first dateline that names a place."""
        return self._placed[0] if self._placed else None

    def dateline_of(self, offset: int) -> Dateline | None:
        """Return the dateline with a place under which the character stands, the last one before it."""
        number = bisect_right(self._placed, offset, key=lambda line: line.start) - 1
        return self._placed[number] if number >= 0 else None

    def section_at(self, offset: int) -> Section | None:
        """Return the section that holds the character, None where the document has none."""
        number = bisect_right(self._section_starts, offset) - 1
        return self.sections[number] if number >= 0 else None

    def _first(self, kind: Kind) -> Range | None:
        return next(((block.start, block.end) for block in self.blocks if block.kind == kind), None)


def _range(value: Sequence[int] | None) -> Range | None:
    return (value[0], value[1]) if value else None
