"""How alike posts are in what they say and show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.catalog import Catalog
from ranking.closeness import Chance


@dataclass(frozen=True)
class Likeness:
    """Compare any post of a set with all of them, averaged over the spaces that both have.

    Cosines are counted above chance (:mod:`ranking.closeness`), so that a picture, whose space lies
    closer together, makes no post likelier to be alike.
    """

    vectors: Sequence[NDArray[np.float32]]
    present: NDArray[np.float32]
    chance: Chance

    @classmethod
    def of(cls, catalog: Catalog, rows: Rows, spaces: Sequence[str]) -> Likeness:
        """Gather the vectors of n posts."""
        vectors = [catalog.snapshot.vectors(space, rows) for space in spaces]
        present = np.array([found.any(axis=1) for found in vectors], np.float32)
        chances = [catalog.pair_chance(space) for space in spaces]
        mean, unit = (np.array([getattr(one, name) for one in chances])[:, None] for name in ("mean", "unit"))
        return cls(vectors, present, Chance(mean, unit))

    def to(self, at: int) -> NDArray[np.float32]:
        """Give 0 (no more than chance) to 1 (the same) for all posts against the one at ``at``, ``(n,) float32``."""
        cosines = np.empty(self.present.shape, np.float32)
        for vectors, row in zip(self.vectors, cosines, strict=True):
            np.dot(vectors, vectors[at], out=row)
        both = self.present * self.present[:, at : at + 1]
        close = self.chance.closeness(cosines) * both
        return np.asarray(np.add.reduce(close) / np.maximum(np.add.reduce(both), 1.0), np.float32)


def likeness_between(catalog: Catalog, rows: Rows, others: Rows, spaces: Sequence[str]) -> NDArray[np.float32]:
    """Compare n posts with m others, ``(n, m) float32``, 0 to 1, over the spaces that both have."""
    total, shared = np.zeros((2, len(rows), len(others)), np.float32)
    for space in spaces:
        own, theirs = catalog.snapshot.vectors(space, rows), catalog.snapshot.vectors(space, others)
        both = np.outer(own.any(axis=1), theirs.any(axis=1))
        total += both * catalog.pair_chance(space).closeness(own @ theirs.T)
        shared += both
    return np.asarray(total / np.maximum(shared, 1.0), np.float32)
