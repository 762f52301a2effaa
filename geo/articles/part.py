"""What readers give: the articles of a file, what of it can't be read, and what was left out of them."""

from collections.abc import Iterable, Iterator

from geo.articles.article import Article
from geo.errors import ArticleError


class Note(str):
    """A sentence about something that was left out, or understood in one of two ways, in what was read."""

    __slots__ = ()


Part = tuple[str, Article | ArticleError | Note]
"""What to call it in a message ("Row 3 of news.csv"), and the article, the reason why there is none, or a note."""


def parts_of(found: Article | Iterable[Part], name: str) -> Iterator[Part]:
    """Yield what a reader returned as parts; some return the one article of a file called `name`."""
    if isinstance(found, Article):
        yield name, found
    else:
        yield from found


def one(parts: Iterable[Part]) -> Article:
    """Return the first article of the parts.

    Raises:
        ArticleError: the first reason why there is none.
    """
    errors: list[ArticleError] = []
    for _, part in parts:
        if isinstance(part, Article):
            return part
        if isinstance(part, ArticleError):
            errors.append(part)
    raise errors[0] if errors else ArticleError("There is no article in this.")
