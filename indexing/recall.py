"""Build an index, measure which part of the true neighbours it finds, and choose how hard it must look.

Four hundred posts wait outside while the rest is indexed, and serve as queries: half of them tune ``ef_search``, the
card is measured on the other half, and then they join. Queries that are in the index, or lie between two that are,
would flatter it: over 51,000 texts recall was 0.993 and 0.996 for these where posts from outside got 0.963.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.faiss_index import VectorIndex, build_index, exact_neighbours
from indexing.manifest import RecallCard
from indexing.search import search_index
from indexing.spec import EF_SEARCH_LADDER, RECALL_TARGET, IndexSpec

Vectors = NDArray[np.float32]

_K: Final = 10
_HELD_OUT: Final = 400
_ROUNDING: Final = 1e-6


@dataclass(frozen=True)
class MeasuredIndex:
    """An index and what it is worth.

    Parameters
    ----------
    order
        ``(n,) int64``: the i-th vector of the index is row ``order[i]`` of those it was built from.
    ef_search
        How many candidates a walk must keep; 0 where the index is exact.
    """

    index: VectorIndex
    order: NDArray[np.int64]
    ef_search: int
    card: RecallCard


def build_and_measure(vectors: Vectors, spec: IndexSpec, *, seed: int = 0, threads: int = 1) -> MeasuredIndex:
    """Index ``vectors (n, d) float32`` and measure recall@10 against exact search on up to 200 held-out posts.

    Parameters
    ----------
    seed
        Decides which posts are held out.
    threads
        For building; with one, the same vectors and seed give the same bytes.
    """
    rng = np.random.default_rng(seed)
    held = rng.choice(len(vectors), min(_HELD_OUT, len(vectors) // 2), replace=False)
    rest = np.setdiff1d(np.arange(len(vectors)), held)
    base = vectors[rest]
    index = build_index(base, spec.factory, threads=threads)
    ef_search, card = 0, RecallCard(1.0, 0)
    if len(held) > 1:
        queries = vectors[held]
        truth = exact_neighbours(base, queries, min(_K, len(base)))
        ef_search = 0 if spec.exact else _tune(index, base, queries[::2], truth[::2])
        card = RecallCard(recall(index, base, queries[1::2], truth[1::2], ef_search), len(queries[1::2]))
    index.add(vectors[held], threads=threads)
    return MeasuredIndex(index, np.concatenate([rest, held]).astype(np.int64), ef_search, card)


def recall(index: VectorIndex, vectors: Vectors, queries: Vectors, truth: NDArray[np.int64], ef_search: int) -> float:
    """Give the mean share of ``truth (q, k)`` that a reader's search finds, 0 to 1.

    Posts that are as near as the last of the true ones are as good, so that copies of one post do not count as missed.
    """
    labels = np.arange(len(vectors))
    scores, _ = search_index(index, vectors, labels, queries, truth.shape[1], ef_search=ef_search)
    edge = np.einsum("ij,ij->i", vectors[truth[:, -1]], queries)
    return float((scores >= edge[:, None] - _ROUNDING).mean())


def _tune(index: VectorIndex, vectors: Vectors, queries: Vectors, truth: NDArray[np.int64]) -> int:
    for ef_search in EF_SEARCH_LADDER:
        if recall(index, vectors, queries, truth, ef_search) >= RECALL_TARGET:
            return ef_search
    return EF_SEARCH_LADDER[-1]
