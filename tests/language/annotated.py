"""The annotated articles beside the tests, what the engine makes of them, and how the two are compared."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language

from geo.articles import read
from geo.contract import ParsedArticle
from geo.language import pipeline

ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.json"))
OVERLAP = 0.8


@dataclass
class Annotated:
    """One article: its name and text, the annotated rows of its sidecar, the engine's record."""

    name: str
    text: str
    quotes: list[dict]
    events: list[dict]
    record: ParsedArticle

    def called(self, place: str | None) -> set[str]:
        """Return all that the article calls a place, and the name it has in the gazetteer."""
        if place is None:
            return set()
        mentions = {mention["text"] for mention in self.record["mentions"] if mention["place"] == place}
        return mentions | {row["name"] for row in self.record["places"] if row["id"] == place}

    def is_place(self, place: str | None, name: str | None) -> bool:
        """Whether a place of the engine's is the one annotated by name; None is none."""
        if place is None or name is None:
            return place is None and name is None
        return any(_same(one, name) for one in self.called(place))


@dataclass
class Score:
    """How many are right of those found and of those annotated."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.wanted)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.wanted)

    def figures(self, what: str = "") -> dict[str, float]:
        """Return the three by name, each after `what` they measure."""
        return {f"{what}precision": self.precision, f"{what}recall": self.recall, f"{what}F1": self.f1}


def read_all(nlp: Language) -> Iterator[Annotated]:
    """Yield every annotated article as the engine reads it."""
    read_in = [article for path in ARTICLES for article in read(path.with_suffix(".txt"))]
    for path, record in zip(ARTICLES, pipeline.parse(nlp, read_in), strict=True):
        sidecar = json.loads(path.read_text("utf-8"))
        assert (record["title"], record["published"]) == (sidecar["title"], sidecar["published"])
        yield Annotated(path.stem, record["text"], sidecar["quotes"], sidecar["events"], record)


def spans_of(text: str, gold: list[dict]) -> list[tuple[dict, int, int]]:
    """Return each annotated quote with its offsets; equal texts stand in the order of the article."""
    spans, place = [], 0
    for quote in gold:
        start = text.find(quote["text"], place)
        start = start if start >= 0 else text.index(quote["text"])
        spans.append((quote, start, start + len(quote["text"])))
        place = start + 1
    return spans


def overlap(row: dict, start: int, end: int) -> float:
    """Return what two spans share, as a part of all they cover."""
    return (min(row["end"], end) - max(row["start"], start)) / (max(row["end"], end) - min(row["start"], start))


def _same(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one
