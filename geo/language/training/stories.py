"""Training of what makes events of tellings, on stories whose events are annotated once with all their tellings."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc

from geo.articles import Article
from geo.errors import ArticleError
from geo.language.events import LEAST_WORTH, TRIGGERS
from geo.language.events.coreference import Pairs, link
from geo.language.events.gate import all_features, judge
from geo.language.events.lexicon import Lexicon
from geo.language.events.linear import Linear
from geo.language.events.models import StoryModels
from geo.language.events.salience import features as salience_features
from geo.language.events.story import Story
from geo.language.events.tellings import Telling, Tellings
from geo.language.parse import Parse, parse_of
from geo.language.pipeline import make_doc
from geo.ontology import event_types

FOLDS = 8
LEAST_SEEN = 3
"""Cases that have to show a feature for it to get a weight."""
STRENGTH = 0.1
"""Inverse of the ridge penalty: chosen by folds among 0.03, 0.1 and 0.3, which differ by half a point."""
ON_MAP = 2
"""Importance from which an annotated event belongs on the map."""
TOLERABLE = 0.5
"""What an event that is only tolerable counts for when the salience is learned, beside 1 for one that belongs there."""

Features = Mapping[str, float]
Weights = dict[str, float]


@dataclass(slots=True)
class Sample:
    """One annotated story: its row, its `Doc`, what it tells and which annotated event each telling tells."""

    row: Mapping[str, Any]
    doc: Doc
    parse: Parse
    story: Story
    tellings: list[Telling]
    fold: int
    gold: list[int | None] = field(default_factory=list)
    features: list[dict[str, float]] = field(default_factory=list)

    def importance(self, telling: int) -> int:
        """Return the importance of the annotated event that a telling tells, 0 for none."""
        event = self.gold[telling]
        return 0 if event is None else self.row["events"][event]["importance"]


def read_stories(folder: Path) -> list[dict[str, Any]]:
    """Return the rows of a folder's .jsonl files that have a "text" and "events" with "anchors" and "importance".

    Raises:
        ArticleError: there is none.
    """
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    rows = [row for line in lines if line.strip() for row in [json.loads(line)] if _is_story(row)]
    if not rows:
        raise ArticleError(f'{folder} holds no .jsonl file with stories: "text", and "events" with "anchors".')
    return rows


def _is_story(row: Mapping[str, Any]) -> bool:
    return "text" in row and any("anchors" in event for event in row.get("events", ()))


def samples(rows: Sequence[Mapping[str, Any]], nlp: Language) -> Iterator[Sample]:
    """Read stories with a pipeline of everything up to the quotes; articles fall into folds in turn."""
    lexicon = Lexicon([TRIGGERS], event_types())
    for number, row in enumerate(rows):
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        article = Article(id=row["id"], text=row["text"], title=row.get("title"), published=published)
        doc = nlp(make_doc(nlp, article))
        parse = parse_of(doc)
        story = Story(parse, doc._.title)
        tellings = Tellings(doc, parse, lexicon).read()
        sample = Sample(row, doc, parse, story, tellings, number % FOLDS)
        sample.gold = [_told(row["events"], telling) for telling in tellings]
        sample.features = all_features(parse, story, tellings)
        yield sample


def _told(events: Sequence[Mapping[str, Any]], telling: Telling) -> int | None:
    """Return the number of the annotated event that a telling tells: one of its type and the most important first."""
    start, end, type_ = (telling.event[key] for key in ("trigger_start", "trigger_end", "type"))
    hits = [
        (type_ in event["types"], event["importance"], number)
        for number, event in enumerate(events)
        if any(a < end and start < b for a, b in event["anchors"])
    ]
    return max(hits)[2] if hits else None


def train_stories(stories: Sequence[Sample]) -> dict[str, Any]:
    """Return the record of `data/weights/stories.json`."""
    return {
        "about": "Log-odds by feature, logistic regressions, see geo/language/events/models.py.",
        "models": _train(stories),
    }


def held_out(stories: Sequence[Sample]) -> Iterator[tuple[StoryModels, list[Sample]]]:
    """Yield for each fold the models learned without it, and its stories."""
    for fold in range(FOLDS):
        inside = [s for s in stories if s.fold == fold]
        if inside:
            yield StoryModels.of({"models": _train([s for s in stories if s.fold != fold])}), inside


def _train(stories: Sequence[Sample]) -> dict[str, Weights]:
    worth, weight, pairs = (_fit_folds(stories, fit) for fit in (_fit_worth, _fit_weight, _fit_pairs))
    rows: list[Features] = []
    right: list[float] = []
    for story in stories:
        models = [Linear(by_fold[story.fold]) for by_fold in (worth, weight, pairs)]
        judge(story.parse, story.story, story.tellings, StoryModels(*models, salience=Linear({})))
        events = _events(story, models[2])
        rows += [salience_features(event, len(story.doc.text)) for event in events]
        right += _worths(story, events)
    return {
        "worth": _fit_worth(stories), "weight": _fit_weight(stories), "coreference": _fit_pairs(stories),
        "salience": _fit_shares(rows, np.array(right)),
    }  # fmt: skip


def _fit_folds(stories: Sequence[Sample], fit: Any) -> dict[int, Weights]:
    folds = {story.fold for story in stories}
    return {fold: fit([s for s in stories if s.fold != fold]) for fold in folds}


def _events(story: Sample, model: Linear) -> list[list[Telling]]:
    tellings = [t for t in story.tellings if t.worth >= LEAST_WORTH]
    return link(Pairs(story.parse, story.story, tellings), tellings, model)


def _worths(story: Sample, events: Sequence[Sequence[Telling]]) -> list[float]:
    """Return for each event what an editor would make of it: 1 for the first entry of an event that belongs on the map.

    A second entry of the same event counts 0, as one that tells none does.
    """
    number = {id(t): n for n, t in enumerate(story.tellings)}
    taken: dict[int, tuple[float, int]] = {}
    for at, event in enumerate(events):
        golds = [g for t in event if (g := story.gold[number[id(t)]]) is not None]
        if golds:
            main = max(golds, key=lambda g: (golds.count(g), story.row["events"][g]["importance"]))
            taken[main] = max(taken.get(main, (0.0, at)), (max(t.weight for t in event), at))
    right = [0.0] * len(events)
    for gold, (_, at) in taken.items():
        right[at] = 1.0 if story.row["events"][gold]["importance"] >= ON_MAP else TOLERABLE
    return right


def _fit_worth(stories: Sequence[Sample]) -> Weights:
    cases = [(f, s.importance(n) > 0) for s in stories for n, f in enumerate(s.features)]
    return fit_weights(*zip(*cases, strict=True))


def _fit_weight(stories: Sequence[Sample]) -> Weights:
    cases = [(f, s.importance(n) >= ON_MAP) for s in stories for n, f in enumerate(s.features)]
    return fit_weights(*zip(*cases, strict=True))


def _fit_pairs(stories: Sequence[Sample]) -> Weights:
    cases = []
    for story in stories:
        pairs = Pairs(story.parse, story.story, story.tellings)
        gold = story.gold
        cases += [
            (pairs.features(m, n), gold[m] == gold[n])
            for n, earlier in pairs
            if gold[n] is not None
            for m in earlier
            if gold[m] is not None
        ]
    return fit_weights(*zip(*cases, strict=True))


def fit_weights(rows: Sequence[Features], right: Sequence[bool]) -> Weights:
    """Fit a logistic regression over the features that are seen often enough; return its weights by name."""
    vectors = DictVectorizer()
    table = vectors.fit_transform(rows)
    kept = np.asarray((table != 0).sum(axis=0)).ravel() >= LEAST_SEEN
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(table[:, kept], np.array(right))
    return _record(np.array(vectors.feature_names_)[kept], model)


def _fit_shares(rows: Sequence[Features], share: np.ndarray) -> Weights:
    """Fit a logistic regression to shares between 0 and 1."""
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform(rows)
    doubled = np.vstack([table, table])
    labels = np.repeat([1, 0], len(share))
    model = LogisticRegression(C=1.0, max_iter=3000).fit(doubled, labels, sample_weight=np.r_[share, 1 - share])
    return _record(np.array(vectors.feature_names_), model)


def _record(names: Iterable[str], model: LogisticRegression) -> Weights:
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.0005}
    return {"bias": round(float(model.intercept_[0]), 3), **dict(sorted(weights.items()))}
