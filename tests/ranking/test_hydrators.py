from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.candidates import Candidates
from ranking.catalog import Catalog
from ranking.hydrators.author import AuthorHydrator
from ranking.hydrators.context import FormHydrator, TopicShareHydrator, TrendHydrator
from ranking.request import History, Person, Query
from ranking.tastes import share_by_group
from tests.support.tiny import NOW

DAY = 86_400.0


@pytest.fixture(scope="module")
def ranker(published: Store) -> FeedRanker:
    return FeedRanker.open(published)


def query(ranker: FeedRanker, history: History | None = None, **columns: Any) -> Query:
    catalog = Catalog(ranker.snapshot)
    vars(catalog).update(columns)
    return Query(FeedRequest(now=NOW), Person(history=history or History()), catalog, NOW)


def history(rows: list[int], weights: list[float], days_ago: list[float] | None = None) -> History:
    times = NOW.timestamp() - DAY * np.array(days_ago or [0.0] * len(rows))
    return History(np.array(rows, np.int64), np.array(weights, np.float32), times)


EVERY = Candidates(np.arange(60))


def test_affinity_is_the_part_of_the_history_that_is_by_the_author(ranker: FeedRanker) -> None:
    asked = query(ranker, history([1, 11, 2], [1.0, 2.0, 1.0]))
    affinity = AuthorHydrator()(asked, EVERY)["author_affinity"]
    assert affinity[51] == pytest.approx(0.75)
    assert affinity[2] == pytest.approx(0.25)
    assert affinity[3] == 0
    assert not AuthorHydrator()(query(ranker), EVERY)["author_affinity"].any()


def test_turning_away_from_an_author_outweighs_a_like_and_old_deeds_fade(ranker: FeedRanker) -> None:
    away = history([1, 11, 2], [1.0, -2.0, 1.0])
    assert AuthorHydrator()(query(ranker, away), EVERY)["author_affinity"][[1, 2]].tolist() == [0.0, 0.5]
    old = history([2, 1], [1.0, 1.0], [0.0, 30.0])
    np.testing.assert_allclose(AuthorHydrator()(query(ranker, old), EVERY)["author_affinity"][[2, 1]], [2 / 3, 1 / 3])


def test_reach_is_measured_on_the_scale_of_the_snapshot(ranker: FeedRanker) -> None:
    people = np.where(np.arange(60) % 10 == 0, 100, 1)
    reach = AuthorHydrator()(query(ranker, engaged_people=people), EVERY)["author_reach"]
    assert reach[0] == pytest.approx(1.0)
    assert reach[1] == pytest.approx(np.log1p(6) / np.log1p(600))


def test_new_authors_are_marked(ranker: FeedRanker) -> None:
    people = np.where(np.arange(60) % 10 == 0, 100, 1)
    new = AuthorHydrator()(query(ranker, engaged_people=people), EVERY)["author_new"]
    assert new[0] == 0
    assert new[11] == 1
    assert new[1] == 0  # the sixth of its author


def test_a_trend_is_the_unexpected_part_of_the_engagement(ranker: FeedRanker) -> None:
    trend = np.zeros(60, np.float32)
    trend[[3, 4]] = 1.0, 3.0
    assert TrendHydrator()(query(ranker, trend=trend), EVERY)["trend"][[2, 3, 4]].tolist() == [0.0, 0.5, 0.75]


def test_form_tells_pictures_and_length(ranker: FeedRanker) -> None:
    lengths = np.array([0, 99, 9_999, 50_000] + [10] * 56)
    form = FormHydrator()(query(ranker, length=lengths), EVERY)
    np.testing.assert_allclose(form["length"][:4], [0, 0.5, 1, 1], atol=1e-3)
    assert not form["has_picture"].any()  # the tiny posts have none
    assert query(ranker).catalog.length[0] == len("Post number 0 about cats")


def test_topic_share_is_the_part_of_the_history_in_the_topic(ranker: FeedRanker) -> None:
    share = TopicShareHydrator()(query(ranker, history([0, 3, 1], [1.0, 1.0, 2.0])), EVERY)["topic_share"]
    assert share[:3].tolist() == [0.5, 0.5, 0.0]


shares = st.lists(
    st.tuples(st.integers(0, 19), st.floats(-4, 6, width=32), st.floats(0, 400)), max_size=15, unique_by=lambda x: x[0]
)


@given(shares, st.lists(st.integers(-1, 4), min_size=20, max_size=20))
def test_shares_are_parts_of_a_whole_and_no_candidate_changes_another_s(
    deeds: list[tuple[int, float, float]], groups: list[int]
) -> None:
    past = history([row for row, _, _ in deeds], [weight for _, weight, _ in deeds], [ago for *_, ago in deeds])
    group, rows = np.array(groups), np.arange(20)
    together = share_by_group(past, group, rows, 30.0)
    assert ((together >= 0) & (together <= 1 + 1e-6)).all()
    assert not together[group < 0].any()
    first = {number: row for row, number in reversed(list(enumerate(groups))) if number >= 0}
    assert together[list(first.values())].sum() <= 1 + 1e-5
    alone = [share_by_group(past, group, rows[[row]], 30.0)[0] for row in rows]
    assert together.tolist() == alone
