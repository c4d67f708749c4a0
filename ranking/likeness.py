"""How alike posts are in what they say and show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

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

    Parameters
    ----------
    vectors
        Of each of s spaces ``(n, d) float32``; zeros where a post has none.
    present
        ``(s, n) bool``, which posts have one.
    chance
        What random posts give in each space, ``(s, 1) float32``.
    """

    vectors: Sequence[NDArray[np.float32]]
    present: NDArray[np.bool_]
    chance: Chance
    _shares: dict[tuple[bool, ...], NDArray[np.float32]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, catalog: Catalog, rows: Rows, spaces: Sequence[str]) -> Likeness:
        """Gather the vectors of n posts."""
        vectors = [catalog.snapshot.vectors(space, rows) for space in spaces]
        present = np.stack([catalog.snapshot.present(space)[rows] for space in spaces])
        chances = [catalog.pair_chance(space) for space in spaces]
        mean, unit = (np.array([getattr(one, name) for one in chances])[:, None] for name in ("mean", "unit"))
        return cls(vectors, present, Chance(mean, unit))

    def to(self, at: int) -> NDArray[np.float32]:
        """Give 0 (no more than chance) to 1 (the same) for all posts against the one at ``at``, ``(n,) float32``."""
        cosines = np.empty(self.present.shape, np.float32)
        for vectors, row in zip(self.vectors, cosines, strict=True):
            np.dot(vectors, vectors[at], out=row)
        close = self.chance.closeness(cosines) * self._shares_beside(tuple(self.present[:, at].tolist()))
        return np.asarray(np.add.reduce(close), np.float32)

    def _shares_beside(self, has: tuple[bool, ...]) -> NDArray[np.float32]:
        """Say what each space counts beside a post that has these, ``(s, n) float32``: those that both have alike."""
        if has not in self._shares:
            both = np.asarray(self.present & np.array(has)[:, None], np.float32)
            self._shares[has] = both / np.maximum(both.sum(axis=0), 1.0)
        return self._shares[has]


def likeness_between(catalog: Catalog, rows: Rows, others: Rows, spaces: Sequence[str]) -> NDArray[np.float32]:
    """Compare n posts with m others, ``(n, m) float32``, 0 to 1, over the spaces that both have."""
    total, shared = np.zeros((2, len(rows), len(others)), np.float32)
    for space in spaces:
        own, theirs = catalog.snapshot.vectors(space, rows), catalog.snapshot.vectors(space, others)
        both = np.outer(own.any(axis=1), theirs.any(axis=1))
        total += both * catalog.pair_chance(space).closeness(own @ theirs.T)
        shared += both
    return np.asarray(total / np.maximum(shared, 1.0), np.float32)
