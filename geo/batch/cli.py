"""The command `geo batch`: archives in, a folder of Parquet out."""

import signal
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from geo.articles.cli import ColumnNames, Mend, files_of
from geo.articles.files import FilesIn
from geo.articles.reading import FORMATS
from geo.errors import DatelineError, UsageError
from geo.gazetteer.own import OwnPlaces
from geo.language.cli import Places, own_places


class EndedError(DatelineError):
    """A run was ended by its user."""

    exit_code = 130


def batch(
    inputs: Annotated[
        list[Path], typer.Argument(help=f"Files, and folders of them: {' '.join(FORMATS)}", show_default=False)
    ],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="The folder to write, or to go on with.", show_default=False)
    ],
    workers: Annotated[int, typer.Option(min=1, help="How many processes of this machine read.")] = 1,
    scheduler: Annotated[
        str | None, typer.Option(help="A Dask cluster that is there, instead: tcp://host:8786.")
    ] = None,
    partition: Annotated[int, typer.Option(min=1, help="Articles of one file of each table.")] = 200,
    seconds: Annotated[float, typer.Option(min=1, help="Longest time that one article may take.")] = 120,
    megabytes: Annotated[int, typer.Option(min=100, help="Memory that one article may take.")] = 2_000,
    again: Annotated[
        bool, typer.Option("--again", help="Remove what the folder holds, and read it all again.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Read the articles again that were errors, as far as the input has them.")
    ] = False,
    column: ColumnNames = None,
    mend: Mend = False,
    places: Places = None,
) -> None:
    """Read archives on Dask and write their tables as a folder of Parquet, places, events and quotes as GeoParquet.

    A folder goes on where a run ended, however it ended: articles that are there are not read again. An article that
    can't be read is a row of the table errors. What of the input is no article is named on standard error, the rest is
    read all the same, and the exit code is 1, or 2 where a file can't be opened.
    """
    if not all(map(find_spec, ("dask", "distributed", "cryptography"))):
        raise UsageError("geo batch reads on Dask, which is not installed: pip install -r requirements-batch.txt")
    from geo.atlas import index
    from geo.batch.cluster import open_cluster
    from geo.batch.folder import open_folder
    from geo.batch.partitions import Known, partitions
    from geo.batch.progress import Progress, lasting
    from geo.batch.run import run
    from geo.batch.work import Terms, edition_with

    def tell(words: object) -> None:
        typer.echo(f"geo: {words}", err=True)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # how Slurm and Kubernetes end what they run
    files = files_of(FilesIn(inputs, tell, but=out), tell, column, mend)
    if retry and again:
        raise UsageError("--again reads all of it again, errors too: leave --retry out.")
    own = own_places(places, lambda words: typer.echo(words, err=True)) or OwnPlaces()
    terms = Terms(edition=edition_with(own), seconds=seconds, megabytes=megabytes, places=own)
    try:
        with open_folder(out, terms.edition, again=again) as folder:
            if retry:
                tell(f"{folder.forget_errors():,} articles were errors; those that the input has are read again.")
            known = Known(folder.names())
            progress = Progress(known, lambda: files.share)
            with open_cluster(scheduler, workers, tell) as cluster:
                try:
                    run(partitions(files, known, partition), folder, cluster, terms, progress.done)
                finally:
                    progress.end()
            if folder.filled:
                tell("Sorting it for the atlas.")
                index.make(out)
    except KeyboardInterrupt:
        raise EndedError(f"Ended. What is done is kept in {out}: run the same command again to go on.") from None
    if known.renamed:
        tell(f"{known.renamed:,} articles have the id of another; theirs have the hash of the text behind them.")
    typer.echo(
        f"{out}: {progress.read:,} articles read in {lasting(progress.seconds)}, {progress.errors:,} of them errors, "
        f"{known.there:,} were there; {folder.bytes / 1e6:,.1f} MB written"
    )
    if files.refused:
        raise typer.Exit(files.exit_code)
