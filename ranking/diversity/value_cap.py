"""Count what a slate holds of each value, and bar a value that has had its share."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray


class ValueCap:
    """Allow ``most`` posts of each value; the value of a post is of no account where it is below 0.

    Parameters
    ----------
    values
        ``(n,) int64``, of each of the pool.
    most
        1 or more.
    """

    def __init__(self, values: NDArray[np.int64], most: int) -> None:
        self.allowed: NDArray[np.bool_] = np.ones(len(values), np.bool_)
        self._values, self._most = values, most
        self._placed: Counter[int] = Counter()

    def place(self, at: int) -> None:
        """Count the post at a position of the pool."""
        value = int(self._values[at])
        self._placed[value] += 1
        if value >= 0 and self._placed[value] >= self._most:
            self.allowed = self.allowed & (self._values != value)
