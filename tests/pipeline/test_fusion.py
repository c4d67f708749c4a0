from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.errors import BadInput
from pipeline.fusion import SpaceVectors, fused_similarity, mean_vector


def space(rows: list[list[float]], present: list[bool]) -> SpaceVectors:
    return SpaceVectors(np.array(rows, np.float32), np.array(present))


@given(hnp.arrays(np.float32, (4, 3), elements=st.floats(-1, 1, width=32)))
def test_a_mean_vector_has_unit_length_or_is_zero(vectors: np.ndarray) -> None:
    mean = mean_vector(vectors)
    length = np.linalg.norm(mean)
    assert mean.dtype == np.float32
    assert length == pytest.approx(1.0, abs=1e-5) or length == 0.0


def test_opposite_vectors_and_no_vectors_have_no_direction() -> None:
    assert not mean_vector(np.array([[1, 0], [-1, 0]], np.float32)).any()
    assert not mean_vector(np.empty((0, 2), np.float32)).any()


def test_weights_pull_the_mean_towards_the_heavier_vector() -> None:
    mean = mean_vector(np.eye(2, dtype=np.float32), np.array([3.0, 1.0]))
    np.testing.assert_allclose(mean, np.array([3, 1]) / np.sqrt(10), rtol=1e-6)


def test_two_spaces_are_averaged_by_their_weights() -> None:
    left = {"sentence": space([[1, 0]], [True]), "clip": space([[1, 0]], [True])}
    right = {"sentence": space([[1, 0]], [True]), "clip": space([[0, 1]], [True])}
    assert fused_similarity(left, right)[0, 0] == pytest.approx(0.5)
    assert fused_similarity(left, right, {"sentence": 1.0, "clip": 3.0})[0, 0] == pytest.approx(0.25)


def test_a_missing_picture_leaves_the_comparison_to_the_text() -> None:
    with_picture = {"sentence": space([[1, 0]], [True]), "clip": space([[1, 0]], [True])}
    without = {"sentence": space([[0.6, 0.8]], [True]), "clip": space([[0, 0]], [False])}
    assert fused_similarity(with_picture, without)[0, 0] == pytest.approx(0.6)


def test_items_without_a_common_space_are_neither_like_nor_unlike() -> None:
    text_only = {"sentence": space([[1, 0]], [True]), "clip": space([[0, 0]], [False])}
    picture_only = {"sentence": space([[0, 0]], [False]), "clip": space([[1, 0]], [True])}
    assert fused_similarity(text_only, picture_only)[0, 0] == 0.0


def test_sides_of_different_spaces_are_refused() -> None:
    with pytest.raises(BadInput, match="same model profile"):
        fused_similarity({"sentence": space([[1]], [True])}, {"clip": space([[1]], [True])})
