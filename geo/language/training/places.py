"""Training of the weights that choose the place of an event."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from geo.paths import lexicon

LEAST_SEEN = 3
STRENGTH = 0.2
CHECKED_WEIGHT = 3.0
"""Weight of a row that people have checked, beside 1 for the others."""
OWN_WEIGHT = 1.0
"""Weight of one of the project's own sentences."""
LACKING = 0.15
"""Share of the unchecked rows with a place that lack it, as far as checked copies of such rows tell."""
ROUNDS = 3

_MARKED = re.compile(r"(\[[^]]+\]|\{[^}]+\})")

Problem = tuple[Parse, int, list[Spot], list[bool]]


def train_event_places(rows: Iterable[Mapping[str, Any]], nlp: Language) -> dict[str, Any]:
    """Fit the weights of `geo.language.events.places` and return their record.

    Args:
        rows: each has a "text", "events" (the first with the "start" and "end" of its "trigger"), the "places" of that
            event, "gold" where it was checked, and a "weight" where it counts otherwise than checked rows do.
        nlp: a pipeline with everything up to the mentions.

    Raises:
        ArticleError: there is no such row.
    """
    kept = [row for row in rows if row.get("events") and "places" in row]
    if not kept:
        raise ArticleError("No file there has sentences with events and their places.")
    docs = nlp.pipe(row["text"] for row in kept)
    problems = [(p, _weight(row)) for row, doc in zip(kept, docs, strict=True) if (p := problem(row, doc))]
    return {"about": "Log-odds by feature, logistic regression.", "weights": fit(problems)}


def own_sentences() -> Iterator[dict[str, Any]]:
    """Yield the project's own sentences as rows: the trigger is in square brackets, the places are in curly ones."""
    for line in lexicon("place_sentences.tsv"):
        text, triggers, places = "", [], []
        for part in _MARKED.split(line):
            span = {"start": len(text), "end": len(text) + len(part) - 2}
            if part.startswith("["):
                triggers.append({"trigger": span})
            elif part.startswith("{"):
                places.append(span)
            text += part[1:-1] if part[:1] in ("[", "{") else part
        yield {"text": text, "events": triggers, "places": places, "gold": True, "weight": OWN_WEIGHT}


def _weight(row: Mapping[str, Any]) -> float | None:
    """Return the weight of a checked row, None for an unchecked one."""
    return row.get("weight", CHECKED_WEIGHT) if row.get("gold") else None


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


def fit(problems: Sequence[tuple[Problem, float | None]]) -> dict[str, float]:
    """Return the weight of each feature that is seen often enough, of problems with their weights, None if unchecked.

    An unchecked row without a place may only lack its place: after a first fit its names count in part as right, as
    far as the model believes them and rows lack places (the forward step of expectation maximisation).
    """
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    checked: list[bool] = []
    weight: list[float] = []
    group: list[int] = []
    for number, ((parse, trigger, spots, gold), counts) in enumerate(problems):
        rows += [dict.fromkeys(names, 1.0) for names in features(parse, trigger, spots)]
        right += gold
        checked += [counts is not None] * len(gold)
        weight += [1.0 if counts is None else counts] * len(gold)
        group += [number] * len(gold)
    vectors = DictVectorizer()
    table = vectors.fit_transform(rows)
    kept = np.asarray((table > 0).sum(axis=0)).ravel() >= LEAST_SEEN
    model = _fit_doubtful(table[:, kept], np.array(right), np.array(checked), np.array(weight), np.array(group))
    names = np.array(vectors.feature_names_)[kept]
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.0005}
    weights["bias"] = round(weights.get("bias", 0.0) + float(model.intercept_[0]), 3)
    return dict(sorted(weights.items()))


def _fit_doubtful(
    table: Any, right: np.ndarray, checked: np.ndarray, weight: np.ndarray, group: np.ndarray
) -> LogisticRegression:
    """Fit the names of (names, features) `table`, those of each `group` being one row's."""
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
