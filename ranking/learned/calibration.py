"""Predictions as chances.

A network that was fitted to log loss is nearly calibrated on what it has seen, and too sure elsewhere. So its log odds
are put through one line an action (Platt, 1999), fitted on people whom the network has not seen. A line with a slope
above 0 keeps the order of posts; isotonic regression, the other usual way, would tie many of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.closeness import expit
from ranking.learned.network import Numbers

LEAST_SLOPE: Final = 0.05


@dataclass(frozen=True)
class Calibration:
    """Map log odds to chances.

    Parameters
    ----------
    slopes, offsets
        ``(a,) float32`` each; slopes are above 0.
    """

    slopes: Numbers
    offsets: Numbers

    @classmethod
    def fit(cls, log_odds: Numbers, labels: NDArray[np.bool_], weights: Numbers) -> Calibration:
        """Fit a line an action by maximum likelihood.

        Parameters
        ----------
        log_odds
            ``(n, a)``, of people whom the network has not seen.
        labels
            ``(n, a)``.
        weights
            ``(n,)``, how many pairs each row stands for.
        """
        lines = [_line(log_odds[:, at], labels[:, at], weights) for at in range(labels.shape[1])]
        slopes, offsets = np.array(lines, np.float32).reshape(-1, 2).T
        return cls(np.maximum(slopes, np.float32(LEAST_SLOPE)), offsets)

    def chances(self, log_odds: Numbers) -> Numbers:
        """Give ``(n, a) float32``, 0 to 1."""
        return np.asarray(expit(log_odds * self.slopes + self.offsets), np.float32)


def _line(log_odds: Numbers, happened: NDArray[np.bool_], weights: Numbers) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    if not happened.any() or happened.all():
        return 1.0, 0.0
    # Almost no penalty: two numbers from thousands of rows need none, and a penalty would pull the slope to 0.
    line = LogisticRegression(C=1e6, max_iter=200).fit(log_odds[:, None].astype(np.float64), happened, weights)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


@dataclass(frozen=True)
class Reliability:
    """How often an action happened where a chance was predicted, by tenths of the examples.

    Parameters
    ----------
    predicted, happened
        ``(b,) float64``: the mean chance of each bin, and how often it came true.
    share
        ``(b,) float64``: the part of the examples in each bin, adding up to 1.
    """

    predicted: NDArray[np.float64]
    happened: NDArray[np.float64]
    share: NDArray[np.float64]

    @property
    def error(self) -> float:
        """The expected calibration error: the mean distance of both, by the bins' shares (Naeini et al., 2015)."""
        return float(self.share @ np.abs(self.predicted - self.happened))


def reliability(chances: Numbers, happened: NDArray[np.bool_], weights: Numbers, bins: int = 10) -> Reliability:
    """Hold chances against what happened, in bins that stand for equally many pairs, lowest chances first."""
    order = np.argsort(chances, kind="stable")
    mass = np.cumsum(weights[order], dtype=np.float64)
    bin_of = np.minimum((mass / mass[-1] * bins - 1e-9).astype(np.int64), bins - 1)
    share = np.bincount(bin_of, weights[order], bins)
    predicted = np.bincount(bin_of, weights[order] * chances[order], bins)
    true = np.bincount(bin_of, weights[order] * happened[order], bins)
    used = share > 0
    return Reliability(predicted[used] / share[used], true[used] / share[used], share[used] / share.sum())
