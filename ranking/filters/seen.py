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


@dataclass(frozen=True)
class SeenAlikeFilter:
    """Drop near-duplicates of what the person has seen already."""

    name: str = "near-duplicate of a post seen"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is in no group of a post in ``person.seen``."""
        group = query.catalog.duplicate_group
        seen = group[query.person.seen]
        return ~np.isin(group[candidates.rows], seen[seen >= 0])
