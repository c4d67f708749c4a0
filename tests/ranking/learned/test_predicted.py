"""Feeds of a snapshot that has a learned ranker."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from pipeline.errors import BadInput
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.candidates import Candidates
from ranking.learned.actions import ACTIONS
from ranking.pipeline import hydrate, prepare
from tests.support.rankers import some_ranker
from tests.support.tiny import NOW

SURFACES = ("home", "explore")


@pytest.fixture(scope="module")
def plain(published: Store) -> FeedRanker:
    return FeedRanker.open(published)


@pytest.fixture(scope="module")
def ranker(plain: FeedRanker) -> FeedRanker:
    return plain.with_ranker(some_ranker().to_json())


@pytest.mark.parametrize("surface", SURFACES)
def test_learned_terms_make_the_score_and_add_up_to_it(ranker: FeedRanker, surface: str) -> None:
    feed = ranker.feed(FeedRequest("cat_lover", surface, k=10, now=NOW))
    assert feed.posts
    for post_id in (f"p{number}" for number in range(60)):
        told = feed.explain(post_id)
        if told.score is not None:
            assert {"like", "click", "hide", "exploration"} <= told.terms.keys()
            assert "popularity" not in told.terms
            assert sum(told.terms.values()) == pytest.approx(told.score, abs=1e-5)


def test_an_action_that_is_not_predicted_adds_nothing(ranker: FeedRanker) -> None:
    item = ranker.feed(FeedRequest("cat_lover", k=5, now=NOW)).posts[0]
    assert item.terms["comment"] == 0.0
    assert item.terms["like"] > 0.0
    assert item.terms["hide"] < 0.0


def test_the_following_feed_asks_no_ranker(ranker: FeedRanker, plain: FeedRanker) -> None:
    request = FeedRequest("cat_lover", "following", now=NOW)
    assert ranker.feed(request).to_json() == plain.feed(request).to_json()


@pytest.mark.parametrize("surface", SURFACES)
def test_predictions_of_a_candidate_are_the_same_bit_for_bit_alone_and_among_others(
    ranker: FeedRanker, surface: str
) -> None:
    stages, query = ranker.surface(surface), ranker.query(FeedRequest("cat_lover", now=NOW))
    together = prepare(stages, query)
    bare = [name for name in together.candidates.columns if name.startswith("from ") or name == "best_rank"]
    for at in range(0, len(together.candidates), 7):
        one = together.candidates.take(np.array([at]))
        alone = hydrate(stages, together.query, Candidates(one.rows, {name: one[name] for name in bare}))
        for action in ACTIONS:
            name = f"predicted_{action}"
            assert alone[name].tobytes() == one[name].tobytes()


def test_a_tilt_multiplies_a_term_and_nothing_else(ranker: FeedRanker) -> None:
    before = ranker.feed(FeedRequest("cat_lover", k=10, now=NOW)).trace.scored
    tilted = ranker.feed(FeedRequest("cat_lover", k=10, now=NOW, tilt=(("like", 3.0), ("click", 0.0)))).trace.scored
    np.testing.assert_allclose(tilted.terms["like"], 3.0 * before.terms["like"], rtol=1e-6)
    assert not tilted.terms["click"].any()
    np.testing.assert_array_equal(tilted.terms["hide"], before.terms["hide"])
    np.testing.assert_allclose(tilted.total, np.sum(list(tilted.terms.values()), axis=0), atol=1e-5)


def test_terms_by_hand_can_be_tilted_where_there_is_no_ranker(plain: FeedRanker) -> None:
    before, after = (
        plain.feed(FeedRequest("cat_lover", k=10, now=NOW, tilt=tilt)).trace.scored
        for tilt in ((), (("popularity", 2.0), ("comment", 5.0)))
    )
    np.testing.assert_allclose(after.terms["popularity"], 2.0 * before.terms["popularity"], rtol=1e-6)


def test_a_tilt_of_a_term_that_is_not_there_is_refused_with_the_nearest(ranker: FeedRanker) -> None:
    with pytest.raises(BadInput, match="Did you mean 'comment'"):
        ranker.feed(FeedRequest("cat_lover", now=NOW, tilt=(("coment", 2.0),)))


@pytest.mark.parametrize(
    "tilt",
    [
        (("like", -1.0),),
        (("like", 11.0),),
        (("like", float("nan")),),
        (("like", 1.0), ("like", 2.0)),
        ("like", 2.0),
        [("like", 2.0)],
        (("like",),),
    ],
)
def test_a_tilt_that_is_no_pairs_of_a_name_and_a_factor_is_refused(tilt: Any) -> None:
    with pytest.raises(BadInput, match="the tilt is"):
        FeedRequest("cat_lover", tilt=tilt)


def test_reasons_are_told_by_the_terms_by_hand(ranker: FeedRanker) -> None:
    feed = ranker.feed(FeedRequest("cat_lover", k=10, now=NOW))
    assert all(item.reason for item in feed.posts)
    assert "popularity" in feed.trace.evidence
