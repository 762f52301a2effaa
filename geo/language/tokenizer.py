"""spaCy's tokenizer in linear time: of a word without end only its ends are searched for marks."""

import re

from spacy.language import Language

_ENDS = 100
"""Characters at either end of a word that are searched for its marks; longer runs of marks are masked before."""
_LONGEST_ADDRESS = 2_000
"""Characters of a web address, at most: what is longer is split at its marks."""


class _Affixes:
    """The search for marks at one end of a word; spaCy saves its `pattern`."""

    def __init__(self, expression: re.Pattern[str], end: slice) -> None:
        self.pattern, self._expression, self._end = expression.pattern, expression, end

    def search(self, word: str) -> re.Match[str] | None:
        """Return the mark at this end of a word, of which only the length counts."""
        return self._expression.search(word[self._end])


class _Addresses:
    """The match of a whole word that is a web address; spaCy saves its `pattern`."""

    def __init__(self, expression: re.Pattern[str]) -> None:
        self.pattern, self._expression = expression.pattern, expression

    def match(self, word: str) -> re.Match[str] | None:
        """Return the match of a word of bounded length."""
        return self._expression.match(word) if len(word) <= _LONGEST_ADDRESS else None


def bound_tokenizer(nlp: Language) -> None:
    """Make the tokenizer of a pipeline search only the ends of long words, with the same tokens otherwise.

    It takes marks off a word one by one, and would search the whole of what is left each time.
    """
    tokenizer = nlp.tokenizer
    tokenizer.prefix_search = _Affixes(tokenizer.prefix_search.__self__, slice(None, _ENDS)).search  # type: ignore[union-attr]
    tokenizer.suffix_search = _Affixes(tokenizer.suffix_search.__self__, slice(-_ENDS, None)).search  # type: ignore[union-attr]
    tokenizer.url_match = _Addresses(tokenizer.url_match.__self__).match  # type: ignore[union-attr]
