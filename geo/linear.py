"""Linear models over named features: the one that all learned choices share.

All sums are exact: features come from sets too, and rounding after each step would let their order decide a tie.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

from geo.errors import DatelineError

_BOUND = 30.0
"""Log-odds beyond which a probability no longer changes what is done with it."""

_GROUPS = 10_000
"""Groups of features whose weights are remembered."""

Features = Mapping[str, float]


class Linear:
    """A logistic regression whose features have names.

    Args:
        weights: log-odds by feature, that of "bias" always counted.

    Raises:
        DatelineError: a weight is no finite number.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = checked(weights)
        self._bias = self._weights.pop("bias", 0.0)
        self._known: dict[tuple[str, ...], tuple[float, ...]] = {}

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "Linear":
        """Return the model of a record `{"weights": log-odds by feature, "bias": log-odds of all}`, without bias 0."""
        return cls({**record["weights"], "bias": record.get("bias", record["weights"].get("bias", 0.0))})

    def log_odds(self, features: Features) -> float:
        """Return the log-odds of what has these features; unknown ones count for nothing."""
        return self._bias + weigh(self._weights, features)

    def log_odds_of(self, names: Iterable[str]) -> float:
        """Return the log-odds of what has features that are there or not; unknown ones count for nothing."""
        return self._bias + weigh_names(self._weights, names)

    def log_odds_of_groups(self, groups: Iterable[tuple[str, ...]], features: Features) -> float:
        """Return the log-odds of what has these features and those of some groups, each of which often comes again."""
        known = self._known
        if len(known) > _GROUPS:
            known.clear()
        weights = [self._weights.get(name, 0.0) * value for name, value in features.items()]
        for group in groups:
            if group not in known:
                known[group] = tuple(self._weights[name] for name in group if name in self._weights)
            weights += known[group]
        return self._bias + math.fsum(weights)

    def probability(self, features: Features) -> float:
        """Return the probability of what has these features, 0 to 1."""
        return logistic(self.log_odds(features))

    def probability_of(self, names: Iterable[str]) -> float:
        """Return the probability of what has features that are there or not, 0 to 1."""
        return logistic(self.log_odds_of(names))


def checked(weights: Mapping[str, float]) -> dict[str, float]:
    """Return a copy of the weights.

    Raises:
        DatelineError: they are none by feature, or one is no finite number.
    """
    for name, weight in weights.items():
        if not isinstance(weight, int | float) or not math.isfinite(weight):
            raise DatelineError(f"The weight of {name!r} is not a number.")
    return dict(weights)


def weigh(weights: Mapping[str, float], features: Features) -> float:
    """Return the sum of the features' values times their weights, those without a weight counting nothing."""
    get = weights.get
    return math.fsum([get(name, 0.0) * value for name, value in features.items()])


def weigh_names(weights: Mapping[str, float], names: Iterable[str]) -> float:
    """Return the sum of the weights of features that are there or not, those without a weight counting nothing."""
    get = weights.get
    return math.fsum([get(name, 0.0) for name in names])


def logistic(log_odds: float) -> float:
    """Return the probability that belongs to log-odds."""
    return 1.0 / (1.0 + math.exp(-max(-_BOUND, min(_BOUND, log_odds))))


def log_odds_of(probability: float) -> float:
    """Return the log-odds that belong to a probability, finite for 0 and 1 too."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))
