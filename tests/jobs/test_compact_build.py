from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from jobs.build import BuildConfig, run
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from tests.jobs.fakes import small_store


@pytest.fixture(scope="module")
def store(ray_here: None, compact: None, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Build a dozen posts with the packaged models."""
    store = small_store(tmp_path_factory.mktemp("compact"))
    run(BuildConfig(store.root))
    return store


def test_words_find_the_posts_that_speak_of_them(store: Store) -> None:
    ranker = FeedRanker.open(store)
    about_pets = {f"p{number}" for number in range(1, 12, 2)}
    found = [hit.post_id for hit in ranker.search("a kitten and a puppy", k=3)]
    assert set(found) <= about_pets


def test_a_picture_finds_itself(store: Store, tmp_path: Path) -> None:
    ranker = FeedRanker.open(store)
    row = ranker.catalog.row("p3")
    data = ranker.snapshot.posts["images"][row].as_py()[0]["data"]
    (tmp_path / "query.png").write_bytes(data)
    assert next(iter(ranker.search(image=tmp_path / "query.png", k=1))).post_id == "p3"
    with Image.open(tmp_path / "query.png") as picture:
        assert next(iter(ranker.search(image=picture, k=1))).post_id == "p3"


def test_a_feed_says_why(store: Store) -> None:
    feed = FeedRanker.open(store).feed(FeedRequest("mara", k=3))
    assert len(feed.posts) == 3
    assert all(item.reason for item in feed.items)
