"""Measure which part of the true neighbours an index finds, and choose how hard it must look.

The queries are midpoints of a post and one of its ten nearest: as an interest's centre, such a point lies among
posts without being one. Half of them tune ``ef_search``; the card is measured on the other half.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.faiss_index import VectorIndex, exact_neighbours
from indexing.manifest import RecallCard
from indexing.search import search_index
from indexing.spec import EF_SEARCH_LADDER, FLAT, RECALL_TARGET

Vectors = NDArray[np.float32]

_K: Final = 10
_QUERIES: Final = 200


def tune_and_measure(index: VectorIndex, vectors: Vectors, *, seed: int = 0) -> tuple[int, RecallCard]:
    """Find the smallest ``ef_search`` that reaches recall@10 of 0.95, and measure it on held-out queries.

    Parameters
    ----------
    vectors
        ``(n, d) float32``, those in the index.
    seed
        Decides which posts the queries are made of.

    Returns
    -------
    tuple
        ``ef_search`` (0 where the index is exact) and the card.
    """
    if not len(vectors):
        return 0, RecallCard(1.0, 0)
    queries = sample_queries(vectors, min(2 * _QUERIES, 2 * len(vectors)), seed=seed)
    truth = exact_neighbours(vectors, queries, min(_K, len(vectors)))
    ef_search = 0 if index.factory == FLAT else _tune(index, vectors, queries[::2], truth[::2])
    return ef_search, RecallCard(recall(index, vectors, queries[1::2], truth[1::2], ef_search), len(queries[1::2]))


def sample_queries(vectors: Vectors, count: int, *, seed: int) -> Vectors:
    """Make queries that lie among the vectors, ``(count, d) float32, unit rows``."""
    rng = np.random.default_rng(seed)
    rows = rng.choice(len(vectors), count, replace=count > len(vectors))
    near = exact_neighbours(vectors, vectors[rows], min(_K + 1, len(vectors)))
    partner = near[np.arange(count), rng.integers(0, near.shape[1], count)]
    middle = vectors[rows] + vectors[partner]
    length = np.linalg.norm(middle, axis=1, keepdims=True)
    return np.where(length > 0, middle / np.maximum(length, 1e-12), vectors[rows]).astype(np.float32)


def recall(index: VectorIndex, vectors: Vectors, queries: Vectors, truth: NDArray[np.int64], ef_search: int) -> float:
    """Give the mean share of ``truth (q, k)`` that a reader's search finds, 0 to 1."""
    labels = np.arange(len(vectors))
    _, found = search_index(index, vectors, labels, queries, truth.shape[1], ef_search=ef_search)
    hits = [np.isin(expected, got).mean() for expected, got in zip(truth, found, strict=True)]
    return float(np.mean(hits))


def _tune(index: VectorIndex, vectors: Vectors, queries: Vectors, truth: NDArray[np.int64]) -> int:
    for ef_search in EF_SEARCH_LADDER:
        if recall(index, vectors, queries, truth, ef_search) >= RECALL_TARGET:
            return ef_search
    return EF_SEARCH_LADDER[-1]
