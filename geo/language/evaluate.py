"""The command `geo evaluate`: the engine measured on an annotated corpus."""

from pathlib import Path
from typing import Annotated

import typer

from geo.evaluation import evaluate_rows, read_corpus, table, write_errors
from geo.evaluation.corpus import article_of
from geo.files import ready_to_write
from geo.records import read_records


def evaluate(
    corpus: Annotated[Path, typer.Argument(help="Annotated corpus, JSON lines.")],
    errors: Annotated[Path | None, typer.Option("--errors", "-e", help="CSV file for the errors.")] = None,
    parsed: Annotated[
        Path | None, typer.Option(help="Score this output of `parse` instead of running the engine.")
    ] = None,
    processes: Annotated[int, typer.Option(help="Processes to read the articles with.")] = 1,
) -> None:
    """Measure the engine on an annotated corpus, print the figures and write the errors to a file.

    The annotations say what is measured: toponyms, quotes, places and types of events, the events and the voices of
    whole stories.
    """
    rows = read_corpus(corpus)
    if parsed:
        records = read_records(parsed)
    else:
        from geo.language import pipeline

        records = pipeline.parse(pipeline.engine(), map(article_of, rows), n_process=processes)
    reports = evaluate_rows(rows, records)
    for report in reports:
        typer.echo(table(report) + "\n")
    target = errors or Path(f"{corpus.stem}-errors.csv")
    typer.echo(f"{write_errors(reports, ready_to_write(target))} errors written to {target}")
