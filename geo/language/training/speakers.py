"""Training of the two linear models of the quotes on articles whose quotations are annotated with their speakers."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from spacy.language import Language

from geo.language.quotes.attribution import Attribution, attribute
from geo.language.quotes.candidates import Candidate, Given, candidates
from geo.language.quotes.kinds import is_fragment, kind_features
from geo.language.quotes.scene import Scene
from geo.language.tokens import Tokens
from geo.linear import Linear

Row = dict[str, Any]
OVERLAP = 0.8


@dataclass(slots=True)
class Annotated:
    """One article laid out, and for each of its stretches between marks the annotated quotation, if it is one."""

    scene: Scene
    gold: dict[int, Row]


def read_annotated(nlp: Language, rows: Iterable[Row]) -> Iterator[Annotated]:
    """Yield the articles; rows hold "text" and "quotes" with start, end and the offsets of the speaker's mention."""
    kept = list(rows)
    for row, doc in zip(kept, nlp.pipe(row["text"] for row in kept), strict=True):
        yield annotated(Scene(Tokens(doc), doc._.people), row["quotes"])


def annotated(scene: Scene, quotes: list[Row]) -> Annotated:
    """Return the scene with each annotated quotation at the stretch that it overlaps by 0.8 or more."""
    gold = {}
    for quote in quotes:
        for number, stretch in enumerate(scene.quotations):
            shared = min(stretch.end, quote["end"]) - max(stretch.start, quote["start"])
            if shared / (max(stretch.end, quote["end"]) - min(stretch.start, quote["start"])) >= OVERLAP:
                gold[number] = quote
    return Annotated(scene, gold)


def names_speaker(scene: Scene, candidate: Candidate, quote: Row) -> bool:
    """Whether the candidate's mention overlaps the annotated one."""
    mention, tokens = candidate.frame.mention, scene.tokens
    return (
        tokens.starts[mention.first] < quote["speaker_end"] and tokens.ends[mention.last - 1] > quote["speaker_start"]
    )


def fit(articles: list[Annotated]) -> dict[str, Any]:
    """Return the record of both models."""
    weights = _fit_speaker(articles)
    about = "Log-odds by feature: of a candidate to be the speaker, of a stretch between marks to be a quotation."
    return {"about": about, "speaker": weights, "quotation": _fit_quotation(articles, Linear(weights))}


def train_speakers(paths: Iterable[Path], nlp: Language) -> dict[str, Any]:
    """Fit both models and return their record, what `data/weights/quotes.json` holds.

    Args:
        paths: .jsonl files whose rows have "text" and "quotes" (start, end, speaker_start, speaker_end); rows without
            quotes are left out.
        nlp: a pipeline up to `people`.
    """
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line.strip()]
    return fit(list(read_annotated(nlp, (row for row in rows if row.get("quotes")))))


def _fit_speaker(articles: list[Annotated]) -> dict[str, float]:
    """Fit the weights that make the candidates with the annotated mention most probable among all of a quotation."""
    groups: list[tuple[list[list[str]], list[bool]]] = []
    for article in articles:
        last: Given | None = None
        for number in range(len(article.scene.quotations)):
            quote = article.gold.get(number)
            if quote is None or quote.get("speaker_start") is None:
                continue
            found = list(candidates(article.scene, number, last))
            right = [names_speaker(article.scene, candidate, quote) for candidate in found]
            if any(right):
                groups.append(([candidate.features for candidate in found], right))
                best = max((c for c, fits in zip(found, right, strict=True) if fits), key=lambda c: c.frame.cue >= 0)
                last = last.followed_by(number, best) if last else Given(number, best)
    rows = [features for found, _ in groups for features in found]
    names, matrix = _matrix(rows, 3)
    right = np.array([fits for _, answers in groups for fits in answers], dtype=float)
    sizes = [len(answers) for _, answers in groups]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    group = np.repeat(np.arange(len(groups)), sizes)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = matrix @ weights
        power = np.exp(score - np.maximum.reduceat(score, starts)[group])
        total = np.add.reduceat(power, starts)
        fitting = np.add.reduceat(power * right, starts)
        gradient = matrix.T @ (power / total[group] - power * right / fitting[group])
        return float(-np.log(fitting / total).sum()), gradient

    return _minimise(loss, names, 2.0)


def _fit_quotation(articles: list[Annotated], speaker: Linear) -> dict[str, float]:
    """Fit the weights that tell annotated quotations of three words or more from other stretches between marks."""
    rows: list[list[str]] = []
    answers: list[float] = []
    everything = Linear({"bias": 1.0})
    for article in articles:
        scene = article.scene
        chosen: dict[int, Attribution] = {one.quotation: one for one in attribute(scene, speaker, everything)}
        for number in range(len(scene.quotations)):
            best = chosen[number].candidate if number in chosen else None
            features = kind_features(scene, number, best)
            if features and not is_fragment(scene, number):
                rows.append(features)
                answers.append(1.0 if number in article.gold else -1.0)
    names, matrix = _matrix(rows, 4)
    sign = np.array(answers)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (matrix @ weights)
        gradient = matrix.T @ (-sign / (1 + np.exp(margin)))
        return float(np.logaddexp(0, -margin).sum()), gradient

    return _minimise(loss, names, 0.5)


def _matrix(rows: list[list[str]], least: int) -> tuple[list[str], csr_matrix]:
    """Return the names of the features that occur `least` times or more, and a matrix with a row for each of `rows`."""
    counts = Counter(feature for features in rows for feature in features)
    names = sorted(feature for feature, count in counts.items() if count >= least)
    column = {name: index for index, name in enumerate(names)}
    cells = [(i, column[feature]) for i, features in enumerate(rows) for feature in features if feature in column]
    where = np.array(cells).T
    return names, csr_matrix((np.ones(len(cells)), (where[0], where[1])), shape=(len(rows), len(names)))


def _minimise(
    loss: Callable[[np.ndarray], tuple[float, np.ndarray]], names: list[str], ridge: float
) -> dict[str, float]:
    def with_ridge(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = loss(weights)
        return value + ridge * float(weights @ weights) / 2, gradient + ridge * weights

    best = minimize(with_ridge, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(weight), 3) for name, weight in zip(names, best, strict=True) if abs(weight) >= 0.0005}
