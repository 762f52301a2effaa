"""The formats of export, by the ending of a file's name."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

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
    """One format: what it is called, its media type, what it is for, and what writes it."""

    label: str
    mime: str
    purpose: str
    write: Callable[..., bytes]


def _html(atlas: Atlas) -> bytes:
    return standalone_html(atlas).encode("utf-8")


FORMATS: dict[str, Format] = {
    "html": Format("One-file page", "text/html", "anyone: opens in a browser, without a network", _html),
    "geojson": Format("GeoJSON", "application/geo+json", "maps on the web, QGIS", texts.geojson),
    "csv": Format("CSV", "text/csv", "spreadsheets", texts.csv_table),
    "kml": Format("KML", "application/vnd.google-earth.kml+xml", "Google Earth", kml),
    "gpkg": Format("GeoPackage", "application/geopackage+sqlite3", "QGIS, ArcGIS", geopackage),
    "parquet": Format("GeoParquet", "application/vnd.apache.parquet", "data science", geoparquet),
    "jsonl": Format("JSON Lines", "application/x-ndjson", "programs, one article a line", texts.records),
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
    found = FORMATS.get(format.lower().removeprefix("."))
    if found is None:
        raise ExportError(f"There is no export to {format}. These are: {', '.join(FORMATS)}.")
    return found.write(as_atlas(source), **options)
