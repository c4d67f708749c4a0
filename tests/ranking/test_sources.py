from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pytest

from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.catalog import Catalog
from ranking.request import History, Person, Query
from ranking.sources.exploration import Exploration
from ranking.sources.followed_authors import FollowedAuthors
from ranking.sources.fresh import Fresh
from ranking.sources.new_authors import NewAuthors
from ranking.sources.popular import PopularInTopics
from ranking.sources.trending import Trending, TrendingInTopics
from tests.support.tiny import NOW, TOPICS


@pytest.fixture(scope="module")
def ranker(published: Store) -> FeedRanker:
    return FeedRanker.open(published)


def query(ranker: FeedRanker, person: Person | None = None, now: datetime = NOW, **columns: Any) -> Query:
    """Ask of the tiny catalogue, with some of its columns replaced."""
    catalog = Catalog(ranker.snapshot)
    vars(catalog).update(columns)
    return Query(FeedRequest(now=now), person or Person(), catalog, now)


def test_what_trends_most_comes_first_and_what_does_not_trend_never(ranker: FeedRanker) -> None:
    trend = np.zeros(60, np.float32)
    trend[[7, 30, 12]] = 0.5, 3.2, 1.0
    asked = query(ranker, trend=trend)
    found = Trending()(asked)
    assert found.rows.tolist() == [30, 12, 7]
    assert [Trending().reason(asked, found, at) for at in range(3)] == [
        "Trending: at least 4 times as many people as usual engage with it",
        "Trending: at least 2 times as many people as usual engage with it",
        "Trending: more people than usual engage with it",
    ]
    assert Trending(k=2)(asked).rows.tolist() == [30, 12]
    assert not len(Trending()(query(ranker, trend=np.zeros(60, np.float32))))


def test_trends_of_all_topics_take_turns(ranker: FeedRanker) -> None:
    trend = np.arange(60, dtype=np.float32)
    asked = query(ranker, trend=trend)
    found = TrendingInTopics(per_topic=2)(asked)
    assert sorted(found.rows.tolist()) == [54, 55, 56, 57, 58, 59]
    assert set(found.rows[:3].tolist()) == {57, 58, 59}
    reason = TrendingInTopics().reason(asked, found, 0)
    assert reason.startswith(f"Trending in {TOPICS[int(found.rows[0]) % 3]}: at least ")


def test_deleted_posts_do_not_trend(ranker: FeedRanker) -> None:
    live = np.arange(60) != 30
    asked = query(ranker, trend=(np.arange(60) == 30).astype(np.float32), live=live)
    assert not len(Trending()(asked))
    assert not len(TrendingInTopics()(asked))


def test_popular_posts_of_all_topics_take_turns(ranker: FeedRanker) -> None:
    asked = query(ranker)
    found = PopularInTopics(per_topic=3)(asked)
    topics = asked.catalog.topic[found.rows]
    assert [set(topics[start : start + 3].tolist()) for start in (0, 3, 6)] == [{0, 1, 2}] * 3
    for topic in range(3):
        popularity = asked.catalog.popularity[found.rows[topics == topic]]
        assert (np.diff(popularity) <= 0).all()


def test_new_authors_get_a_first_look_each_before_anyone_gets_a_second(ranker: FeedRanker) -> None:
    few = np.zeros(60, np.int64)
    asked = query(ranker, engaged_people=few)
    found = NewAuthors(an_author=2)(asked)
    assert found.rows.tolist() == list(range(10, 30))  # authors 0 to 9, then again; 0 to 9 are the sixth of theirs
    assert NewAuthors().reason(asked, found, 3) == "A first look at a3, who is new here"
    assert NewAuthors(an_author=1)(asked).rows.tolist() == list(range(10, 20))
    assert NewAuthors(days=0.6)(asked).rows.tolist() == [10, 11, 12, 13, 14]
    assert NewAuthors(k=3)(asked).rows.tolist() == [10, 11, 12]


def test_who_has_reached_many_is_not_new(ranker: FeedRanker) -> None:
    reached = np.where(np.arange(60) % 10 == 4, 4, 0)
    found = NewAuthors()(query(ranker, engaged_people=reached))
    assert 14 not in found.rows
    assert 15 in found.rows
    assert not len(NewAuthors()(query(ranker, author=np.full(60, -1))))


@pytest.mark.parametrize("source", [FollowedAuthors(k=2), Fresh(k=2), NewAuthors(k=2), Exploration(k=30)])
def test_a_source_asked_in_the_past_spends_nothing_on_posts_of_later(ranker: FeedRanker, source: Any) -> None:
    then = NOW - timedelta(hours=30)
    person = Person(follows=frozenset({"a1"}), interests=ranker.people.get("cat_lover").interests)
    found = source(query(ranker, person, then, engaged_people=np.zeros(60, np.int64)))
    assert len(found) >= 2
    assert (found.rows >= 30).all()


def test_a_topic_that_the_person_likes_is_nothing_different_though_no_interest_was_learned_of_it(
    ranker: FeedRanker,
) -> None:
    about_cats = ranker.people.get("grump").interests[:1]
    liked = History(np.array([1, 3]), np.array([1.0, 1.0], np.float32), np.full(2, NOW.timestamp()))
    topics = {
        name: set(ranker.catalog.topic[Exploration()(query(ranker, person)).rows].tolist())
        for name, person in (
            ("interest alone", Person(interests=about_cats)),
            ("and likes trains", Person(interests=about_cats, history=liked)),
        )
    }
    assert topics == {"interest alone": {1, 2}, "and likes trains": {2}}
