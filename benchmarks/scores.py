"""How good ranked answers are, question by question, and how sure a mean over questions is."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders import Vectors

K: Final = 10
_SEED: Final = 5
_BOOTSTRAPS: Final = 1_000

Relevant = NDArray[np.bool_]
"""Which answers are right for which question, ``(questions, answers)``."""


def ranked(similarity: Vectors) -> NDArray[np.int64]:
    """Rank the ten nearest others of each post, ``(n, 10)``."""
    others = similarity.copy()
    np.fill_diagonal(others, -np.inf)
    first = np.argpartition(-others, K, axis=1)[:, :K]
    order = np.argsort(-np.take_along_axis(others, first, axis=1), axis=1, kind="stable")
    return np.take_along_axis(first, order, axis=1)


def ndcg(answers: NDArray[np.int64], relevant: Relevant) -> NDArray[np.float64]:
    """Compute the normalised discounted gain of the first ten, ``(n,)``, 0 to 1 (Järvelin and Kekäläinen 2002)."""
    discount = 1.0 / np.log2(np.arange(2, K + 2))
    ideal = np.concatenate([[0.0], np.cumsum(discount)])[np.minimum(relevant.sum(axis=1), K)]
    hits = np.take_along_axis(relevant, answers, axis=1)
    return np.asarray((hits * discount[: answers.shape[1]]).sum(axis=1) / np.maximum(ideal, 1e-9), np.float64)


def recall(answers: NDArray[np.int64], relevant: Relevant) -> NDArray[np.float64]:
    """Compute which part of the right ones (of ten, where there are more) is among the first ten, ``(n,)``."""
    hits = np.take_along_axis(relevant, answers, axis=1).sum(axis=1)
    return np.asarray(hits / np.maximum(np.minimum(relevant.sum(axis=1), K), 1), np.float64)


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """Give the bootstrap interval of a mean, 95 %."""
    rng = np.random.default_rng(_SEED)
    means = [values[rng.integers(len(values), size=len(values))].mean() for _ in range(_BOOTSTRAPS)]
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
