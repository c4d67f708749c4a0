from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.neighbours import Neighbours
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.candidates import Candidates
from ranking.crowd import MOST_LIKERS, Crowd
from ranking.hydrators.collaborative import CollaborativeHydrator, NearbyHydrator
from ranking.past import as_of
from ranking.recollection import MOST_RECALLED, Recollection, Votes, each_once, numbered, slices, strongest
from ranking.request import History, Person, Query
from ranking.sources.collaborative import CollaborativeNeighbours
from ranking.sources.liked_nearby import LikedNearby
from tests.support.tiny import NOW

EVERY = Candidates(np.arange(60))
CATS = list(range(0, 60, 3))
TRAINS = list(range(1, 60, 3))


def likes(user_id: str, rows: Iterable[int], action: str = "like") -> list[dict[str, object]]:
    """One event a row, a minute apart, the first the oldest."""
    start = NOW - timedelta(days=1)
    return [
        {
            "event_id": f"{user_id}/{row}/{action}",
            "user_id": user_id,
            "post_id": f"p{row}",
            "action": action,
            "occurred_at": start + timedelta(minutes=minute),
        }
        for minute, row in enumerate(rows)
    ]


def crowd_of_two_tastes() -> pa.Table:
    """Forty people who each like eight posts of cats or of trains, and one who alone likes p59."""
    rng = np.random.default_rng(3)
    events = [
        event
        for number in range(40)
        for event in likes(f"u{number}", rng.choice((CATS, TRAINS)[number % 2], 8, replace=False).tolist())
    ]
    known = [name for name in EVENTS.names if name in events[0]]
    events += likes("loner", [0, 3, 6, 59])
    columns = {name: [event[name] for event in events] for name in known}
    arrays = [pa.array(columns.get(f.name, [None] * len(events)), f.type) for f in EVENTS]
    return pa.Table.from_arrays(arrays, schema=EVENTS)


@pytest.fixture(scope="module")
def ranker(published: Store) -> FeedRanker:
    return as_of(FeedRanker.open(published), crowd_of_two_tastes(), NOW)


def query(ranker: FeedRanker, rows: list[int], weights: list[float] | None = None, user_id: str = "somebody") -> Query:
    """Ask for a person with this history, the first row the newest."""
    times = NOW.timestamp() - np.arange(len(rows), dtype=np.float64)
    history = History(np.array(rows, np.int64), np.array(weights or [1.0] * len(rows), np.float32), times)
    person = Person(user_id=user_id, history=history)
    return Query(FeedRequest(user_id=user_id, now=NOW), person, ranker.catalog, NOW)


@pytest.mark.parametrize("source", [CollaborativeNeighbours(), LikedNearby()])
def test_a_source_brings_what_people_of_like_tastes_like_and_nothing_that_is_known(
    ranker: FeedRanker, source: CollaborativeNeighbours | LikedNearby
) -> None:
    asked = query(ranker, [3, 0, 6])
    found = source(asked)
    assert len(found) > 5
    assert set(found.rows.tolist()) <= set(CATS) - {0, 3, 6}
    assert found.rows.tolist() == source(asked).rows.tolist()


@pytest.mark.parametrize("source", [CollaborativeNeighbours(), LikedNearby()])
def test_a_source_brings_nothing_without_a_history(
    ranker: FeedRanker, source: CollaborativeNeighbours | LikedNearby
) -> None:
    assert not len(source(query(ranker, [])))


@pytest.mark.parametrize("source", [CollaborativeNeighbours(k=3), LikedNearby(k=3)])
def test_a_source_brings_its_best_and_no_more_than_asked(
    ranker: FeedRanker, source: CollaborativeNeighbours | LikedNearby
) -> None:
    asked = query(ranker, [3, 0, 6])
    hydrate = CollaborativeHydrator() if isinstance(source, CollaborativeNeighbours) else NearbyHydrator()
    (column,) = hydrate(asked, EVERY).values()
    column[[3, 0, 6]] = -1.0
    assert source(asked).rows.tolist() == np.argsort(-column, kind="stable")[:3].tolist()


@pytest.mark.parametrize("source", [CollaborativeNeighbours(), LikedNearby()])
def test_what_only_one_person_likes_is_never_brought(
    ranker: FeedRanker, source: CollaborativeNeighbours | LikedNearby
) -> None:
    assert 59 not in source(query(ranker, [0, 3, 6])).rows
    assert NearbyHydrator()(query(ranker, [0, 3, 6]), EVERY)["nearby"][59] == 0


@pytest.mark.parametrize("source", [CollaborativeNeighbours(), LikedNearby()])
def test_deleted_posts_are_neither_brought_nor_named(
    ranker: FeedRanker, source: CollaborativeNeighbours | LikedNearby
) -> None:
    gone = query(ranker, [3, 0])
    gone.catalog.live[[3, 9]] = False
    try:
        found = source(gone)
        reasons = [source.reason(gone, found, at) for at in range(len(found))]
    finally:
        gone.catalog.live[[3, 9]] = True
    assert 9 not in found.rows
    assert reasons
    assert not any("number 3 " in reason for reason in reasons)


def test_the_reason_names_the_liked_post_that_says_most(ranker: FeedRanker) -> None:
    asked = query(ranker, [3, 1], [1.0, 1.0])
    source = CollaborativeNeighbours()
    found = source(asked)
    for at, row in enumerate(found.rows.tolist()):
        named = 3 if row in CATS else 1
        assert source.reason(asked, found, at) == f"People who liked “{ranker.catalog.title(named)}” liked this"


def test_a_reason_names_no_post_that_the_person_did_not_like(ranker: FeedRanker) -> None:
    asked = query(ranker, [3], [-0.2])
    found = CollaborativeNeighbours()(asked)
    assert len(found)
    assert CollaborativeNeighbours().reason(asked, found, 0) == "People who liked what you liked, liked this"


def test_the_reason_of_what_is_liked_nearby_names_nobody(ranker: FeedRanker) -> None:
    asked = query(ranker, [3, 0, 6])
    found = LikedNearby()(asked)
    reasons = {LikedNearby().reason(asked, found, at) for at in range(len(found))}
    assert reasons == {"Liked by people with tastes like yours"}


def test_a_like_of_a_moment_ago_counts_at_once_and_more_than_an_old_one(ranker: FeedRanker) -> None:
    trains = TRAINS[:8]
    none, newest, oldest = (
        CollaborativeHydrator()(query(ranker, rows), EVERY)["collaborative"][CATS[1:]]
        for rows in (trains, [0, *trains], [*trains, 0])
    )
    assert not none.any()
    assert (newest > 2 * oldest).all()
    assert (oldest > 0).any()


def test_what_was_turned_away_from_counts_against_what_goes_with_it(ranker: FeedRanker) -> None:
    column = CollaborativeHydrator()(query(ranker, [3], [-2.0]), EVERY)["collaborative"]
    assert (column[CATS] <= 0).all()
    assert (column[CATS] < 0).any()
    assert not len(CollaborativeNeighbours()(query(ranker, [3], [-2.0])))


@pytest.mark.parametrize("hydrate", [CollaborativeHydrator(), NearbyHydrator()])
def test_columns_do_not_depend_on_the_other_candidates(
    ranker: FeedRanker, hydrate: CollaborativeHydrator | NearbyHydrator
) -> None:
    asked = query(ranker, [3, 0])
    (whole,) = hydrate(asked, EVERY).values()
    (part,) = hydrate(asked, Candidates(np.array([40, 9, 6]))).values()
    assert part.tobytes() == whole[[40, 9, 6]].tobytes()
    assert (whole.dtype, whole.shape) == (np.float32, (60,))
    (nothing,) = hydrate(query(ranker, []), EVERY).values()
    assert not nothing.any()


def test_nearby_is_a_share(ranker: FeedRanker) -> None:
    column = NearbyHydrator()(query(ranker, CATS[:5]), EVERY)["nearby"]
    assert 0 < column.max() <= 1
    assert not column[TRAINS].any()


def test_nobody_is_their_own_neighbour(ranker: FeedRanker) -> None:
    asked = query(ranker, [0, 3, 6])
    recalled = Recollection.of(asked.person.history)
    as_loner, as_stranger = (asked.catalog.crowd.near(name, recalled) for name in ("loner", "stranger"))
    # The loner's own likes are those asked about, so for a stranger the loner is the very nearest.
    shared = as_stranger.values[as_stranger.posts == 0], as_loner.values[as_loner.posts == 0]
    assert shared[0] > shared[1]


def test_of_a_post_that_everybody_likes_only_the_latest_are_looked_at() -> None:
    people = MOST_LIKERS + 50
    history = pa.table(
        {
            "user_id": [f"u{number}" for number in range(people)],
            "rows": pa.array([[0] if number else [1, 0] for number in range(people)], pa.list_(pa.int64())),
            "weights": pa.array([[1.0] if number else [1.0, 1.0] for number in range(people)], pa.list_(pa.float32())),
            "times": pa.array(
                [[number] if number else [1, 0] for number in range(people)], pa.list_(pa.timestamp("us", "UTC"))
            ),
        }
    )
    recalled = Recollection(np.array([0]), np.ones(1, np.float32), np.ones(1, bool))
    near = Crowd.of(history, 2).near(None, recalled)
    assert near.posts.tolist() == [0]


def test_a_long_history_is_recalled_by_its_newest_part() -> None:
    many = History(np.arange(500), np.ones(500, np.float32), np.arange(500.0)[::-1])
    recalled = Recollection.of(many)
    assert recalled.rows.tolist() == list(range(MOST_RECALLED))
    assert (np.diff(recalled.weights) <= 0).all()


@given(st.integers(1, 30), st.integers(0, 5))
def test_votes_add_up_as_a_product_with_the_matrix_does(n_posts: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    whole = np.where(rng.random((n_posts, n_posts)) < 0.3, rng.normal(size=(n_posts, n_posts)), 0).astype(np.float32)
    rows, columns = np.nonzero(whole)
    indptr = np.searchsorted(rows, np.arange(n_posts + 1)).astype(np.int64)
    matrix = Neighbours(indptr, columns.astype(np.int32), whole[rows, columns])
    history = rng.permutation(n_posts)[: 1 + n_posts // 2]
    weights = rng.normal(size=len(history)).astype(np.float32)
    votes = Votes.of(Recollection(history, weights, weights > 0), matrix)
    np.testing.assert_allclose(votes.totals, weights @ whole[history], atol=1e-5)
    assert sorted(votes.named().tolist()) == np.flatnonzero((whole[history] != 0).any(axis=0)).tolist()
    said = weights[:, None] * whole[history]
    best = votes.strongest(np.arange(n_posts), np.ones(len(history), bool))
    for post, act in enumerate(best.tolist()):
        assert act == (int(np.argmax(said[:, post])) if said[:, post].max() > 0 else -1)


def test_places_of_rows_are_cut_to_the_first_ones() -> None:
    indptr = np.array([0, 3, 3, 8])
    places, owner = slices(indptr, np.array([2, 1, 0]), 2)
    assert places.tolist() == [3, 4, 0, 1]
    assert owner.tolist() == [0, 0, 2, 2]


def test_the_strongest_are_in_order_with_ties_by_row() -> None:
    rows = np.array([9, 4, 7, 1, 3])
    scores = np.array([0.5, 0.5, 0.9, 0.0, -1.0])
    assert rows[strongest(rows, scores, 2)].tolist() == [7, 4]
    assert rows[strongest(rows, scores, 10)].tolist() == [7, 4, 9]


def test_each_is_named_once() -> None:
    assert sorted(each_once(np.array([5, 2, 5, 5, 0]), 6).tolist()) == [0, 2, 5]
    named, which = numbered(np.array([5, 2, 5, 5, 0]), 6)
    assert sorted(named.tolist()) == [0, 2, 5]
    assert named[which].tolist() == [5, 2, 5, 5, 0]
