"""The command line: `python -m geo --help`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from geo import articles
from geo.articles import Article
from geo.errors import ArticleError, DatelineError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Dateline: reads news and puts it on a map.",
)

Inputs = Annotated[list[Path], typer.Argument(help="Files: .txt .md .html .pdf .docx .csv .jsonl")]


@app.command()
def parse(
    inputs: Inputs,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Where to write; standard output if left out.")
    ] = None,
    processes: Annotated[int, typer.Option(help="How many processes read at once.")] = 1,
) -> None:
    """Read articles and write one JSON object per article.

    What can't be read is named on standard error, the rest is read all the same, and the exit code is 1.
    """
    from geo import engine
    from geo.language import pipeline

    refused: list[DatelineError] = []
    stream = out.open("w", encoding="utf-8") if out else sys.stdout
    try:
        for record in pipeline.parse(engine(), _articles(inputs, refused), n_process=processes):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    finally:
        if out:
            stream.close()
    if refused:
        raise typer.Exit(1)


def _articles(inputs: list[Path], refused: list[DatelineError]) -> Iterator[Article]:
    """Yield the articles of all files; what can't be read is told and put into `refused`."""

    def refuse(error: DatelineError) -> None:
        typer.echo(f"geo: {error}", err=True)
        refused.append(error)

    for path in inputs:
        try:
            yield from articles.stream(path, on_error=refuse)
        except ArticleError as error:
            refuse(error)


@app.command()
def bench(
    what: Annotated[
        list[str] | None, typer.Argument(help="engine, components, gazetteer, app; all if left out.")
    ] = None,
    corpus: Annotated[Path | None, typer.Option(help="JSON lines to read instead of the seed article.")] = None,
    processes: Annotated[int, typer.Option(help="How many processes the engine may use.")] = 1,
) -> None:
    """Measure speed and memory on this machine."""
    from geo import bench as measure

    parts = {
        "engine": lambda: measure.engine(measure.corpus_articles(corpus), n_process=processes),
        "components": lambda: measure.components(measure.corpus_articles(corpus)),
        "gazetteer": measure.gazetteer,
        "app": measure.app,
    }
    for name in what or parts:
        if name not in parts:
            raise DatelineError(f"There is nothing called {name} to measure; choose from: {', '.join(parts)}.")
        typer.echo(name)
        for label, figure in parts[name]():
            typer.echo(f"  {label:<32}{figure}")


def main() -> None:
    """Run the command line; an error meant for the user is one sentence on standard error and exit code 1."""
    try:
        app()
    except DatelineError as error:
        typer.echo(f"geo: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
