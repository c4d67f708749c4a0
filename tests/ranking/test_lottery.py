"""Groups are found without a look at the others, and a lottery of a few draws is as fair as one over all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ranking.grouped import Grouped, ranges
from ranking.lottery import FEW, Lottery


def everything(rows: np.ndarray) -> np.ndarray:
    return np.ones(len(rows), bool)


@given(st.lists(st.integers(-1, 5), max_size=60), st.sets(st.integers(0, 5)))
def test_groups_hold_what_a_look_at_all_would_find(group: list[int], wanted: set[int]) -> None:
    chosen, codes = np.array(sorted(wanted), np.int64), np.array(group, np.int64)
    found = Grouped.by(codes, 6).of(chosen)
    np.testing.assert_array_equal(np.sort(found), np.flatnonzero(np.isin(codes, chosen)))


def test_groups_keep_the_order_of_the_rows_and_can_be_cut_short() -> None:
    grouped = Grouped.by(np.array([0, 1, 0, -1, 0]), 2, rows=np.array([4, 3, 2, 1, 0]))
    assert grouped.of(np.array([1, 0])).tolist() == [1, 4, 2, 0]
    assert grouped.of(np.array([0]), most=2).tolist() == [4, 2]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), max_size=20))
def test_ranges_stand_one_after_another(pairs: list[tuple[int, int]]) -> None:
    starts = np.array([start for start, _ in pairs], np.int64)
    ends = starts + np.array([length for _, length in pairs], np.int64)
    expected = [number for start, length in pairs for number in range(start, start + length)]
    assert ranges(starts, ends).tolist() == expected


@pytest.mark.parametrize("posts", [40, 5 * FEW])
def test_a_draw_holds_each_post_once_of_the_groups_that_were_asked_for(posts: int) -> None:
    group = np.arange(posts) % 4 - 1
    lottery = Lottery(Grouped.by(group, 3), np.ones(posts))
    drawn = lottery.draw(np.random.default_rng(0), 9, np.array([0, 2]), lambda rows: rows % 8 < 6)
    assert len(np.unique(drawn)) == len(drawn) == min(9, posts)
    assert np.isin(group[drawn], [0, 2]).all()
    assert (drawn % 8 < 6).all()


def test_the_same_seed_draws_the_same() -> None:
    lottery = Lottery(Grouped.by(np.zeros(5 * FEW, np.int64), 1), np.arange(1.0, 5 * FEW + 1))
    once, again = (lottery.draw(np.random.default_rng(3), 20, np.array([0]), everything) for _ in range(2))
    np.testing.assert_array_equal(once, again)


def test_a_few_draws_are_as_fair_as_a_choice_among_all() -> None:
    posts = 2 * FEW
    weight = np.where(np.arange(posts) < posts // 2, 3.0, 1.0)
    lottery = Lottery(Grouped.by(np.zeros(posts, np.int64), 1), weight)
    drawn = [lottery.draw(np.random.default_rng(seed), 50, np.array([0]), everything) for seed in range(200)]
    heavy = float(np.mean(np.concatenate(drawn) < posts // 2))
    assert heavy == pytest.approx(0.75, abs=0.02)
    first = float(np.mean([one[0] < posts // 2 for one in drawn]))
    assert first == pytest.approx(0.75, abs=0.12)


def test_where_one_post_outweighs_all_others_the_rest_is_drawn_all_the_same() -> None:
    weight = np.ones(2 * FEW)
    weight[7] = 1e12
    lottery = Lottery(Grouped.by(np.zeros(2 * FEW, np.int64), 1), weight)
    drawn = lottery.draw(np.random.default_rng(0), 30, np.array([0]), everything)
    assert len(np.unique(drawn)) == 30
    assert 7 in drawn


def test_nothing_is_drawn_where_nothing_may_be() -> None:
    lottery = Lottery(Grouped.by(np.zeros(3, np.int64), 1), np.ones(3))
    nothing = lottery.draw(np.random.default_rng(0), 5, np.array([0]), lambda rows: np.zeros(len(rows), bool))
    assert not len(nothing)
    assert not len(lottery.draw(np.random.default_rng(0), 5, np.empty(0, np.int64), everything))
