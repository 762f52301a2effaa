"""The commands `geo export` and `geo map`: articles in, a file out."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from geo.articles.cli import ColumnNames, Inputs, Mend, files_of
from geo.articles.files import Files
from geo.atlas import Atlas, is_filed
from geo.contract import ParsedArticle
from geo.errors import ArticleError, ExportError, PathError, UsageError
from geo.exports.formats import FORMATS, export
from geo.exports.png import RATIOS
from geo.files import ready_to_write
from geo.records import is_parsed, read_records

MOST_ARTICLES = 20_000
"""Articles of a folder of tables that are written to one file, which takes some 50 kB of memory for each."""


def export_command(
    inputs: Inputs,
    out: Annotated[
        Path, typer.Option("-o", "--out", help=f"File to write: .{', .'.join(FORMATS)}.", show_default=False)
    ],
    processes: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
    column: ColumnNames = None,
    mend: Mend = False,
) -> None:
    """Read articles and write what was found as a file; its ending says which format.

    A .jsonl that `geo parse` has written is taken as it is, not read again, and so is a folder of tables.
    What can't be read is named on standard error, the rest is written all the same, and the exit code is 1, or 2 where
    a file can't be opened.
    """
    if out.suffix.lower().removeprefix(".") not in FORMATS:
        raise ExportError(f"{out} has to end with one of: .{', .'.join(FORMATS)}.")
    _write(inputs, out, processes, column, mend)


def map_command(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("-o", "--out", help="File to write, .html or .png.")] = Path("map.html"),
    processes: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
    title: Annotated[str | None, typer.Option(help="Of a picture; the article's title if left out.")] = None,
    note: Annotated[str | None, typer.Option(help="Of a picture: a line under its title.")] = None,
    ratio: Annotated[str | None, typer.Option(help=f"Shape of a picture: {', '.join(RATIOS)}.")] = None,
    column: ColumnNames = None,
    mend: Mend = False,
) -> None:
    """Read articles and write their map: one HTML file that opens without a network, or a picture."""
    if out.suffix.lower() not in (".html", ".png"):
        raise ExportError(f"{out} has to end with .html or .png.")
    options = {"title": title, "note": note, "ratio": ratio}
    given = {name: value for name, value in options.items() if value is not None}
    if given and out.suffix.lower() != ".png":
        raise ExportError(f"--{next(iter(given))} is of a picture: let the file end with .png, or leave it out.")
    if ratio is not None and ratio not in RATIOS:
        raise ExportError(f"There is no shape {ratio}. These are: {', '.join(RATIOS)}.")
    _write(inputs, out, processes, column, mend, **given)


def _write(
    inputs: list[Path], out: Path, processes: int, columns: list[str] | None, mend: bool, **options: str
) -> None:
    refused: list[ArticleError] = []

    def refuse(error: ArticleError) -> None:
        refused.append(error)
        typer.echo(f"geo: {error}", err=True)

    ready_to_write(out)
    if any(map(is_filed, inputs)):
        atlas = _opened(inputs)
    else:
        parsed = [path for path in inputs if path.suffix.lower() == ".jsonl" and is_parsed(path)]
        files = files_of([path for path in inputs if path not in parsed], refuse, columns, mend)
        atlas = Atlas.from_records(_records(parsed, files, processes, refuse))
    code = max((error.exit_code for error in refused), default=0)
    articles = atlas.count
    if not articles:
        raise typer.Exit(code) if refused else ArticleError("None of the files holds an article that can be read.")
    data = export(atlas, out.suffix, **options)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise PathError(f"{out} can't be written: {error.strerror or error}.") from error
    typer.echo(
        f"{out}: {len(atlas.events):,} events and {len(atlas.quotes):,} quotes at {len(atlas.places):,} places "
        f"in {articles:,} {'article' if articles == 1 else 'articles'}"
    )
    if code:
        raise typer.Exit(code)


def _opened(inputs: list[Path]) -> Atlas:
    """Return the atlas of the one folder of tables among the inputs."""
    if len(inputs) > 1:
        folder = next(filter(is_filed, inputs))
        raise UsageError(f"{folder} is a folder of tables, which is taken by itself: name nothing else.")
    atlas = Atlas.open(inputs[0])
    if atlas.count > MOST_ARTICLES:
        raise ExportError(
            f"{inputs[0]} holds {atlas.count:,} articles, and {MOST_ARTICLES:,} fit a file. Its own tables can be read "
            "by other programs as they are; of what `streamlit run app.py` shows of it a selection can be exported."
        )
    return atlas


def _records(
    parsed: list[Path], files: Files, processes: int, refuse: Callable[[ArticleError], None]
) -> Iterator[ParsedArticle]:
    """Yield the records of what was parsed before, then those of what has to be read."""
    for path in parsed:
        yield from read_records(path, refuse)
    if files.paths:
        from geo.language import pipeline

        yield from pipeline.parse(pipeline.engine(), files, n_process=processes)
