"""Who gets the places: novelty, the long tail, new authors, coverage and concentration.

``lists`` is ``(n, k) int64`` rows, -1 from where a list ends; a list without any post has no figure (NaN).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.evaluation.metrics import PerPerson

HEAD, MIDDLE, TAIL, NOBODY_YET = range(4)
BANDS: Final = ("head", "middle", "tail", "nobody yet")
"""Posts by popularity: those that together have half of all engagements, those up to 80 %, the rest, and those that
nobody has engaged with."""

_HEAD_SHARE: Final = 0.5
_TAIL_FROM: Final = 0.8

Counts = NDArray[np.int64]


def popularity_bands(engaged_people: Counts) -> NDArray[np.int8]:
    """Put each post into one of ``BANDS``, ``(n_posts,) int8``."""
    order = np.argsort(-engaged_people, kind="stable")
    total = max(int(engaged_people.sum()), 1)
    before = (np.cumsum(engaged_people[order]) - engaged_people[order]) / total
    bands = np.empty(len(order), np.int8)
    bands[order] = np.where(before < _HEAD_SHARE, HEAD, np.where(before < _TAIL_FROM, MIDDLE, TAIL))
    bands[engaged_people == 0] = NOBODY_YET
    return bands


def novelty(lists: Rows, engaged_people: Counts, n_people: int) -> PerPerson:
    """Average how many bits of surprise a place holds: ``-log2`` of the share of people who know the post.

    The mean self-information of Zhou et al. ("Solving the apparent diversity-accuracy dilemma of recommender systems",
    PNAS 2010). One is added to both counts, so a post that nobody knows has ``log2(n_people + 1)`` bits.
    """
    bits = np.log2(n_people + 1.0) - np.log2(engaged_people + 1.0)
    return mean_of_places(lists, bits)


def mean_of_places(lists: Rows, values: NDArray[np.generic]) -> PerPerson:
    """Average a number a post over the places of each list, ``(n,) float64``.

    Parameters
    ----------
    values
        ``(n_posts,)``; with booleans the mean is the share of places for which they hold.
    """
    placed = lists >= 0
    total = np.where(placed, np.asarray(values, np.float64)[lists], 0.0).sum(axis=1)
    count = placed.sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def coverage(lists: Rows, available: NDArray[np.bool_]) -> float:
    """Count which share of the posts that could be shown is in at least one list; it grows with the number of lists."""
    return float(len(np.unique(lists[lists >= 0])) / max(int(available.sum()), 1))


def gini(lists: Rows, available: NDArray[np.bool_]) -> float:
    """Measure how unequally the places go to the posts that could be shown.

    Returns
    -------
    float
        0 where each has as many, towards 1 where one has them all. With fewer places than posts it cannot be near 0,
        so compare systems that filled as many.
    """
    counts = np.sort(np.bincount(lists[lists >= 0], minlength=len(available))[available])
    total = int(counts.sum())
    if total == 0:
        return float("nan")
    ranks = 2 * np.arange(1, len(counts) + 1) - len(counts) - 1
    return float((ranks * counts).sum() / (len(counts) * total))
