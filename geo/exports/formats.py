"""The formats of export, by the ending of a file's name."""

import io
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO, NamedTuple

from geo.atlas import Atlas
from geo.contract import ParsedArticle
from geo.errors import ExportError
from geo.exports import png, texts
from geo.exports.evidence import as_atlas
from geo.exports.geopackage import geopackage
from geo.exports.geoparquet import geoparquet
from geo.exports.kml import kml
from geo.viewer.page import standalone_html


class Format(NamedTuple):
    """One format: what it is called, its media type, what it is for, and what writes it.

    `write` takes an atlas and returns the file; of a format that `streams`, it is given what to write to, and articles
    are in memory only some at a time.
    """

    label: str
    mime: str
    purpose: str
    write: Callable[..., Any]
    streams: bool = False


def _html(atlas: Atlas) -> bytes:
    return standalone_html(atlas).encode("utf-8")


FORMATS: dict[str, Format] = {
    "html": Format("One-file page", "text/html", "anyone: opens in a browser, without a network", _html),
    "geojson": Format("GeoJSON", "application/geo+json", "maps on the web, QGIS", texts.geojson, True),
    "csv": Format("CSV", "text/csv", "spreadsheets", texts.csv_table, True),
    "kml": Format("KML", "application/vnd.google-earth.kml+xml", "Google Earth", kml),
    "gpkg": Format("GeoPackage", "application/geopackage+sqlite3", "QGIS, ArcGIS", geopackage),
    "parquet": Format("GeoParquet", "application/vnd.apache.parquet", "data science", geoparquet, True),
    "jsonl": Format("JSON Lines", "application/x-ndjson", "programs, one article a line", texts.records, True),
    "png": Format("Picture", "image/png", "documents: the map as a picture", png.page),
    "json": Format("JSON", "application/json", "programs", texts.record_list),
}


def export(source: Atlas | Iterable[ParsedArticle], format: str, **options: str) -> bytes:
    """Return what was read as a file.

    Args:
        source: an atlas, filtered or whole, or the records of one.
        format: a key of `FORMATS`: the ending of the file's name, with or without its dot.
        options: of a picture: `title`, `note` and `ratio` (see `png.page`).

    Raises:
        ExportError: there is no such format.
    """
    out = io.BytesIO()
    export_to(out, source, format, **options)
    return out.getvalue()


def export_to(out: BinaryIO, source: Atlas | Iterable[ParsedArticle], format: str, **options: str) -> None:
    """Write what was read to a file that is open; `export` tells of the arguments.

    Raises:
        ExportError: there is no such format, or it can't hold so many articles.
    """
    found = FORMATS.get(format.lower().removeprefix("."))
    if found is None:
        raise ExportError(f"There is no export to {format}. These are: {', '.join(FORMATS)}.")
    atlas = as_atlas(source)
    if found.streams:
        found.write(atlas, out, **options)
        return
    if atlas.filed and atlas.kept_articles > MOST_ARTICLES:
        streams = ", ".join(f".{name}" for name, one in FORMATS.items() if one.streams)
        raise ExportError(
            f"These are {atlas.kept_articles:,} articles, and {MOST_ARTICLES:,} fit a file of this format. Any number "
            f"fits {streams}; a selection is smaller."
        )
    out.write(found.write(atlas, **options))


MOST_ARTICLES = 20_000
"""Articles of a folder of tables that a file made in memory may have, at some 50 kB of memory for each."""
