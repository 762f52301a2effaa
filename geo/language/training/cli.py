"""`python -m geo train`: weights of the recogniser and the ranker from a folder of annotated corpora."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.language.forest import WEIGHTS


def train(
    folder: Annotated[Path, typer.Argument(help="Folder of annotated corpora (.jsonl with toponyms).")],
    out: Annotated[Path, typer.Option(help="Where to write the weights.")] = WEIGHTS,
) -> None:
    """Train the recogniser and the ranker of toponyms, and print what they are worth on unseen articles.

    The same corpora give the same weights.
    """
    import spacy

    from geo.evaluation import table
    from geo.language import paragraphs, pipeline  # noqa: F401
    from geo.language.training.corpus import read_rows, samples
    from geo.language.training.models import train_models

    nlp = spacy.load(pipeline.best_model())
    nlp.add_pipe("paragraphs", before="parser")
    typer.echo("reading the corpora")
    articles = list(samples(read_rows(folder), nlp))
    records, reports = train_models(articles, typer.echo)
    for corpus, report in reports.items():
        typer.echo(f"\n{corpus}, held out: {table(report)}")
    for name, record in records.items():
        write_weights(record, out / f"{name}.json")
        typer.echo(f"wrote {out / f'{name}.json'}")


def write_weights(record: dict[str, Any], path: Path) -> None:
    """Write a record as one line of JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
