"""From partitions to files: each is read, by itself where it ends its workers, and written."""

from collections.abc import Callable, Iterator

import pyarrow as pa

from geo.batch.cluster import Cluster, EndsWorkersError
from geo.batch.folder import Folder
from geo.batch.partitions import Partition
from geo.batch.shapes import with_geometry
from geo.batch.work import Terms, read
from geo.errors import DatelineError

Tables = dict[str, pa.Table]

_MOST_ASIDE = 8
"""Partitions that wait for all others to be read, because they end workers or might."""

_MOST_ENDED = 5
"""Articles in a row that end workers before these are held to be at fault."""


def run(
    partitions: Iterator[Partition],
    folder: Folder,
    cluster: Cluster,
    terms: Terms,
    on_done: Callable[[Partition, int], None],
) -> None:
    """Have partitions read and written.

    Args:
        partitions: what to read.
        folder: where to write.
        cluster: what reads.
        terms: how to read.
        on_done: is told of each partition that is done, and how many of its articles are errors.

    Raises:
        DatelineError: the cluster or the folder fails; what is done is kept.
    """
    for partition, tables in _read(partitions, cluster, terms):
        folder.write(partition, with_geometry(tables))
        on_done(partition, tables["errors"].num_rows)


def _read(partitions: Iterator[Partition], cluster: Cluster, terms: Terms) -> Iterator[tuple[Partition, Tables]]:
    """Yield the partitions with their tables, as they are read.

    Workers die for many reasons, and a task that dies with one is not always the one to blame. So a partition that is
    given up is put aside, and read when nothing else is.
    """
    while True:
        aside: list[Partition] = []
        for (partition, *_), tables in cluster.each(read, ((one, terms, {}) for one in _while(partitions, aside))):
            if isinstance(tables, Exception):
                _raise_unless_of_articles(tables)
                aside.append(partition)
            else:
                yield partition, tables
        for partition in aside:
            yield partition, _read_alone(partition, cluster, terms)
        if len(aside) < _MOST_ASIDE:
            return


def _while(partitions: Iterator[Partition], aside: list[Partition]) -> Iterator[Partition]:
    """Yield partitions as long as not too many are put aside."""
    while len(aside) < _MOST_ASIDE and (partition := next(partitions, None)):
        yield partition


def _read_alone(partition: Partition, cluster: Cluster, terms: Terms) -> Tables:
    """Return the tables of a partition of which some articles end workers, or can't be made a table of.

    Its articles are tried one after the other to find those; then the others are read together, as ever.
    """
    failed: dict[str, str] = {}
    ended = 0
    for article in partition.articles:
        outcome = _only(cluster, terms, Partition((article,)), {})
        if why := _failure(outcome):
            failed[article.id] = why
        ended = ended + 1 if isinstance(outcome, EndsWorkersError) else 0
        if ended == _MOST_ENDED:
            raise DatelineError("Workers end whatever they read: see their logs, and whether they have the memory.")
    tables = _only(cluster, terms, partition, failed)
    if isinstance(tables, Exception):
        _raise_unless_of_articles(tables)
        raise DatelineError(
            f"Articles that can be read one by one can't be read together ({_failure(tables)}), from "
            f"{partition.articles[0].source or partition.articles[0].id} on: try a smaller --partition."
        )
    return tables


def _only(cluster: Cluster, terms: Terms, partition: Partition, failed: dict[str, str]) -> Tables | Exception:
    ((_, outcome),) = cluster.each(read, [(partition, terms, failed)])
    return outcome


def _failure(outcome: Tables | Exception) -> str:
    """Return why an article is an error, "" where it is none."""
    if not isinstance(outcome, Exception):
        return ""
    _raise_unless_of_articles(outcome)
    if isinstance(outcome, EndsWorkersError):
        return "Every worker that began to read it was ended."
    return f"No tables can be made of its record: {type(outcome).__name__}."


def _raise_unless_of_articles(error: Exception) -> None:
    """Raise an error that another article would meet too."""
    if isinstance(error, DatelineError):
        raise error
    if isinstance(error, OSError):
        raise DatelineError(
            f"A worker can't read: {error}. What is done is kept: see to that, and run it again."
        ) from error
