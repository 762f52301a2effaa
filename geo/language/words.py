"""Small closed sets of words, written as a line of text."""


def words(text: str) -> frozenset[str]:
    """Return the words of `text`, which are set apart by white space."""
    return frozenset(text.split())
