"""An article: the text and what is known of it."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

_SHOWN = 70
"""Characters of a text that stand for its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text to read, unchanged, with its metadata.

    `id` is derived from the text where none is given, so the same text has the same address everywhere.
    """

    text: str
    id: str = ""
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    author: str | None = None
    source: str | None = None
    """Web address or file name it came from."""

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()[:12])


def beginning(text: str) -> str:
    """Return the words that a text begins with, in one line: they stand for its title where it has none."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " …"


def content_key(text: str, title: str | None, publisher: str | None, published: str | None) -> str:
    """Return what an article is known by: its words, however their spaces are set, and who published them when.

    A text that two outlets print, or one under two headlines, is two articles.
    """
    parts = (" ".join(text.split()), title or "", publisher or "", published or "")
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
