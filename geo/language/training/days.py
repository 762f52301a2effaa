"""Training of the weights that choose the days of events whose clauses name none."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language

from geo.contract import Event
from geo.errors import ArticleError
from geo.evaluation.corpus import article_of
from geo.language.events import told_events
from geo.language.events.days import Candidate, Days, choose
from geo.language.events.lexicon import Lexicon
from geo.language.pipeline import make_doc
from geo.language.training.corpus import rows_of
from geo.linear import Linear

LEAST_SEEN = 4
STRENGTH = 0.1
UNDATED_WEIGHT = 0.5
"""Weight of an event that the annotators left undated, beside 1: some are only hard to date."""
FOLDS = 8
WIDE = 7
"""Days that an answer may have at least without being too wide, as in the scoring of stories."""


@dataclass(slots=True)
class Problem:
    """One event without a date of its own, its candidates and which of them are right."""

    article: str
    candidates: list[Candidate]
    right: list[bool]
    dated: bool
    """Whether the annotation dates it; where it doesn't, no day that the story names is its own."""


def train_event_days(paths: Iterable[Path], nlp: Language, lexicon: Lexicon) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit the weights of `geo.language.events.days`; return their record and what they are worth on unseen articles.

    Args:
        paths: .jsonl files of articles with a "published" day and "events", each with "anchors" (character spans of its
            tellings) and its "date" and "date_end" (None where the article gives none, which teaches nothing).
        nlp: a pipeline with everything up to the quotes.
        lexicon: the triggers.

    Raises:
        ArticleError: there is no such article.
    """
    rows = [
        row for row in rows_of(paths) if row.get("published") and any("anchors" in e for e in row.get("events", ()))
    ]
    if not rows:
        raise ArticleError("No file there has articles with the days of their events.")
    problems = [problem for row in rows for problem in problems_of(row, nlp, lexicon)]
    return {"about": "Log-odds by feature, logistic regression.", **fit(problems)}, held_out(problems)


def problems_of(row: Mapping[str, Any], nlp: Language, lexicon: Lexicon) -> list[Problem]:
    """Return the events of an article that no clause dates and that the annotation knows."""
    doc = nlp(make_doc(nlp, article_of(row)))
    return problems_from(row, *told_events(doc, lexicon))


def problems_from(row: Mapping[str, Any], events: Sequence[Event], days: Days) -> list[Problem]:
    """Return the same of events that are told already."""
    found: list[Problem] = []
    for told, candidates in days.undated(events):
        spans = [span for event in told for span in event["mentions"]]
        gold = max(row["events"], key=lambda e: _touching(e["anchors"], spans), default=None)
        if gold and _touching(gold["anchors"], spans) and candidates:
            dated = gold["date"] is not None
            right = [dated and is_right(gold, c.first, c.last) for c in candidates]
            found.append(Problem(row["id"], candidates, right, dated))
    return found


def _touching(anchors: Sequence[Sequence[int]], spans: Sequence[Sequence[int]]) -> int:
    return sum(a < d and c < b for a, b in anchors for c, d in spans)


def is_right(gold: Mapping[str, Any], first: str, last: str) -> bool:
    """Whether a stretch of days meets that of an annotated event and isn't much wider."""
    low, high, start, end = map(
        datetime.date.fromisoformat, (gold["date"], gold["date_end"] or gold["date"], first, last)
    )
    return low <= end and start <= high and (end - start).days <= max(WIDE, 3 * (high - low).days)


def fit(problems: Sequence[Problem]) -> dict[str, Any]:
    """Return bias and weights of the features that are seen often enough."""
    weighed = [
        (c.features, right, 1.0 if p.dated else UNDATED_WEIGHT)
        for p in problems
        for c, right in zip(p.candidates, p.right, strict=True)
        if p.dated or c.evidence != "publication"
    ]
    rows = [dict.fromkeys(features, 1.0) for features, _, _ in weighed]
    right, weight = (np.array([row[n] for row in weighed]) for n in (1, 2))
    vectors = DictVectorizer()
    table = vectors.fit_transform(rows)
    kept = np.asarray((table > 0).sum(axis=0)).ravel() >= LEAST_SEEN
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table[:, kept], right, sample_weight=weight)
    names = np.array(vectors.feature_names_)[kept]
    weights = {n: round(float(w), 3) for n, w in sorted(zip(names, model.coef_[0], strict=True)) if abs(w) >= 0.005}
    return {"bias": round(float(model.intercept_[0]), 3), "weights": weights}


def held_out(problems: Sequence[Problem]) -> dict[str, float]:
    """Return how many of the dated events get right days from weights fitted on other articles."""
    articles = sorted({p.article for p in problems})
    counts = dict.fromkeys(("dated", "named", "named right", "around", "around right", "undated", "undated named"), 0)
    for fold in range(FOLDS):
        unseen = set(articles[fold::FOLDS])
        model = Linear.of(fit([p for p in problems if p.article not in unseen]))
        for problem in problems:
            if problem.article in unseen:
                chosen = choose(problem.candidates, model)
                counts["dated" if problem.dated else "undated"] += 1
                if not problem.dated:
                    counts["undated named"] += chosen is not None and chosen.evidence != "publication"
                elif chosen is not None:
                    kind = "around" if chosen.evidence == "publication" else "named"
                    right = next(r for c, r in zip(problem.candidates, problem.right, strict=True) if c is chosen)
                    counts[kind] += 1
                    counts[f"{kind} right"] += right
    return counts
