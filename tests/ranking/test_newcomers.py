from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ranking.newcomers import FEW_PEOPLE, FEW_POSTS, author_reach, by_new_author


def test_reach_adds_up_over_all_posts_of_an_author_and_nobody_has_none() -> None:
    assert author_reach(np.array([1, 0, 1, -1]), np.array([2, 5, 3, 9])).tolist() == [5, 5, 5, 0]
    assert author_reach(np.array([-1, -1]), np.array([4, 4])).tolist() == [0, 0]
    assert author_reach(np.empty(0, np.int64), np.empty(0, np.int64)).tolist() == []


def test_the_first_few_posts_of_an_author_with_little_reach_are_new() -> None:
    author = np.zeros(FEW_POSTS + 2, np.int64)
    created_at = -np.arange(FEW_POSTS + 2.0)  # the last row is the oldest
    new = by_new_author(author, created_at, np.zeros(len(author), np.int64))
    assert new.tolist() == [False, False] + [True] * FEW_POSTS


def test_reach_ends_being_new_and_posts_of_nobody_are_not_new() -> None:
    author, times = np.array([0, 1, -1]), np.zeros(3)
    assert by_new_author(author, times, np.array([FEW_PEOPLE, FEW_PEOPLE - 1, 0])).tolist() == [False, True, False]


@given(st.lists(st.tuples(st.integers(-1, 3), st.integers(0, 50)), max_size=30), st.integers(0, 50))
def test_posts_of_a_later_time_do_not_change_who_was_new(posts: list[tuple[int, int]], now: int) -> None:
    author = np.array([author for author, _ in posts], np.int64)
    times = np.array([time for _, time in posts], np.float64)
    there = times <= now
    none = np.zeros(len(posts), np.int64)
    whole = by_new_author(author, times, none)[there]
    assert whole.tolist() == by_new_author(author[there], times[there], none[there]).tolist()
