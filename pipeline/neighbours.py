"""Which posts go with which: a sparse matrix from post to post, as three plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Neighbours:
    """Hold for each post the posts that go with it, in compressed sparse rows.

    Parameters
    ----------
    indptr
        ``(n_posts + 1,) int64``: the neighbours of post ``i`` stand at ``indptr[i]`` to ``indptr[i + 1]``.
    indices
        ``(m,) int32``, rows of posts.
    weights
        ``(m,) float32``, how much each goes with it; may be negative.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    weights: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.indptr) - 1

    @classmethod
    def empty(cls, n_posts: int) -> Neighbours:
        """Give posts of which none goes with another."""
        return cls(np.zeros(n_posts + 1, np.int64), np.empty(0, np.int32), np.empty(0, np.float32))

    def of(self, row: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Give the neighbours of one post, and their weights."""
        own = slice(int(self.indptr[row]), int(self.indptr[row + 1]))
        return self.indices[own], self.weights[own]

    def fault(self) -> str | None:
        """Say in words what is wrong with the arrays; None where all fit."""
        if self.indptr.ndim != 1 or not len(self.indptr) or self.indptr[0] != 0 or (np.diff(self.indptr) < 0).any():
            return "row pointers that do not rise from 0"
        if not self.indptr[-1] == len(self.indices) == len(self.weights):
            return f"{len(self.indices)} neighbours and {len(self.weights)} weights for {self.indptr[-1]} places"
        if len(self.indices) and not (self.indices.min() >= 0 and self.indices.max() < len(self)):
            return f"neighbours outside rows 0 to {len(self) - 1}"
        return None if np.isfinite(self.weights).all() else "a weight that is not finite"
