"""How fast the engine and the gazetteer are on this machine; each figure is a median of several runs."""

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geo.articles import Article, read
from geo.paths import SEEDS

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RUNS = 3


def corpus_articles(path: Path | None) -> list[Article]:
    """Return the articles of an annotated corpus (JSON lines with "id" and "text"), or the seed articles ten times."""
    if path is None:
        seeds = [article for file in sorted(SEEDS.glob("*.txt")) for article in read(file)]
        return seeds * 10
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [Article(id=str(row["id"]), text=row["text"]) for row in rows]


def engine(articles: list[Article], *, runs: int = RUNS, n_process: int = 1) -> Iterator[tuple[str, str]]:
    """Yield figures of the whole engine beside the bare spaCy model it rides on, in words a second.

    Both read the same articles in turn and in batches of one size, so that a noisy machine slows both; the ratio is the
    figure to keep.
    """
    import spacy

    from geo.language import pipeline

    model = pipeline.best_model()
    bare, whole = spacy.load(model), pipeline.load(model)
    words = sum(len(bare.make_doc(article.text)) for article in articles)

    def read_bare() -> None:
        for _ in bare.pipe((a.text for a in articles), n_process=n_process, batch_size=pipeline.BATCH):
            pass

    def read_whole() -> None:
        for _ in pipeline.parse(whole, articles, n_process=n_process):
            pass

    pairs = [(seconds(read_bare), seconds(read_whole)) for _ in range(runs)]
    first, second = (statistics.median(column) for column in zip(*pairs, strict=True))
    yield f"{model} alone", f"{words / first:,.0f} words/s"
    yield "whole engine", f"{words / second:,.0f} words/s"
    yield "ratio", f"{statistics.median(a / b for a, b in pairs):.2f} (target 0.80)"


def components(articles: list[Article]) -> Iterator[tuple[str, str]]:
    """Yield the microseconds a word that each component of the engine takes."""
    from geo.language import pipeline

    nlp = pipeline.load()
    docs = [pipeline.make_doc(nlp, article) for article in articles]
    words = sum(map(len, docs))
    for name, component in nlp.pipeline:
        spent = seconds(lambda component=component: _run(component, nlp, docs))
        yield name, f"{spent / words * 1e6:.1f} µs/word"


def _run(component: Callable[["Doc"], "Doc"], nlp: "Language", docs: "list[Doc]") -> None:
    pipe = getattr(component, "pipe", None)
    docs[:] = list(pipe(docs, batch_size=nlp.batch_size)) if pipe else [component(doc) for doc in docs]


def seconds(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes by the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def gazetteer(lookups: int = 50_000) -> Iterator[tuple[str, str]]:
    """Yield how long the gazetteer takes to be made ready, and how many exact lookups a second it answers.

    The names are different ones from all over the gazetteer, in no order, each asked once of a gazetteer that has
    answered nothing yet; then once more.
    """
    from geo.gazetteer import Gazetteer
    from geo.gazetteer.store import connect, ready_file, rebuild

    yield "made ready at first start", f"{seconds(rebuild):.1f} s (target 5 s)"
    path = ready_file()
    names = [name for (name,) in connect(path).execute("SELECT key FROM names ORDER BY key")]
    asked = random.Random(0).sample(names, lookups)

    def look_up(found: Gazetteer) -> None:
        for name in asked:
            found.lookup(name)

    spent = [seconds(lambda found=found: look_up(found)) for found in [Gazetteer(path) for _ in range(RUNS)]]
    yield "exact lookups, new names", f"{lookups / statistics.median(spent):,.0f} a second (target 50,000)"
    few = Gazetteer(path)
    asked = asked[:5_000] * (lookups // 5_000)
    look_up(few)
    spent = [seconds(lambda: look_up(few)) for _ in range(RUNS)]
    yield "exact lookups, names asked before", f"{lookups / statistics.median(spent):,.0f} a second"
