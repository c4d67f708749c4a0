"""What a person's past says of what they want next: how much each act counts, and how it fades.

Learning what goes with what (``pipeline/collaborative.py``) and asking it (``ranking/recollection.py``) weigh a
history in the same way, by the functions here.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.engagement import Rows, Weights

AVERSION: Final = -0.3
"""What a post counts that the person turned away from: a little against what goes with it."""

AVERSE_FROM: Final = -1.0
"""From this net weight down, half a hide, a post was turned away from; two stars below one's mean are as much."""

_INDIFFERENT: Final = 0.6
_FAINTEST: Final = 0.2

HALF_LIFE_MOMENTS: Final = 4.0
"""After so many later moments of the person's own an act counts half; people act in runs, whatever the clock says."""

LASTING: Final = 0.1
"""What never fades: old tastes are tastes."""


def attention(weights: NDArray[np.floating]) -> Weights:
    """Say how much each act counts as a clue, ``(n,) float64``: 1 for a like, 0.6 for neither, below 0 for an aversion.

    Who gave a film three stars chose to see it, and so says more of what they will see than who did nothing.

    Parameters
    ----------
    weights
        ``(n,)``, net weights as :func:`pipeline.engagement.by_pair` gives them.
    """
    weights = weights.astype(np.float64)
    return np.where(weights <= AVERSE_FROM, AVERSION, np.clip(_INDIFFERENT + weights, _FAINTEST, 1.0))


def moments(people: Rows, times: NDArray[np.number]) -> Rows:
    """Count how many moments of the same person came after each act, ``(n,) int64``; acts of one time share a moment.

    Parameters
    ----------
    people
        ``(n,) int64``, ordered.
    times
        ``(n,)``, newest first for each person.
    """
    if not len(people):
        return np.empty(0, np.int64)
    begins = np.r_[True, people[1:] != people[:-1]]
    changes = np.cumsum(begins | np.r_[True, times[1:] != times[:-1]])
    return changes - np.maximum.accumulate(np.where(begins, changes, 0))


def recollection(weights: NDArray[np.floating], times: NDArray[np.number]) -> Weights:
    """Weigh one person's history as a question, ``(m,) float64``: attention, faded by their own later moments.

    Parameters
    ----------
    weights
        ``(m,)``, net weights.
    times
        ``(m,)``, newest first.
    """
    later = moments(np.zeros(len(times), np.int64), times)
    return attention(weights) * (LASTING + (1.0 - LASTING) * np.exp2(-later / HALF_LIFE_MOMENTS))
