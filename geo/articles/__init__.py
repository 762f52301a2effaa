"""Getting text in: out comes an `Article`."""

from geo.articles.article import Article

__all__ = ["Article"]
