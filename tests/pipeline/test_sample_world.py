"""The sample world is as large and as lively as promised, repeats with its seed, and keeps its truth."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest

from pipeline.errors import EmptyStore
from pipeline.sample.people import TOPIC_OF_SUBJECT, TOPICS
from pipeline.sample.truth import Truth
from pipeline.sample.world import FIRST_DAY, LAST_DAY, World, WorldSize, make_world, write_world
from pipeline.store import Store

SMALL = WorldSize(posts=40, authors=14, people=12, impressions=600)


@pytest.fixture(scope="module")
def world() -> World:
    return make_world(7)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store.create(tmp_path_factory.mktemp("sample"))
    write_world(made, 7, SMALL, processes=1)
    return made


def test_it_is_as_large_as_promised(world: World) -> None:
    assert len(world.written) >= 2_000
    assert len(world.authors) == len({author.author_id for author in world.authors}) == 150
    assert len(world.people[0]) == 300
    assert len(world.reactions.person) >= 40_000
    assert len(set(world.reactions.action.tolist())) >= 6
    assert {TOPICS[topic] for topic in TOPIC_OF_SUBJECT[world.posts.subject]} == set(TOPICS)
    assert 0.6 < world.posts.has_picture.mean() < 0.75


def test_hardly_a_text_comes_twice(world: World) -> None:
    texts = [(post["title"], post["text"]) for post in world.written]
    assert len(set(texts)) > 0.97 * len(texts)


def test_people_react_to_what_they_like_and_hide_what_they_do_not(world: World) -> None:
    from pipeline.sample.reactions import utility

    did = world.reactions
    found = utility(world.tastes, world.posts, world.follows, did.person, did.post, did.day)
    assert found[did.action == "like"].mean() > 0.5 + found[did.action == "hide"].mean()


def test_nobody_reacts_to_a_post_before_it_exists(world: World) -> None:
    assert (world.reactions.day > world.posts.day[world.reactions.post]).all()


def test_tastes_of_many_people_drift_and_of_some_stay(world: World) -> None:
    moved = np.abs(world.tastes.end - world.tastes.start).max(axis=1) > 0.3
    assert 0.3 < moved.mean() < 0.8


def test_the_same_seed_makes_the_same_world_and_another_seed_another(store: Store, tmp_path: Path) -> None:
    again = Store.create(tmp_path / "again")
    write_world(again, 7, SMALL, processes=1)
    for name in ("posts", "users", "events", "ads"):
        assert again.read(name).equals(store.read(name)), name
    pictures = sorted(path.name for path in store.media.iterdir())
    assert pictures == sorted(path.name for path in again.media.iterdir())
    assert all((store.media / name).read_bytes() == (again.media / name).read_bytes() for name in pictures)
    assert make_world(8, SMALL).written != make_world(7, SMALL).written


def test_all_of_it_lies_within_its_time_and_its_pictures_exist(store: Store) -> None:
    posts, events = store.read("posts"), store.read("events")
    assert pc.min(posts["created_at"]).as_py() >= FIRST_DAY - timedelta(seconds=1)
    assert pc.max(events["occurred_at"]).as_py() <= LAST_DAY
    for row in [*posts.to_pylist(), *store.read("ads").to_pylist()]:
        assert all((store.media / image["uri"]).is_file() for image in row["images"])
    ads = store.read("ads")
    assert ads.num_rows == 60
    assert len(ads["advertiser_id"].unique()) == 20


def test_the_truth_is_kept_and_tells_posts_apart(store: Store) -> None:
    truth = Truth.read(store)
    post_ids = store.read("posts")["post_id"].to_pylist()
    found = truth.utility("u000", post_ids)
    assert found.shape == (40,)
    assert found.std() > 0.1


def test_a_store_without_a_truth_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EmptyStore, match="feedloom sample"):
        Truth.read(Store.create(tmp_path))
