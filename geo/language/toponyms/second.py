"""The second look at candidate spans: what the first look thought of the same name elsewhere and of the neighbours."""

from collections.abc import Sequence

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
    same: dict[str, list[int]] = {}
    for index, span in enumerate(spans):
        same.setdefault(span.text, []).append(index)
    for index, span in enumerate(spans):
        others = [values[i] for i in same[span.text] if i != index]
        row = rows[index]
        row[0] = values[index]
        if others:
            row[1], row[2] = max(others), sum(others) / len(others)
        row[3] = len(others)
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
