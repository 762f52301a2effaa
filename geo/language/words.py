"""Small closed sets of words."""

from functools import cache

from geo.errors import DatelineError
from geo.paths import lexicon


def words(text: str) -> frozenset[str]:
    """Return the words of `text`, which are set apart by white space."""
    return frozenset(text.split())


@cache
def word_sets(name: str) -> dict[str, frozenset[str]]:
    """Return the sets of a file in `data/lexicons`: a line a set, its name, a tab, its words.

    Raises:
        DatelineError: the file can't be read, or a line has no tab.
    """
    try:
        return {key: words(text) for key, text in (line.split("\t") for line in lexicon(name))}
    except (OSError, ValueError) as error:
        raise DatelineError(f"The list of words {name} can't be read: {error}") from error
