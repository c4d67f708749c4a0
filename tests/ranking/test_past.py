"""Ranking as if something else had happened."""

from datetime import timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from indexing.tables import NEIGHBOURS
from pipeline.derived import data_clock
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.past import as_of, derived_from


@pytest.fixture(scope="module")
def ranker(small_world: Store) -> FeedRanker:
    return FeedRanker.open(small_world)


def test_all_events_give_what_the_build_has_learned(ranker: FeedRanker, small_world: Store) -> None:
    events, posts = small_world.read("events"), ranker.snapshot.posts
    past = as_of(ranker, events, data_clock(posts, events)).snapshot
    for column in ("popularity", "engagements", "trend"):
        np.testing.assert_array_equal(past.posts[column], posts[column])
    assert past.history.sort_by("user_id").equals(ranker.snapshot.history.sort_by("user_id"))
    by_interest = [("user_id", "ascending"), ("interest", "ascending")]
    learned, built = past.profiles.sort_by(by_interest), ranker.snapshot.profiles.sort_by(by_interest)
    assert learned.drop_columns([c for c in learned.column_names if c.startswith("vector")]).equals(
        built.drop_columns([c for c in built.column_names if c.startswith("vector")])
    )
    for one, other in ((past.neighbours(name), ranker.snapshot.neighbours(name)) for name in NEIGHBOURS):
        np.testing.assert_array_equal(one.indices, other.indices)
        np.testing.assert_allclose(one.weights, other.weights, rtol=1e-5)


def test_nothing_after_the_moment_changes_a_feed_of_the_moment(ranker: FeedRanker, small_world: Store) -> None:
    events = small_world.read("events").sort_by("occurred_at")
    moment = events["occurred_at"][events.num_rows // 2].as_py()
    before = events.filter(pc.less(events["occurred_at"], moment))
    past = as_of(ranker, before, moment)
    shuffled = before.take(np.random.default_rng(0).permutation(before.num_rows))
    again = as_of(ranker, shuffled, moment)
    for user_id in before["user_id"].unique().to_pylist()[:5]:
        request = FeedRequest(user_id, now=moment, ads=False)
        feed = past.feed(request)
        assert feed.items
        assert feed.to_json() == again.feed(request).to_json()
        assert all(ranker.catalog.created_at[item.row] <= moment.timestamp() for item in feed.items)


def test_with_no_events_nobody_is_known_by_what_they_did(ranker: FeedRanker) -> None:
    nothing = derived_from(ranker.snapshot, EVENTS.empty_table(), ranker.feed(FeedRequest()).now)
    assert nothing.history.num_rows == 0
    assert set(nothing.profiles["kind"].to_pylist()) <= {"stated"}
    assert not nothing.numbers.popularity.any()
    assert not nothing.numbers.trend.any()


def test_stated_interests_stay(ranker: FeedRanker) -> None:
    wishes = ranker.snapshot.users["interests"]
    if not pc.list_flatten(wishes).drop_null().length():
        pytest.skip("nobody in this world has stated an interest")
    past = as_of(ranker, EVENTS.empty_table(), ranker.feed(FeedRequest()).now)
    stated = pc.equal(ranker.snapshot.profiles["kind"], "stated")
    assert past.snapshot.profiles.num_rows == pc.sum(pa.chunked_array(stated)).as_py()


def test_the_ranker_that_was_asked_is_as_before(ranker: FeedRanker) -> None:
    request = FeedRequest(ranker.snapshot.users["user_id"][0].as_py(), ads=False)
    feed = ranker.feed(request).to_json()
    later = ranker.feed(request).now + timedelta(days=1)
    as_of(ranker, EVENTS.empty_table(), later).feed(request)
    assert ranker.feed(request).to_json() == feed
