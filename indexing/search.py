"""Exact scores in one fixed order, whichever way the candidates were found.

The index proposes, the full vectors decide: each inner product is computed from the float32 rows, one pair at a
time, so a pair's score is the same number in every search. Results run by descending score, ties by row.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.faiss_index import VectorIndex
from pipeline.errors import BadInput

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]

_SLACK: Final = 16
"""Fetched beyond k, so that scores which tie at the edge of k are ordered by row."""
_ROWS_A_CANDIDATE: Final = 14
"""In the time a walk takes for one more candidate, a scan compares about this many rows (measured at 384 numbers)."""


def search_index(
    index: VectorIndex,
    matrix: Scores,
    labels: Rows,
    queries: Scores,
    k: int,
    *,
    ef_search: int,
    allowed: NDArray[np.bool_] | None = None,
) -> tuple[Scores, Rows]:
    """Ask the index, then score what it found.

    Parameters
    ----------
    matrix
        ``(n, d) float32``, a row a post.
    labels
        ``(count,) int64``, the row of each vector of the index.
    allowed
        ``(n,) bool`` by row; None allows all.

    Returns
    -------
    tuple
        ``(q, k) float32`` and ``(q, k) int64``, padded with -inf and -1.
    """
    if not len(labels):
        return search_rows(matrix, labels, queries, k)
    by_label = None if allowed is None else allowed[labels]
    kept = _kept(k, ef_search)
    # A filter thins the candidates of a walk, so the walk must keep more of them.
    widened = kept if by_label is None else int(kept * len(labels) / max(int(by_label.sum()), 1))
    _, found = index.search(queries, min(index.count, kept), ef_search=widened, allowed=by_label)
    return _stack(
        [_best(matrix, labels[row[row >= 0]], query, k) for row, query in zip(found, queries, strict=True)], k
    )


def scan_is_cheaper(n_allowed: int, n_vectors: int, k: int, ef_search: int) -> bool:
    """Say whether to compare all allowed rows rather than walk among the others to find them.

    A walk works in inverse proportion to the share that is allowed, a scan in proportion to it.
    """
    return n_allowed**2 <= _ROWS_A_CANDIDATE * _kept(k, ef_search) * n_vectors


def search_rows(matrix: Scores, rows: Rows, queries: Scores, k: int) -> tuple[Scores, Rows]:
    """Compare every one of ``rows (m,) int64``; the result is as that of :func:`search_index`."""
    return _stack([_best(matrix, rows, query, k) for query in queries], k)


def check_queries(queries: Scores, dim: int, k: int) -> Scores:
    """Refuse queries of another shape, or with numbers that are none."""
    queries = np.ascontiguousarray(queries, np.float32)
    if queries.ndim != 2 or queries.shape[1] != dim or not np.isfinite(queries).all() or k < 1:
        raise BadInput(
            f"the queries have shape {queries.shape} and k is {k}",
            expected=f"finite float32 of shape (q, {dim}) and k of 1 or more",
            remedy="Encode the query with the model of this space",
        )
    return queries


def check_rows(rows: Rows, count: int) -> Rows:
    """Refuse rows outside 0 to ``count`` - 1: a negative one would silently mean the end of the table."""
    rows = np.asarray(rows, np.int64)
    if rows.size and not (rows.min() >= 0 and rows.max() < count):
        raise BadInput(
            f"rows run from {rows.min()} to {rows.max()}",
            expected=f"0 to {count - 1}",
            remedy="Leave out the -1 that pads a search result, and use rows of this snapshot",
        )
    return rows


def _kept(k: int, ef_search: int) -> int:
    return max(k + _SLACK, ef_search)


def _best(matrix: Scores, rows: Rows, query: Scores, k: int) -> tuple[Scores, Rows]:
    # einsum adds each row up by itself; a matrix product may round a row differently by its neighbours.
    scores = np.einsum("ij,j->i", matrix[rows], query)
    if len(rows) > k:
        edge = np.partition(scores, -k)[-k]
        rows, scores = rows[scores >= edge], scores[scores >= edge]
    order = np.lexsort((rows, -scores))[:k]
    return scores[order], rows[order]


def _stack(results: list[tuple[Scores, Rows]], k: int) -> tuple[Scores, Rows]:
    scores = np.full((len(results), k), -np.inf, np.float32)
    rows = np.full((len(results), k), -1, np.int64)
    for i, (some_scores, some_rows) in enumerate(results):
        scores[i, : len(some_rows)] = some_scores
        rows[i, : len(some_rows)] = some_rows
    return scores, rows
