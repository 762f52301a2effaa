"""Reader of Parquet: an article a row, by the names of its columns, as of any table; only some rows at a time."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, BinaryIO

from geo.articles import names
from geo.articles.limits import Limits
from geo.articles.rows import Row, without_text
from geo.errors import ArticleError

_AT_ONCE = 64
"""Rows that are taken from a file at once."""


def parquet_rows(
    stream: BinaryIO, name: str, limits: Limits, columns: Mapping[str, str] | None = None
) -> Iterator[Row]:
    """Yield the rows of a Parquet file, with those columns that can hold a field of an article.

    Args:
        stream: the file.
        name: what to call it in a message.
        limits: not asked; the texts are checked as all are.
        columns: which column holds which field; by their names where it is None.

    Raises:
        ArticleError: it is no Parquet file, or has no column for the text.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        file = parquet.ParquetFile(stream)
        header = file.schema_arrow.names
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ArticleError(f"{name} is no Parquet file, or is damaged.") from error
    held = {key: [value] for key, value in columns.items()} if columns else names.plan(tuple(header))
    if not set(held["text"]) & set(header):
        raise ArticleError(without_text(header, name))
    wanted = sorted({column for found in held.values() for column in found} & set(header), key=header.index)
    number = 0
    try:
        for batch in file.iter_batches(_AT_ONCE, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                cells = {column: _plain(value) for column, value in row.items()}
                yield (
                    f"Row {number} of {name}",
                    {field: cells.get(column) for field, column in columns.items()} if columns else cells,
                )
    except (pa.ArrowException, OSError, ValueError) as error:
        yield name, ArticleError(f"{name} is damaged after its row {number:,}; what follows is lost: {_said(error)}.")


def _plain(value: Any) -> Any:
    """Return a value as JSON would have it."""
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value) if isinstance(value, Decimal) else value


def _said(error: Exception) -> str:
    return (names.line(str(error), 80) or type(error).__name__).rstrip(".")
