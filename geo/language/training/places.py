"""Training of the weights that choose the place of an event."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import vstack
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc

from geo.errors import ArticleError
from geo.language.events.names import Spot
from geo.language.events.places import features
from geo.language.events.spots import Spots
from geo.language.events.times import token_span
from geo.language.parse import Parse, parse_of

LEAST_SEEN = 3
STRENGTH = 0.2
CHECKED_WEIGHT = 3.0
"""Weight of a row that people have checked, beside 1 for the others."""

LACKING = 0.15
"""Share of the unchecked rows with a place that lack it, as far as checked copies of such rows tell."""
ROUNDS = 3

Problem = tuple[Parse, int, list[Spot], list[bool]]


def train_event_places(paths: Iterable[Path], nlp: Language) -> dict[str, Any]:
    """Fit the weights of `geo.language.events.places` and return their record.

    Args:
        paths: .jsonl files whose rows have a "text", "events" (each with the "start" and "end" of its "trigger"), the
            "places" of the first event, and "gold" where a row was checked.
        nlp: a pipeline with everything up to the mentions.

    Raises:
        ArticleError: there is no such row.
    """
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row.get("events") and "places" in row]
    if not rows:
        raise ArticleError("No file there has sentences with events and their places.")
    docs = nlp.pipe(row["text"] for row in rows)
    problems = [(p, bool(row.get("gold"))) for row, doc in zip(rows, docs, strict=True) if (p := problem(row, doc))]
    return {"about": "Log-odds by feature, logistic regression.", "weights": fit(problems)}


def problem(row: Mapping[str, Any], doc: Doc) -> Problem | None:
    """Return the parse, the trigger, the spots of its sentence and which are right; None where it has no trigger."""
    parse = parse_of(doc)
    told = row["events"][0]["trigger"]
    if not len(parse) or told["end"] <= told["start"]:
        return None
    first, past = token_span(parse, told["start"], told["end"])
    trigger = next((i for i in range(first, past) if parse.pos[i] == "VERB"), parse.root_of(first, past))
    sentence = parse.sent[trigger]
    spots = Spots(parse, doc._.mentions, doc._.people, doc._.places, [sentence])
    near = spots.of_sentence[sentence]
    right = [any(a < p["end"] and b > p["start"] for p in row["places"]) for a, b in map(spots.characters, near)]
    return parse, trigger, near, right


def fit(problems: Sequence[tuple[Problem, bool]]) -> dict[str, float]:
    """Return the weight of each feature that is seen often enough.

    An unchecked row without a place may only lack its place: after a first fit its names count in part as right, as
    far as the model believes them and rows lack places (the forward step of expectation maximisation).
    """
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    checked: list[bool] = []
    group: list[int] = []
    for number, ((parse, trigger, spots, gold), sure) in enumerate(problems):
        rows += [dict.fromkeys(names, 1.0) for names in features(parse, trigger, spots)]
        right += gold
        checked += [sure] * len(gold)
        group += [number] * len(gold)
    vectors = DictVectorizer()
    table = vectors.fit_transform(rows)
    kept = np.asarray((table > 0).sum(axis=0)).ravel() >= LEAST_SEEN
    model = _fit_doubtful(table[:, kept], np.array(right), np.array(checked), np.array(group))
    names = np.array(vectors.feature_names_)[kept]
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.0005}
    weights["bias"] = round(weights.get("bias", 0.0) + float(model.intercept_[0]), 3)
    return dict(sorted(weights.items()))


def _fit_doubtful(table: Any, right: np.ndarray, checked: np.ndarray, group: np.ndarray) -> LogisticRegression:
    """Fit the names of (names, features) `table`, those of each `group` being one row's."""
    weight = np.where(checked, CHECKED_WEIGHT, 1.0)
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table, right, sample_weight=weight)
    placed = np.bincount(group, right)[group] > 0
    doubtful = ~checked & ~placed
    if not doubtful.any():
        return model
    doubled = vstack([table, table[doubtful]])
    labels = np.concatenate([right, np.ones(doubtful.sum(), dtype=bool)])
    for _ in range(ROUNDS):
        chance = model.predict_proba(table)[:, 1]
        none = np.exp(np.bincount(group, np.log1p(-np.minimum(chance, 0.999))))[group]
        share = chance / np.bincount(group, chance)[group] * (1 - none)
        lacking = np.where(doubtful, LACKING * share / (none + LACKING * (1 - none)), 0.0)
        model.fit(doubled, labels, sample_weight=np.concatenate([weight * (1 - lacking), (weight * lacking)[doubtful]]))
    return model
