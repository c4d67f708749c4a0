"""Tokens in batches of similar length: as little padding as possible, and no more tokens at once than stay in cache."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders.base import Vectors

Tokens = NDArray[np.int64]

BATCH_TOKENS: Final = 512
"""So many tokens run at once, padding included, as far as one text is not longer.

With MiniLM on AVX2, OpenVINO needed a fifth more time at 2,048; torch was the same from 512 to 4,096.
"""


def run_sorted(
    rows: Sequence[Tokens],
    run: Callable[[Tokens, Tokens], Vectors],
    dim: int,
    padding: int,
    batch_tokens: int = BATCH_TOKENS,
) -> Vectors:
    """Run rows of tokens, shortest first, and give their vectors in the order of the rows.

    Parameters
    ----------
    rows
        n arrays of token ids, of any lengths above 0.
    run
        Takes ids and mask, ``(b, length) int64`` each, the mask 1 at real tokens, and gives ``(b, dim)``.
    padding
        The id that fills shorter rows of a batch.

    Returns
    -------
    NDArray
        ``(n, dim) float32``, unit rows.
    """
    vectors = np.empty((len(rows), dim), np.float32)
    for chosen in _batches([len(row) for row in rows], batch_tokens):
        vectors[chosen] = run(*_padded([rows[row] for row in chosen], padding))
    return unit_rows(vectors)


def padded_batches(
    rows: Sequence[Tokens], padding: int, batch_tokens: int = BATCH_TOKENS
) -> Iterator[tuple[Tokens, Tokens]]:
    """Give the ids and masks that :func:`run_sorted` would run."""
    for chosen in _batches([len(row) for row in rows], batch_tokens):
        yield _padded([rows[row] for row in chosen], padding)


def unit_rows(vectors: Vectors) -> Vectors:
    """Scale every row to length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)


def _batches(lengths: Sequence[int], batch_tokens: int) -> Iterator[list[int]]:
    batch: list[int] = []
    # Rows come longest last, so that a row's own length is that of its batch.
    for row in sorted(range(len(lengths)), key=lambda row: (lengths[row], row)):
        if batch and (len(batch) + 1) * lengths[row] > batch_tokens:
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


def _padded(rows: Sequence[Tokens], padding: int) -> tuple[Tokens, Tokens]:
    longest = max(map(len, rows))
    ids = np.full((len(rows), longest), padding, np.int64)
    mask = np.zeros((len(rows), longest), np.int64)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = row
        mask[number, : len(row)] = 1
    return ids, mask
