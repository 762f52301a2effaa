"""Training of what makes events of tellings, on stories whose events are annotated once with all their tellings."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc

from geo.errors import ArticleError
from geo.evaluation.corpus import article_of
from geo.language.events import LEAST_WORTH, TRIGGERS
from geo.language.events.coreference import Joined, Pairs, link
from geo.language.events.gate import all_features, judge
from geo.language.events.lexicon import Lexicon
from geo.language.events.models import StoryModels
from geo.language.events.salience import features as salience_features
from geo.language.events.sense import Senses
from geo.language.events.story import Story
from geo.language.events.tellings import Telling, Tellings
from geo.language.parse import Parse, parse_of
from geo.language.pipeline import make_doc
from geo.language.training.senses import MARGINS, sense_samples
from geo.language.training.senses import fit as fit_senses
from geo.linear import Linear
from geo.ontology import event_types

FOLDS = 8
PARTS = 4
"""Parts of the stories learned from, each judged by models of the others when the salience is learned."""
LEAST_SEEN = 3
"""Cases that have to show a feature for it to get a weight."""
STRENGTH = 0.1
"""Inverse of the ridge penalty: chosen by folds among 0.03, 0.1 and 0.3, which differ by half a point."""
ON_MAP = 2
"""Importance from which an annotated event belongs on the map."""
SECOND = 0.5
"""What a second entry of one event counts for when log-odds are calibrated: it is an event, told twice."""
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


def senses_by_fold(folder: Path, rows: Sequence[Mapping[str, Any]], nlp: Language) -> list[Senses]:
    """Return for each fold the senses learned without its stories: what is learned on top must not see them fitted."""
    stories, rest = sense_samples(folder, nlp)
    fold_of = {row["id"]: number % FOLDS for number, row in enumerate(rows)}
    return [
        Senses(fit_senses([*(s for s in stories if fold_of[s.article] != fold), *rest]), MARGINS)
        for fold in range(FOLDS)
    ]


def samples(rows: Sequence[Mapping[str, Any]], nlp: Language, senses: Sequence[Senses]) -> Iterator[Sample]:
    """Read stories with a pipeline of everything up to the quotes; articles fall into folds in turn.

    Args:
        rows: the stories.
        nlp: the pipeline.
        senses: those of each fold, learned without it.
    """
    lexicon = Lexicon([TRIGGERS], event_types())
    for number, row in enumerate(rows):
        doc = nlp(make_doc(nlp, article_of(row)))
        parse = parse_of(doc)
        story = Story(parse, doc._.title, (*doc._.people, *doc._.bodies))
        tellings = Tellings(doc, parse, lexicon, senses[number % FOLDS]).read()
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


class Cases:
    """The cases of one choice in all stories, so that it can be fitted again and again on some of the folds.

    Args:
        rows: the features of each case.
        right: what each case is.
        folds: the fold of each case.
        strength: inverse of the ridge penalty.
    """

    def __init__(
        self, rows: Sequence[Features], right: Sequence[bool], folds: Sequence[int], strength: float = STRENGTH
    ) -> None:
        vectors = DictVectorizer()
        self._table = vectors.fit_transform(rows).tocsr()
        self._names = np.array(vectors.feature_names_)
        self._right = np.array(right)
        self._folds = np.array(folds)
        self._strength = strength

    def fit(self, folds: Collection[int]) -> Weights:
        """Fit a logistic regression over the features that the cases of `folds` show often enough."""
        inside = np.isin(self._folds, list(folds))
        table = self._table[inside]
        kept = np.asarray((table != 0).sum(axis=0)).ravel() >= LEAST_SEEN
        model = LogisticRegression(C=self._strength, max_iter=3000).fit(table[:, kept], self._right[inside])
        return _record(self._names[kept], model)


@dataclass(frozen=True, slots=True)
class _Choices:
    """The choices on single tellings and pairs of them, by the names that their weights have."""

    stories: Sequence[Sample]
    cases: Mapping[str, Cases]

    @classmethod
    def of(cls, stories: Sequence[Sample]) -> "_Choices":
        told = [(s, n) for s in stories for n in range(len(s.tellings))]
        features, folds = [s.features[n] for s, n in told], [s.fold for s, _ in told]
        pairs = [(*pair, s.fold) for s in stories for pair in _pairs(s)]
        return cls(stories, {
            "worth": Cases(features, [s.importance(n) > 0 for s, n in told], folds),
            "weight": Cases(features, [s.importance(n) >= ON_MAP for s, n in told], folds),
            "coreference": Cases(*zip(*pairs, strict=True)),
        })  # fmt: skip

    def fit(self, folds: Collection[int]) -> dict[str, Weights]:
        return {name: cases.fit(folds) for name, cases in self.cases.items()}


def train_stories(stories: Sequence[Sample]) -> dict[str, Any]:
    """Return the record of `data/weights/stories.json`."""
    return {
        "about": "Log-odds by feature, logistic regressions, see geo/language/events/models.py.",
        "models": _train(_Choices.of(stories), range(FOLDS)),
    }


def held_out(stories: Sequence[Sample]) -> Iterator[tuple[StoryModels, list[Sample]]]:
    """Yield for each fold the models learned without it, and its stories."""
    choices = _Choices.of(stories)
    for fold in range(FOLDS):
        if inside := [s for s in stories if s.fold == fold]:
            rest = [f for f in range(FOLDS) if f != fold]
            yield StoryModels.of({"models": _train(choices, rest)}), inside


def _train(choices: _Choices, folds: Sequence[int]) -> dict[str, Weights]:
    """Learn everything on some of the folds; the salience from tellings that the other models have not seen."""
    rows: list[Features] = []
    right: list[float] = []
    listed: list[float] = []
    for part in range(PARTS):
        unseen = folds[part::PARTS]
        record = choices.fit([f for f in folds if f not in unseen])
        models = StoryModels(*map(Linear, record.values()), salience=Linear({}))
        for story in (s for s in choices.stories if s.fold in unseen):
            judge(story.parse, story.story, story.tellings, models)
            events = _events(story, models.coreference)
            rows += [salience_features(event, len(story.doc.text)) for event in events]
            worths = _worths(story, [event.tellings for event in events])
            right += worths
            told = {id(t) for t, gold in zip(story.tellings, story.gold, strict=True) if gold is not None}
            again = [SECOND if any(id(t) in told for t in event.tellings) else 0.0 for event in events]
            listed += [1.0 if worth else second for worth, second in zip(worths, again, strict=True)]
    return {**choices.fit(folds), "salience": _calibrated(_fit_shares(rows, np.array(right)), rows, listed)}


def _calibrated(weights: Weights, rows: Sequence[Features], listed: Sequence[float]) -> Weights:
    """Scale log-odds so that they tell how likely an editor lists the event at all; their order stays (Platt, 1999)."""
    model = Linear(weights)
    odds = np.array([[model.log_odds(row)] for row in rows])
    fitted = _fit_to_shares(odds, np.array(listed), strength=1e6)
    slope, shift = float(fitted.coef_[0][0]), float(fitted.intercept_[0])
    scaled = {name: round(weight * slope, 4) for name, weight in weights.items()}
    return {**scaled, "bias": round(weights["bias"] * slope + shift, 4)}


def _pairs(story: Sample) -> Iterator[tuple[Features, bool]]:
    """Yield the features of the pairs that tell annotated events, and whether both tell the same."""
    pairs, gold = Pairs(story.parse, story.story, story.tellings), story.gold
    for n, earlier in pairs:
        if gold[n] is not None:
            yield from ((pairs.features(m, n), gold[m] == gold[n]) for m in earlier if gold[m] is not None)


def _events(story: Sample, model: Linear) -> list[Joined]:
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


def _fit_shares(rows: Sequence[Features], share: np.ndarray) -> Weights:
    """Fit a logistic regression to shares between 0 and 1."""
    vectors = DictVectorizer(sparse=False)
    table = vectors.fit_transform(rows)
    return _record(np.array(vectors.feature_names_), _fit_to_shares(table, share, strength=1.0))


def _fit_to_shares(table: np.ndarray, share: np.ndarray, *, strength: float) -> LogisticRegression:
    doubled, labels = np.vstack([table, table]), np.repeat([1, 0], len(share))
    return LogisticRegression(C=strength, max_iter=3000).fit(doubled, labels, sample_weight=np.r_[share, 1 - share])


def _record(names: Iterable[str], model: LogisticRegression) -> Weights:
    weights = {name: round(float(w), 3) for name, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.0005}
    return {"bias": round(float(model.intercept_[0]), 3), **dict(sorted(weights.items()))}
