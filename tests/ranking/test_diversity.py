"""The slate: hard caps hold, soft rules give way in order and say so, likeness costs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.candidates import Candidates
from ranking.diversity.author_cap import AuthorCap
from ranking.diversity.mmr import MMRSelector
from ranking.diversity.topic_window import TopicWindow
from ranking.request import Person, Query
from tests.support.tiny import NOW


@pytest.fixture(scope="module")
def query(published: Store) -> Query:
    return Query(FeedRequest(now=NOW), Person(), FeedRanker.open(published).catalog, NOW)


def candidates(score: list[float], author: list[int], topic: list[int]) -> Candidates:
    columns = {"score": np.array(score, np.float32), "author": np.array(author), "topic": np.array(topic)}
    return Candidates(np.arange(len(score)), columns)


def test_without_rules_and_strength_the_slate_is_the_order_of_scores(query: Query) -> None:
    pool = candidates([0.1, 0.9, 0.5], [0, 1, 2], [0, 1, 2])
    selection = MMRSelector(strength=0.0)(query, pool, 3)
    assert selection.chosen.tolist() == [1, 2, 0]
    assert selection.variety.tolist() == [0.0, 0.0, 0.0]


def test_a_hard_cap_ends_the_feed_rather_than_break(query: Query) -> None:
    pool = candidates([0.5, 0.4, 0.3, 0.2], [7, 7, 7, 8], [0, 1, 2, 0])
    selection = MMRSelector(rules=[AuthorCap(most=1)])(query, pool, 4)
    assert selection.chosen.tolist() == [0, 3]


def test_a_soft_rule_gives_way_where_nothing_else_is_left_and_says_so(query: Query) -> None:
    pool = candidates([0.5, 0.4, 0.3], [1, 2, 3], [0, 0, 0])
    selection = MMRSelector(rules=[TopicWindow(most=1, window=3)], strength=0.0)(query, pool, 3)
    assert selection.chosen.tolist() == [0, 1, 2]
    assert selection.relaxed == ((), ("topic window",), ("topic window",))


def test_the_last_soft_rule_gives_way_first(query: Query) -> None:
    pool = candidates([0.5, 0.4, 0.3], [1, 1, 2], [0, 5, 0])
    rules = [TopicWindow(most=1, window=3), AuthorCap(most=1, hard=False)]
    selection = MMRSelector(rules=rules, strength=0.0)(query, pool, 2)
    assert selection.chosen.tolist() == [0, 1]
    assert selection.relaxed == ((), ("author cap",))


def test_unknown_authors_and_topics_are_not_counted(query: Query) -> None:
    pool = candidates([0.5, 0.4, 0.3], [-1, -1, -1], [-1, -1, -1])
    rules = [AuthorCap(most=1), TopicWindow(most=1, window=3, hard=True)]
    assert len(MMRSelector(rules=rules)(query, pool, 3).chosen) == 3


def test_of_two_equal_posts_the_one_less_like_the_slate_comes_first(query: Query) -> None:
    pool = candidates([0.9, 0.5, 0.0, 0.0, 0.5], [0, 1, 2, 3, 4], [-1] * 5)
    rows = np.array([0, 3, 6, 9, 1])  # cats, cats, cats, cats, trains
    selection = MMRSelector(strength=0.5)(query, Candidates(rows, pool.columns), 3)
    assert rows[selection.chosen[1]] == 1
    assert selection.variety[2] < selection.variety[1] <= 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-1, 1, width=32), st.integers(-1, 4), st.integers(-1, 2)), min_size=0, max_size=40),
    st.integers(1, 30),
    st.integers(1, 3),
)
def test_on_any_input_hard_rules_hold_and_nothing_is_invented(
    query: Query, rows: list[tuple[float, int, int]], k: int, most: int
) -> None:
    pool = candidates([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
    selection = MMRSelector(rules=[AuthorCap(most=most), TopicWindow()])(query, pool, k)
    chosen = pool.take(selection.chosen)
    assert len(np.unique(selection.chosen)) == len(selection.chosen) <= min(k, len(rows))
    authors, counts = np.unique(chosen["author"], return_counts=True)
    assert (counts[authors >= 0] <= most).all()
    allowed = sum(min(most, int((pool["author"] == a).sum())) for a in range(5)) + int((pool["author"] == -1).sum())
    assert len(selection.chosen) == min(k, allowed)
    assert (selection.variety <= 0).all()
