"""No post stands beside another that looks the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates


@dataclass(frozen=True)
class NearDuplicateRule:
    """Allow one post of each group of near-duplicates a feed; posts that are alone are not counted.

    Parameters
    ----------
    hard
        Whether a feed rather ends early than breaks the rule.
    """

    hard: bool = True
    name: str = "near-duplicate in this feed"

    def __call__(self, slate: Candidates, pool: Candidates) -> NDArray[np.bool_]:
        """Bar the groups of which the slate has a post."""
        groups = slate["duplicate_group"] if len(slate) else np.empty(0, np.int64)
        return ~np.isin(pool["duplicate_group"], groups[groups >= 0])
