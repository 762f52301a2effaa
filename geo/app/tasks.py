"""What workers do for the app; nothing here runs in the app's own process."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from geo import geojson
from geo.articles import Limits, read_bytes, rows
from geo.articles.aside import article_of, fields_of
from geo.articles.reading import TABLES, suffix_of
from geo.contract import ParsedArticle
from geo.errors import ArticleError
from geo.gazetteer import own_files
from geo.gazetteer.own import OwnPlaces, from_json

Tell = Callable[[float, str], None]

MOST_PROBLEMS = 100
"""Sentences about one file's problems: as many as are shown."""

STEPS = {
    "people": "Finding people",
    "toponyms": "Finding the names of places",
    "resolution": "Deciding which place each name means",
    "dates": "Reading dates",
    "quotes": "Finding who said what",
    "events": "Finding what happened",
    "links": "Linking it all to the places",
}
"""What a reader is told while each component of the pipeline works."""


def prepare() -> None:
    """Load the engine, in the process that workers come from.

    Raises:
        DatelineError: no model, or no gazetteer.
    """
    from geo.language import pipeline

    pipeline.engine()


def read_article(
    data: bytes, tell: Tell, *, article: dict[str, Any], places: Sequence[dict[str, Any]] = ()
) -> ParsedArticle:
    """Return the record of one article, read with the engine.

    Args:
        data: nothing.
        tell: called before each step with the share done (0 to 1) and a few words.
        article: its fields.
        places: places of somebody's own that it is read with, as `OwnPlace.as_json` returns them.

    Raises:
        DatelineError: the engine can't be made ready.
    """
    from geo.language import pipeline

    nlp, given = pipeline.engine(), article_of(article)
    doc = pipeline.make_doc(nlp, given, OwnPlaces(map(from_json, places)))
    for done, (name, component) in enumerate(nlp.pipeline):
        tell(0.1 + 0.9 * done / len(nlp.pipeline), STEPS.get(name, "Reading the sentences"))
        doc = component(doc)
    return pipeline.record(given, doc)


def read_upload(
    data: bytes,
    tell: Tell,
    *,
    name: str,
    about: str | None,
    limits: dict[str, Any],
    columns: dict[str, int] | None = None,
) -> dict[str, Any]:
    """Return the "articles" in an uploaded file, as their fields, its "problems" and "notes", and a table's "sheet".

    Args:
        data: the file.
        tell: not called.
        name: its name.
        about: the sidecar of a .txt, if one came with it, as Latin-1.
        limits: fields of `Limits`.
        columns: the number of the column that holds each field; by their names where it is None.

    Raises:
        ArticleError: it can't be read as articles.
    """
    problems: list[str] = []
    more = 0

    def refuse(error: ArticleError) -> None:
        nonlocal more
        if len(problems) < MOST_PROBLEMS:
            problems.append(str(error))
        else:
            more += 1

    notes: list[str] = []
    beside = about.encode("latin-1") if about else None
    within = Limits(**limits)
    sheet = rows.sheet(io.BytesIO(data), name, within) if suffix_of(name) in TABLES else None
    chosen = {field: sheet.columns[at] for field, at in columns.items()} if columns and sheet else None
    try:
        found = read_bytes(name, data, within, refuse, beside, on_note=notes.append, columns=chosen)
    except ArticleError as error:
        if sheet is None:
            raise
        found = []
        refuse(error)
    if more:
        problems.append(f"{more:,} more parts of {name} can't be read either.")
    return {
        "articles": [fields_of(article) for article in found],
        "problems": problems,
        "notes": notes[:MOST_PROBLEMS],
        "sheet": sheet and sheet._replace(chosen=columns or sheet.chosen)._asdict(),
    }


def read_places(data: bytes, tell: Tell, *, name: str) -> dict[str, Any]:
    """Return the "places" in an uploaded file, as `OwnPlace.as_json` returns them, and its "problems".

    Args:
        data: the file.
        tell: not called.
        name: its name.

    Raises:
        PlaceError: it is no file of places.
    """
    found = own_files.read_places(data, name)
    return {"places": [place.as_json() for place in found.places], "problems": found.problems}


def read_shape(data: bytes, tell: Tell, *, name: str) -> dict[str, Any]:
    """Return the "shape" that an upload or a pasted text of GeoJSON holds.

    Args:
        data: the text.
        tell: not called.
        name: what to call it.

    Raises:
        PlaceError: it holds none.
    """
    return {"shape": geojson.read_shape(data)}
