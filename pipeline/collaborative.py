"""Learn which posts the same people engage with, and in which order: a sparse matrix from post to post.

The form is EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019): a ridge regression from the
posts of a person to the posts they like, with the diagonal held at 0, solved in closed form. Three things differ:

- Two posts count together by how near together the person acted on them. People act in runs.
- What was liked later counts more for what came before than the other way round, so the matrix is not symmetric.
- Clues and targets differ: what a person merely took notice of is a weaker clue and no target.

``docs/quality.md`` says what each brings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.co_acts import LEAST_PEOPLE, Acts, CoActs, count_co_acts
from pipeline.engagement import Rows, Weights
from pipeline.errors import BadInput
from pipeline.neighbours import Neighbours

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_SHRINKAGE: Final = 10.0
_CLUE_POWER: Final = 0.3
_AS_SOLVED: Final = 0.05
"""Normalised counts are about so many times larger than solved weights."""


@dataclass(frozen=True)
class Together:
    """Learn what goes together.

    Parameters
    ----------
    ridge
        The strength of the ridge, above 0: the more, the less few people can say.
    strongest
        How many neighbours a post keeps, those with the largest weights by magnitude.
    dense_most
        So many of the posts that most people acted on are solved together, 1 or more; memory grows by the square of it
        and time by the cube. The weights of all other pairs are normalised counts.
    most_acts
        So many acts of each person count, the newest, which bounds what one person can do.

    Raises
    ------
    BadInput
        If a setting is out of range.
    """

    ridge: float = 100.0
    strongest: int = 200
    dense_most: int = 8_000
    most_acts: int = 1_000

    def __post_init__(self) -> None:
        if not self.ridge > 0:
            raise BadInput(f"ridge is {self.ridge}", expected="above 0", remedy="100 suits most data")
        for name in ("strongest", "dense_most", "most_acts"):
            if getattr(self, name) < 1:
                raise BadInput(f"{name} is {getattr(self, name)}", expected="1 or more", remedy="Leave it out")

    def learn(self, history: pa.Table, n_posts: int) -> Neighbours:
        """Learn the matrix from what people did.

        Parameters
        ----------
        history
            With the columns ``rows``, ``weights`` and ``times``, one row a person, newest first, as
            :func:`pipeline.engagement.history` gives it.
        n_posts
            How many posts there are.

        Returns
        -------
        Neighbours
            ``weights[i, j]`` is what having acted on i says for j; a post that fewer than two people acted on has none.
        """
        acts = Acts.of(history, self.most_acts)
        active = _most_acted_on(acts, n_posts)
        if not len(active):
            return Neighbours.empty(n_posts)
        place = np.full(n_posts, -1, np.int64)
        place[active] = np.arange(len(active))
        found = count_co_acts(acts.among(place), len(active), self.dense_most)
        return _neighbours(self._weights(found), active, n_posts, self.strongest)

    def _weights(self, found: CoActs) -> csr_array:
        """Give a weight to each pair of posts that enough people acted on, ``(n, n)``."""
        from scipy.sparse import coo_array

        pairs = found.people.tocoo()
        enough = pairs.data >= LEAST_PEOPLE
        clue, target = pairs.row[enough], pairs.col[enough]
        weights = _normalised(found, clue, target, found.likes.data[enough])
        dense = (clue < self.dense_most) & (target < self.dense_most)
        weights[dense] = _solve(found, self.ridge, self.dense_most)[clue[dense], target[dense]]
        return coo_array((weights, (clue, target)), shape=found.people.shape).tocsr()


def learn_together(history: pa.Table, n_posts: int) -> Neighbours:
    """Learn which posts go together, with the settings that were measured; see :meth:`Together.learn`."""
    return Together().learn(history, n_posts)


def _most_acted_on(acts: Acts, n_posts: int) -> Rows:
    """Find the posts that enough people acted on, most people first, ties by row."""
    people = np.bincount(acts.rows, minlength=n_posts)
    order = np.argsort(-people, kind="stable")
    return order[: int((people >= LEAST_PEOPLE).sum())].astype(np.int64)


def _solve(found: CoActs, ridge: float, most: int) -> NDArray[np.float32]:
    """Solve the ridge regression with a diagonal of 0 for the first ``most`` posts, ``(m, m) float32``.

    With P the inverse of ``clues + ridge`` and B = P ``likes``, Lagrange's multipliers for the diagonal give
    ``B[i, j] - P[i, j] * B[j, j] / P[j, j]``; with ``likes`` equal to ``clues`` that is EASE.
    """
    from scipy.linalg import lapack

    gram = found.clues[:most, :most].toarray(order="F")
    np.fill_diagonal(gram, found.own[:most] + ridge)
    factor, failed = lapack.spotrf(gram, lower=1, overwrite_a=1)
    assert not failed, "the matrix of clues is positive semi-definite, so with the ridge it has a factor"
    inverse, _ = lapack.spotri(factor, lower=1, overwrite_c=1)
    inverse = np.tril(inverse) + np.tril(inverse, -1).T
    solved = np.asarray((found.likes[:most, :most].T @ inverse).T)
    solved -= inverse * (np.diag(solved) / np.diag(inverse))
    return np.asarray(solved, np.float32)


def _normalised(
    found: CoActs, clue: NDArray[np.int32], target: NDArray[np.int32], likes: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Divide counts by how often each of the two is acted on, shrunk towards 0 where that is rare, as a cosine does."""
    own: Weights = found.own + _SHRINKAGE
    return (_AS_SOLVED * likes / (own[clue] ** _CLUE_POWER * own[target] ** (1.0 - _CLUE_POWER))).astype(np.float32)


def _neighbours(weights: csr_array, active: Rows, n_posts: int, strongest: int) -> Neighbours:
    """Keep the strongest weights of each row, and give posts their rows in the catalogue again."""
    pairs = weights.tocoo()
    clue, target = active[pairs.row], active[pairs.col]
    order = np.lexsort((target, -np.abs(pairs.data), clue))
    clue, target, values = clue[order], target[order], pairs.data[order]
    starts = np.searchsorted(clue, np.arange(n_posts + 1))
    kept = np.arange(len(clue)) - starts[clue] < strongest
    indptr = np.searchsorted(clue[kept], np.arange(n_posts + 1)).astype(np.int64)
    return Neighbours(indptr, target[kept].astype(np.int32), values[kept].astype(np.float32))
