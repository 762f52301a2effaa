"""Fitting of the small models, scikit-learn's, and their records as the pipeline reads them."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression


def fit_forest(
    rows: np.ndarray,
    right: np.ndarray,
    names: Sequence[str],
    *,
    weights: np.ndarray | None = None,
    trees: int = 150,
    leaves: int = 12,
    rate: float = 0.08,
    smallest: int = 20,
    ridge: float = 3.0,
    rising: Collection[str] = (),
    falling: Collection[str] = (),
) -> dict[str, Any]:
    """Fit boosted trees and return the record that `geo.language.forest.Forest` reads.

    More of a feature in `rising` can only speak for, more of one in `falling` only against.
    """
    slopes = [int(name in rising) - int(name in falling) for name in names]
    model = HistGradientBoostingClassifier(
        max_iter=trees, max_leaf_nodes=leaves, learning_rate=rate, min_samples_leaf=smallest, l2_regularization=ridge,
        early_stopping=False, random_state=0, max_depth=6, monotonic_cst=slopes,
    )  # fmt: skip
    model.fit(rows, right, sample_weight=weights)
    grown, depth = [], 1
    for (predictor,) in model._predictors:
        nodes = predictor.nodes
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(len(nodes))
        depth = max(depth, int(nodes["depth"].max()))
        grown.append(
            {
                "feature": np.where(leaf, 0, nodes["feature_idx"]).tolist(),
                "threshold": [
                    0.0 if end else float(f"{t:.6g}") for t, end in zip(nodes["num_threshold"], leaf, strict=True)
                ],
                "left": np.where(leaf, own, nodes["left"]).tolist(),
                "right": np.where(leaf, own, nodes["right"]).tolist(),
                "value": [float(f"{v:.5g}") if end else 0.0 for v, end in zip(nodes["value"], leaf, strict=True)],
            }
        )
    base = float(np.ravel(model._baseline_prediction)[0])
    return {"features": list(names), "base": base, "depth": depth, "trees": grown}


def fit_words(
    words: Sequence[Sequence[str]], right: np.ndarray, *, least: int = 3, strength: float = 0.3
) -> dict[str, Any]:
    """Fit a logistic regression over words in places seen `least` times or more; return the record of a `Linear`."""
    counts = Counter(word for row in words for word in row)
    kept = [{word: 1.0 for word in row if counts[word] >= least} for row in words]
    vectors = DictVectorizer()
    model = LogisticRegression(C=strength, max_iter=300).fit(vectors.fit_transform(kept), right)
    weights = dict(zip(vectors.feature_names_, model.coef_[0], strict=True))
    return {
        "bias": round(float(model.intercept_[0]), 4),
        "weights": {word: round(float(weight), 3) for word, weight in sorted(weights.items()) if abs(weight) >= 0.02},
    }


def fit_curve(raw: np.ndarray, right: np.ndarray, bins: int = 20) -> list[list[float]]:
    """Return a rising calibration curve of raw probabilities as (raw, calibrated) points.

    It is an isotonic regression over bins of equally many cases, which a single lucky case at an end can't bend.
    """
    order = np.argsort(raw, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    at = np.array([raw[part].mean() for part in parts])
    share = np.array([(right[part].sum() + 0.5) / (len(part) + 1) for part in parts])
    smooth = IsotonicRegression().fit_transform(at, share)
    points = [(0.0, 0.0), *zip(at.tolist(), smooth.tolist(), strict=True), (1.0, max(0.99, float(smooth[-1])))]
    return [[round(x, 4), round(y, 4)] for x, y in points]
