"""Linear models over named features: one reader of weights for the choices that are learned from annotated stories.

All sums are exact: features come from sets too, and rounding after each step would let their order decide a tie.
"""

import math
from collections.abc import Iterable, Mapping

_BOUND = 30.0
"""Log-odds beyond which a probability no longer changes what is done with it."""

_GROUPS = 10_000
"""Groups of features whose weights are remembered."""

Features = Mapping[str, float]


class Linear:
    """A logistic regression whose features have names.

    Args:
        weights: log-odds by feature, that of "bias" always counted.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = dict(weights)
        self._bias = self._weights.pop("bias", 0.0)
        self._known: dict[tuple[str, ...], tuple[float, ...]] = {}

    def log_odds(self, features: Features) -> float:
        """Return the log-odds of what has these features; unknown ones count for nothing."""
        return self._bias + weigh(self._weights, features)

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
