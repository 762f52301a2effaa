"""Reading in a process of its own, which is stopped at a limit of time: hostile input can make any reader endless."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from geo import workers
from geo.articles.article import Article
from geo.articles.days import day
from geo.articles.limits import Limits
from geo.articles.part import Note, Part, parts_of
from geo.errors import ArticleError
from geo.workers import BrokenError, Lane, TooLongError, Watch
from geo.workers.child import function

_QUIET = Watch()


def read_aside(reader: str, data: bytes, name: str, limits: Limits) -> list[Part]:
    """Return the parts that a reader finds in `data`, in another process, or here if this one is made for that.

    Args:
        reader: module and function, "geo.articles.page:read_page"; called with data, name and limits.
        data: what to read.
        name: what to call it in a message.
        limits: given to the reader; `seconds` is how long it may take.

    Raises:
        ArticleError: the reader raised it, took too long or broke.
    """
    if workers.inside():
        return list(read_here(reader, data, name, limits))
    parts, _ = run("geo.articles.aside:_read", data, name, limits.seconds, reader=reader, limits=limits)
    return list(_unpacked(parts))


def read_here(reader: str, data: bytes, name: str, limits: Limits) -> Iterator[Part]:
    """Return the parts that a reader finds in `data`, in this process; arguments as for `read_aside`.

    Raises:
        ArticleError: the reader raised it.
    """
    return parts_of(function(reader)(data, name, limits), name)


def run(
    task: str, data: bytes, name: str, seconds: float, *, lane: Lane = "parsing", limits: Limits, **arguments: Any
) -> tuple[Any, bytes]:
    """Have a worker do a task on `data` called `name`, and return what it returns.

    Raises:
        ArticleError: the task raised it, took longer than `seconds`, or broke.
    """
    try:
        return workers.call(task, data, seconds=seconds, lane=lane, name=name, limits=asdict(limits), **arguments)
    except TooLongError as error:
        raise ArticleError(f"{name} takes too long: {seconds:.0f} seconds is the limit.") from error
    except BrokenError as error:
        raise ArticleError(f"{name} is damaged, or needs too much memory to be read.") from error


@contextmanager
def waiting(tell: Callable[[float], None]) -> Iterator[None]:
    """Have `tell` called with the seconds gone by, a few times a second, while something is read aside in the block.

    It may show progress; whatever it raises ends the reading, its process too, and passes on.
    """
    with workers.on_behalf(watch=_QUIET._replace(working=tell, queued=lambda place: tell(0.0))):
        yield


def fields_of(article: Article) -> dict[str, Any]:
    """Return an article as plain values, the day as ISO 8601."""
    return {**asdict(article), "published": article.published and article.published.isoformat()}


def article_of(fields: dict[str, Any]) -> Article:
    """Return the article of `fields_of`."""
    return Article(**{**fields, "published": day(fields["published"])})


def _read(data: bytes, tell: object, *, reader: str, name: str, limits: dict[str, Any]) -> list[list[Any]]:
    return _packed(read_here(reader, data, name, Limits(**limits)))


def _packed(parts: Iterable[Part]) -> list[list[Any]]:
    """Return parts as plain values."""
    kinds = {Article: "article", Note: "note"}
    return [
        [where, kinds.get(type(part), "error"), fields_of(part) if isinstance(part, Article) else str(part)]
        for where, part in parts
    ]


def _unpacked(values: Iterable[list[Any]]) -> Iterator[Part]:
    """Yield the parts of `_packed`."""
    kinds: dict[str, Callable[[Any], Any]] = {"article": article_of, "note": Note, "error": ArticleError}
    for where, kind, value in values:
        yield where, kinds[kind](value)
