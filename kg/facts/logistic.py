"""The logistic model behind confidences: weights by named feature, a probability, and the fit from examples."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import minimize

#: The weight decay of a fit: with some thousand examples and some hundred of them right, less follows single articles.
DECAY = 4.0


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability (0 to 1) of these features under ``weights``; a feature without a weight counts nothing."""
    total = sum(weights.get(k, 0.0) * v for k, v in sorted(found.items()))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def fit(
    examples: Iterable[tuple[Mapping[str, float], bool]],
    decay: float = DECAY,
    prior: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Weights that make the examples (features, right or wrong) likeliest; a bias is not decayed.

    A weight decays toward its value in ``prior`` (0 without one), from which only evidence moves it.

    Deterministic: the features are ordered by name and the optimum of the convex problem is unique.
    """
    rows = list(examples)
    names = sorted({k for f, _ in rows for k in f})
    x = np.zeros((len(rows), len(names)))
    column = {n: j for j, n in enumerate(names)}
    for i, (f, _) in enumerate(rows):
        for k, v in f.items():
            x[i, column[k]] = v
    y = np.array([1.0 if yes else -1.0 for _, yes in rows])
    penalty = np.array([0.0 if n.startswith("bias") else decay for n in names])
    start = np.array([(prior or {}).get(n, 0.0) for n in names])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = y * (x @ w)
        value = float(np.logaddexp(0, -margin).sum() + 0.5 * (penalty * (w - start) ** 2).sum())
        slope = -(x.T @ (y / (1 + np.exp(margin)))) + penalty * (w - start)
        return value, slope

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {n: round(float(w), 3) for n, w in zip(names, best.x, strict=True)}
