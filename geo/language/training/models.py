"""Training of everything that finds and places toponyms, and what it is worth on articles it has not seen."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from geo.contract import Mention
from geo.evaluation import Report, score_toponyms
from geo.gazetteer import Gazetteer
from geo.language.forest import interpolate, probability
from geo.language.resolution.component import Resolver, dateline_starts, sentence_starts
from geo.language.resolution.ranking import Ranker
from geo.language.toponyms.component import best_spans
from geo.language.toponyms.rules import bounded, leniency
from geo.language.training import ranker, recogniser
from geo.language.training.corpus import FOLDS, Sample
from geo.language.training.drawn import ARTICLES, draw
from geo.language.training.fitting import fit_curve

RECOGNITION_THRESHOLD = -0.6
"""Least log-odds of a toponym: below even, because one that was not found can't be placed either."""

RESOLUTION_THRESHOLD = 0.08
"""Least probability of a place; below it the mention is left unplaced."""

Record = dict[str, Any]
Found = dict[int, list[Mention]]
Tell = Callable[[str], None]


def train_models(
    articles: Sequence[Sample], tell: Tell = lambda _: None, drawn: int = ARTICLES
) -> tuple[dict[str, Record], dict[str, Report]]:
    """Fit everything; return the records of "toponyms" and "resolution", and a report of each corpus.

    The reports are of held-out articles: each is read by models and calibrated by curves that know nothing of its
    fold. The ranker, too, learns from mentions as a recogniser finds them in unseen articles, and from so many articles
    `drawn` from the gazetteer.
    """
    lookup = Gazetteer.open().lookup
    tell("finding candidates")
    spans = recogniser.gather(articles, lookup)
    tell("fitting the recogniser")
    toponyms, held_out = recogniser.train(spans)
    found, curve = _held_out_mentions(spans, held_out)
    toponyms |= {"threshold": RECOGNITION_THRESHOLD, "curve": curve}
    tell("drawing articles from the gazetteer")
    made = [p for one in draw(Gazetteer.open(), drawn) if (p := ranker.drawn_problem(one, lookup))]
    tell("fitting the ranker")
    problems = [p for sample in articles if (p := ranker.problem(sample, found[id(sample)], lookup))]
    unjudged = {id(a.sample): a.unjudged() for a in spans}
    rankers = {fold: ranker.train([p for p in problems if p.fold != fold], made) for fold in range(FOLDS)}
    judged = {
        fold: [
            pair
            for p in problems
            if p.fold == fold
            for pair in ranker.judge(p, Ranker(rankers[fold]), unjudged[id(p.sample)])
        ]
        for fold in rankers
    }
    resolution = {
        **ranker.train(problems, made),
        "curve": _curve(judged),
        "threshold": RESOLUTION_THRESHOLD,
    }
    tell("judging held-out articles")
    resolvers = {
        fold: Resolver(lookup, {**resolution, **rankers[fold], "curve": _curve(judged, without=fold)})
        for fold in rankers
    }
    return {"toponyms": toponyms, "resolution": resolution}, _reports(articles, found, resolvers)


def _held_out_mentions(
    spans: Sequence[recogniser.Spans], odds: Sequence[np.ndarray]
) -> tuple[Found, list[list[float]]]:
    """Return the mentions found in unseen articles, by `id` of the sample, and the calibration curve of scores.

    The curve is of candidates that the corpora judge: what they say nothing about is neither right nor wrong.
    """
    odds = [bounded(o, a.doubt, a.least) + leniency(a.spans, a.rows) for a, o in zip(spans, odds, strict=True)]
    chosen = [sorted(best_spans(a.spans, o, RECOGNITION_THRESHOLD)) for a, o in zip(spans, odds, strict=True)]
    told = [[index for index in picked if a.judged[index]] for a, picked in zip(spans, chosen, strict=True)]
    raw = np.concatenate([probability(o[c]) for o, c in zip(odds, told, strict=True)])
    right = np.concatenate([a.right[c] for a, c in zip(spans, told, strict=True)])
    curve = fit_curve(raw, right)
    found = {}
    for article, o, picked in zip(spans, odds, chosen, strict=True):
        scores = interpolate(probability(o[picked]), curve).tolist()
        found[id(article.sample)] = [
            recogniser.mention(article.spans[i], score) for i, score in zip(picked, scores, strict=True)
        ]
    return found, curve


def _curve(judged: dict[int, list[tuple[float, bool]]], without: int | None = None) -> list[list[float]]:
    pairs = np.array([pair for fold in judged if fold != without for pair in judged[fold]])
    return fit_curve(pairs[:, 0], pairs[:, 1])


def _reports(articles: Sequence[Sample], found: Found, resolvers: dict[int, Resolver]) -> dict[str, Report]:
    rows: dict[str, list[Any]] = defaultdict(list)
    records: dict[str, dict[str, Any]] = defaultdict(dict)
    for sample in articles:
        mentions = found[id(sample)]
        places = resolvers[sample.fold].resolve(
            sample.doc.text, mentions, sentence_starts(sample.doc),
            publisher=sample.publisher, source=sample.source, datelines=dateline_starts(sample.doc),
        )  # fmt: skip
        rows[sample.corpus].append(sample.row)
        records[sample.corpus][sample.row["id"]] = {
            "mentions": mentions,
            "places": [entry.place.as_place() for entry in places.values()],
        }
    return {corpus: score_toponyms(rows[corpus], records[corpus]) for corpus in rows}
