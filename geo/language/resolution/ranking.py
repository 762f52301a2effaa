"""The ranker: context from the priors first, then from what the ranker itself believes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from geo.language.forest import Forest
from geo.language.resolution.containers import holds
from geo.language.resolution.evidence import NAMES, Ground, context_features, fixed_features

SAME_SPOT_KM = 80
FEW, FEW_SHARE = 5, 0.75
"""Names up to which a text tells little of an area, and the share of the log-odds that a forest for such texts has."""


class Ranker:
    """Says how likely each candidate of an article is the place meant."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        """Take the forest of each pass, and where there is one that of the last pass for texts of few names."""
        self._forests = [Forest(forest, NAMES) for forest in record["passes"]]
        self._few = Forest(record["few"], NAMES) if "few" in record else None

    def rank(self, ground: Ground, rows: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Return the probability of each candidate, and the features of the last pass that gave it."""
        fixed = fixed_features(ground) if rows is None else rows
        belief, seen = ground.prior, fixed
        for forest in self._forests:
            seen = context_features(ground, fixed, belief)
            odds = forest.log_odds(seen)
            if self._few and forest is self._forests[-1] and ground.named <= FEW:
                odds += FEW_SHARE * _with_town(ground, self._few.log_odds(seen) - odds)
            belief = ground.given(normalised(ground, odds))
        return belief, seen


def _with_town(ground: Ground, change: np.ndarray) -> np.ndarray:
    """Let an area gain no more than the town of its name in it: drawn articles tell of towns alone."""
    change = change.copy()
    for index in np.flatnonzero(ground.area):
        begin = int(ground.begins[ground.owner[index]])
        for other in range(begin, begin + int(ground.sizes[ground.owner[index]])):
            if ground.kind[other] == "city" and holds(ground.entries[index], ground.entries[other]):
                change[index] = min(change[index], change[other])
                break
    return change


def normalised(ground: Ground, log_odds: np.ndarray) -> np.ndarray:
    """Turn log-odds into probabilities that leave room for none of a group's candidates being right."""
    odds = np.exp(np.clip(log_odds, -30, 30))
    return odds / (1 + np.add.reduceat(odds, ground.begins)[ground.owner])


def nearby(ground: Ground, belief: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Return for each group the probability of its chosen candidate and of those in the same spot.

    A city, its district and its province are candidates of their own: which of them is meant may be open where the
    spot is not.
    """
    close = ground.km[np.arange(len(ground.entries)), chosen[ground.owner]] <= SAME_SPOT_KM
    return np.add.reduceat(belief * close, ground.begins)
