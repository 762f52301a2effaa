"""What visitors give: kept in the store under a link, or here while the app runs, and deleted again."""

import re
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from geo.app import shared
from geo.app.readers import kept_bytes, settings
from geo.app.shared import Made, remembered
from geo.app.sources import collections, seeds
from geo.app.visitors import visitor
from geo.contract import ParsedArticle
from geo.workers.size import MEGABYTE

if TYPE_CHECKING:
    from geo.library import Kept, Library

_OPINION = re.compile(r"(.+)~[0-9a-f]{8}")
"""The id of an article that a geocoder was asked for, or that a reader corrected."""
_OPINIONS = Made(lambda: kept_bytes(0.3))


@remembered()
def library() -> "Library":
    """Return the store of pasted articles.

    Raises:
        LibraryError: it can't be opened.
    """
    from geo.library import Library

    set_up = settings()
    return Library.open(
        set_up.database,
        keep_days=set_up.keep_days,
        most=set_up.shared_articles,
        most_bytes=set_up.shared_bytes,
        most_in_all=set_up.shared_megabytes * MEGABYTE or None,
    )


def keep(records: Sequence[ParsedArticle]) -> tuple[str, str]:
    """Keep the articles that a visitor gave as one, under an id that can't be guessed.

    Returns:
        The id, and the token that deletes it again.

    Raises:
        LibraryError: it is too large, or the store is full or can't be reached.
    """
    return library().save(records)


def keep_here(records: Sequence[ParsedArticle]) -> str:
    """Keep articles only while the app runs, the oldest go first, and return an id that can't be guessed."""
    name = f"here-{secrets.token_urlsafe(16)}"
    _OPINIONS.put(name, records, visitor())
    return name


def keep_opinion(article: str, records: list[ParsedArticle]) -> str:
    """Keep what a geocoder or a reader's correction made of an article, while the app runs; the oldest go first.

    Returns:
        An id of its own, which begins with the article's and leads back to that once this is gone.
    """
    name = f"{given(article)}~{secrets.token_hex(4)}"
    _OPINIONS.put(name, records, visitor())
    return name


def opinion(article: str) -> list[ParsedArticle] | None:
    """Return the records that are kept here under an id while the app runs, None where there are none."""
    return _OPINIONS.get(article)


def given(article: str) -> str:
    """Return the id of the article that was given, where `article` is what was made of it later."""
    asked = _OPINION.fullmatch(article)
    return asked[1] if asked else article


def stored(article: str) -> bool:
    """Tell whether it is the store that has to know an id of the address bar."""
    article = given(article)
    return not (article in seeds() or article in collections() or article in _OPINIONS)


def kept(article: str) -> "Kept | None":
    """Return since and until when the store keeps what is behind an id, None where it doesn't, or no more.

    Raises:
        LibraryError: the store can't be reached.
    """
    return library().look(given(article))


def delete(article: str, token: str) -> bool:
    """Delete what the store keeps under an id, and what of it is still in memory; tell whether `token` was the one.

    Raises:
        LibraryError: the store can't be reached.
    """
    deleted = library().delete(article, token)
    if deleted:
        forget(article)
    return deleted


def forget(article: str) -> None:
    """Drop what is in memory of an article, and of what was made of it later."""
    for name in (article, *(name for name in _OPINIONS.names() if given(name) == article)):
        shared.forget(name)
