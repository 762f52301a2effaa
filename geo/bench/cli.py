"""The command `geo bench`: what speed and memory the parts have on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from geo.errors import DatelineError


def bench(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            help="engine, components, gazetteer, batch, archive, collection, app, hosted; all if left out. "
            "Numbers are of articles."
        ),
    ] = None,
    corpus: Annotated[Path | None, typer.Option(help="JSON lines to read instead of the seed article.")] = None,
    folder: Annotated[Path | None, typer.Option(help="Where the archive is made and kept, or is.")] = None,
    processes: Annotated[int, typer.Option(min=1, help="How many processes the engine may use.")] = 1,
) -> None:
    """Measure speed and memory on this machine; `app` and `hosted` need what the tests need."""
    from geo.bench import archive
    from geo.bench.app import app
    from geo.bench.batch import COUNTS, batch
    from geo.bench.engine import components, corpus_articles, engine, gazetteer
    from geo.bench.hosted import hosted

    counts = [int(name) for name in what or () if name.isdigit() and int(name)]
    names = [name for name in what or () if not name.isdigit()]
    parts = {
        "engine": lambda: engine(corpus_articles(corpus), n_process=processes),
        "components": lambda: components(corpus_articles(corpus)),
        "gazetteer": gazetteer,
        "batch": lambda: batch(counts or COUNTS),
        "archive": lambda: archive.archive(*counts[:1] or [archive.COUNT], folder=folder),
        "collection": lambda: archive.collection(*counts[:1]),
        "app": app,
        "hosted": hosted,
    }
    for name in names or parts:
        if name not in parts:
            raise DatelineError(f"There is nothing called {name} to measure; choose from: {', '.join(parts)}.")
        typer.echo(name)
        for label, figure in parts[name]():
            typer.echo(f"  {label:<36}{figure}")
