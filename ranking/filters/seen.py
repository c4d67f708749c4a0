"""Posts that the person has reacted to, or was shown."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class SeenFilter:
    """Drop what the person has seen already."""

    name: str = "seen"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is not in ``person.seen``."""
        return ~np.isin(candidates.rows, query.person.seen)
