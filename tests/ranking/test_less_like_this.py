"""Less like this: over a hundred people it lowers what is near, lasts, fades as stated, and can be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.engagement import DISLIKE_FULL_DAYS, DISLIKE_HALF_LIFE_DAYS
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest, PastEvent
from tests.support.crowd import NOW, PEOPLE, crowd_store, rebuild

USERS = [f"u{number}" for number in range(PEOPLE)]
NEIGHBOURS = 10
Ranks = NDArray[np.float64]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return crowd_store(tmp_path_factory.mktemp("crowd") / "store")


@dataclass(frozen=True)
class Trial:
    """What each person said of which post of their feed, and the posts nearest to it."""

    events: Mapping[str, PastEvent]
    near: Mapping[str, NDArray[np.int64]]

    def ranks(self, ranker: FeedRanker, now: datetime = NOW) -> Ranks:
        """Give the mean rank, from 1, of each person's ten neighbours among all their candidates."""
        found = []
        for user_id, rows in self.near.items():
            scored = ranker.feed(FeedRequest(user_id, k=20, now=now)).trace.scored
            found.append(np.mean([scored.rank(int(row)) for row in rows]))
        return np.array(found)


def trial(ranker: FeedRanker, action: str = "less_like_this") -> Trial:
    """Choose for each person the second post of their feed, and its neighbours among their candidates."""
    events, near = {}, {}
    for user_id in USERS:
        feed = ranker.feed(FeedRequest(user_id, k=20, now=NOW))
        row = feed.items[1].row
        events[user_id] = PastEvent(user_id, feed.items[1].post_id, action, NOW)
        others = np.setdiff1d(feed.trace.scored.rows, [row])
        spaces = [ranker.snapshot.vectors(space, np.append(others, row)) for space in ranker.snapshot.spaces]
        cosine = sum(vectors[:-1] @ vectors[-1] for vectors in spaces)
        near[user_id] = others[np.argsort(-cosine, kind="stable")[:NEIGHBOURS]]
    return Trial(events, near)


@pytest.fixture(scope="module")
def before(store: Store) -> tuple[Trial, Ranks]:
    ranker = FeedRanker.open(store)
    chosen = trial(ranker)
    return chosen, chosen.ranks(ranker)


@pytest.fixture(scope="module")
def said(store: Store, before: tuple[Trial, Ranks]) -> FeedRanker:
    ranker = FeedRanker.open(store)
    ranker.observe(before[0].events.values())
    return ranker


def test_the_content_neighbours_of_the_post_fall_for_almost_everybody(
    said: FeedRanker, before: tuple[Trial, Ranks]
) -> None:
    chosen, ranks = before
    after = chosen.ranks(said)
    assert after.mean() > 2 * ranks.mean()
    assert (after > ranks).mean() >= 0.95


def test_it_lasts_over_night_after_reopening_and_after_the_next_build(
    said: FeedRanker, store: Store, before: tuple[Trial, Ranks]
) -> None:
    chosen, ranks = before
    today = chosen.ranks(said)
    tomorrow = chosen.ranks(FeedRanker.open(store), NOW + timedelta(days=1))
    assert (tomorrow > ranks).mean() >= 0.95
    old = store.current_version()
    rebuild(store)
    built = FeedRanker.open(store)
    assert built.snapshot.version != old
    assert built.snapshot.manifest.observed_through == said.state.log().through
    assert (chosen.ranks(built) > ranks).mean() >= 0.95
    back = FeedRanker.open(store, version=old)
    np.testing.assert_array_equal(chosen.ranks(back), today, err_msg="after a rollback it counts as before")


def test_it_fades_to_half_in_two_months_after_two_full_weeks(said: FeedRanker, before: tuple[Trial, Ranks]) -> None:
    user_id = USERS[0]
    row = said.catalog.row(before[0].events[user_id].post_id)

    def dislike(days: float) -> float:
        now = NOW + timedelta(days=days)
        person = said.person(user_id, now=now)
        return sum(one.weight for one in person.interests if one.kind == "negative" and one.medoids[0] == row)

    full, half = DISLIKE_FULL_DAYS, DISLIKE_FULL_DAYS + DISLIKE_HALF_LIFE_DAYS
    assert [dislike(0), dislike(full), dislike(half)] == pytest.approx([1.0, 1.0, 0.5])
    assert dislike(half + DISLIKE_HALF_LIFE_DAYS) == pytest.approx(0.25)
    later = before[0].ranks(said, NOW + timedelta(days=730))
    soon = before[0].ranks(said, NOW + timedelta(days=1))
    assert later.mean() < soon.mean(), "after two years they have come back"


@pytest.mark.parametrize("action", ["less_like_this", "hide", "report"])
def test_taken_back_the_feed_is_byte_for_byte_the_one_without_it(tmp_path: Path, action: str) -> None:
    own = crowd_store(tmp_path / "store")
    ranker = FeedRanker.open(own)
    chosen = trial(ranker, action)
    requests = [FeedRequest(user_id, k=20, now=NOW) for user_id in USERS[:25]]
    without = [ranker.feed(request).to_json() for request in requests]
    ranker.observe(chosen.events.values())
    assert all(ranker.feed(one).to_json() != was for one, was in zip(requests, without, strict=True))
    for event in chosen.events.values():
        ranker.undo(event)
    assert [ranker.feed(request).to_json() for request in requests] == without
    assert [FeedRanker.open(own).feed(request).to_json() for request in requests] == without


def test_taken_back_after_a_build_has_folded_it_in_it_is_gone_at_once_and_from_the_next_build(tmp_path: Path) -> None:
    own = crowd_store(tmp_path / "store")
    ranker = FeedRanker.open(own)
    chosen = trial(ranker)
    ranks = chosen.ranks(ranker)
    requests = [FeedRequest(user_id, k=20, now=NOW) for user_id in USERS[:25]]
    without = [without_version(ranker, request) for request in requests]
    ranker.observe(chosen.events.values())
    rebuild(own)
    folded = FeedRanker.open(own)
    assert chosen.ranks(folded).mean() > 2 * ranks.mean()
    for event in chosen.events.values():
        folded.undo(event)
    # What others see of the posts, such as their popularity, waits for the next build.
    assert chosen.ranks(folded).mean() == pytest.approx(ranks.mean(), rel=0.1)
    rebuild(own)
    again = FeedRanker.open(own)
    assert [without_version(again, request) for request in requests] == without


def without_version(ranker: FeedRanker, request: FeedRequest) -> list[tuple[str, float]]:
    return [(item.post_id, item.score) for item in ranker.feed(request).items]
