"""Posts that were deleted since the snapshot was built."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class DeletedFilter:
    """Drop deleted posts, whatever brought them; :class:`ranking.ranker.FeedRanker` puts it first on every surface."""

    name: str = "deleted"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what nobody deleted."""
        return np.asarray(query.catalog.live[candidates.rows])
