"""What a file gives when it is read, and what is said of it."""

import pytest

from geo.articles import Article, read_bytes
from geo.errors import ArticleError


def told(name: str, data: str | bytes, *how, **others) -> tuple[list[Article], list[str], list[str]]:
    """Return the articles of a file, why others in it can't be read, and the notes."""
    errors, notes = [], []
    data = data.encode() if isinstance(data, str) else data
    found = read_bytes(
        name, data, *how, on_error=lambda error: errors.append(str(error)), on_note=notes.append, **others
    )
    return found, errors, notes


def refuses(name: str, data: bytes, words: str) -> None:
    """Check that a file is refused by one sentence with `words` in it, and with nothing in it that is not for users."""
    with pytest.raises(ArticleError, match=words) as caught:
        read_bytes(name, data)
    sentence = str(caught.value)
    assert sentence[-1] == "." and len(sentence) < 300
    assert "Traceback" not in sentence and "root:" not in sentence
