"""How much one input may hold; a host sets smaller limits than a desk needs."""

from dataclasses import dataclass

from geo.workers.size import MEGABYTE

HARMLESS_PAGE = 400_000
"""Bytes of a web page up to which none can keep its reader busy for a second."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of reading. Sizes in bytes, lengths in characters, times in seconds.

    `file_bytes` holds for files that are read as one piece; files of rows (.csv, .jsonl) that are streamed from disk
    may be of any size.
    """

    characters: int = 500_000
    """Longest article."""
    file_bytes: int = 20 * MEGABYTE
    page_bytes: int = 5 * MEGABYTE
    """Largest web page, uploaded or fetched."""
    unpacked_bytes: int = 60 * MEGABYTE
    """Largest sum of what a packed file holds: the parts of a document, files, the pages of a web archive."""
    pages: int = 500
    """Most pages of a PDF."""
    articles: int | None = None
    """Most articles of one file; None for any number."""
    characters_in_all: int | None = None
    """Most characters of all articles of one upload; None for any number."""
    seconds: float = 20.0
    """Longest time that the reading of one file may take."""
