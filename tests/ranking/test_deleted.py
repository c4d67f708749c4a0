"""Posts that are deleted after a snapshot was built are gone from all that it answers."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.store import Store
from ranking import FeedRanker, FeedRequest, PastEvent
from ranking.candidates import Candidates
from ranking.filters.deleted import DeletedFilter
from ranking.request import Query
from ranking.search import search
from ranking.surfaces import SURFACES
from tests.support.tiny import DIM, NOW, TOPICS

PEOPLE = ("cat_lover", "newcomer", "speller", "grump", None)


@pytest.fixture(scope="module")
def whole(published: Store) -> FeedRanker:
    return FeedRanker.open(published)


def found(ranker: FeedRanker, number: int, k: int) -> list[str]:
    rng = np.random.default_rng(number)
    query = {space: rng.normal(size=(1, DIM)).astype(np.float32) for space in ranker.snapshot.spaces}
    return [hit.post_id for hit in search(ranker.catalog, "a query", query, k)]


def title(post_id: str) -> str:
    return f"Post number {post_id[1:]} about {TOPICS[int(post_id[1:]) % 3]}"


@settings(max_examples=60, deadline=None)
@given(
    st.sets(st.integers(0, 59)).map(lambda rows: frozenset(f"p{row}" for row in rows)),
    st.sampled_from(PEOPLE),
    st.sampled_from(sorted(SURFACES)),
    st.integers(1, 60),
)
def test_no_feed_and_no_search_has_a_deleted_post_or_names_it_in_a_reason(
    whole: FeedRanker, deleted: frozenset[str], user_id: str | None, surface: str, k: int
) -> None:
    ranker = whole.marked(deleted)
    feed = ranker.feed(FeedRequest(user_id, surface, k, NOW))
    assert not {item.post_id for item in feed.posts} & deleted
    said = " ".join(item.reason for item in feed.items) + "."
    assert not [post_id for post_id in deleted if f"{title(post_id)}”" in said or f"{title(post_id)}." in said]
    hits = found(ranker, k, k)
    assert not set(hits) & deleted
    assert len(hits) == min(k, 60 - len(deleted))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sets(st.integers(0, 59)), min_size=1, max_size=3), st.sampled_from(PEOPLE))
def test_marking_an_open_ranker_again_and_again_is_the_same_as_opening_the_store_anew(
    published: Store, whole: FeedRanker, steps: list[set[int]], user_id: str | None
) -> None:
    ranker = whole
    for step in steps:
        ranker = ranker.marked(frozenset(f"p{row}" for row in step))
    fresh = FeedRanker(whole.snapshot.marked(ranker.snapshot.deleted), whole.state, whole.encoders)
    for surface in SURFACES:
        request = FeedRequest(user_id, surface, 20, NOW)
        assert ranker.feed(request).to_json() == fresh.feed(request).to_json()
    assert found(ranker, 1, 20) == found(fresh, 1, 20)


def test_a_store_that_is_opened_knows_what_was_deleted(own_store: Store) -> None:
    request = FeedRequest("newcomer", k=10, now=NOW)
    shown = [item.post_id for item in FeedRanker.open(own_store).feed(request).posts]
    own_store.delete(shown[:3], at=NOW)
    after = FeedRanker.open(own_store)
    assert not {item.post_id for item in after.feed(request).posts} & set(shown[:3])
    own_store.restore(shown[:3], at=NOW)
    assert [item.post_id for item in FeedRanker.open(own_store).feed(request).posts] == shown


def test_an_explanation_says_that_a_post_was_deleted(whole: FeedRanker) -> None:
    told = whole.marked(frozenset(["p1"])).feed(FeedRequest("cat_lover", k=10, now=NOW)).explain("p1")
    assert (told.fate, told.sentence) == ("filtered", "It was deleted.")


def test_the_filter_keeps_live_posts_and_is_counted_first(whole: FeedRanker) -> None:
    ranker = whole.marked(frozenset(["p1", "p4"]))
    query = Query(FeedRequest(now=NOW), ranker.people.get("newcomer"), ranker.catalog, NOW)
    keep = DeletedFilter()(query, Candidates(np.array([4, 0, 1], np.int64)))
    assert keep.tolist() == [False, True, False]
    for surface in SURFACES:
        assert ranker.feed(FeedRequest(surface=surface, now=NOW)).trace.dropped[0].filter == "deleted"


def test_the_newest_posts_are_found_although_all_that_were_newer_are_deleted(whole: FeedRanker) -> None:
    ranker = whole.marked(frozenset(f"p{row}" for row in range(50)))
    feed = ranker.feed(FeedRequest("cat_lover", "following", 10, NOW))
    assert [item.post_id for item in feed.posts] == ["p51"]
    assert len(ranker.feed(FeedRequest("newcomer", k=10, now=NOW)).posts) == 10


def test_reactions_to_a_deleted_post_do_no_harm_and_are_not_spoken_of(own_store: Store) -> None:
    ranker = FeedRanker.open(own_store)
    ranker.observe([PastEvent("newcomer", "p40", "like", NOW), PastEvent("newcomer", "p43", "hide", NOW)])
    gone = ranker.marked(frozenset(["p40", "p43"]))
    gone.observe([PastEvent("newcomer", "p40", "view", NOW + timedelta(seconds=1))])
    feed = gone.feed(FeedRequest("newcomer", k=20, now=NOW))
    assert len(feed.posts) == 20
    assert "Post number 40" not in feed.to_json()


def test_an_interest_is_called_by_a_post_that_is_still_there(whole: FeedRanker) -> None:
    def labels(*deleted: str) -> list[str]:
        ranker = whole.marked(frozenset(deleted))
        return [interest.label for interest in ranker.people.get("cat_lover").interests]

    assert labels() == ["cats", "soup"]
    assert labels("p3") == ["cats", "soup"]
    assert labels("p0") == ["Post number 3 about cats", "soup"]
    assert labels("p0", "p2", "p3") == ["something you liked"] * 2
