"""Measure retrieval and zero-shot classification; used by the recipe, by the tests and by ``benchmarks/clip.py``."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders.base import Vectors

CUTOFFS = (1, 5, 10)


def recall(queries: Vectors, items: Vectors, relevant: NDArray[np.bool_]) -> dict[str, float]:
    """Compute the share of queries with a relevant item among the nearest 1, 5 and 10.

    Parameters
    ----------
    relevant
        ``(n_queries, n_items)``.
    """
    ranks = best_ranks(queries @ items.T, relevant)
    return {f"R@{k}": float((ranks < k).mean()) for k in CUTOFFS}


def best_ranks(scores: NDArray[np.float32], relevant: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Rank the best relevant item of each query, ``(n_queries,)``, from 0; ties count against it."""
    best = np.where(relevant, scores, -np.inf).max(axis=1, keepdims=True)
    ranks: NDArray[np.int64] = ((scores >= best) & ~relevant).sum(axis=1)
    return ranks


def chance(relevant: NDArray[np.bool_]) -> dict[str, float]:
    """Compute what a random order would reach: the hypergeometric chance of a relevant item among the first k."""
    n_items = relevant.shape[1]
    found = {}
    for k in CUTOFFS:
        missed = np.ones(len(relevant))
        for position in range(min(k, n_items)):
            missed *= np.clip(n_items - position - relevant.sum(axis=1), 0, None) / (n_items - position)
        found[f"R@{k}"] = float(1 - missed.mean())
    return found


def zero_shot(pictures: Vectors, classes: Vectors, truth: Sequence[int]) -> float:
    """Compute the share of pictures whose nearest class is the true one."""
    return float(((pictures @ classes.T).argmax(axis=1) == np.asarray(truth)).mean())


def retrieval(pictures: Vectors, texts: Vectors, picture_of: Sequence[int]) -> dict[str, dict[str, float]]:
    """Measure both directions of retrieval, with what chance would reach.

    Parameters
    ----------
    pictures, texts
        ``(n, d)`` and ``(m, d)``, unit rows.
    picture_of
        The row of each text's picture, ``(m,)``.

    Returns
    -------
    dict
        ``text to picture``, ``picture to text`` and, for each, ``..., chance``: ``{"R@1": ..., "R@5": ...}``.
    """
    relevant = np.zeros((len(texts), len(pictures)), np.bool_)
    relevant[np.arange(len(texts)), np.asarray(picture_of)] = True
    return {
        "text to picture": recall(texts, pictures, relevant),
        "text to picture, chance": chance(relevant),
        "picture to text": recall(pictures, texts, relevant.T),
        "picture to text, chance": chance(relevant.T),
    }
