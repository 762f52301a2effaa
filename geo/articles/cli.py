"""What the commands that read articles have in common: which files, and how they are read."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from geo.articles.files import Files
from geo.articles.names import FIELDS
from geo.articles.reading import FORMATS
from geo.errors import ArticleError, UsageError

Inputs = Annotated[list[Path], typer.Argument(help=f"Files: {' '.join(FORMATS)}", show_default=False)]
ColumnNames = Annotated[
    list[str] | None,
    typer.Option(
        "--column", help="A column of tables: text=Story. May be given again, for title, published and so on."
    ),
]
Mend = Annotated[bool, typer.Option("--mend", help="Mend letters that were garbled before (“Ã©” for “é”).")]


def files_of(
    inputs: Iterable[Path], refuse: Callable[[ArticleError], None], columns: list[str] | None, mend: bool
) -> Files:
    """Return the articles of the files; what is left out of them is told on standard error.

    Raises:
        UsageError: a column is not given as FIELD=NAME.
    """
    return Files(inputs, refuse, lambda note: typer.echo(f"geo: {note}", err=True), _columns(columns), mend=mend)


def _columns(given: list[str] | None) -> dict[str, str] | None:
    found = dict(pair.partition("=")[::2] for pair in given or ())
    if wrong := [field for field, name in found.items() if field not in FIELDS or not name]:
        raise UsageError(f"--column {wrong[0]} has to be FIELD=NAME, FIELD one of {', '.join(FIELDS)}.")
    if found and "text" not in found:
        raise UsageError("--column has to name the column of the text too: --column text=NAME.")
    return found or None
