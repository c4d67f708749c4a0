"""How close each candidate is to what the person cares about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Column
from ranking.request import Interest, Query

BEST_SHARE: Final = 0.6
"""The nearest interest counts for so much; the rest is the mean over all interests by their weights."""


@dataclass(frozen=True)
class AffinityHydrator:
    """Compare each candidate's content with the person's interests, in every space.

    Adds ``affinity_<space> (n,) float32``, 0 to 1, and ``dislike (n,) float32``, 0 to 1, the closeness to what the
    person has turned away from. A post without a picture, say, has affinity 0 in the pictures' space.
    """

    spaces: tuple[str, ...] = ("sentence", "clip")

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give the affinity of each space, and the dislike."""
        unwanted = [interest for interest in query.person.interests if interest.kind == "negative"]
        columns: dict[str, Column] = {}
        dislike = np.zeros(len(candidates), np.float32)
        for space in self.spaces:
            vectors = query.catalog.snapshot.vectors(space, candidates.rows)
            columns[f"affinity_{space}"] = _affinity(query, space, vectors, query.person.wanted)
            dislike = np.maximum(dislike, _affinity(query, space, vectors, unwanted))
        return {**columns, "dislike": dislike}


def _affinity(
    query: Query, space: str, vectors: NDArray[np.float32], interests: Sequence[Interest]
) -> NDArray[np.float32]:
    known = [interest for interest in interests if space in interest.vectors]
    if not known or not len(vectors):
        return np.zeros(len(vectors), np.float32)
    centres = np.stack([interest.vectors[space] for interest in known])
    close = query.catalog.chance(space, centres).closeness(vectors @ centres.T)
    weights = np.array([interest.weight for interest in known], np.float32)
    mean = close @ (weights / max(float(weights.sum()), 1e-9))
    affinity = BEST_SHARE * close.max(axis=1) + (1 - BEST_SHARE) * mean
    return np.where(vectors.any(axis=1), affinity, 0.0).astype(np.float32)
