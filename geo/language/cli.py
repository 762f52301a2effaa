"""The command `geo parse`: articles in, one JSON object per article out."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from geo.articles.files import Files

Inputs = Annotated[list[Path], typer.Argument(help="Files: .txt .md .html .pdf .docx .csv .jsonl", show_default=False)]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="Where to write; standard output if left out.")]


def parse(
    inputs: Inputs,
    out: Out = None,
    processes: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
) -> None:
    """Read articles and write one JSON object per article.

    What can't be read is named on standard error, the rest is read all the same, and the exit code is 1.
    """
    from geo import engine
    from geo.language import pipeline

    files = Files(inputs, tell=lambda error: typer.echo(f"geo: {error}", err=True))
    stream = out.open("w", encoding="utf-8") if out else sys.stdout
    try:
        for record in pipeline.parse(engine(), files, n_process=processes):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    finally:
        if out:
            stream.close()
    if files.refused:
        raise typer.Exit(1)
