"""How varied a list is, and whether its topics are in the proportions of the person's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.fusion import SpaceVectors, fused_similarity
from ranking.candidates import Rows
from ranking.evaluation.metrics import PerPerson

_SMOOTHING: Final = 0.01
"""Alpha of Steck: a topic that the list lacks takes this share of the person's."""


def intra_list_diversity(lists: Rows, snapshot: Snapshot) -> PerPerson:
    """Average over all pairs of a list how unlike they are: 1 less the cosine, averaged over the spaces both have.

    After Ziegler et al. ("Improving recommendation lists through topic diversification", WWW 2005), by what the posts
    say and show.

    Parameters
    ----------
    lists
        ``(n, k) int64`` rows, -1 from where a list ends.

    Returns
    -------
    numpy.ndarray
        ``(n,) float64``, 0 (all the same) to 2; NaN where a list has fewer than two posts.
    """
    placed, at = np.unique(lists[lists >= 0], return_inverse=True)
    vectors = {
        name: SpaceVectors(snapshot.vectors(name, placed), snapshot.present(name)[placed]) for name in snapshot.spaces
    }
    numbered = np.full(lists.shape, -1, np.int64)
    numbered[lists >= 0] = at
    return np.array([_unlikeness(own[own >= 0], vectors) for own in numbered])


def _unlikeness(own: Rows, vectors: Mapping[str, SpaceVectors]) -> float:
    if len(own) < 2:
        return float("nan")
    mine = {name: space.take(own) for name, space in vectors.items()}
    return float(1.0 - fused_similarity(mine, mine)[np.triu_indices(len(own), 1)].mean())


def topic_shares(topic: NDArray[np.int64], weights: NDArray[np.float32], n_topics: int) -> NDArray[np.float64]:
    """Add up weights by topic, ``(n_topics,) float64`` with sum 1; all 0 where no post has a topic.

    Parameters
    ----------
    topic
        ``(m,)``; -1 where a post has none, which leaves it out.
    weights
        ``(m,)``; those that are not above 0 are left out.
    """
    counted = (topic >= 0) & (weights > 0)
    total = np.bincount(topic[counted], weights[counted], minlength=n_topics).astype(np.float64)
    return np.asarray(total / total.sum() if total.sum() > 0 else total, np.float64)


def topic_miscalibration(own: NDArray[np.float64], shown: NDArray[np.float64]) -> float:
    """Measure how far the topics of a list are from the person's own, in nats.

    The divergence ``KL(own || 0.99 shown + 0.01 own)`` of Steck ("Calibrated recommendations", RecSys 2018).

    Parameters
    ----------
    own, shown
        ``(n_topics,)`` shares with sum 1, of the person's past and of the list.

    Returns
    -------
    float
        0 where the proportions are the same, to ``log(100)``; NaN where either side has no topic at all.
    """
    if not (own.any() and shown.any()):
        return float("nan")
    some = own > 0
    blurred = (1.0 - _SMOOTHING) * shown[some] + _SMOOTHING * own[some]
    return float((own[some] * np.log(own[some] / blurred)).sum())
