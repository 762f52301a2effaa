"""What all measures share: spans, names, precision and recall."""

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

Row = Mapping[str, Any]
Span = tuple[int, int]

SAME_STRETCH = 0.8
"""The intersection over union from which two stretches of words are one and the same quote."""


def overlap(a: Span, b: Span) -> int:
    """Return how many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def precision_recall(true: int, predicted: int, gold: int) -> dict[str, float]:
    """Return precision, recall and their harmonic mean F1, each 0 where it is undefined."""
    precision = true / predicted if predicted else 0.0
    recall = true / gold if gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def same_stretch(a: Span, b: Span) -> bool:
    """Whether two spans, set against all they cover together, are the same."""
    return overlap(a, b) / (max(a[1], b[1]) - min(a[0], b[0])) >= SAME_STRETCH


def share(part: int, whole: int) -> float:
    """Return `part` of `whole`, 0 where there is no whole."""
    return part / whole if whole else 0.0


def plain(name: str) -> str:
    """Return a name in lower case, without accents, of letters and digits only."""
    return "".join(c for c in normalize("NFKD", name.lower()) if c.isalnum())
