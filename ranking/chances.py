"""What chance is in a snapshot, learned from some of its posts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from ranking.closeness import Chance

SAMPLE: Final = 1_024
"""So many posts tell what chance is."""


@dataclass(frozen=True)
class Chances:
    """What cosines random posts of a snapshot have, space by space; read when first asked for, and kept."""

    snapshot: Snapshot
    _samples: dict[str, NDArray[np.float32]] = field(default_factory=dict, init=False, compare=False, repr=False)
    _pairs: dict[str, Chance] = field(default_factory=dict, init=False, compare=False, repr=False)
    _known_moments: dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def of(self, space: str, vectors: NDArray[np.float32]) -> Chance:
        """Learn what cosine random posts have with each of the vectors ``(m, d)``."""
        if not len(self._sample(space)):
            return Chance.of(np.empty((0, len(vectors)), np.float32))
        mean, spread = self._moments(space)
        variance = np.einsum("ij,ij->i", vectors @ spread, vectors)
        return Chance.spread(vectors @ mean, np.sqrt(np.maximum(variance, 0.0)))

    def of_pairs(self, space: str) -> Chance:
        """Learn what cosine two random posts have."""
        if space not in self._pairs:
            sample = self._sample(space)
            self._pairs[space] = Chance.of((sample @ sample.T)[np.triu_indices(len(sample), k=1)])
        return self._pairs[space]

    def _moments(self, space: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Give the mean ``(d,)`` and the covariance ``(d, d)`` of posts' vectors: all that chance rests on."""
        if space not in self._known_moments:
            sample = self._sample(space).astype(np.float64)
            mean = sample.mean(axis=0)
            off = sample - mean
            spread = off.T @ off / len(sample)
            self._known_moments[space] = (mean.astype(np.float32), spread.astype(np.float32))
        return self._known_moments[space]

    def _sample(self, space: str) -> NDArray[np.float32]:
        """Give the vectors of posts drawn once a snapshot, so that the same snapshot always has the same chance."""
        if space not in self._samples:
            rows = np.flatnonzero(self.snapshot.present(space)).astype(np.int64)
            drawn = np.random.default_rng(0).choice(rows, min(SAMPLE, len(rows)), replace=False)
            self._samples[space] = self.snapshot.vectors(space, np.sort(drawn))
        return self._samples[space]
