"""A term that is one column times one weight."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class WeightedColumn:
    """Score by a column that a hydrator made.

    Parameters
    ----------
    column
        A column with values of 0 to 1.
    weight
        What a full 1 is worth; negative to push down.
    """

    name: str
    column: str
    weight: float

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.float32]:
        """Give ``weight * column``, ``(n,) float32``."""
        del query
        return np.asarray(candidates[self.column] * np.float32(self.weight), np.float32)
