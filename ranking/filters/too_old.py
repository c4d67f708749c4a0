"""Posts that are older than the surface, or the request, wants them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.request import Query

_DAY_SECONDS: Final = 86_400.0


@dataclass(frozen=True)
class TooOldFilter:
    """Drop posts over an age; the stricter of the surface's limit and ``request.max_age_days`` counts.

    Parameters
    ----------
    max_age_days
        How old a post may be; None for any age, which suits a catalogue of films as well as one of news.
    """

    max_age_days: float | None = None
    name: str = "too old"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is not older than that at ``query.now``."""
        limits = [days for days in (self.max_age_days, query.request.max_age_days) if days is not None]
        if not limits:
            return np.ones(len(candidates), bool)
        oldest = query.now.timestamp() - min(limits) * _DAY_SECONDS
        return np.asarray(query.catalog.created_at[candidates.rows] >= oldest)
