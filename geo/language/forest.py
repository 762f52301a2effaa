"""Learned weights: boosted trees and sums of words' weights, read from JSON and evaluated with NumPy alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from geo.errors import DatelineError
from geo.paths import DATA

WEIGHTS = DATA / "weights"


class Forest:
    """Gradient-boosted regression trees whose summed leaves are log-odds.

    A node sends a row to its left child where `row[feature] <= threshold`; a leaf is its own child.
    """

    def __init__(self, record: Mapping[str, Any]) -> None:
        """Read `{"features": names, "base": log-odds, "depth", "trees"}`.

        A tree is `{"feature", "threshold", "left", "right", "value"}`, lists with one value a node.
        """
        self.features: list[str] = list(record["features"])
        self._base = float(record["base"])
        trees = record["trees"]
        size = max((len(tree["value"]) for tree in trees), default=1)
        shape = (len(trees), size)
        self._feature = np.zeros(shape, dtype=np.intp)
        self._threshold = np.full(shape, np.inf)
        self._left = np.tile(np.arange(size), (len(trees), 1))
        self._right = self._left.copy()
        self._value = np.zeros(shape)
        for row, tree in enumerate(trees):
            nodes = len(tree["value"])
            for target, key in (
                (self._feature, "feature"), (self._threshold, "threshold"), (self._left, "left"),
                (self._right, "right"), (self._value, "value"),
            ):  # fmt: skip
                target[row, :nodes] = tree[key]
        offsets = np.arange(len(trees))[:, None] * size
        self._left, self._right = (self._left + offsets).ravel(), (self._right + offsets).ravel()
        self._feature, self._threshold, self._value = (
            self._feature.ravel(), self._threshold.ravel(), self._value.ravel(),
        )  # fmt: skip
        self._roots = offsets
        self._depth = int(record["depth"])

    def log_odds(self, rows: np.ndarray) -> np.ndarray:
        """Return the log-odds of each row of a (rows, features) array."""
        if not len(rows):
            return np.zeros(0)
        columns = np.ascontiguousarray(rows, dtype=float).ravel()
        base = np.arange(len(rows)) * rows.shape[1]
        node = np.repeat(self._roots, len(rows), axis=1)
        for _ in range(self._depth):
            left = columns[base + self._feature[node]] <= self._threshold[node]
            node = np.where(left, self._left[node], self._right[node])
        return self._base + self._value[node].sum(axis=0)


class WordWeights:
    """A logistic regression over words in places ("before=in", "after=county"): the sum of their weights."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        """Read `{"bias": log-odds, "weights": {word in its place: weight}}`."""
        self._bias = float(record["bias"])
        self._weights: dict[str, float] = dict(record["weights"])

    def log_odds(self, words: Iterable[str]) -> float:
        """Return the summed weight of the words that have one."""
        get = self._weights.get
        return self._bias + sum(get(word, 0.0) for word in words)


def probability(log_odds: np.ndarray) -> np.ndarray:
    """Return the logistic function of log-odds."""
    return 1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0)))


def interpolate(values: np.ndarray, points: Sequence[Sequence[float]]) -> np.ndarray:
    """Map values through a calibration curve given as (raw, calibrated) points in rising order."""
    raw, calibrated = zip(*points, strict=True)
    return np.interp(values, raw, calibrated)


def read_weights(name: str) -> dict[str, Any]:
    """Return the weights of a model, `data/weights/NAME.json`.

    Raises:
        DatelineError: the file is missing or no JSON.
    """
    return _read(WEIGHTS / f"{name}.json")


def _read(path: Path) -> dict[str, Any]:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise DatelineError(
            f"The weights {path} are missing or damaged: run `python -m geo train` or restore them."
        ) from error
