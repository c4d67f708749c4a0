from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.evaluation.exposure import (
    BANDS,
    NOBODY_YET,
    TAIL,
    coverage,
    gini,
    mean_of_places,
    novelty,
    popularity_bands,
)

ENGAGED = st.lists(st.integers(0, 50), min_size=1, max_size=40).map(np.array)


@given(ENGAGED)
def test_bands_follow_popularity_and_the_head_has_half_of_it(engaged: np.ndarray) -> None:
    bands = popularity_bands(engaged)
    assert ((bands == NOBODY_YET) == (engaged == 0)).all()
    assert (np.diff(bands[np.argsort(-engaged, kind="stable")]) >= 0).all()
    head = engaged[bands == BANDS.index("head")]
    if len(head):
        assert head.sum() >= engaged.sum() / 2 > head.sum() - head.min()


def test_the_tail_begins_at_four_fifths_of_all_engagements() -> None:
    bands = popularity_bands(np.array([5, 3, 1, 1, 0]))
    assert [BANDS[band] for band in bands] == ["head", "middle", "tail", "tail", "nobody yet"]
    assert bands.tolist().count(TAIL) == 2


def test_novelty_is_the_bits_of_surprise() -> None:
    known = np.array([7, 3, 0])  # of 7 people
    lists = np.array([[0, 1], [1, 2], [2, -1], [-1, -1]])
    np.testing.assert_allclose(novelty(lists, known, 7), [0.5, 2.0, 3.0, np.nan])


def test_places_that_a_list_left_empty_take_no_part_in_its_mean() -> None:
    share = mean_of_places(np.array([[0, 1, -1], [1, -1, -1]]), np.array([True, False]))
    np.testing.assert_allclose(share, [0.5, 0.0])


def test_coverage_counts_each_post_once_among_those_that_could_be_shown() -> None:
    available = np.array([True, True, True, True, False])
    assert coverage(np.array([[0, 1], [1, 0], [0, -1]]), available) == 0.5


@given(st.lists(st.integers(0, 20), min_size=1, max_size=30).filter(any))
def test_gini_is_the_mean_distance_of_all_pairs(counts: list[int]) -> None:
    lists = np.repeat(np.arange(len(counts)), counts)[:, None]
    x = np.array(counts, float)
    expected = np.abs(x[:, None] - x).sum() / (2 * len(x) ** 2 * x.mean())
    assert gini(lists, np.ones(len(x), bool)) == pytest.approx(expected)


def test_gini_is_0_for_equal_places_and_near_1_for_one_winner() -> None:
    available = np.ones(100, bool)
    assert gini(np.arange(100)[:, None], available) == 0
    assert gini(np.zeros((50, 1), int), available) == 0.99
    assert np.isnan(gini(np.full((3, 2), -1), available))
