"""The commands `geo export` and `geo map`: articles in, a file out."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from geo.across.origins import reprinted
from geo.articles.cli import ColumnNames, Inputs, Mend, files_of
from geo.atlas import Atlas, Filter, is_filed
from geo.contract import ParsedArticle
from geo.corrections import Correction, correct, read_corrections, says, unmet
from geo.errors import ArticleError, DatelineError, ExportError, PathError, UsageError
from geo.exports.formats import FORMATS, export_to
from geo.exports.gold import write_gold
from geo.exports.png import RATIOS
from geo.exports.selection import selected, selects
from geo.files import ready_to_write, written_whole
from geo.records import is_parsed, read_records


@selects
def export_command(
    inputs: Inputs,
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", help=f"File to write: .{', .'.join(FORMATS)}; a folder with --gold.", show_default=False
        ),
    ],
    processes: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
    column: ColumnNames = None,
    mend: Mend = False,
    corrections: Annotated[Path | None, typer.Option(help="Corrections to make, JSON lines.")] = None,
    gold: Annotated[
        bool, typer.Option("--gold", help="Write what was checked or corrected, for `evaluate` and `train`.")
    ] = False,
    *,
    wanted: Filter,
) -> None:
    """Read articles and write what was found, or a selection of it, as a file; its ending says which format.

    With --gold nothing but what the corrections tell is written, annotated as `evaluate` and `train` read it.
    A .jsonl that `geo parse` has written is taken as it is, not read again, and so is a folder of tables.
    What can't be read is named on standard error, the rest is written all the same, and the exit code is 1, or 2 where
    a file can't be opened.
    """
    if gold and corrections is None:
        raise UsageError("Gold is made of what a person has checked or corrected: name that file with --corrections.")
    if not gold and out.suffix.lower().removeprefix(".") not in FORMATS:
        raise ExportError(f"{out} has to end with one of: .{', .'.join(FORMATS)}.")
    source = _Source(inputs, processes, column, mend, corrections)
    if gold and wanted:
        raise UsageError("Gold is all that was checked or corrected: leave the selection out.")
    if gold:
        _write_gold(source, out)
    else:
        _write(source, out, wanted)


@selects
def map_command(
    inputs: Inputs,
    out: Annotated[Path, typer.Option("-o", "--out", help="File to write, .html or .png.")] = Path("map.html"),
    processes: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
    title: Annotated[str | None, typer.Option(help="Of a picture; the article's title if left out.")] = None,
    note: Annotated[str | None, typer.Option(help="Of a picture: a line under its title.")] = None,
    ratio: Annotated[str | None, typer.Option(help=f"Shape of a picture: {', '.join(RATIOS)}.")] = None,
    column: ColumnNames = None,
    mend: Mend = False,
    *,
    wanted: Filter,
) -> None:
    """Read articles and write the map of all or of a selection: one HTML file that needs no network, or a picture."""
    if out.suffix.lower() not in (".html", ".png"):
        raise ExportError(f"{out} has to end with .html or .png.")
    options = {"title": title, "note": note, "ratio": ratio}
    given = {name: value for name, value in options.items() if value is not None}
    if given and out.suffix.lower() != ".png":
        raise ExportError(f"--{next(iter(given))} is of a picture: let the file end with .png, or leave it out.")
    if ratio is not None and ratio not in RATIOS:
        raise ExportError(f"There is no shape {ratio}. These are: {', '.join(RATIOS)}.")
    _write(_Source(inputs, processes, column, mend), out, wanted, **given)


class _Source:
    """The articles that a command was given; what of them can't be read is told on standard error.

    Args:
        inputs: files, or a folder of tables.
        processes: how many read at once.
        columns: which column of a table holds what.
        mend: whether to mend garbled letters.
        corrections: a file of corrections to make.
    """

    def __init__(
        self,
        inputs: list[Path],
        processes: int,
        columns: list[str] | None,
        mend: bool,
        corrections: Path | None = None,
    ) -> None:
        self.inputs = inputs
        self.processes = processes
        self.columns = columns
        self.mend = mend
        self.exit_code = 0
        self.corrections: list[Correction] = []
        if corrections:
            if self.filed:
                raise UsageError("A folder of tables can't be corrected: name what `geo parse` has written.")
            self.corrections = list(read_corrections(corrections, self._refuse))

    @property
    def filed(self) -> bool:
        """Whether a folder of tables is among the inputs."""
        return any(map(is_filed, self.inputs))

    def records(self) -> Iterator[ParsedArticle]:
        """Yield the records of what was parsed before, then those of what has to be read, not yet corrected."""
        parsed = [path for path in self.inputs if path.suffix.lower() == ".jsonl" and is_parsed(path)]
        others = [path for path in self.inputs if path not in parsed]
        files = files_of(others, self._refuse, self.columns, self.mend)
        for path in parsed:
            yield from read_records(path, self._refuse)
        if others:
            from geo.language import pipeline

            yield from pipeline.parse(pipeline.engine(), files, n_process=self.processes)

    def corrected(self) -> Iterable[ParsedArticle]:
        """Return the records with the corrections; those that are of nothing here are told."""
        if not self.corrections:
            return self.records()
        records = list(self.records())
        if not any(record.get("corrections") for record in records):  # else they may have been made before
            for correction in unmet(records, self.corrections):
                typer.echo(f"geo: not found in these articles: {says(correction)}", err=True)
        return correct(records, self.corrections)

    def atlas(self) -> Atlas:
        """Return the atlas of the articles."""
        if self.filed:
            return _opened(self.inputs)
        records = list(self.corrected())
        return Atlas.from_records(records, reprinted(records))

    def none(self) -> Exception:
        """Return what to raise where there is no article."""
        if self.exit_code:
            return typer.Exit(self.exit_code)
        return ArticleError("None of the files holds an article that can be read.")

    def end(self) -> None:
        """End the command as what could not be read asks for."""
        if self.exit_code:
            raise typer.Exit(self.exit_code)

    def _refuse(self, error: DatelineError) -> None:
        self.exit_code = max(self.exit_code, error.exit_code)
        typer.echo(f"geo: {error}", err=True)


def _write(source: _Source, out: Path, wanted: Filter, **options: str) -> None:
    ready_to_write(out)
    atlas = source.atlas()
    if not atlas.count:
        raise source.none()
    atlas = selected(atlas, wanted)
    try:
        with written_whole(out) as stream:
            export_to(stream, atlas, out.suffix, **options)
    except OSError as error:
        raise PathError(f"{out} can't be written: {error.strerror or error}.") from error
    counts, articles = atlas.counts(), atlas.kept_articles if wanted else atlas.count
    events, quotes = (counts.get(kind, 0) for kind in ("event", "quote"))
    typer.echo(
        f"{out}: {events:,} events and {quotes:,} quotes at {len(atlas.places):,} places "
        f"in {articles:,} {'article' if articles == 1 else 'articles'}"
    )
    source.end()


def _write_gold(source: _Source, folder: Path) -> None:
    records = list(source.corrected())
    if not records:
        raise source.none()
    for path, rows in write_gold(records, source.corrections, folder).items():
        typer.echo(f"{path}: {rows:,} {'row' if rows == 1 else 'rows'}")
    source.end()


def _opened(inputs: list[Path]) -> Atlas:
    """Return the atlas of the one folder of tables among the inputs."""
    if len(inputs) > 1:
        folder = next(filter(is_filed, inputs))
        raise UsageError(f"{folder} is a folder of tables, which is taken by itself: name nothing else.")
    return Atlas.open(inputs[0])
