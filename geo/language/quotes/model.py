"""The linear models of the quotes: which candidate speaks, and whether a stretch between marks is a quotation."""

import json
from collections.abc import Iterable
from functools import cache

from geo.language.linear import logistic, weigh_names
from geo.paths import DATA

WEIGHTS = DATA / "weights" / "quotes.json"


class LinearModel:
    """Weights by feature name; a feature without a weight counts nothing."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.weights = weights

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the features' weights."""
        return weigh_names(self.weights, features)

    def probability(self, features: Iterable[str]) -> float:
        """Return the score as a probability between 0 and 1."""
        return logistic(self.score(features))


@cache
def models() -> tuple[LinearModel, LinearModel]:
    """Return the models of the speaker and of the quotation, read on the first call."""
    weights = json.loads(WEIGHTS.read_text("utf-8"))
    return LinearModel(weights["speaker"]), LinearModel(weights["quotation"])
