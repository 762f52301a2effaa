"""Getting text in: out comes an `Article`."""

from geo.articles.article import Article
from geo.articles.limits import Limits
from geo.articles.reading import FORMATS, paste, read, read_bytes, stream

__all__ = ["FORMATS", "Article", "Limits", "paste", "read", "read_bytes", "stream"]
