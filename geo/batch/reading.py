"""What runs in the processes that read: a worker has them ended where an article takes too long or too much."""

from collections.abc import Callable, Sequence
from typing import Any

from geo.articles.aside import article_of
from geo.contract import ParsedArticle
from geo.gazetteer.own import OwnPlaces, from_json


def prepare() -> None:
    """Load the engine, in the process that readers come from.

    Raises:
        DatelineError: no model, or no gazetteer.
    """
    from geo.language import pipeline

    pipeline.engine()


def read(
    data: bytes,
    tell: Callable[[float, str], None],
    *,
    articles: list[dict[str, Any]],
    places: Sequence[dict[str, Any]] = (),
) -> list[ParsedArticle]:
    """Return the records of some articles.

    Args:
        data: nothing.
        tell: not called.
        articles: their fields.
        places: places of somebody's own that they are read with, as `OwnPlace.as_json` returns them.

    Raises:
        DatelineError: the engine can't be made ready.
    """
    from geo.language import pipeline

    own = OwnPlaces(map(from_json, places))
    return list(pipeline.parse(pipeline.engine(), map(article_of, articles), places=own))
