"""What everybody's reactions together say of each candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ranking.candidates import Candidates, Column
from ranking.request import Query

SCALE: Final = 10.0


@dataclass(frozen=True)
class CollaborativeHydrator:
    """Add ``collaborative (n,) float32``: what the person's history says for each candidate, 0 where it says nothing.

    The sum of the history's votes (``pipeline/collaborative.py``), divided by the Euclidean length of the history's
    weights: whoever has done much is comparable with whoever has done little. Ten times that is a half or so for the
    best post of a person among films. It may be below 0, and does not depend on which other candidates there are.

    Parameters
    ----------
    matrix
        The name of a matrix of the snapshot.
    """

    matrix: str = "together"

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Add up the votes."""
        recalled = query.recalled
        if not len(recalled):
            return {"collaborative": np.zeros(len(candidates), np.float32)}
        totals = query.votes(self.matrix).totals
        return {"collaborative": (totals[candidates.rows] * (SCALE / max(recalled.length, 1e-9))).astype(np.float32)}


@dataclass(frozen=True)
class NearbyHydrator:
    """Add ``nearby (n,) float32``: which share of the people of like tastes liked each candidate of late, 0 to 1.

    People count by their nearness, and what they liked by how lately (``ranking/crowd.py``), so 1 is out of reach.
    """

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Ask the crowd."""
        column = np.zeros(len(candidates), np.float32)
        if len(query.recalled) and len(query.nearby.posts):
            posts, values = query.nearby.posts, query.nearby.values
            at = np.minimum(np.searchsorted(posts, candidates.rows), len(posts) - 1)
            column = np.where(posts[at] == candidates.rows, values[at], column)
        return {"nearby": column}
