"""How well lists name what people then liked, one number a person.

All take ``hits (n, k) bool``, whether the post at each place of each person's list was liked later (False where the
list ended early), and ``wanted (n,) int64``, how many posts each person liked later, 1 or more; they give
``(n,) float64``, 0 to 1. Lists are drawn from the whole catalogue: among sampled negatives the order of systems can
turn round (Krichene and Rendle, "On sampled metrics for item recommendation", KDD 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows

Hits = NDArray[np.bool_]
PerPerson = NDArray[np.float64]


def find_hits(lists: Rows, targets: Sequence[Rows]) -> Hits:
    """Mark which places hold a post that the person liked later.

    Parameters
    ----------
    lists
        ``(n, k) int64`` rows, best first; -1 from where a list ends.
    targets
        For each of the n people the rows that were liked.

    Returns
    -------
    numpy.ndarray
        ``(n, k) bool``.
    """
    return np.array([np.isin(own, liked) for own, liked in zip(lists, targets, strict=True)]).reshape(lists.shape)


def ndcg(hits: Hits, wanted: Rows) -> PerPerson:
    """Discount each hit by the logarithm of its place, as a share of the best list of k (Järvelin, Kekäläinen 2002)."""
    discounts = 1.0 / np.log2(np.arange(2, hits.shape[1] + 2))
    best = np.cumsum(discounts)[np.minimum(wanted, hits.shape[1]) - 1]
    return np.asarray(hits @ discounts / best, np.float64)


def recall(hits: Hits, wanted: Rows) -> PerPerson:
    """Count which share of what was liked is in the list; a person who liked more than k posts cannot reach 1."""
    return np.asarray(hits.sum(axis=1) / wanted, np.float64)


def precision(hits: Hits, wanted: Rows) -> PerPerson:
    """Count which share of the k places was liked; places that a short list left empty count as misses."""
    del wanted
    return np.asarray(hits.mean(axis=1), np.float64)


def reciprocal_rank(hits: Hits, wanted: Rows) -> PerPerson:
    """Take one over the place of the first hit; 0 where there is none among the k."""
    del wanted
    return np.where(hits.any(axis=1), 1.0 / (hits.argmax(axis=1) + 1.0), 0.0)


def hit_rate(hits: Hits, wanted: Rows) -> PerPerson:
    """Say 1 where there is a hit at all."""
    del wanted
    return np.asarray(hits.any(axis=1), np.float64)


ACCURACY: Final[Mapping[str, Callable[[Hits, Rows], PerPerson]]] = {
    "nDCG": ndcg,
    "recall": recall,
    "precision": precision,
    "MRR": reciprocal_rank,
    "hit rate": hit_rate,
}
