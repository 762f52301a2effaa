"""Training of the weights that choose the place of an event from its whole story."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from spacy.language import Language
from spacy.tokens import Doc

from geo.contract import Event
from geo.evaluation.corpus import article_of
from geo.evaluation.stories import same_spot
from geo.language.events import told_events
from geo.language.events.candidates import Candidate, Candidates
from geo.language.events.lexicon import Lexicon
from geo.language.events.story_places import StoryPlaceModel, chosen_places, groups_of
from geo.language.pipeline import make_doc
from geo.language.training.fitting import fit_curve

FOLDS = 8
LEAST_SEEN = 8
"""Events that have to show a feature for it to get a weight."""
RIDGE = 6.0
"""Penalty on the squares of the weights: chosen by folds among 3, 6, 12 and 25, which differ by two points."""
TOLERABLE = 0.5
"""Weight of an event that is only tolerable on a map, beside 1 for one that belongs there."""
MARGINAL = 1
"""Importance of such an event."""
BINS = 8
"""Bins of the calibration curves: there are few hundred events."""


@dataclass(slots=True)
class Problem:
    """One event of a story that the annotation knows: the candidates for its place and which are right."""

    article: str
    candidates: list[Candidate]
    right: list[bool]
    """Where none of the places is right, "at no place" is."""
    weight: float
    chosen: bool
    """Its clause names its place."""


def train_story_places(
    rows: Sequence[Mapping[str, Any]], nlp: Language, lexicon: Lexicon
) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit the model of `geo.language.events.story_places`; return its record and what it is worth on unseen articles.

    Args:
        rows: stories, each with "events" that have "anchors" (character spans of their tellings), "importance" and
            "place" (None where there is none); a row's "weight" is what its events count for, 1 where it is absent.
        nlp: a pipeline with everything up to the quotes.
        lexicon: the triggers.
    """
    problems: list[Problem] = []
    for row in rows:
        doc = nlp(make_doc(nlp, article_of(row)))
        problems += problems_of(row, doc, told_events(doc, lexicon)[0])
    chances = _held_out(problems)
    about = "Log-odds by feature, multinomial logistic regression over the places of a story and none; curves."
    return {"about": about, **model_of(problems, chances)._asdict()}, _report(problems, chances)


def model_of(problems: Sequence[Problem], chances: Sequence[Sequence[float]] | None = None) -> StoryPlaceModel:
    """Fit weights to problems, and the curves to `chances`: the probabilities by weights fitted on other articles."""
    chances = chances or _held_out(problems)
    clause = [(p, q) for p, q in zip(problems, chances, strict=True) if p.chosen]
    inferred = [(p, q) for p, q in zip(problems, chances, strict=True) if not p.chosen and q[1:] and max(q[1:]) > q[0]]
    return StoryPlaceModel(
        fit(problems),
        _curve([(_clause_chance(p, q), _is_clause_right(p)) for p, q in clause]),
        _curve([(max(q[1:]), p.right[1 + int(np.argmax(q[1:]))]) for p, q in inferred]),
    )


def problems_of(row: Mapping[str, Any], doc: Doc, events: Sequence[Event]) -> Iterator[Problem]:
    """Yield the events of a story that the annotation knows and that have candidates."""
    if not doc._.places or not events:
        return
    candidates = Candidates(doc, events)
    for rows in groups_of(events):
        if (gold := _told(row["events"], rows)) is None:
            continue
        chosen = chosen_places(rows)
        found = candidates.of(rows[0], chosen)
        spot = gold["place"]
        right = [spot is not None and c.place is not None and same_spot(spot, doc._.places[c.place]) for c in found]
        if spot is None:
            right[0] = True
        elif not any(right):
            continue
        weight = row.get("weight", 1.0) * (TOLERABLE if gold["importance"] <= MARGINAL else 1.0)
        yield Problem(row["id"], found, right, weight, bool(chosen))


def _told(events: Sequence[Mapping[str, Any]], rows: Sequence[Event]) -> Mapping[str, Any] | None:
    """Return the annotated event that most tellings of an event of the engine overlap, one of its type first."""
    spans = [(r["trigger_start"], r["trigger_end"]) for r in rows] + [tuple(m) for r in rows for m in r["mentions"]]
    hits = [
        (sum(a < d and c < b for a, b in event["anchors"] for c, d in spans), rows[0]["type"] in event["types"], -n)
        for n, event in enumerate(events)
    ]
    best = max(hits, default=(0, False, 0))
    return events[-best[2]] if best[0] else None


def fit(problems: Sequence[Problem]) -> dict[str, float]:
    """Return the weight of each feature that is seen often enough."""
    counts = Counter(name for p in problems for name in {n for c in p.candidates for n, v in c.features.items() if v})
    names = sorted(name for name, count in counts.items() if count >= LEAST_SEEN)
    column = {name: n for n, name in enumerate(names)}
    table = np.zeros((sum(len(p.candidates) for p in problems), len(names)))
    for n, candidate in enumerate(c for p in problems for c in p.candidates):
        for name, value in candidate.features.items():
            if name in column:
                table[n, column[name]] = value
    sizes = np.array([len(p.candidates) for p in problems])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = np.concatenate([p.right for p in problems]).astype(float)
    weight = np.array([p.weight for p in problems])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ weights
        shares = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chances = shares / np.repeat(np.add.reduceat(shares, starts), sizes)
        hits = np.add.reduceat(chances * right, starts) + 1e-12
        slope = np.repeat(weight, sizes) * (chances - chances * right / np.repeat(hits, sizes))
        penalty = 0.5 * RIDGE * float(weights @ weights)
        return penalty - float(weight @ np.log(hits)), table.T @ slope + RIDGE * weights

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(w), 3) for name, w in zip(names, fitted, strict=True) if abs(w) >= 0.005}


def _held_out(problems: Sequence[Problem]) -> list[list[float]]:
    """Return the probabilities of each problem's candidates from weights fitted on other articles."""
    articles = list(dict.fromkeys(p.article for p in problems))
    fold_of = {article: n % FOLDS for n, article in enumerate(articles)}
    folds = defaultdict(list)
    for problem in problems:
        folds[fold_of[problem.article]].append(problem)
    models = {fold: StoryPlaceModel(fit([p for p in problems if fold_of[p.article] != fold]), (), ()) for fold in folds}
    return [models[fold_of[p.article]].probabilities(p.candidates) for p in problems]


def _clause_chance(problem: Problem, chances: Sequence[float]) -> float:
    return max(q for c, q in zip(problem.candidates, chances, strict=True) if "clause" in c.features)


def _is_clause_right(problem: Problem) -> bool:
    return any(r for c, r in zip(problem.candidates, problem.right, strict=True) if "clause" in c.features)


def _curve(judged: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """Return the calibration curve of probabilities that were right or wrong, a straight line where there are none."""
    if not judged:
        return [[0.0, 0.0], [1.0, 1.0]]
    pairs = np.array(judged, dtype=float)
    return fit_curve(pairs[:, 0], pairs[:, 1].astype(bool), BINS)


def _report(problems: Sequence[Problem], chances: Sequence[Sequence[float]]) -> dict[str, float]:
    """Return how many events get the right place, by the kind of evidence, and how many are left without one."""
    found: Counter[str] = Counter()
    for problem, given in zip(problems, chances, strict=True):
        best = int(np.argmax(given))
        evidence = "clause" if problem.chosen else problem.candidates[best].evidence or "none"
        found[evidence] += 1
        found[f"{evidence} right"] += _is_clause_right(problem) if problem.chosen else problem.right[best]
    return dict(sorted(found.items()))
