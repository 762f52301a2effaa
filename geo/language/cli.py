"""The command `geo parse`: articles in, one JSON object per article out."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.articles.cli import ColumnNames, Inputs, Mend, files_of
from geo.contract import ParsedArticle
from geo.files import ready_to_write
from geo.gazetteer.own import OwnPlaces
from geo.gazetteer.own_files import places_in

if TYPE_CHECKING:
    from geo.geocoders import SecondOpinion

Out = Annotated[Path | None, typer.Option("-o", "--out", help="Where to write; standard output if left out.")]


Places = Annotated[
    Path | None,
    typer.Option("--places", help="Read with places of your own: a table (.csv) or .geojson.", show_default=False),
]


def own_places(path: Path | None, tell: Callable[[str], object]) -> OwnPlaces | None:
    """Return the places of a file that an option names, None where it names none; `tell` is told what is no place.

    Raises:
        PlaceError, UnopenedError: there is no such file, or it has no places.
    """
    if path is None:
        return None
    found = places_in(path)
    for problem in found.problems:
        tell(f"geo: {problem}")
    return OwnPlaces(found.places)


class Service(StrEnum):
    """The online geocoders that can be asked."""

    NOMINATIM = "nominatim"
    PHOTON = "photon"
    GEONAMES = "geonames"


def parse(
    inputs: Inputs,
    out: Out = None,
    processes: Annotated[int, typer.Option(min=1, help="How many processes read at once.")] = 1,
    service: Annotated[
        Service | None, typer.Option("--online", help="Ask this service for names that the gazetteer lacks.")
    ] = None,
    user_agent: Annotated[str | None, typer.Option(help="How to introduce yourself to the service.")] = None,
    domain: Annotated[str | None, typer.Option(help="A server of your own: geo.example or http://host:port.")] = None,
    username: Annotated[str | None, typer.Option(help="Your account, which GeoNames needs.")] = None,
    column: ColumnNames = None,
    mend: Mend = False,
    places: Places = None,
) -> None:
    """Read articles and write one JSON object per article.

    What can't be read is named on standard error, the rest is read all the same, and the exit code is 1, or 2 where a
    file can't be opened. So are troubles of the online geocoder, which leave the record as it was; they don't change
    the exit code.
    """
    from geo.language import pipeline

    tell = partial(typer.echo, err=True)
    opinion = _second_opinion(service, user_agent, domain, username) if service else None
    files = files_of(inputs, lambda error: tell(f"geo: {error}"), column, mend)
    own = own_places(places, tell)
    stream = ready_to_write(out).open("w", encoding="utf-8") if out else sys.stdout
    try:
        records = pipeline.parse(pipeline.engine(), files, n_process=processes, places=own)
        for record in _asked(records, opinion, tell) if opinion else records:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    finally:
        if out:
            stream.close()
    if files.refused:
        raise typer.Exit(files.exit_code)


def _second_opinion(
    service: Service, user_agent: str | None, domain: str | None, username: str | None
) -> "SecondOpinion":
    from geo.geocoders import SecondOpinion, online

    scheme, _, host = (domain or "").rpartition("://")
    given = {"user_agent": user_agent, "domain": host.rstrip("/"), "scheme": scheme, "username": username}
    return SecondOpinion(online(service, **{name: value for name, value in given.items() if value}), service, most=1000)


def _asked(
    records: Iterable[ParsedArticle], opinion: "SecondOpinion", tell: Callable[[str], None]
) -> Iterator[ParsedArticle]:
    """Yield the records with a second opinion; each trouble is told once."""
    told: set[str] = set()
    for record in records:
        record, _, note = opinion.on(record)
        if note and note not in told:
            told.add(note)
            tell(f"geo: {note}")
        yield record
