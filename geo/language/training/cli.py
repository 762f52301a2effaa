"""`python -m geo train`: weights of the recogniser and the ranker from a folder of annotated corpora."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from geo.contract import Mention
from geo.gazetteer import Gazetteer
from geo.language.forest import WEIGHTS, interpolate, probability
from geo.language.resolution.ranking import Ranker
from geo.language.toponyms.component import best_spans
from geo.language.training import ranker, recogniser
from geo.language.training.corpus import FOLDS, Sample, read_rows, samples
from geo.language.training.fitting import fit_curve

RECOGNITION_THRESHOLD = -0.4
RESOLUTION_THRESHOLD = 0.1


def train_models(articles: list[Sample], tell: Callable[[str], None] = lambda _: None) -> dict[str, dict[str, Any]]:
    """Fit everything and return the records of `toponyms` and `resolution`.

    The ranker and the calibration curves learn from what each fold's articles look like to models that have not seen
    that fold, so that scores are honest about mistakes of the recogniser.
    """
    lookup = Gazetteer.open().lookup
    tell("finding candidates")
    spans = recogniser.gather(articles, lookup)
    mentions: dict[int, list[Mention]] = {}
    raw, right = [], []
    for fold in range(FOLDS):
        tell(f"recogniser, without fold {fold + 1} of {FOLDS}")
        unseen = [a for a in spans if a.sample.fold == fold]
        record = recogniser.train([a for a in spans if a.sample.fold != fold])
        for article, odds in zip(unseen, recogniser.predict(record, unseen), strict=True):
            chosen = sorted(best_spans(article.spans, odds, RECOGNITION_THRESHOLD))
            mentions[id(article.sample)] = _mentions(article, odds, chosen)
            raw += probability(odds[chosen]).tolist()
            right += article.right[chosen].tolist()
    tell("recogniser")
    toponyms = recogniser.train(spans)
    toponyms |= {"threshold": RECOGNITION_THRESHOLD, "curve": fit_curve(np.array(raw), np.array(right))}
    for found in mentions.values():
        scores = interpolate(np.array([m["score"] for m in found]), toponyms["curve"])
        for mention, score in zip(found, scores.tolist(), strict=True):
            mention["score"] = score
    return {"toponyms": toponyms, "resolution": _train_ranker(articles, mentions, lookup, tell)}


def _mentions(article: recogniser.Spans, odds: np.ndarray, chosen: list[int]) -> list[Mention]:
    chances = probability(odds)
    return [
        {
            "id": "", "start": span.start, "end": span.end, "text": span.text, "place": None, "why": "", "coarse": False,
            "kind": "demonym" if recogniser.is_demonym(span) else "name", "score": float(chances[index]), "candidates": [],
        }
        for index in chosen
        for span in (article.spans[index],)
    ]  # fmt: skip


def _train_ranker(
    articles: list[Sample], mentions: dict[int, list[Mention]], lookup: Any, tell: Callable[[str], None]
) -> dict[str, Any]:
    problems = [p for s in articles if (p := ranker.problem(s, mentions[id(s)], lookup))]
    raw: list[float] = []
    right: list[bool] = []
    for fold in range(FOLDS):
        tell(f"ranker, without fold {fold + 1} of {FOLDS}")
        model = Ranker(ranker.train([p for p in problems if p.sample.fold != fold]))
        for p in (p for p in problems if p.sample.fold == fold):
            for score, correct in ranker.judge(p, model):
                raw.append(score)
                right.append(correct)
    tell("ranker")
    curve = fit_curve(np.array(raw), np.array(right))
    return {"passes": ranker.train(problems), "curve": curve, "threshold": RESOLUTION_THRESHOLD}


def train(
    folder: Annotated[Path, typer.Argument(help="Folder of annotated corpora (.jsonl with toponyms).")],
    out: Annotated[Path, typer.Option(help="Where to write the weights.")] = WEIGHTS,
) -> None:
    """Train the recogniser and the ranker of toponyms; the same corpora give the same weights."""
    import spacy

    from geo.language import paragraphs, pipeline  # noqa: F401

    nlp = spacy.load(pipeline.best_model())
    nlp.add_pipe("paragraphs", before="parser")
    typer.echo("reading the corpora")
    articles = list(samples(read_rows(folder), nlp))
    for name, record in train_models(articles, typer.echo).items():
        write_weights(record, out / f"{name}.json")
        typer.echo(f"wrote {out / f'{name}.json'}")


def write_weights(record: dict[str, Any], path: Path) -> None:
    """Write a record as JSON, one line for each of its longer parts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n", "utf-8")
