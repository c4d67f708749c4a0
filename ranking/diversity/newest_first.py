"""The order of time, for surfaces that must not guess."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates
from ranking.request import Query
from ranking.stages import Selection


@dataclass(frozen=True)
class NewestFirst:
    """Choose the newest candidates, ties by row; the score is shown but decides nothing."""

    def __call__(self, query: Query, candidates: Candidates, k: int) -> Selection:
        """Choose up to ``k``."""
        made = query.catalog.created_at[candidates.rows]
        chosen = np.lexsort((candidates.rows, -made))[:k].astype(np.int64)
        return Selection(chosen, np.zeros(len(chosen), np.float32), ((),) * len(chosen), by_time=True)
