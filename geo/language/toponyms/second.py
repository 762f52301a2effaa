"""The second look at candidate spans: what the first look thought of the same name elsewhere and of the neighbours."""

from collections.abc import Sequence
from heapq import nlargest

import numpy as np

from geo.language.toponyms.spans import Span

NAMES = (
    "first look", "elsewhere best", "elsewhere mean", "elsewhere", "overlapping best", "neighbour before",
    "neighbour after",
)  # fmt: skip
_NONE = -8.0
_REACH = 4


def second_features(spans: Sequence[Span], odds: np.ndarray) -> np.ndarray:
    """Return a (spans, NAMES) array, given the log-odds of a first look; spans in the order of the text."""
    values = odds.tolist()
    rows = np.full((len(spans), len(NAMES)), _NONE)
    same: dict[str, list[float]] = {}
    for span, value in zip(spans, values, strict=True):
        same.setdefault(span.text, []).append(value)
    told = {text: (len(found), sum(found), nlargest(2, found)) for text, found in same.items()}
    for index, span in enumerate(spans):
        row, own = rows[index], values[index]
        count, total, (best, *rest) = told[span.text]
        row[0] = own
        if rest:
            row[1], row[2] = rest[0] if own == best else best, (total - own) / (count - 1)
        row[3] = count - 1
        _look_around(spans, values, index, row)
    return rows


def _look_around(spans: Sequence[Span], values: Sequence[float], index: int, row: np.ndarray) -> None:
    span = spans[index]
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(spans):
            near = spans[other]
            if near.start < span.end and span.start < near.end:
                row[4] = max(row[4], values[other])
            else:
                gap = span.first - near.last if step < 0 else near.first - span.last
                if gap > _REACH:
                    break
                column = 5 if step < 0 else 6
                row[column] = max(row[column], values[other])
            other += step
