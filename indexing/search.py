"""Exact scores in one fixed order, whichever way the candidates were found.

The index proposes, the full vectors decide: each inner product is computed from the float32 rows, one pair at a
time, so a pair's score is the same number in every search. Results run by descending score, ties by row.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def search_segment(
    index: VectorIndex,
    vectors: Scores,
    queries: Scores,
    k: int,
    effort: int,
    *,
    live: NDArray[np.bool_] | None = None,
    rows: Rows | None = None,
) -> tuple[Scores, Rows]:
    """Find a segment's k nearest live vectors.

    Parameters
    ----------
    vectors
        ``(count, d) float32``; row i is vector i of the index.
    queries
        ``(q, d) float32``.
    effort
        How hard an approximate index looks; see :meth:`VectorIndex.search`.
    live
        ``(count,) bool`` by position: which may be found; None for all. Where few may, they are scanned.
    rows
        ``(count,) int64``: the number that is given for a position, and that orders ties; None for the position.

    Returns
    -------
    tuple
        Scores ``(q, k) float32`` and positions (or rows) ``(q, k) int64``, best first, padded with -inf and -1.
    """
    if live is not None and scan_is_cheaper(np.count_nonzero(live), index.count, k, effort):
        found = [np.flatnonzero(live)] * len(queries)
    else:
        found = [row[row >= 0] for row in _candidates(index, queries, k, effort, live)]
    return _stack([_best(vectors, some, query, k, rows) for some, query in zip(found, queries, strict=True)], k)


def merge(results: Sequence[tuple[Scores, Rows]], k: int) -> tuple[Scores, Rows]:
    """Give the k best of what several segments found, in the same order.

    Parameters
    ----------
    results
        Of each segment, scores ``(q, any) float32`` and rows ``(q, any) int64``, -1 where there is none; at least one.

    Returns
    -------
    tuple
        ``(q, k) float32`` and ``(q, k) int64``, padded with -inf and -1.
    """
    scores = np.concatenate([some for some, _ in results], axis=1)
    rows = np.concatenate([some for _, some in results], axis=1)
    best = []
    for i in range(len(scores)):
        real = rows[i] >= 0
        order = np.lexsort((rows[i][real], -scores[i][real]))[:k]
        best.append((scores[i][real][order], rows[i][real][order]))
    return _stack(best, k)


def search_index(
    index: VectorIndex,
    matrix: Scores,
    labels: Rows,
    queries: Scores,
    k: int,
    *,
    effort: int,
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
    found = _candidates(index, queries, k, effort, None if allowed is None else allowed[labels])
    some = [labels[row[row >= 0]] for row in found]
    return _stack([_best(matrix, rows, query, k) for rows, query in zip(some, queries, strict=True)], k)


def scan_is_cheaper(n_allowed: int, n_vectors: int, k: int, effort: int) -> bool:
    """Say whether to compare all allowed rows rather than walk among the others to find them.

    A walk works in inverse proportion to the share that is allowed, a scan in proportion to it.
    """
    return n_allowed**2 <= _ROWS_A_CANDIDATE * _kept(k, effort) * n_vectors


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


def _candidates(
    index: VectorIndex, queries: Scores, k: int, effort: int, live: NDArray[np.bool_] | None
) -> NDArray[np.int64]:
    kept = _kept(k, effort)
    # A filter thins the candidates of a walk, so the walk must keep more of them.
    widened = kept if live is None else int(kept * len(live) / max(np.count_nonzero(live), 1))
    return index.search(queries, min(index.count, kept), effort=widened, live=live)[1]


def _kept(k: int, effort: int) -> int:
    return max(k + _SLACK, effort)


def _best(vectors: Scores, positions: Rows, query: Scores, k: int, rows: Rows | None = None) -> tuple[Scores, Rows]:
    # einsum adds each row up by itself; a matrix product may round a row differently by its neighbours.
    scores = np.einsum("ij,j->i", vectors[positions], query)
    if len(positions) > k:
        edge = np.partition(scores, -k)[-k]
        positions, scores = positions[scores >= edge], scores[scores >= edge]
    numbers = positions if rows is None else rows[positions]
    order = np.lexsort((numbers, -scores))[:k]
    return scores[order], numbers[order]


def _stack(results: list[tuple[Scores, Rows]], k: int) -> tuple[Scores, Rows]:
    scores = np.full((len(results), k), -np.inf, np.float32)
    rows = np.full((len(results), k), -1, np.int64)
    for i, (some_scores, some_rows) in enumerate(results):
        scores[i, : len(some_rows)] = some_scores
        rows[i, : len(some_rows)] = some_rows
    return scores, rows
