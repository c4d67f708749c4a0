"""How alike posts are in what they say and show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.catalog import Catalog


@dataclass(frozen=True)
class Likeness:
    """Compare any post of a set with all of them, averaged over the spaces that both have.

    Cosines are counted above chance (:mod:`ranking.closeness`), so that a picture, whose space lies
    closer together, makes no post likelier to be alike.
    """

    catalog: Catalog
    vectors: Mapping[str, NDArray[np.float32]]
    present: Mapping[str, NDArray[np.bool_]]

    @classmethod
    def of(cls, catalog: Catalog, rows: Rows, spaces: Sequence[str]) -> Likeness:
        """Gather the vectors of n posts."""
        vectors = {space: catalog.snapshot.vectors(space, rows) for space in spaces}
        return cls(catalog, vectors, {space: np.asarray(found.any(axis=1)) for space, found in vectors.items()})

    def to(self, at: int) -> NDArray[np.float32]:
        """Give 0 (no more than chance) to 1 (the same) for all posts against the one at ``at``, ``(n,) float32``."""
        count = len(next(iter(self.vectors.values())))
        total, shared = np.zeros(count, np.float32), np.zeros(count, np.float32)
        for space, vectors in self.vectors.items():
            both = self.present[space]
            if both[at]:
                total += np.where(both, self.catalog.pair_chance(space).closeness(vectors @ vectors[at]), 0.0)
                shared += both
        return np.asarray(total / np.maximum(shared, 1.0), np.float32)
