"""Training of the recogniser of toponyms: a lexical score, then trees over it and the other features."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from geo.contract import Mention
from geo.evaluation import COMMON_DEMONYMS
from geo.language.forest import Forest
from geo.language.toponyms.features import NAMES, Evidence
from geo.language.toponyms.reading import Reading
from geo.language.toponyms.rules import doubt, least_odds
from geo.language.toponyms.second import NAMES as SECOND
from geo.language.toponyms.second import second_features
from geo.language.toponyms.spans import Lookup, Span, candidate_spans, is_seat
from geo.language.training.corpus import Sample
from geo.language.training.fitting import fit_forest, fit_words
from geo.linear import Linear

RISING = (
    "lexical", "locative before", "container after", "contained before", "settlement before", "settlement after",
    "first look", "elsewhere best", "neighbour before", "neighbour after", "places among times", "team",
)  # fmt: skip
FALLING = ("title before", "given name before", "named person", "persons among times", "person")


@dataclass(slots=True)
class Spans:
    """The candidates of one article with what is learned from: words, feature rows, and which are gold."""

    sample: Sample
    spans: list[Span]
    words: list[list[str]]
    rows: np.ndarray
    right: np.ndarray
    judged: np.ndarray
    """False for candidates that the corpus says nothing about: demonyms where it annotates none, and seats of power."""
    doubt: np.ndarray
    """Log-odds taken from each candidate."""
    least: np.ndarray
    """Log-odds that each candidate has at least."""

    def unjudged(self) -> set[tuple[int, int]]:
        """Return where the candidates stand that the corpus says nothing about."""
        return {(span.start, span.end) for span, told in zip(self.spans, self.judged, strict=True) if not told}


def mention(span: Span, score: float) -> Mention:
    """Return the mention of a candidate that was taken for a toponym, not yet placed."""
    return {
        "id": f"{span.start}",
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "kind": "demonym" if span.demonym else "name",
        "place": None,
        "score": score,
        "why": "",
        "coarse": False,
        "candidates": [],
    }


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
            [(not span.demonym or sample.corpus in with_demonyms) and not is_seat(span) for span in spans], dtype=bool
        )
        words = [evidence.words(span) for span in spans]
        doubts, least = doubt(evidence.usage, spans, rows), least_odds(evidence.usage, spans, rows)
        gathered.append(Spans(sample, spans, words, rows, right, judged, doubts, least))
    return gathered


def train(articles: Sequence[Spans], **options: Any) -> tuple[dict[str, Any], list[np.ndarray]]:
    """Fit the lexical score, the first look and the second.

    Each learns from what the one before makes of articles that it has not seen, and so do those who ask how good the
    whole is: beside the record, the held-out log-odds of every article's candidates are returned.
    """
    lexical = _held_out(articles, lambda seen: partial(lexical_scores, Linear.of(_fit_words(seen))))
    rows = {id(a): _with(a.rows, scores) for a, scores in zip(articles, lexical, strict=True)}

    def first(seen: Sequence[Spans]) -> Callable[[Spans], np.ndarray]:
        forest = Forest(_fit(seen, rows, NAMES, options), NAMES)
        return lambda article: forest.log_odds(rows[id(article)])

    looks = _held_out(articles, first)
    both = {
        id(a): np.hstack([rows[id(a)], second_features(a.spans, odds)]) for a, odds in zip(articles, looks, strict=True)
    }

    def second(seen: Sequence[Spans]) -> Callable[[Spans], np.ndarray]:
        forest = Forest(_fit(seen, both, NAMES + SECOND, options), NAMES + SECOND)
        return lambda article: forest.log_odds(both[id(article)])

    held_out = _held_out(articles, second)
    record = {
        "words": _fit_words(articles),
        "first": _fit(articles, rows, NAMES, options),
        "second": _fit(articles, both, NAMES + SECOND, options),
    }
    return record, held_out


def _held_out(
    articles: Sequence[Spans], fit: Callable[[Sequence[Spans]], Callable[[Spans], np.ndarray]]
) -> list[np.ndarray]:
    """Return what models fitted without each article's fold say of it."""
    results: dict[int, np.ndarray] = {}
    for fold in sorted({article.sample.fold for article in articles}):
        seen = [article for article in articles if article.sample.fold != fold]
        predict = fit(seen or articles)
        results |= {id(article): predict(article) for article in articles if article.sample.fold == fold}
    return [results[id(article)] for article in articles]


def _fit_words(articles: Sequence[Spans]) -> dict[str, Any]:
    words = [row for a in articles for row, keep in zip(a.words, a.judged, strict=True) if keep]
    return fit_words(words, np.concatenate([a.right[a.judged] for a in articles]))


def _fit(
    articles: Sequence[Spans], rows: dict[int, np.ndarray], names: Sequence[str], options: dict[str, Any]
) -> dict[str, Any]:
    judged = np.concatenate([rows[id(a)][a.judged] for a in articles])
    right = np.concatenate([a.right[a.judged] for a in articles])
    return fit_forest(judged, right, names, rising=RISING, falling=FALLING, **options)


def lexical_scores(lexicon: Linear, article: Spans) -> np.ndarray:
    """Return the lexical score of every candidate of an article."""
    return np.array([lexicon.log_odds_of(words) for words in article.words])


def _with(rows: np.ndarray, lexical: np.ndarray) -> np.ndarray:
    rows = rows.copy()
    if len(rows):
        rows[:, -1] = lexical
    return rows


def predict(record: dict[str, Any], articles: Iterable[Spans]) -> list[np.ndarray]:
    """Return the log-odds of all candidates of each article."""
    lexicon, first = Linear.of(record["words"]), Forest(record["first"], NAMES)
    second = Forest(record["second"], NAMES + SECOND)
    results = []
    for article in articles:
        rows = _with(article.rows, lexical_scores(lexicon, article))
        results.append(second.log_odds(np.hstack([rows, second_features(article.spans, first.log_odds(rows))])))
    return results
