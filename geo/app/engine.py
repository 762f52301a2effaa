"""The engine, as the app asks it: in a worker, with a limit of time, telling how far it is."""

from collections.abc import Callable, Iterable
from typing import cast

from geo import workers
from geo.app.readers import pool, settings
from geo.articles import Article
from geo.articles.aside import fields_of
from geo.contract import ParsedArticle
from geo.gazetteer.own import OwnPlace

Progress = Callable[[float, str], None]


def read_article(
    article: Article, progress: Progress = lambda share, words: None, *, places: Iterable[OwnPlace] = ()
) -> ParsedArticle:
    """Have one article read, step by step, and return its record.

    Args:
        article: what to read.
        progress: called before each step with the share done (0 to 1) and a few words.
        places: places of somebody's own that it is read with.

    Raises:
        DatelineError: the engine can't be made ready, or too many wait.
        TooLongError, BrokenError: the article is more than the engine can take.
    """
    pool()
    progress(0.0, "Getting ready to read")
    with workers.on_behalf(watch=workers.watching()._replace(told=progress)):
        record, _ = workers.call(
            "geo.app.tasks:read_article",
            seconds=settings().read_seconds,
            article=fields_of(article),
            places=[place.as_json() for place in places],
        )
    return cast(ParsedArticle, record)
