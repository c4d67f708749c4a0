"""The latency benchmark measures what runs: the same feeds, all of the time, people as they are said to be."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest

from benchmarks.latency_people import Subjects, people_tables, users_table
from benchmarks.latency_stages import Stopwatch
from benchmarks.latency_vectors import PICTURES_SHARE, WorldVectors
from indexing.tables import HISTORY
from pipeline.schema import USERS
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from ranking.pipeline import run
from tests.support.tiny import NOW

POSTS, DIM = 3_000, 16


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> WorldVectors:
    folder = tmp_path_factory.mktemp("vectors")
    world = WorldVectors(folder, folder, folder, POSTS)
    base = np.random.default_rng(0).normal(size=(300, DIM)).astype(np.float32)
    vars(world)["base"] = base / np.linalg.norm(base, axis=1, keepdims=True)  # instead of texts and a model
    return world


def test_a_watched_surface_gives_the_same_feed_and_tells_where_all_of_the_time_went(published: Store) -> None:
    ranker, watch = FeedRanker.open(published), Stopwatch()
    request = FeedRequest("cat_lover", k=10, now=NOW)
    surface = watch.watched(ranker.surface("home"))
    began = perf_counter()
    feed = run(surface, ranker.query(request))
    ended = perf_counter()
    assert feed.to_json() == ranker.feed(request).to_json()
    spent = watch.spent(began, ended)
    assert sum(spent.values()) == pytest.approx(ended - began)
    assert {("source", "fresh"), ("selector", "MMRSelector")} <= spent.keys()
    assert {("pipeline", "merging"), ("pipeline", "feed and reasons")} <= spent.keys()
    assert min(spent.values()) >= 0


def test_segments_are_made_once_and_hold_every_vector_of_the_space(vectors: WorldVectors) -> None:
    for space in ("sentence", "clip"):
        (first,), (again,) = list(vectors.segments(space)), list(vectors.segments(space))
        assert first.card == again.card
        np.testing.assert_array_equal(np.sort(first.order), np.arange(len(vectors.rows(space))))
    assert len(vectors.rows("clip")) == pytest.approx(PICTURES_SHARE * POSTS, rel=0.1)


def test_pictures_lie_as_far_apart_as_the_texts_they_go_with(vectors: WorldVectors) -> None:
    texts, pictures = vectors.based("sentence")[:20], vectors.based("clip")[:20]
    np.testing.assert_allclose(pictures @ pictures.T, texts @ texts.T, atol=1e-5)
    assert not np.allclose(texts, pictures)


def test_people_have_one_to_eight_interests_and_a_history_newest_first(vectors: WorldVectors) -> None:
    profiles, history = people_tables(vectors, 30)
    assert history.schema == HISTORY
    assert history.num_rows == 30
    for times, weights in zip(history["times"].to_pylist(), history["weights"].to_pylist(), strict=True):
        assert times == sorted(times, reverse=True)
        assert len(times) == len(weights)
    learned = [kind for kind in profiles["kind"].to_pylist() if kind == "learned"]
    assert 30 <= len(learned) <= 8 * 30
    assert users_table(30, 50).schema == USERS


def test_a_person_is_the_same_in_every_world(vectors: WorldVectors) -> None:
    subjects = Subjects.of(vectors)
    once, again = subjects.interests_of(4), subjects.interests_of(4)
    assert [one.weight for one in once] == [one.weight for one in again]
    assert sum(one.weight for one in once if one.kind == "learned") == pytest.approx(1.0)
