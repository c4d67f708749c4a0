"""What was observed since the build counts as it will after the next one; one like changes the next feed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from jobs.observed import all_events
from pipeline.derived import post_rows
from pipeline.engagement import history
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest, PastEvent
from ranking.request import History
from tests.support.crowd import NOW, PEOPLE, crowd_store, rebuild, topic_of

USERS = [f"u{number}" for number in range(PEOPLE)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return crowd_store(tmp_path / "store")


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return crowd_store(tmp_path_factory.mktemp("crowd") / "store")


def stranger_post(ranker: FeedRanker, user_id: str) -> str:
    """Find a post of a topic that the person never touched."""
    known = {row % 12 for row in ranker.people.get(user_id).history.rows.tolist()}
    return next(f"p{row}" for row in range(600) if row % 12 not in known)


def mean_ranks(ranker: FeedRanker, liked: dict[str, str]) -> NDArray[np.float64]:
    """Give, for each person, the mean rank among all their candidates of those that are about the liked post's topic.

    A post that no source brought stands behind all that were brought.
    """
    found = []
    for user_id, post_id in liked.items():
        scored = ranker.feed(FeedRequest(user_id, k=20, now=NOW)).trace.scored
        ranks = dict(zip(scored.rows[np.argsort(-scored.total, kind="stable")].tolist(), range(600), strict=False))
        alike = [row for row in range(600) if row % 12 == topic_of(post_id)]
        found.append(np.mean([ranks.get(row, len(ranks)) for row in alike]))
    return np.array(found)


def test_one_like_raises_what_is_near_at_once_and_after_the_build_and_after_a_rollback(store: Store) -> None:
    ranker = FeedRanker.open(store)
    liked = {user_id: stranger_post(ranker, user_id) for user_id in USERS}
    before = mean_ranks(ranker, liked)
    feeds = [ranker.feed(FeedRequest(user_id, now=NOW)).to_json() for user_id in USERS[:10]]
    ranker.observe([PastEvent(user_id, post_id, "like", NOW) for user_id, post_id in liked.items()])
    at_once = mean_ranks(ranker, liked)
    assert [ranker.feed(FeedRequest(user_id, now=NOW)).to_json() for user_id in USERS[:10]] != feeds
    assert (at_once < before).mean() >= 0.95
    old = store.current_version()
    rebuild(store)
    assert (mean_ranks(FeedRanker.open(store), liked) < before).mean() >= 0.95
    np.testing.assert_array_equal(mean_ranks(FeedRanker.open(store, version=old), liked), at_once)


def test_what_happens_while_a_build_runs_counts_on_top_of_it(store: Store) -> None:
    ranker = FeedRanker.open(store)
    early, late = (PastEvent("u1", stranger_post(ranker, "u1"), action, NOW) for action in ("click", "share"))
    ranker.observe([early])
    rebuild(store, meanwhile=lambda: ranker.observe([late]))
    fresh = FeedRanker.open(store)
    row = fresh.catalog.row(late.post_id)
    known, current = fresh.people.get("u1").history, fresh.person("u1", now=NOW).history
    assert known.weights[known.rows == row].tolist() == pytest.approx([0.3])
    assert current.weights[current.rows == row].tolist() == pytest.approx([3.0])


def test_somebody_who_is_known_by_one_like_alone_gets_more_of_it(shared_store: Store) -> None:
    ranker = FeedRanker.open(shared_store)
    ranker.observe([PastEvent("newcomer", "p5", "like", NOW)])
    feed = ranker.feed(FeedRequest("newcomer", k=5, now=NOW))
    assert topic_of(feed.items[0].post_id) == topic_of("p5")
    assert "Post number 5 " in feed.items[0].reason


def test_views_are_served_and_no_history(shared_store: Store) -> None:
    ranker = FeedRanker.open(shared_store)
    before = ranker.person("u2", now=NOW)
    ranker.observe([PastEvent("u2", "p7", "view", NOW)])
    after = ranker.person("u2", now=NOW)
    assert after.history.rows.tolist() == before.history.rows.tolist()
    assert after.served.rows.tolist() == [7]
    assert after.served.times.tolist() == [NOW.timestamp()]


def test_an_imported_like_that_is_taken_back_leaves_the_history(store: Store) -> None:
    event = next(row for row in store.read("events").to_pylist() if row["action"] == "like")
    ranker = FeedRanker.open(store)
    row = ranker.catalog.row(event["post_id"])
    assert row in ranker.person(event["user_id"], now=NOW).history.rows
    ranker.undo(PastEvent(**event))
    assert row not in ranker.person(event["user_id"], now=NOW).history.rows
    assert row not in ranker.person(event["user_id"], now=NOW).seen


def test_a_hide_that_was_folded_in_and_taken_back_leaves_the_like_beside_it(store: Store) -> None:
    event = next(row for row in store.read("events").to_pylist() if row["action"] == "like")
    hide = PastEvent(event["user_id"], event["post_id"], "hide", NOW)
    ranker = FeedRanker.open(store)
    ranker.observe([hide])
    rebuild(store)
    folded = FeedRanker.open(store)
    at = folded.catalog.row(hide.post_id)

    def weight() -> list[float]:
        known = folded.person(hide.user_id, now=NOW).history
        return known.weights[known.rows == at].tolist()

    assert weight() == pytest.approx([-1.0])
    folded.undo(hide)
    assert weight() == pytest.approx([1.0])


def test_taking_back_what_never_happened_changes_nothing(shared_store: Store) -> None:
    ranker = FeedRanker.open(shared_store)
    request = FeedRequest("u3", now=NOW)
    before = ranker.feed(request).to_json()
    post_id = f"p{int(ranker.people.get('u3').history.rows[0])}"
    ranker.undo(PastEvent("u3", post_id, "like", NOW + timedelta(hours=1)))
    ranker.undo(PastEvent("u3", stranger_post(ranker, "u3"), "hide", NOW))
    assert ranker.feed(request).to_json() == before


ACTIONS = ("click", "like", "comment", "share", "hide", "less_like_this", "report", "view")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, 40), st.sampled_from(ACTIONS), st.integers(0, 3)),
        max_size=12,
    ),
    st.integers(0, 10**9),
)
def test_the_history_is_the_one_that_the_next_build_will_learn(
    shared_store: Store, deeds: list[tuple[bool, int, str, int]], turn: int
) -> None:
    ranker, user_id = FeedRanker.open(shared_store, verify=False), f"somebody {turn}"
    for happened, row, action, minutes in deeds:
        event = PastEvent(user_id, f"p{row}", action, NOW - timedelta(minutes=minutes))
        if happened:
            ranker.observe([event])
        else:
            ranker.undo(event)
    events, _ = all_events(shared_store)
    built = history(events, post_rows(events, ranker.snapshot.posts["post_id"]))
    own = [at for at, name in enumerate(built["user_id"].to_pylist()) if name == user_id]
    expected = History.of(built, own[0]) if own else History()
    known = ranker.person(user_id, now=NOW).history if own else History()
    for name in ("rows", "weights", "times"):
        np.testing.assert_allclose(getattr(known, name), getattr(expected, name), rtol=1e-6)


def test_the_history_of_somebody_with_imported_events_is_the_one_of_the_next_build_too(store: Store) -> None:
    ranker, rng = FeedRanker.open(store), np.random.default_rng(3)
    events = []
    for user_id in USERS[:20]:
        rows = ranker.people.get(user_id).history.rows[:4].tolist() + rng.integers(0, 600, 4).tolist()
        events += [PastEvent(user_id, f"p{row}", str(rng.choice(ACTIONS)), NOW) for row in rows]
    ranker.observe(events)
    for event in events[::3]:
        ranker.undo(event)
    table = all_events(store)[0]
    built = history(table, post_rows(table, ranker.snapshot.posts["post_id"]))
    place = {name: at for at, name in enumerate(built["user_id"].to_pylist())}
    for user_id in USERS[:20]:
        known, expected = ranker.person(user_id, now=NOW).history, History.of(built, place[user_id])
        order = np.lexsort((expected.rows, -expected.times))
        assert known.rows.tolist() == expected.rows[order].tolist()
        np.testing.assert_allclose(known.weights, expected.weights[order], rtol=1e-6)


def test_a_person_with_thirty_thousand_events_since_the_build_is_served(store: Store) -> None:
    ranker = FeedRanker.open(store)
    moments = range(30_000)
    ranker.observe(PastEvent("busy", f"p{n // 100}", "like", NOW - timedelta(seconds=n)) for n in moments)
    person = ranker.person("busy", now=NOW)
    assert person.history.rows.tolist() == list(range(280, 300)), "the last 2,000 that were noted"
    assert person.seen.tolist() == list(range(300))
    assert len(FeedRanker.open(store).state.changes_of("busy")) == 30_000
    rebuild(store)
    assert len(FeedRanker.open(store).person("busy", now=NOW).history) == 300
    assert sum(one.kind == "recent" for one in person.interests) <= 10
    assert ranker.feed(FeedRequest("busy", k=20, now=NOW)).items
    assert isinstance(all_events(store)[0], pa.Table)
