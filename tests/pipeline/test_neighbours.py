"""Compressed sparse rows from post to post."""

import numpy as np
import pytest

from pipeline.neighbours import Neighbours


def neighbours(indptr: list[int], indices: list[int], weights: list[float]) -> Neighbours:
    return Neighbours(np.array(indptr, np.int64), np.array(indices, np.int32), np.array(weights, np.float32))


def test_a_post_has_its_own_neighbours() -> None:
    indices, weights = neighbours([0, 2, 2, 3], [1, 2, 0], [0.5, -0.1, 1.0]).of(0)
    assert indices.tolist() == [1, 2]
    assert weights.tolist() == pytest.approx([0.5, -0.1])


def test_posts_without_neighbours_are_sound() -> None:
    nobody = Neighbours.empty(3)
    assert len(nobody) == 3
    assert nobody.fault() is None
    assert len(nobody.of(2)[0]) == 0


@pytest.mark.parametrize(
    ("broken", "fault"),
    [
        (neighbours([1, 2], [0], [1.0]), "rise from 0"),
        (neighbours([0, 2, 1], [0], [1.0]), "rise from 0"),
        (neighbours([0, 1], [0, 0], [1.0, 1.0]), "2 neighbours"),
        (neighbours([0, 1], [1], [1.0]), "outside rows 0 to 0"),
        (neighbours([0, 1], [-1], [1.0]), "outside rows 0 to 0"),
        (neighbours([0, 1], [0], [float("nan")]), "not finite"),
    ],
)
def test_arrays_that_do_not_fit_are_told_apart(broken: Neighbours, fault: str) -> None:
    assert fault in str(broken.fault())
