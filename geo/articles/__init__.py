"""Getting text in: out comes an `Article`."""

from geo.articles.article import Article
from geo.articles.aside import waiting
from geo.articles.limits import Limits
from geo.articles.mojibake import garbled, mend
from geo.articles.reading import FORMATS, corrected, paste, read, read_bytes, stream

__all__ = [
    "FORMATS",
    "Article",
    "Limits",
    "corrected",
    "garbled",
    "mend",
    "paste",
    "read",
    "read_bytes",
    "stream",
    "waiting",
]
