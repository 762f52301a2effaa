"""Boosted trees, evaluated with NumPy alone, and the curves that calibrate scores."""

import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

from geo.errors import DatelineError


class Forest:
    """Gradient-boosted regression trees whose summed leaves are log-odds.

    A node sends a row to its left child where `row[feature] <= threshold`; a leaf is its own child.
    """

    def __init__(self, record: Mapping[str, Any], columns: Sequence[str]) -> None:
        """Read `{"features": names, "base": log-odds, "depth", "trees"}`, fitted on rows of these columns.

        A tree is `{"feature", "threshold", "left", "right", "value"}`, lists with one value a node.

        Raises:
            DatelineError: it was fitted on other columns than the engine makes.
        """
        check_columns(record["features"], columns)
        self._base = float(record["base"])
        self._levels: list[tuple[np.ndarray, np.ndarray]] = []
        trees = record["trees"]
        nodes = [(tree, 0) for tree in trees]
        for _ in range(int(record["depth"])):
            leaf = [tree["left"][node] == node for tree, node in nodes]
            feature = [tree["feature"][node] for tree, node in nodes]
            threshold = [
                math.inf if ends else tree["threshold"][node] for (tree, node), ends in zip(nodes, leaf, strict=True)
            ]
            self._levels.append((np.array(feature, dtype=np.intp), np.array(threshold, dtype=float)))
            nodes = [(tree, tree[side][node]) for tree, node in nodes for side in ("left", "right")]
        self._value = np.array([tree["value"][node] for tree, node in nodes], dtype=float)
        self._roots = np.arange(len(trees))[:, None]

    def log_odds(self, rows: np.ndarray) -> np.ndarray:
        """Return the log-odds of each row of a (rows, features) array.

        All trees are as deep as the deepest (a leaf is followed by itself), so that the children of the node at `n` of
        a level stand at 2n and 2n + 1 of the next.
        """
        if not len(rows):
            return np.zeros(0)
        columns = np.ascontiguousarray(rows, dtype=float).ravel()
        base = np.arange(len(rows)) * rows.shape[1]
        node = np.repeat(self._roots, len(rows), axis=1)
        for feature, threshold in self._levels:
            right = columns.take(feature.take(node, mode="clip") + base, mode="clip") > threshold.take(
                node, mode="clip"
            )
            node = 2 * node + right
        return self._base + self._value.take(node, mode="clip").sum(axis=0)


def check_columns(fitted: Sequence[str], made: Sequence[str]) -> None:
    """Raise unless trees were fitted on the columns that the engine makes, in their order.

    Raises:
        DatelineError: they were not; the sentence names the first that differs.
    """
    for number, (one, other) in enumerate(zip_longest(fitted, made), 1):
        if one != other:
            raise DatelineError(f"Column {number} was {one or 'none'} in training and is {other or 'none'} here.")


def probability(log_odds: np.ndarray) -> np.ndarray:
    """Return the logistic function of log-odds."""
    return 1.0 / (1.0 + np.exp(-np.clip(log_odds, -40.0, 40.0)))


def interpolate(values: np.ndarray, points: Sequence[Sequence[float]]) -> np.ndarray:
    """Map values through a calibration curve given as (raw, calibrated) points in rising order."""
    raw, calibrated = zip(*points, strict=True)
    return np.interp(values, raw, calibrated)
