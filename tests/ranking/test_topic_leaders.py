from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ranking.topic_leaders import TopicLeaders


def test_topics_take_turns_best_first() -> None:
    topic = np.array([0, 0, 0, 1, 1, -1])
    leaders = TopicLeaders.of(np.array([5, 2, 4, 0, 3, 1]), topic, 3)
    assert leaders.top(2, np.ones(6, bool)).tolist() == [2, 4, 0, 3]
    assert leaders.top(9, np.ones(6, bool)).tolist() == [2, 4, 0, 3, 1]


def test_deleted_posts_are_made_up_for() -> None:
    leaders = TopicLeaders.of(np.arange(100), np.zeros(100, np.int64), 1)
    live = np.arange(100) >= 70
    assert leaders.top(3, live).tolist() == [70, 71, 72]


def test_without_topics_nobody_leads() -> None:
    assert not len(TopicLeaders.of(np.arange(3), np.full(3, -1), 0).top(2, np.ones(3, bool)))


@given(st.lists(st.tuples(st.integers(-1, 4), st.booleans()), max_size=40), st.integers(1, 6))
def test_every_topic_gives_its_best_live_posts(posts: list[tuple[int, bool]], most: int) -> None:
    topic = np.array([topic for topic, _ in posts], np.int64)
    live = np.array([alive for _, alive in posts], bool)
    found = TopicLeaders.of(np.arange(len(posts)), topic, 5).top(most, live).tolist()
    wanted = [[row for row in range(len(posts)) if topic[row] == t and live[row]][:most] for t in range(5)]
    assert sorted(found) == sorted(row for rows in wanted for row in rows)
    places = [wanted[topic[row]].index(row) for row in found]
    assert places == sorted(places)
