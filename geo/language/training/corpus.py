"""Annotated corpora: articles with their gold toponyms, read once by the spaCy model."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from geo.articles import Article
from geo.errors import ArticleError
from geo.evaluation import NOT_TOPONYMS
from geo.language.pipeline import make_doc

FOLDS = 5


@dataclass(slots=True)
class Sample:
    """One annotated article: its row, its `Doc`, gold toponyms by character span, and the fold it belongs to."""

    corpus: str
    row: Mapping[str, Any]
    doc: Doc
    gold: dict[tuple[int, int], Mapping[str, Any]]
    fold: int

    @property
    def publisher(self) -> str | None:
        """Name or domain of the outlet."""
        return self.row.get("publisher") or self.row.get("domain")

    @property
    def source(self) -> str | None:
        """The article's web address."""
        return self.row.get("source")


def rows_of(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Yield the rows of .jsonl files."""
    for path in paths:
        yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def read_rows(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (name of the corpus, row) for every row with toponyms of the .jsonl files of a folder.

    Raises:
        ArticleError: there is none, or a file is no JSON lines.
    """
    found = False
    for path in sorted(folder.glob("*.jsonl")):
        try:
            rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
        except (OSError, ValueError) as error:
            raise ArticleError(f"{path} can't be read as JSON lines: {error}") from error
        for row in rows:
            if "toponyms" in row and "text" in row:
                found = True
                yield path.stem, row
    if not found:
        raise ArticleError(f'{folder} holds no .jsonl file with "text" and "toponyms".')


def samples(rows: Iterable[tuple[str, Mapping[str, Any]]], nlp: Language) -> Iterator[Sample]:
    """Read every article with a pipeline that ends before the toponyms.

    Articles of one publisher or source share a fold, so that no fold is judged by names that another one taught.
    """
    rows = list(rows)
    docs = nlp.pipe(make_doc(nlp, Article(text=row["text"], title=row.get("title"))) for _, row in rows)
    for (corpus, row), doc in zip(rows, docs, strict=True):
        yield make_sample(corpus, row, doc)


def make_sample(corpus: str, row: Mapping[str, Any], doc: Doc) -> Sample:
    """Return the sample of one row and its processed `Doc`."""
    group = str(row.get("domain") or row.get("source") or row.get("publisher") or row["id"])
    gold = {
        (t["start"], t["end"]): t
        for t in row["toponyms"]
        if t.get("type") not in NOT_TOPONYMS and t.get("offset_ok", True)
    }
    return Sample(corpus, row, doc, gold, int(sha256(group.encode()).hexdigest(), 16) % FOLDS)
