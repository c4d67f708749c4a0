"""Recent and negative interests come from the history, fade as stated, and reach the columns of candidates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engagement import dislike_fade
from pipeline.store import Store
from ranking import Candidates, FeedRanker, FeedRequest
from ranking.hydrators.affinity import AffinityHydrator
from ranking.query.recent_interests import RecentInterests
from ranking.request import History, Person, Query
from tests.support.tiny import NOW

DAY = 86_400.0


@pytest.fixture(scope="module")
def query(published: Store) -> Query:
    return Query(FeedRequest(now=NOW), Person(), FeedRanker.open(published).catalog, NOW)


def with_history(query: Query, *deeds: tuple[int, float, float]) -> Query:
    """Take (row, weight, age in days)."""
    newest_first = sorted(deeds, key=lambda deed: deed[2])
    rows, weights, ages = (np.array(column) for column in zip(*newest_first, strict=True))
    history = History(rows.astype(np.int64), weights.astype(np.float32), NOW.timestamp() - DAY * ages)
    return RecentInterests()(replace(query, person=Person("u", history=history)))


def of_kind(query: Query, kind: str) -> list[tuple[int, float]]:
    found = [interest for interest in query.person.interests if interest.kind == kind]
    return [(int(interest.medoids[0]), interest.weight) for interest in found]


def test_recent_interests_are_the_last_likes_with_shares_that_halve_every_week(query: Query) -> None:
    asked = with_history(query, (0, 1.0, 30.0), (1, 1.0, 37.0), (2, 2.0, 44.0))
    assert of_kind(asked, "recent") == [(0, pytest.approx(0.5)), (1, pytest.approx(0.25)), (2, pytest.approx(0.25))]
    assert asked.person.interests[0].label == asked.catalog.title(0)


def test_there_are_never_more_than_ten_recent_and_twenty_four_negative_ones(query: Query) -> None:
    deeds = [(row, 1.0 if row % 2 else -2.0, float(row)) for row in range(60)]
    asked = with_history(query, *deeds)
    assert [row for row, _ in of_kind(asked, "recent")] == list(range(1, 20, 2))
    assert len(of_kind(asked, "negative")) == 24


def test_a_dislike_is_full_for_two_weeks_and_weighs_by_its_action(query: Query) -> None:
    asked = with_history(query, (0, -3.0, 13.0), (1, -2.0, 1.0), (2, -4.0, 74.0), (3, -0.4, 0.0))
    assert of_kind(asked, "negative") == [(0, 1.0), (1, pytest.approx(2 / 3)), (2, pytest.approx(0.5))]


@given(st.floats(0, 5_000), st.floats(0, 5_000))
def test_a_dislike_never_grows_again(one: float, other: float) -> None:
    young, old = dislike_fade(np.sort(np.array([one, other])))
    assert 0 < old <= young <= 1


def test_without_a_history_nothing_changes(query: Query) -> None:
    assert RecentInterests()(query) is query


def test_a_deleted_post_is_no_interest(query: Query) -> None:
    catalog = query.catalog.over(query.catalog.snapshot.marked(frozenset({"p0"})))
    asked = with_history(replace(query, catalog=catalog), (0, 1.0, 0.0), (1, 1.0, 1.0))
    assert [row for row, _ in of_kind(asked, "recent")] == [1]


def test_what_is_near_the_last_likes_is_close_and_what_is_near_a_dislike_is_disliked(query: Query) -> None:
    asked = with_history(query, (0, 1.0, 0.0), (1, -3.0, 0.0))
    columns = AffinityHydrator()(asked, Candidates(np.array([3, 4, 5])))
    assert columns["recent_sentence"].argmax() == 0
    assert columns["dislike"].argmax() == 1
    np.testing.assert_array_equal(columns["affinity_sentence"], columns["recent_sentence"])
    assert not columns["lasting_sentence"].any()
    faded = RecentInterests()(replace(asked, now=NOW + timedelta(days=74), person=replace(asked.person, interests=())))
    later = AffinityHydrator()(faded, Candidates(np.array([3, 4, 5])))
    assert later["dislike"] == pytest.approx(columns["dislike"] / 2, rel=1e-5)


def test_a_candidates_numbers_do_not_depend_on_the_others(query: Query) -> None:
    asked = with_history(query, (0, 1.0, 0.0), (4, 2.0, 3.0), (1, -3.0, 0.0))
    rows = np.arange(60)
    together = AffinityHydrator()(asked, Candidates(rows))
    for some in (rows[:1], rows[7:40], rows[::-1]):
        for name, column in AffinityHydrator()(asked, Candidates(some)).items():
            np.testing.assert_allclose(column, together[name][some], rtol=1e-5, atol=1e-6)


def test_no_candidates_and_no_interests_give_columns_all_the_same(query: Query) -> None:
    for rows in (np.empty(0, np.int64), np.arange(3)):
        columns = AffinityHydrator()(query, Candidates(rows))
        assert {column.shape for column in columns.values()} == {(len(rows),)}
        assert not any(column.any() for column in columns.values())
