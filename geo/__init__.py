"""Dateline: reads news and puts it on a map.

import geo
atlas = geo.parse("PARIS - Thousands marched through Lyon on Monday ...")
atlas.places
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from geo.articles.article import Article
from geo.display import Displayed

if TYPE_CHECKING:
    from spacy.language import Language

    from geo.atlas import Atlas
    from geo.gazetteer.own import OwnPlaces


def engine(model: str | None = None) -> "Language":
    """Return the loaded pipeline, one per process and model.

    Raises:
        DatelineError: no spaCy model is installed, or the gazetteer can't be made ready.
    """
    from geo.language import pipeline

    return pipeline.engine(model)


def parse(text: str | Article, *, places: "OwnPlaces | None" = None) -> "Atlas":
    """Read one article, given as an `Article` or as its bare text, with places of one's own if there are any."""
    return parse_many([text if isinstance(text, Article) else Article(text=text)], places=places)


def parse_many(articles: Iterable[Article], *, n_process: int = 1, places: "OwnPlaces | None" = None) -> "Atlas":
    """Read articles and return their `Atlas`.

    Args:
        articles: what to read, in any number.
        n_process: how many processes spaCy may use.
        places: places of one's own, which names in the articles mean before others.
    """
    from geo.atlas import Atlas
    from geo.language import pipeline

    return Atlas.from_records(pipeline.parse(engine(), articles, n_process=n_process, places=places))


def _drawn(atlas: "Atlas") -> str:
    from geo.viewer.notebook import notebook_html

    return notebook_html(atlas)


Displayed.draw = _drawn

__all__ = ["Article", "engine", "parse", "parse_many"]
