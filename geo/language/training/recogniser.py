"""Training of the recogniser of toponyms: a lexical score, then trees over it and the other features."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geo.evaluation import COMMON_DEMONYMS
from geo.language.forest import Forest, WordWeights
from geo.language.toponyms.features import NAMES, Evidence
from geo.language.toponyms.reading import Reading
from geo.language.toponyms.spans import Lookup, Span, candidate_spans
from geo.language.training.corpus import FOLDS, Sample
from geo.language.training.fitting import fit_forest, fit_words


@dataclass(slots=True)
class Spans:
    """The candidates of one article with what is learned from: words, feature rows, and which are gold."""

    sample: Sample
    spans: list[Span]
    words: list[list[str]]
    rows: np.ndarray
    right: np.ndarray
    judged: np.ndarray
    """False for candidates that the corpus says nothing about: demonyms where it annotates none."""


def is_demonym(span: Span) -> bool:
    """Tell whether the likeliest reading of a candidate is a demonym."""
    return bool(span.entries) and span.entries[0].form == "demonym"


def gather(samples: Iterable[Sample], lookup: Lookup) -> list[Spans]:
    """Return the candidates of every article with their features, the lexical score still 0."""
    gathered = []
    samples = list(samples)
    with_demonyms = {s.corpus for s in samples if any(t["text"] in COMMON_DEMONYMS for t in s.gold.values())}
    for sample in samples:
        reading = Reading(sample.doc)
        spans = candidate_spans(reading, lookup)
        evidence = Evidence(reading, spans)
        rows = np.array([evidence.values(span) for span in spans]).reshape(len(spans), len(NAMES))
        right = np.array([(span.start, span.end) in sample.gold for span in spans], dtype=bool)
        judged = right | np.array(
            [not is_demonym(span) or sample.corpus in with_demonyms for span in spans], dtype=bool
        )
        gathered.append(Spans(sample, spans, [evidence.words(span) for span in spans], rows, right, judged))
    return gathered


def train(articles: Sequence[Spans], **options: Any) -> dict[str, Any]:
    """Fit both models and return their record; the lexical score the trees learn from is always of unseen folds."""
    folds = np.concatenate([np.full(len(a.spans), a.sample.fold) for a in articles])
    rows = np.concatenate([a.rows for a in articles])
    right = np.concatenate([a.right for a in articles])
    words = [row for a in articles for row in a.words]
    judged = np.concatenate([a.judged for a in articles])
    folds, rows, right = folds[judged], rows[judged], right[judged]
    words = [row for row, keep in zip(words, judged, strict=True) if keep]
    for fold in range(FOLDS):
        inside, outside = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        if not len(outside) or not len(inside):
            continue
        lexicon = WordWeights(fit_words([words[i] for i in inside], right[inside]))
        rows[outside, -1] = [lexicon.log_odds(words[i]) for i in outside]
    return {"words": fit_words(words, right), "forest": fit_forest(rows, right, NAMES, **options)}


def predict(record: dict[str, Any], articles: Iterable[Spans]) -> list[np.ndarray]:
    """Return the log-odds of all candidates of each article."""
    lexicon, forest = WordWeights(record["words"]), Forest(record["forest"])
    results = []
    for article in articles:
        rows = article.rows.copy()
        if len(rows):
            rows[:, -1] = [lexicon.log_odds(words) for words in article.words]
        results.append(forest.log_odds(rows))
    return results
