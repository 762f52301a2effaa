"""Training of the weights that choose the place of an event."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc

from geo.errors import ArticleError
from geo.language.events.places import Spot, features
from geo.language.events.spots import Spots
from geo.language.events.times import token_span
from geo.language.parse import Parse, parse_of

LEAST_SEEN = 3
STRENGTH = 0.2
CHECKED_WEIGHT = 3.0
"""Weight of a row that people have checked, beside 1 for the others."""

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
    """Return the weight of each feature that is seen often enough."""
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    importance: list[float] = []
    for (parse, trigger, spots, gold), checked in problems:
        rows += [dict.fromkeys(names, 1.0) for names in features(parse, trigger, spots)]
        right += gold
        importance += [CHECKED_WEIGHT if checked else 1.0] * len(gold)
    vectors = DictVectorizer()
    table = vectors.fit_transform(rows)
    kept = np.asarray((table > 0).sum(axis=0)).ravel() >= LEAST_SEEN
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table[:, kept], right, sample_weight=importance)
    names = np.array(vectors.feature_names_)[kept]
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.0005}
    weights["bias"] = round(weights.get("bias", 0.0) + float(model.intercept_[0]), 3)
    return dict(sorted(weights.items()))
