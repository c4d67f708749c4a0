"""Exact scores in one fixed order, whichever way the candidates were found.

The index proposes, the full vectors decide: each inner product is computed from the float32 rows, one pair at a
time, so a pair's score is the same number in every search. Results run by descending score, ties by row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.faiss_index import VectorIndex, Vectors
from indexing.spec import TUNED_FOR, kind_of, lists_of
from pipeline.errors import BadInput

Rows = NDArray[np.int64]
Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]

_SLACK: Final = 16
"""Fetched beyond k, so that scores which tie at the edge of k are ordered by row."""
_DEVIATIONS: Final = 3.0
_ROWS_A_CANDIDATE: Final = 14
"""In the time a walk takes for one more candidate, a scan compares about this many rows (measured at 384 numbers)."""
_ROWS_A_CODE: Final = 0.2
"""The same for one more code of a list, where few are live."""


@dataclass(frozen=True)
class Care:
    """How carefully to search.

    Parameters
    ----------
    thoroughness
        Above 0. What the effort of an index is multiplied by: 1 finds what its recall card says, less is faster.
    exact
        Whether scores are inner products of the float32 rows. If not, an index of 8 bits a number may tell its own,
        which are off by about a thousandth: enough to propose candidates that are scored again.
    """

    thoroughness: float = 1.0
    exact: bool = True


CAREFUL: Final = Care()


def search_segment(
    index: VectorIndex,
    vectors: Vectors,
    queries: Scores,
    k: int,
    effort: int,
    *,
    live: Mask | None = None,
    rows: Rows | None = None,
    care: Care = CAREFUL,
) -> tuple[Scores, Rows]:
    """Find a segment's k nearest live vectors.

    Parameters
    ----------
    vectors
        ``(count, d) float32``; row i is vector i of the index.
    queries
        ``(q, d) float32``.
    effort
        How hard an approximate index looks for ten neighbours; it looks harder for more, and where few are live.
    live
        ``(count,) bool`` by position: which may be found; None for all. Where few may, they are scanned.
    rows
        ``(count,) int64``: the number that is given for a position, and that orders ties; None for the position.
    care
        How hard to look, and whether scores are exact.

    Returns
    -------
    tuple
        Scores ``(q, k) float32`` and positions (or rows) ``(q, k) int64``, best first, padded with -inf and -1.
    """
    n_live = index.count if live is None else int(np.count_nonzero(live))
    if live is not None and scan_is_cheaper(index.factory, n_live, index.count, k, effort):
        some = np.flatnonzero(live)
        return _stack([_best(vectors, some, query, k, rows) for query in queries], k)
    kept, widened = _reach(index.factory, n_live, index.count, k, effort * care.thoroughness)
    coarse = not care.exact and kind_of(index.factory).spare == 1.0
    near, labels = index.search(queries, min(index.count, k if coarse else kept), effort=widened, live=live)
    if coarse:
        numbers = labels if rows is None else np.where(labels >= 0, rows[labels], -1)
        scores, found = _first(np.where(labels >= 0, near, -np.inf).astype(np.float32), numbers, k)
    else:
        scores, found = _best_of_each(vectors, labels, queries, k, rows)
    # Lists that were looked at, or the part of a graph that a walk reached, may hold too few that are live.
    for at in np.flatnonzero((labels >= 0).sum(axis=1) < min(k, n_live)):
        every = _stack([_best(vectors, _all_live(index.count, live), queries[at], k, rows)], k)
        scores[at], found[at] = every[0][0], every[1][0]
    return scores, found


def _all_live(count: int, live: Mask | None) -> Rows:
    return np.arange(count) if live is None else np.flatnonzero(live)


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
    return _first(np.where(rows >= 0, scores, -np.inf).astype(np.float32), rows, k)


def share_of(k: int, part: float) -> int:
    """Say how many of the k best to expect at most in a part of all vectors, 0 to 1, that was taken at random.

    The mean plus three deviations; who finds as many there as that may look for more.
    """
    return min(k, ceil(k * part + _DEVIATIONS * sqrt(k * part * (1.0 - part))))


def scan_is_cheaper(factory: str, n_live: int, count: int, k: int, effort: int) -> bool:
    """Say whether to compare all live vectors rather than look among the others to find them.

    A walk works in inverse proportion to the share that is live, a scan in proportion to it.
    """
    kept, widened = _reach(factory, n_live, count, k, effort)
    lists = lists_of(factory)
    if lists:
        return n_live <= kept + _ROWS_A_CODE * count * min(1.0, widened / lists)
    return n_live <= _ROWS_A_CANDIDATE * widened


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


def _reach(factory: str, n_live: int, count: int, k: int, effort: float) -> tuple[int, int]:
    """Give how many candidates to fetch, and the effort that this takes.

    The k-th of the live vectors is about the (k * count / n_live)-th of all, and effort grows with the square root of
    that rank (measured: recall@100 is then as good as that of the ten nearest). A walk must pass by all that are dead,
    and meet twice as many live ones as are fetched.
    """
    kind, thinning = kind_of(factory), count / max(n_live, 1)
    kept = ceil(k * kind.spare) + _SLACK
    widened = effort * sqrt(max(1.0, k * thinning / TUNED_FOR))
    return kept, ceil(max(widened, 2 * kept * thinning if kind.graph and n_live < count else 0.0))


def _best(vectors: Vectors, positions: Rows, query: Scores, k: int, rows: Rows | None = None) -> tuple[Scores, Rows]:
    # einsum adds each row up by itself; a matrix product may round a row differently by its neighbours.
    scores = np.einsum("ij,j->i", vectors[positions], query)
    if len(positions) > k:
        edge = np.partition(scores, -k)[-k]
        positions, scores = positions[scores >= edge], scores[scores >= edge]
    numbers = positions if rows is None else rows[positions]
    order = np.lexsort((numbers, -scores))[:k]
    return scores[order], numbers[order]


def _best_of_each(
    vectors: Vectors, labels: Rows, queries: Scores, k: int, rows: Rows | None = None
) -> tuple[Scores, Rows]:
    """Do as :func:`_best` for each query with positions of its own, ``(q, any) int64``, -1 where there is none."""
    there = labels >= 0
    positions = np.where(there, labels, 0)
    gathered = vectors[positions.reshape(-1)].reshape(*positions.shape, -1)
    scores = np.where(there, np.einsum("qkd,qd->qk", gathered, queries), -np.inf).astype(np.float32)
    numbers = np.where(there, positions if rows is None else rows[positions], -1)
    return _first(scores, numbers, k)


def _first(scores: Scores, rows: Rows, k: int) -> tuple[Scores, Rows]:
    """Sort each row by descending score, ties by row, and give the first k, padded."""
    order = np.lexsort((rows, -scores))[:, :k]
    best, numbers = np.full((len(rows), k), -np.inf, np.float32), np.full((len(rows), k), -1, np.int64)
    best[:, : order.shape[1]] = np.take_along_axis(scores, order, axis=1)
    numbers[:, : order.shape[1]] = np.take_along_axis(rows, order, axis=1)
    return best, numbers


def _stack(results: list[tuple[Scores, Rows]], k: int) -> tuple[Scores, Rows]:
    scores = np.full((len(results), k), -np.inf, np.float32)
    rows = np.full((len(results), k), -1, np.int64)
    for i, (some_scores, some_rows) in enumerate(results):
        scores[i, : len(some_rows)] = some_scores
        rows[i, : len(some_rows)] = some_rows
    return scores, rows
