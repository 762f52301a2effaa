"""Training of the weights that choose the type of a trigger."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from spacy.language import Language
from spacy.tokens import Doc

from geo.articles import Article
from geo.errors import ArticleError
from geo.language.events import TRIGGERS
from geo.language.events.classes import Topics
from geo.language.events.lexicon import Lexicon
from geo.language.events.sense import Softmax, choice, evidence, features
from geo.language.events.triggers import Trigger, find_triggers
from geo.language.parse import Parse, parse_of
from geo.language.pipeline import make_doc
from geo.language.words import word_sets
from geo.ontology import event_types
from geo.paths import DATA

LEAST_SEEN = 2
STRENGTH = 0.5
MARGINS = {"none": 0.0, "word": 0.1, "phrase": 0.3}
"""By how much another type must be likelier than the lexicon's, by what that rests on.

Of 0 to 0.4 the best by folds over articles that leaves the types of PLOVER's own examples as they are.
"""
SMALLEST = 0.05
"""Weights nearer to zero are left out."""
FOLDS = 8
PASSAGE_WEIGHT = 0.6
"""Weight of a passage whose type is translated from another ontology, beside 1 for an own annotation."""
EXAMPLES = {"sense_examples.tsv": 1.0, "sense_sentences.tsv": 0.15}
"""Files of the project's own sentences and the weight of one of theirs.

The first show the senses that were once mistaken, the second ordinary news by word and type: so many that at full
weight they would outvote whole articles (of 0.15 to 0.7 the best by folds over articles).
"""
TYPED_WEIGHT = 0.1
"""Weight of a text of which only the type is known."""
_OPENING = 400
"""Characters of such a text that are read, its first two sentences or so."""
_BRACKETS = re.compile(r"\[([^]]+)\]")

Mark = tuple[int, int, Sequence[str]]
"""The characters of a trigger and the types that fit it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A trigger of an annotated text: its features, the lexicon's type, the types that fit."""

    article: str
    names: list[str]
    proposed: str
    types: Sequence[str]
    weight: float
    evidence: str = "word"


def train_senses(folder: Path, nlp: Language) -> tuple[dict[str, Any], dict[str, float]]:
    """Fit the weights of `geo.language.events.sense`; return their record and what they are worth on unseen articles.

    Args:
        folder: .jsonl files of stories (rows with "events", each with its "anchors" and "types") and of passages in
            the form of RAMS (rows with a "type" and the "trigger" of one event); rows with a "type" and a "text" alone
            are used as far as the lexicon finds that type at their beginning.
        nlp: a pipeline with everything up to the people.

    Raises:
        ArticleError: there is no such row.
    """
    stories, rest = sense_samples(folder, nlp)
    report = held_out(stories, rest)
    weights = fit([*stories, *rest])
    about = "Log-odds of each type by feature: a softmax regression over the classes of what stands around a trigger."
    return {"about": about, "margins": MARGINS, "weights": weights}, report


def sense_samples(folder: Path, nlp: Language) -> tuple[list[Sample], list[Sample]]:
    """Return the triggers of annotated stories, and those of passages and of the project's own sentences.

    Raises:
        ArticleError: there is no story.
    """
    lexicon = Lexicon([TRIGGERS], event_types())
    stories = list(_samples(nlp, lexicon, _rows(folder, _of_story), 1.0))
    if not stories:
        raise ArticleError("No file there has stories with events, their anchors and types.")
    rest = list(_samples(nlp, lexicon, _rows(folder, _of_passage), PASSAGE_WEIGHT))
    for name, weight in EXAMPLES.items():
        rest += _samples(nlp, lexicon, own_examples(name), weight)
    rest += _confirmed(nlp, lexicon, _typed(folder), TYPED_WEIGHT)
    rest += _confirmed(nlp, lexicon, defining_examples(), 1.0)
    return stories, rest


def held_out(stories: Sequence[Sample], rest: Sequence[Sample]) -> dict[str, float]:
    """Return the share of triggers with a fitting type, by the lexicon and by weights fitted on other articles."""
    articles = {name: n for n, name in enumerate(sorted({s.article for s in stories}))}
    right = Counter[str]()
    for fold in range(FOLDS):
        known = Softmax(fit([*(s for s in stories if articles[s.article] % FOLDS != fold), *rest]))
        for sample in (s for s in stories if articles[s.article] % FOLDS == fold):
            right["lexicon"] += sample.proposed in sample.types
            right["sense"] += chosen(sample, known) in sample.types
    return {name: round(count / len(stories), 3) for name, count in right.items()}


def chosen(sample: Sample, known: Softmax) -> str:
    """Return the type that weights choose for a sample."""
    return choice(known.probabilities(sample.names), sample.proposed, MARGINS[sample.evidence])


def fit(samples: Sequence[Sample]) -> dict[str, dict[str, float]]:
    """Return the weights of each feature by type; where several types fit, the lexicon's counts, else all in parts."""
    counts = Counter(name for sample in samples for name in sample.names)
    rows: list[dict[str, float]] = []
    labels: list[str] = []
    weight: list[float] = []
    for sample in samples:
        types = [sample.proposed] if sample.proposed in sample.types else sample.types
        rows += [{name: 1.0 for name in sample.names if counts[name] >= LEAST_SEEN}] * len(types)
        labels += types
        weight += [sample.weight / len(types)] * len(types)
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-3)
    model.fit(vectors.fit_transform(rows), labels, sample_weight=weight)
    table = {"bias": _row(model.classes_, model.intercept_, 0.0)}
    for name, column in zip(vectors.feature_names_, model.coef_.T, strict=True):
        if row := _row(model.classes_, column, SMALLEST):
            table[name] = row
    return table


def _row(codes: Sequence[str], column: np.ndarray, least: float) -> dict[str, float]:
    return {str(code): round(float(w), 2) for code, w in zip(codes, column, strict=True) if abs(w) >= least}


def own_examples(file: str) -> Iterator[tuple[str, str, list[Mark]]]:
    """Yield the project's own sentences of one of `EXAMPLES` with their marked triggers."""
    for number, line in enumerate((DATA / "lexicons" / file).read_text("utf-8").splitlines()):
        if line.strip() and not line.startswith("#"):
            types, _, marked = line.partition("\t")
            text, marks = "", []
            for n, part in enumerate(_BRACKETS.split(marked)):
                if n % 2:
                    marks.append((len(text), len(text) + len(part), types.split()))
                text += part
            yield f"{file} {number}", text, marks


def _rows(folder: Path, marks_of: Any) -> Iterator[tuple[str, str, list[Mark]]]:
    for path in sorted(folder.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line) if line.strip() else {}
            if isinstance(row.get("events"), list) and (marks := marks_of(row)):
                yield str(row.get("id")), row["text"], marks


def _of_story(row: Mapping[str, Any]) -> list[Mark]:
    return [(a[0], a[1], e["types"]) for e in row["events"] if "types" in e for a in e.get("anchors", [])]


def _of_passage(row: Mapping[str, Any]) -> list[Mark]:
    types = _translated(row["type"]) if isinstance(row.get("type"), str) else []
    found = [e["trigger"] for e in row["events"] if "trigger" in e]
    return [(t["start"], t["end"], types) for t in found] if types else []


def _translated(name: str) -> list[str]:
    """Return our types for one of RAMS, by the longest part of its name that is known."""
    table, parts = word_sets("rams_types.tsv"), name.split(".")
    known = (table.get(".".join(parts[:n])) for n in range(len(parts), 0, -1))
    return sorted(next(filter(None, known), []))


def _samples(
    nlp: Language, lexicon: Lexicon, rows: Iterable[tuple[str, str, list[Mark]]], weight: float
) -> Iterator[Sample]:
    kept = list(rows)
    for (article, _, marks), doc in zip(
        kept, nlp.pipe(make_doc(nlp, Article(id=name, text=text)) for name, text, _ in kept), strict=True
    ):
        yield from _of_doc(doc, lexicon, article, marks, weight)


def _of_doc(doc: Doc, lexicon: Lexicon, article: str, marks: Sequence[Mark], weight: float) -> Iterator[Sample]:
    parse = parse_of(doc)
    topics = Topics(parse)
    for trigger in find_triggers(parse, lexicon):
        types = _fitting(parse, trigger, marks)
        if types:
            names = features(parse, trigger, topics, lexicon)
            yield Sample(article, names, trigger.type, types, weight, evidence(trigger))


def defining_examples() -> Iterator[tuple[str, str, str]]:
    """Yield the project's sentences that define each type."""
    table = json.loads((DATA / "lexicons" / "event_examples.json").read_text("utf-8"))["examples"]
    yield from ((f"{code} {n}", text, code) for code, texts in table.items() for n, text in enumerate(texts))


def _typed(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the beginnings of the texts of which only the type is known."""
    lines = (line for path in sorted(folder.rglob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    for row in map(json.loads, filter(str.strip, lines)):
        if row.get("type") in event_types() and "title" in row:
            yield row["id"], row["text"][:_OPENING], row["type"]


def _confirmed(
    nlp: Language, lexicon: Lexicon, rows: Iterable[tuple[str, str, str]], weight: float
) -> Iterator[Sample]:
    """Yield the first trigger at the beginning of a text for which the lexicon proposes the text's type."""
    kept = list(rows)
    for (name, _, code), doc in zip(kept, nlp.pipe(text for _, text, _ in kept), strict=True):
        parse = parse_of(doc)
        for trigger in find_triggers(parse, lexicon):
            if trigger.type == code and parse.sent[trigger.anchor] < 2:
                names = features(parse, trigger, Topics(parse), lexicon)
                yield Sample(name, names, code, [code], weight, evidence(trigger))
                break


def _fitting(parse: Parse, trigger: Trigger, marks: Sequence[Mark]) -> Sequence[str]:
    """Return the types of the mark on the trigger's main word, else on any of its words."""
    main = trigger.anchor if trigger.noun is None else trigger.noun
    for tokens in ((main,), trigger.tokens):
        for start, end, types in marks:
            if any(parse.start[t] < end and start < parse.end[t] for t in tokens):
                return types
    return ()
