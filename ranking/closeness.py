"""What a cosine is worth: how far it lies above chance.

Cosines of different models, and of different questions to one model, mean different things: among recipes 0.5 is
chance, between a few words and a photograph 0.3 is as near as it gets. Counted in deviations above what random posts
give, they can be compared and added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

CLOSE_AT: Final = 2.5
"""So many units above chance count as half close; looked at on the sample world, on films and on recipes."""

_LEAST_UNIT: Final = 1e-3

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Chance:
    """What random posts give.

    Parameters
    ----------
    mean
        ``() or (m,) float32``, the cosine to expect.
    unit
        The same shape: its standard deviation, but at most a quarter of the way from the mean to identity, so that the
        same post is close even where a small catalogue holds only a few topics.
    """

    mean: Numbers
    unit: Numbers

    @classmethod
    def of(cls, cosines: NDArray[Any]) -> Chance:
        """Learn it from the cosines of random posts, along the first axis, ``(s,)`` or ``(s, m)``."""
        if not len(cosines):
            return cls(np.zeros(cosines.shape[1:], np.float32), np.ones(cosines.shape[1:], np.float32))
        return cls.spread(cosines.mean(axis=0, dtype=np.float64), cosines.std(axis=0, dtype=np.float64))

    @classmethod
    def spread(cls, mean: NDArray[Any], deviation: NDArray[Any]) -> Chance:
        """Know it from the mean and the standard deviation of the cosines of random posts."""
        unit = np.clip(np.minimum(deviation, (1.0 - mean) / 4.0), _LEAST_UNIT, None)
        return cls(np.asarray(mean, np.float32), np.asarray(unit, np.float32))

    def standing(self, cosines: Numbers) -> Numbers:
        """Count cosines in units above chance; negative below it."""
        return np.asarray((cosines - self.mean) / self.unit, np.float32)

    def closeness(self, cosines: Numbers) -> Numbers:
        """Turn cosines into 0 (no more than chance) to 1 (as good as the same)."""
        return np.asarray(expit(self.standing(cosines) - CLOSE_AT), np.float32)


def expit(values: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Map numbers to 0..1 by the logistic function."""
    # Below -80 it is 0 to the last digit that anything rests on, and the exponential would soon overflow.
    return np.asarray(1.0 / (1.0 + np.exp(-np.maximum(values, -80.0))))
