"""A ranker is learned as a job, and published with the posts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest

from indexing.publish import versions
from jobs.ray_session import ray_session
from jobs.train import TrainConfig, run
from jobs.training_report import TrainReport
from pipeline.errors import BadInput, ModelError
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.learned.actions import ACTIONS
from ranking.learned.document import LearnedRanker
from ranking.learned.features import OF_AGE

SETTINGS = {"share": 0.4, "windows": 2, "force": True}


@pytest.fixture(scope="module")
def store(small_world: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    root = tmp_path_factory.mktemp("trained") / "world"
    shutil.copytree(small_world.root, root)
    return Store.open(root)


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    with ray_session():
        yield


@pytest.fixture(scope="module")
def trained(store: Store, cluster: None) -> TrainReport:
    return run(TrainConfig(store.root, **SETTINGS))


@pytest.fixture(scope="module")
def unseen(small_world: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Copy the world, without what people were shown."""
    store = Store.open(shutil.copytree(small_world.root, tmp_path_factory.mktemp("unseen") / "world"))
    for part in store.parts("events"):
        part.unlink()
    events = small_world.read("events")
    store.append("events", events.filter(pc.not_equal(events["action"], "view")))
    return store


@pytest.fixture(scope="module")
def by_deeds(unseen: Store, cluster: None) -> TrainReport:
    return run(TrainConfig(unseen.root, **SETTINGS))


def test_the_ranker_is_published_with_the_posts_as_they_were(store: Store, trained: TrainReport) -> None:
    before, after = (FeedRanker.open(store, version=version).snapshot for version in versions(store)[-2:])
    assert after.version == trained.version == store.current_version()
    assert before.ranker is None
    assert after.ranker is not None
    assert after.posts.equals(before.posts)
    assert after.manifest.observed_through == before.manifest.observed_through
    same = {name: card for name, card in after.manifest.files.items() if name != "ranker.json"}
    assert same == dict(before.manifest.files)


def test_feeds_are_ranked_by_what_was_learned(store: Store, trained: TrainReport) -> None:
    feed = FeedRanker.open(store).feed(FeedRequest(FeedRanker.open(store).snapshot.users["user_id"][0].as_py()))
    assert "like" in feed.posts[0].terms
    assert np.isclose(sum(feed.posts[0].terms.values()), feed.posts[0].score, atol=1e-5)


def test_a_log_that_tells_more_views_than_deeds_is_learned_from_by_what_was_shown(
    store: Store, trained: TrainReport
) -> None:
    text = FeedRanker.open(store, version=trained.version).snapshot.ranker
    assert text is not None
    assert trained.card is not None
    assert trained.card.negatives == "viewed"
    assert set(OF_AGE) <= set(LearnedRanker.parse(text).features)


def test_a_log_without_views_does_not_teach_that_what_is_new_is_liked(unseen: Store, by_deeds: TrainReport) -> None:
    text = FeedRanker.open(unseen, version=by_deeds.version).snapshot.ranker
    assert text is not None
    assert by_deeds.card is not None
    assert by_deeds.card.negatives == "drawn"
    assert not set(LearnedRanker.parse(text).features) & set(OF_AGE)


def test_the_card_says_how_good_it_is(trained: TrainReport, by_deeds: TrainReport) -> None:
    for report in (trained, by_deeds):
        card = report.card
        assert card is not None
        assert card.ndcg_people > 0
        assert 0.0 < card.ndcg_learned < 1.0
        assert "like" in card.actions
        assert set(card.actions) | set(card.left_out) == set(ACTIONS)
    # Forty people saw too few posts for chances to be learned from what they saw; what they did not do is plenty.
    assert by_deeds.card is not None
    assert all(own.log_loss <= own.base_log_loss * 1.05 for own in by_deeds.card.actions.values())


def test_the_same_training_gives_the_same_ranker(store: Store, trained: TrainReport, cluster: None) -> None:
    first = FeedRanker.open(store, version=trained.version).snapshot.ranker
    again = run(TrainConfig(store.root, **SETTINGS))
    assert FeedRanker.open(store, version=again.version).snapshot.ranker == first


def test_a_ranker_that_is_worse_than_the_weights_by_hand_is_not_published(
    store: Store, cluster: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jobs import train

    published = store.current_version()
    monkeypatch.setattr(train, "_judged", lambda *_: train.Judged(np.array([0.1, 0.2]), np.array([0.3, 0.2])))
    with pytest.raises(ModelError, match="--force"):
        run(TrainConfig(store.root, share=0.4, windows=2))
    assert store.current_version() == published


def test_too_few_events_are_refused_in_words(tmp_path: Path, small_world: Store, cluster: None) -> None:
    root = tmp_path / "world"
    shutil.copytree(small_world.root, root)
    with pytest.raises(BadInput, match=r"one action|after the moments|is left"):
        run(TrainConfig(root, share=0.001, windows=1))


def test_weights_of_the_team_stand_in_the_ranker(store: Store, trained: TrainReport, cluster: None) -> None:
    report = run(TrainConfig(store.root, like=5.0, share_worth=0.0, **SETTINGS))
    text = FeedRanker.open(store, version=report.version).snapshot.ranker
    assert text is not None
    weights = LearnedRanker.parse(text).weights
    assert weights["like"] == 5.0
    assert weights["share"] == 0.0
