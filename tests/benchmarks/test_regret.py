from __future__ import annotations

import numpy as np
import pytest

from benchmarks.regret import Yardstick


@pytest.fixture
def yardstick() -> Yardstick:
    utility = np.array([[5, 4, 3, 2, 1, 0], [0, 1, 2, 3, 4, 5]], np.float32)
    unmet = np.ones((2, 6), np.bool_)
    unmet[1, 5] = False  # the second person has met the best
    return Yardstick(utility, unmet, ("a", "b"), np.array([True, False]), np.array([False, True]))


def test_the_best_list_that_can_be_shown_is_1_and_the_worst_is_below_chance(yardstick: Yardstick) -> None:
    assert yardstick.share_of_best(np.array([[0, 1], [4, 3]])).tolist() == [1.0, 1.0]
    assert (yardstick.share_of_best(np.array([[5, 4], [0, 1]])) < 0).all()


def test_a_list_as_good_as_chance_is_0(yardstick: Yardstick) -> None:
    assert yardstick.share_of_best(np.array([[0, 5], [0, 4]])) == pytest.approx([0.0, 0.0])


def test_a_short_list_is_set_against_the_best_as_short_and_an_empty_one_has_no_share(yardstick: Yardstick) -> None:
    shares = yardstick.share_of_best(np.array([[0, -1], [-1, -1]]))
    assert shares[0] == 1.0
    assert np.isnan(shares[1])
