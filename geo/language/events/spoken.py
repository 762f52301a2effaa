"""The direct quotations around words: whose they are."""

from bisect import bisect_right
from collections.abc import Sequence

from geo.contract import Quote
from geo.language.parse import Parse

_NESTED = 4
"""Quotations before a word among which is the one that holds it."""


class Spoken:
    """The direct quotations of one text."""

    def __init__(self, parse: Parse, quotes: Sequence[Quote]) -> None:
        self._parse = parse
        self._quotes = sorted((q for q in quotes if q["direct"]), key=lambda q: (q["start"], -q["end"]))
        self._starts = [q["start"] for q in self._quotes]

    def around(self, i: int) -> Quote | None:
        """Return the quotation that holds the token, None where it stands in none."""
        start = self._parse.start[i]
        last = bisect_right(self._starts, start)
        return next((q for q in reversed(self._quotes[max(0, last - _NESTED) : last]) if start < q["end"]), None)
