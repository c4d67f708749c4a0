"""Join what several pictures, or several spaces, say of one post.

Two posts are alike by the weighted mean of their cosines in the spaces that both have, and several pictures of a post
are one vector, their mean. ``python -m benchmarks.fusion`` measured both. Late fusion found posts alike better than
text or picture alone on products and in the sample world, and no worse than text on films; equal weights are what it
came to over the three. The maximum of both spaces is worse. A mean in one space that words and pictures share does
better (on products by 0.03 nDCG@10, where parts are missing by 0.08): only there can a text and a picture be compared.
The index keeps the spaces apart all the same, because other models than the compact pair have no space in common, and
because a reason must name what it rests on. docs/design.md has the figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput

Vectors = NDArray[np.float32]

SPACE_WEIGHTS: Final[Mapping[str, float]] = {"sentence": 0.5, "clip": 0.5}
"""How much each space counts where a post has both; a space that is not named counts 0.5."""

_UNNAMED: Final = 0.5
_TINY: Final = 1e-12


class SpaceVectors(NamedTuple):
    """Vectors of one space.

    Parameters
    ----------
    vectors
        ``(n, d) float32``, unit rows; zeros where there is none.
    present
        ``(n,) bool``.
    """

    vectors: Vectors
    present: NDArray[np.bool_]

    def take(self, rows: NDArray[np.int64]) -> SpaceVectors:
        """Gather rows."""
        return SpaceVectors(self.vectors[rows], self.present[rows])


def mean_vector(vectors: Vectors, weights: NDArray[np.floating] | None = None) -> Vectors:
    """Give the direction of the mean of ``(m, d)`` vectors, ``(d,) float32, unit length``.

    Vectors that cancel out, or none at all, have no direction: the result is zeros then.
    """
    total = vectors.sum(axis=0) if weights is None else np.asarray(weights, np.float32) @ vectors
    length = float(np.linalg.norm(total))
    return np.asarray(total / length if length > _TINY else np.zeros_like(total), np.float32)


def space_weight(space: str, weights: Mapping[str, float] = SPACE_WEIGHTS) -> float:
    """Say how much a space counts."""
    return weights.get(space, _UNNAMED)


def shared_spaces(left: Mapping[str, object], right: Mapping[str, object]) -> list[str]:
    """Name the spaces that both sides have, in order of their names.

    Raises
    ------
    BadInput
        If there is none.
    """
    spaces = sorted(left.keys() & right.keys())
    if not spaces:
        raise BadInput(
            f"one side has the spaces {sorted(left)}, the other {sorted(right)}",
            expected="a space that both have",
            remedy="Encode both with the same model profile",
        )
    return spaces


def fused_similarity(
    left: Mapping[str, SpaceVectors], right: Mapping[str, SpaceVectors], weights: Mapping[str, float] = SPACE_WEIGHTS
) -> Vectors:
    """Compare each left with each right item by the weighted mean of their cosines in the spaces both have.

    Returns
    -------
    numpy.ndarray
        ``(n_left, n_right) float32``, -1 to 1; 0 where they have no space in common.

    Raises
    ------
    BadInput
        If the two sides have no space by the same name.
    """
    spaces = shared_spaces(left, right)
    parts = [(space_weight(space, weights), left[space], right[space]) for space in spaces]
    total = np.add.reduce([w * (a.vectors @ b.vectors.T) * _both(a, b) for w, a, b in parts])
    weight = np.add.reduce([w * _both(a, b) for w, a, b in parts])
    return np.asarray(total / np.maximum(weight, _TINY), np.float32)


def _both(left: SpaceVectors, right: SpaceVectors) -> Vectors:
    return np.outer(left.present, right.present).astype(np.float32)
