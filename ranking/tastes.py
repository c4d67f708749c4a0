"""How much of what a person liked is of one kind."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.request import History

_SECONDS_A_DAY: Final = 86_400.0


def share_by_group(
    history: History, group: NDArray[np.int64], rows: Rows, half_life_days: float
) -> NDArray[np.float32]:
    """Say which part of a person's history is of the same group as each post, by weight.

    What they turned away from is taken off its group, down to 0, and does not count in the whole. Deeds fade from the
    person's last one on, so that nobody fades to nothing.

    Parameters
    ----------
    group
        ``(n_posts,) int64``, the author or the topic of each post, say; posts of -1 are of no group.
    rows
        ``(n,) int64``.
    half_life_days
        A deed that is so much older than the person's last one counts half.

    Returns
    -------
    numpy.ndarray
        ``(n,) float32``, 0 to 1; 0 where the history has nothing of the group.
    """
    if not len(history) or not len(rows):
        return np.zeros(len(rows), np.float32)
    groups, shares = shares_of(history, group, half_life_days)
    at = np.minimum(np.searchsorted(groups, group[rows]), len(groups) - 1)
    return np.where(groups[at] == group[rows], shares[at], 0.0).astype(np.float32)


def shares_of(
    history: History, group: NDArray[np.int64], half_life_days: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Name the groups of a history that is not empty, ascending, and the share of each; -1, which is none, has 0."""
    ages = (history.times.max() - history.times) / _SECONDS_A_DAY
    weights = history.weights * np.exp2(-ages / half_life_days)
    whole = float(weights.clip(min=0.0).sum())
    groups, number = np.unique(group[history.rows], return_inverse=True)
    sums = np.bincount(number, weights).clip(min=0.0) * (groups >= 0)
    return groups, sums / max(whole, 1e-9)
