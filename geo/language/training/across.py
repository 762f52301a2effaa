"""Training of whether two tellings of different articles tell one event, on articles annotated with what each tells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from statistics import fmean
from typing import Any

from spacy.language import Language

from geo.across.events import TellingId
from geo.across.similarity import Pairs
from geo.across.tellings import Days, Telling, tellings_of
from geo.contract import ParsedArticle, Place
from geo.errors import ArticleError
from geo.evaluation.across import annotated, score_across
from geo.evaluation.corpus import article_of, read_corpus
from geo.evaluation.measures import Row
from geo.evaluation.report import Report
from geo.language import pipeline
from geo.language.training.stories import Cases
from geo.linear import Linear

FOLDS = 6
"""Parts of the clusters, each judged by a model of the others."""
ONE_STORY = 0.25
"""Likeness of two of the other articles from which they may be of one story after all, and are left out."""
SPREAD = 10
"""Days over which clusters begin when they are told together."""
STRENGTH = 1.0
"""Inverse of the ridge penalty: chosen by folds among 0.3, 1 and 3."""


def read_across(folder: Path) -> list[Row]:
    """Return the rows of a folder's .jsonl files that have a "cluster" and "tells".

    Raises:
        ArticleError: there is none.
    """
    rows = [row for path in sorted(folder.glob("*.jsonl")) for row in read_corpus(path) if "tells" in row]
    if not rows:
        raise ArticleError(f'{folder} holds no .jsonl file of articles with "cluster" and "tells".')
    return rows


def train_across(rows: Sequence[Row], others: Sequence[Row], nlp: Language) -> tuple[dict[str, Any], Report]:
    """Return the record of `data/weights/across.json`, and how well clusters are joined that a model has not seen.

    Args:
        rows: annotated articles; those of a cluster tell of the same events and of what is easily taken for them.
        others: articles that tell of other events each, of which news is full.
        nlp: the engine.
    """
    records = {record["id"]: record for record in pipeline.parse(nlp, map(article_of, rows))}
    fold_of = _folds(rows)
    cases = _cases(rows, records, fold_of, pipeline.parse(nlp, map(article_of, others)))
    reports = []
    for fold in sorted(set(fold_of.values())):
        model = Linear.of({"weights": cases.fit([other for other in range(FOLDS) if other != fold])})
        reports.append(score_across([row for row in rows if fold_of[row["cluster"]] == fold], records, model))
    record = {
        "about": "Log-odds by feature of a pair of tellings, a logistic regression, see geo/across/similarity.py.",
        "weights": cases.fit(range(FOLDS)),
    }
    return record, _mean(reports)


def _folds(rows: Iterable[Row]) -> dict[str, int]:
    """Return the fold of each cluster: they fall into folds in turn."""
    return {cluster: number % FOLDS for number, cluster in enumerate(dict.fromkeys(row["cluster"] for row in rows))}


def _cases(
    rows: Sequence[Row],
    records: Mapping[str, ParsedArticle],
    fold_of: Mapping[str, int],
    others: Iterable[ParsedArticle],
) -> Cases:
    """Return the pairs that are compared and of which both tellings are annotated, and whether they tell one event.

    So are pairs of clusters told together, and of `others`, none of which do.
    """
    told = annotated(rows, records)
    events_of: dict[TellingId, set[str]] = {}
    for one in told:
        if one.telling:
            events_of.setdefault(one.telling, set()).add(one.event)
    cluster_of = {row["id"]: row["cluster"] for row in rows}
    tellings = [telling for row in rows for telling in tellings_of(records[row["id"]])]
    clusters = [cluster_of[telling.article] for telling in tellings]
    events = [events_of.get(TellingId(telling.article, telling.group), set()) for telling in tellings]
    features: list[dict[str, float]] = []
    right: list[bool] = []
    folds: list[int] = []

    def add(pairs: Pairs, one: int, other: int, same: bool) -> None:
        features.append(pairs.features(one, other))
        right.append(same)
        folds.append(fold_of[clusters[one]])

    pairs = Pairs(tellings)
    for one, other in pairs:
        if events[one] and events[other]:
            add(pairs, one, other, not events[one].isdisjoint(events[other]))
    pairs = Pairs(_together(tellings, clusters))
    for one, other in pairs:
        if clusters[one] != clusters[other]:
            add(pairs, one, other, same=False)
    pairs = Pairs([telling for record in others for telling in tellings_of(record)])
    apart = [found for pair in pairs if (found := pairs.features(*pair))["articles"] < ONE_STORY]
    features += apart
    right += [False] * len(apart)
    folds += [number % FOLDS for number in range(len(apart))]
    return Cases(features, right, folds, STRENGTH)


def _together(tellings: Sequence[Telling], clusters: Sequence[str]) -> list[Telling]:
    """Return the tellings as if all had happened in one country, within `SPREAD` days and what their stories take.

    Clusters are of all the world; what is told of one country, and of one city in one week, has to be told apart too.
    So each cluster is moved to one of three cities, of which two are near each other, and its days are moved with it.
    """
    first_days: dict[str, date] = {}
    for telling, cluster in zip(tellings, clusters, strict=True):
        day = telling.published or date.max
        first_days[cluster] = min(day, first_days.get(cluster, day))
    start = min(first_days.values())
    cities = dict(zip(first_days, cycle(_cities(tellings)), strict=False))
    starts = {cluster: start + timedelta(number % SPREAD) for number, cluster in enumerate(first_days)}
    moved = []
    for telling, cluster in zip(tellings, clusters, strict=True):
        back = starts[cluster] - first_days[cluster]
        city = cities[cluster]
        country: Place = {**city, "id": "country", "kind": "country"}
        moved.append(
            replace(
                telling,
                places=tuple(country if place["kind"] == "country" else city for place in telling.places),
                countries=frozenset([city["country_code"] or ""]),
                days=telling.days and Days(telling.days.first + back, telling.days.last + back, telling.days.certain),
                published=telling.published and telling.published + back,
            )
        )
    return moved


def _cities(tellings: Iterable[Telling]) -> list[Place]:
    """Return three cities of a country: one of the tellings', and what would be one a fifth and one a degree north."""
    city = next(place for telling in tellings for place in telling.places if place["kind"] == "city")
    return [{**city, "id": f"city {north}", "lat": city["lat"] + north} for north in (0.0, 0.2, 1.0)]


def _mean(reports: Sequence[Report]) -> Report:
    """Return the mean of the figures of several reports, and all their errors."""
    figures: dict[str, float | int | None] = {}
    for name in reports[0].figures:
        values = [value for report in reports if (value := report.figures.get(name)) is not None]
        figures[name] = sum(values) if all(isinstance(value, int) for value in values) else fmean(values)
    return Report("across", figures, errors=[error for report in reports for error in report.errors])
