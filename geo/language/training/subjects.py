"""Training of the weights that say what places quotations are about though their words don't name them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc

from geo.articles import Article
from geo.errors import ArticleError
from geo.language import pipeline
from geo.language.links.named import Named
from geo.language.links.subject import LEAST, Subjects
from geo.language.parse import parse_of
from geo.language.training.corpus import FOLDS

LEAST_SEEN = 4
STRENGTH = 0.2
"""Of the regression's freedom: small, for the corpora that tell what is meant are small."""
OVERLAP = 0.8


@dataclass(slots=True)
class Problem:
    """The candidates of one quotation by their features, which are right, and the fold of its article."""

    features: list[list[str]]
    right: list[bool]
    fold: int


def train_subjects(paths: Iterable[Path], nlp: Language) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit the weights of `geo.language.links.subject`; return their record and what they are worth by folds.

    Args:
        paths: .jsonl files whose rows have a "text", perhaps a "title", and "quotes", each with its "span" and the
            names of the places that it is "about".
        nlp: a pipeline up to the events.

    Raises:
        ArticleError: there is no such row.
    """
    rows = [json.loads(line) for path in paths for line in path.read_text("utf-8").split("\n") if line.strip()]
    rows = [row for row in rows if any("about" in quote for quote in row.get("quotes", ()))]
    if not rows:
        raise ArticleError("No file there has quotes with the places that they are about.")
    found = [problem for row in rows for problem in problems(row, nlp)]
    record = {"about": "Log-odds by feature, logistic regression.", "weights": fit(found)}
    return record, held_out(found)


def problems(row: Mapping[str, Any], nlp: Language) -> Iterator[Problem]:
    """Yield the problem of each annotated quotation of an article that the engine finds and that has candidates."""
    article = Article(id=str(row.get("id", "")), text=row["text"], title=row.get("title"))
    doc: Doc = nlp(pipeline.make_doc(nlp, article))
    named = Named(doc, parse_of(doc))
    subjects = Subjects(doc, parse_of(doc), named)
    called: dict[str | None, set[str]] = {}
    for mention in named.all:
        called.setdefault(mention["place"], {_plain(named.name(mention))}).add(_plain(mention["text"]))
    fold = int(sha256(article.id.encode()).hexdigest(), 16) % FOLDS
    for quote in row["quotes"]:
        found = next((q for q in doc._.quotes if q["direct"] and _same(q, quote.get("span"))), None)
        if found is None or not (candidates := list(subjects.of(found))):
            continue
        names = {_plain(name) for name in quote.get("about") or ()}
        right = [not names.isdisjoint(called[c.mention["place"]]) for c in candidates]
        yield Problem([c.features for c in candidates], right, fold)


def fit(found: Sequence[Problem]) -> dict[str, float]:
    """Return the weight of each feature that is seen often enough."""
    rows = [features for problem in found for features in problem.features]
    counts = Counter(feature for features in rows for feature in features)
    vectors = DictVectorizer()
    table = vectors.fit_transform([dict.fromkeys((f for f in row if counts[f] >= LEAST_SEEN), 1.0) for row in rows])
    right = np.array([answer for problem in found for answer in problem.right])
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table, right)
    weights = dict(zip(vectors.feature_names_, (round(float(w), 3) for w in model.coef_[0]), strict=True))
    weights["bias"] = round(weights.get("bias", 0.0) + float(model.intercept_[0]), 3)
    return {name: weight for name, weight in sorted(weights.items()) if weight}


def held_out(found: Sequence[Problem]) -> dict[str, float]:
    """Return, by folds over articles, how often the best candidate that is probable enough is right, and found."""
    right = given = wanted = 0
    for fold in range(FOLDS):
        seen = [problem for problem in found if problem.fold != fold]
        if len({answer for problem in seen for answer in problem.right}) < 2:
            continue
        weights = fit(seen)
        for problem in (p for p in found if p.fold == fold):
            scores = [sum(weights.get(f, 0.0) for f in features) for features in problem.features]
            best = int(np.argmax(scores))
            wanted += any(problem.right)
            if 1 / (1 + np.exp(-scores[best])) >= LEAST:
                given += 1
                right += problem.right[best]
    return {"precision": round(right / max(1, given), 3), "recall": round(right / max(1, wanted), 3)}


def _same(quote: Mapping[str, Any], span: Sequence[int] | None) -> bool:
    if not span:
        return False
    shared = min(quote["end"], span[1]) - max(quote["start"], span[0])
    return shared / (max(quote["end"], span[1]) - min(quote["start"], span[0])) >= OVERLAP


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))
