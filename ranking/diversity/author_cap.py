"""No author takes more than so many places."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates


@dataclass(frozen=True)
class AuthorCap:
    """Allow each author ``most`` posts a feed; posts of unknown authors are not counted.

    Parameters
    ----------
    most
        1 or more.
    hard
        Whether a feed rather ends early than breaks the rule.
    """

    most: int = 2
    hard: bool = True
    name: str = "author cap"

    def __call__(self, slate: Candidates, pool: Candidates) -> NDArray[np.bool_]:
        """Bar the authors that have had their share."""
        if not len(slate):
            return np.ones(len(pool), bool)
        authors, counts = np.unique(slate["author"], return_counts=True)
        full = authors[(counts >= self.most) & (authors >= 0)]
        return ~np.isin(pool["author"], full)
