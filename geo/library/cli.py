"""The commands `geo library`: what is in it, articles added, records taken out, a backup and back."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from geo.articles.aside import fields_of
from geo.articles.cli import ColumnNames, Inputs, Mend, files_of
from geo.corrections import as_json
from geo.errors import UsageError
from geo.files import ready_to_write
from geo.gazetteer.own_files import FORMATS, places_in
from geo.library.access import NOBODY
from geo.library.store import Kept, Library
from geo.settings import Settings

_PACKED = 50_000_000_000
"""Bytes that one collection may take here: the machine's owner may fill it."""
_AT_ONCE = 200
"""Articles that are added in one step."""

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Collections of the app's library.")
Collection = Annotated[str, typer.Argument(help="A collection's name, or its id.", show_default=False)]
Out = Annotated[Path | None, typer.Option("-o", "--out", help="Where to write; standard output if left out.")]
File = Annotated[Path, typer.Argument(help="The file, a .zip.", show_default=False)]


def _library() -> Library:
    return Library.open(
        Settings.from_environment().database, everyone="owner", keep_days=None, most=10**9, most_bytes=_PACKED
    )


def _found(library: Library, wanted: str) -> Kept | None:
    kept = [kept for kept in library.listed(NOBODY) if wanted in (kept.id, kept.name)]
    if len(kept) > 1:
        raise UsageError(
            f"{len(kept)} collections are called {wanted}: give the id of one, which geo library list has."
        )
    return kept[0] if kept else None


def _one(library: Library, wanted: str) -> Kept:
    found = _found(library, wanted)
    if found is None:
        raise UsageError(f"There is no collection {wanted}. geo library list has them all.")
    return found


@app.command("list")
def list_collections() -> None:
    """Print the collections: id, articles, how many of them are read, day of the last change, name."""
    for kept in _library().listed(NOBODY):
        print(f"{kept.id}\t{kept.articles}\t{kept.read}\t{kept.changed:%Y-%m-%d}\t{kept.name or ''}")


@app.command()
def add(collection: Collection, inputs: Inputs, column: ColumnNames = None, mend: Mend = False) -> None:
    """Add articles to a collection, made if there is none of that name; the app reads them when it runs.

    Folders are gone through. What can't be read is named on standard error, the rest is added all the same, and the
    exit code is 1, or 2 where a file can't be opened.
    """
    library = _library()
    found = _found(library, collection)
    id = found.id if found else library.create(collection)[0]
    paths = [path for given in inputs for path in (sorted(given.rglob("*")) if given.is_dir() else [given])]
    files = files_of(
        [path for path in paths if not path.is_dir()], lambda error: typer.echo(f"geo: {error}", err=True), column, mend
    )
    new = twice = 0
    waiting = []
    for article in files:
        waiting.append(fields_of(article))
        if len(waiting) == _AT_ONCE:
            added, waiting = library.add(id, waiting, NOBODY), []
            new, twice = new + added.new, twice + added.twice
    added = library.add(id, waiting, NOBODY)
    typer.echo(f"{new + added.new} articles added to {id}, {twice + added.twice} were there already.", err=True)
    if files.refused:
        raise typer.Exit(files.exit_code)


@app.command()
def places(
    collection: Collection,
    file: Annotated[
        Path | None, typer.Option("--add", help="Add the places of this file, .csv or .geojson.", show_default=False)
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write them to this file, .csv or .geojson.", show_default=False)
    ] = None,
) -> None:
    """List the places of a collection's own, those of all collections among them; add some, or write them to a file.

    What of a file is no place is named on standard error, the rest is added all the same, and the exit code is 1.
    """
    library = _library()
    kept = _one(library, collection)
    problems: list[str] = []
    if file:
        given, problems = places_in(file)
        added = library.places.add(kept.id, given, NOBODY)
        typer.echo(f"{added.new} places added, {added.twice} were there already.", err=True)
    found = [shelved.place for shelved in library.places.of(kept.id)]
    if out:
        if out.suffix not in FORMATS:
            raise UsageError(f"{out} has to end on {' or '.join(FORMATS)}: those are the files that places go into.")
        ready_to_write(out).write_bytes(FORMATS[out.suffix](found))
    elif not file:
        for place in found:
            print("\t".join((place.name, "; ".join(place.aliases), f"{place.lat}, {place.lon}", place.country or "")))
    for problem in problems:
        typer.echo(f"geo: {problem}", err=True)
    if problems:
        raise typer.Exit(1)


@app.command()
def records(collection: Collection, out: Out = None) -> None:
    """Write what was read in a collection, corrected, as geo parse does: for geo export, geo map and others."""
    library = _library()
    found = library.get(_one(library, collection).id) or []
    _write((json.dumps(record, ensure_ascii=False) for record in found), out)


@app.command()
def corrections(collection: Collection, out: Out = None) -> None:
    """Write what people corrected and checked in a collection and have not undone, for geo export --corrections.

    Those of a seed or an opened file are taken out by its id, which the app's address has.
    """
    library = _library()
    found = _found(library, collection) or library.look(collection) or _one(library, collection)
    changes = library.log.entries(found.id)
    _write((json.dumps(as_json(change.correction)) for change in changes if not change.undone), out)


def _write(lines: Iterable[str], out: Path | None) -> None:
    stream = ready_to_write(out).open("w", encoding="utf-8") if out else sys.stdout
    try:
        for line in lines:
            stream.write(line + "\n")
    finally:
        if out:
            stream.close()


@app.command()
def backup(file: File) -> None:
    """Write the whole library to a file, while the app runs or not."""
    ready_to_write(file)
    counts = _library().backup(file)
    typer.echo(f"{counts['collections']} collections with {counts['articles']} articles and "
               f"{counts['corrections']} corrections are in {file}.", err=True)  # fmt: skip


@app.command()
def restore(file: File) -> None:
    """Fill an empty library from a backup; DATELINE_DATABASE says which."""
    counts = _library().restore(file)
    typer.echo(f"{counts['collections']} collections with {counts['articles']} articles and "
               f"{counts['corrections']} corrections are back.", err=True)  # fmt: skip
