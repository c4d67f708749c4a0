"""Neighbour overlap is what its name says, and its floor holds."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.encoders.backends.overlap import LEAST_SAMPLE, neighbour_overlap, require_overlap
from pipeline.errors import ModelError


def _rows(n: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, 16)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_same_vectors_keep_all_and_strange_ones_keep_chance() -> None:
    before = _rows(400)
    assert neighbour_overlap(before, before) == 1
    assert neighbour_overlap(before, before @ np.linalg.qr(_rows(16))[0]) == pytest.approx(1, abs=0.01)
    assert neighbour_overlap(before, _rows(400, seed=1)) == pytest.approx(10 / 399, abs=0.01)


def test_a_row_is_no_neighbour_of_itself() -> None:
    line = np.array([[1, 0], [0.8, 0.6], [0, 1], [-0.6, 0.8]], np.float32)
    swapped = line[[0, 2, 1, 3]]
    assert neighbour_overlap(line, line, k=1) == 1
    assert neighbour_overlap(line, swapped, k=1) < 1


def test_too_little_overlap_is_refused_with_what_was_found() -> None:
    before = _rows(LEAST_SAMPLE)
    with pytest.raises(ModelError, match=r"int8 keeps 0\.\d+ of the 10 nearest .* Expected at least 0\.9\."):
        require_overlap(before, _rows(LEAST_SAMPLE, seed=1), 0.9)
    assert require_overlap(before, before, 0.9) == 1


def test_a_sample_that_says_nothing_is_refused() -> None:
    with pytest.raises(ModelError, match="a sample of 99 different texts"):
        require_overlap(_rows(99), _rows(99), 0.5)
