"""What a worker of the cluster does: it has the articles of a partition read, and makes their tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import cast

import pyarrow as pa

from geo.articles import Article
from geo.articles.aside import fields_of
from geo.atlas.tables import tables
from geo.batch.partitions import Partition
from geo.contract import ParsedArticle
from geo.edition import SHOWN, Edition, difference, edition
from geo.errors import DatelineError
from geo.gazetteer.own import OwnPlaces
from geo.language.models import BATCH
from geo.workers import BrokenError, Pool, TooLongError
from geo.workers.pool import Lease
from geo.workers.size import MEGABYTE

_MOST = 256
"""Articles that one worker may have read at once: more than any has threads."""
ERRORS = pa.schema(
    [(name, pa.string()) for name in ("article", "title", "source", "error")],
    metadata={"description": "The articles that could not be read, where they came from, and why."},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How articles are to be read."""

    edition: Edition
    seconds: float = 120.0
    """Longest time that one article may take."""
    megabytes: int = 2_000
    """Memory that one article may take, beyond that of the loaded engine."""
    places: OwnPlaces = field(default_factory=OwnPlaces)
    """Those of somebody's own that articles are read with."""


def edition_with(places: OwnPlaces) -> Edition:
    """Return what answers depend on where articles are read with places of somebody's own."""
    return {**edition(), "places": places.digest()[:SHOWN]} if len(places) else edition()


def read(partition: Partition, terms: Terms, failed: Mapping[str, str]) -> dict[str, pa.Table]:
    """Return the tables of a partition, `errors` among them.

    Args:
        partition: what to read.
        terms: how to.
        failed: why those that are not to be read are errors, by their ids.

    Raises:
        DatelineError: this worker is of another edition, or its engine can't be made ready.
    """
    if other := difference(edition_with(terms.places), terms.edition):
        raise DatelineError(f"A worker has {other}: install the same Dateline on all of them.")
    records: list[ParsedArticle] = []
    errors = dict(failed)
    for article, found in _read([article for article in partition.articles if article.id not in failed], terms):
        if isinstance(found, str):
            errors[article.id] = found
        else:
            records.append(found)
    return {**tables(records), "errors": _errors(partition, errors)}


def _read(articles: Sequence[Article], terms: Terms) -> Iterator[tuple[Article, ParsedArticle | str]]:
    """Yield each article with its record, or a sentence why it has none."""
    with _pool(terms.megabytes).lease() as lease:
        for first in range(0, len(articles), BATCH):
            some = articles[first : first + BATCH]
            found = _try(lease, some, terms)
            if isinstance(found, str):  # one of them is at fault, so each by itself
                for article in some:
                    alone = _try(lease, [article], terms)
                    yield article, alone if isinstance(alone, str) else alone[0]
            else:
                yield from zip(some, found, strict=True)


def _try(lease: Lease, articles: Sequence[Article], terms: Terms) -> list[ParsedArticle] | str:
    """Return the records of some articles, or why there are none."""
    given = list(map(fields_of, articles))
    named = {place.id: place for article in articles for place in terms.places.within(article.text)}
    try:
        found, _ = lease.call(
            "geo.batch.reading:read",
            seconds=terms.seconds,
            articles=given,
            places=[place.as_json() for place in named.values()],
        )
    except TooLongError:
        return f"It takes too long to read: {terms.seconds:g} seconds is the limit."
    except BrokenError as error:
        where = f" ({error})" if error.args else ""
        return f"Its reading broke off{where}, or needs more memory than {terms.megabytes:,} MB."
    return cast(list[ParsedArticle], found)


@cache
def _pool(megabytes: int) -> Pool:
    """Return where readers come from: a process with the engine, loaded once, which the readers are forked from."""
    memory = megabytes * MEGABYTE
    return Pool(
        prepare="geo.batch.reading:prepare",
        lanes={"reading": _MOST, "parsing": 1, "fetching": 1},
        memory={"reading": memory, "parsing": memory, "fetching": memory},
    )


def _errors(partition: Partition, why: Mapping[str, str]) -> pa.Table:
    failed = [article for article in partition.articles if article.id in why]
    rows = [(article.id, article.title, article.source, why[article.id]) for article in failed]
    whole = ([value and value.encode("utf-8", "replace").decode() for value in row] for row in rows)
    return pa.Table.from_pylist([dict(zip(ERRORS.names, row, strict=True)) for row in whole], schema=ERRORS)
