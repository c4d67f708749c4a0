"""Posts that do not exist yet at the request's time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class NotYetPostedFilter:
    """Drop posts of the future, so that a feed can be asked for as of an earlier time."""

    name: str = "not posted yet"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what was there at ``query.now``."""
        return np.asarray(query.catalog.created_at[candidates.rows] <= query.now.timestamp())
