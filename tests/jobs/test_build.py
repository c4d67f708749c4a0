from __future__ import annotations

from pathlib import Path
from shutil import copytree

import numpy as np
import pyarrow as pa
import pytest

from indexing.snapshot import Snapshot
from jobs import build_index, build_profiles, publish
from jobs.build import BuildConfig, run
from jobs.build_profiles import split
from jobs.embedded import replaced_content
from jobs.encoders import EncoderCard
from pipeline.errors import EmptyStore, ModelError, StoreError
from pipeline.schema import CONTENT, REJECTED, TABLES
from pipeline.store import Store
from ranking import FeedRanker, FeedRequest
from tests.jobs.fakes import DIM, FakeEncoder, embed_here, load_fake, load_newer_fake, post, posts, small_store

pytestmark = pytest.mark.usefixtures("ray_here")


def copy_of(store: Store, place: Path) -> Store:
    copytree(store.root, place, dirs_exist_ok=True)
    return Store.open(place)


def build_here(store: Store) -> None:
    embed_here(store)
    build_index.run(build_index.IndexConfig(store.root), load=load_fake)
    build_profiles.run(build_profiles.ProfilesConfig(store.root), load=load_fake)
    publish.run(publish.PublishConfig(store.root))


def test_a_build_publishes_every_post_with_its_vectors(built: Store) -> None:
    snapshot = Snapshot.open(built)
    assert snapshot.posts["post_id"].to_pylist() == [f"p{number}" for number in range(12)]
    assert snapshot.manifest.profile == "compact"
    assert snapshot.models["sentence"].model == "fake-sentence"
    assert snapshot.present("sentence").all()
    assert snapshot.present("clip").tolist() == [number % 2 == 1 for number in range(12)]
    expected = FakeEncoder("sentence").encode_texts(["Post 3\ncats and dogs"])
    np.testing.assert_allclose(snapshot.vectors("sentence", np.array([3])), expected, atol=1e-6)
    np.testing.assert_allclose(
        snapshot.ad_vectors("sentence"), FakeEncoder("sentence").encode_texts(["Cat food"]), atol=1e-6
    )
    assert not snapshot.ad_vectors("clip").any()


def test_topics_popularity_and_history_fit_what_was_imported(built: Store) -> None:
    snapshot = Snapshot.open(built)
    named = [snapshot.topics[topic] for topic in snapshot.posts["topic"].to_pylist()]
    assert named == ["travel", "pets"] * 6
    assert snapshot.posts["engagements"].to_pylist() == [0, 1, 1, 1, *[0] * 8]
    assert [row > 0 for row in snapshot.posts["popularity"].to_pylist()] == [row in (1, 2, 3) for row in range(12)]
    history = {row["user_id"]: row["rows"] for row in snapshot.history.to_pylist()}
    assert history["mara"] == [3, 1]
    assert history["stranger"] == [2]


def test_profiles_hold_learned_and_stated_interests(built: Store) -> None:
    rows = Snapshot.open(built).profiles.to_pylist()
    kinds = {(row["user_id"], row["kind"]) for row in rows}
    assert kinds == {("mara", "learned"), ("mara", "stated"), ("stranger", "learned")}
    (stated,) = [row for row in rows if row["kind"] == "stated"]
    assert stated["label"] == "cats"
    np.testing.assert_allclose(stated["vector_clip"], FakeEncoder("clip").encode_texts(["cats"])[0], atol=1e-6)


def test_a_feed_can_be_ranked_from_it(built: Store) -> None:
    feed = FeedRanker.open(built).feed(FeedRequest("mara", k=3))
    assert len(feed.posts) == 3
    assert all(item.reason for item in feed.items)


def test_a_second_build_encodes_nothing_and_publishes_the_same_files_as_the_next_version(
    built: Store, tmp_path: Path
) -> None:
    store = copy_of(built, tmp_path)
    report = run(BuildConfig(store.root), load=load_fake)
    assert [stage.items for stage in report.stages[:2]] == [0, 0]
    assert report.version is not None
    assert report.version.startswith("v000002-")
    assert Snapshot.open(store).version == report.version
    assert Snapshot.open(store).manifest.files == Snapshot.open(built).manifest.files


def test_posts_without_usable_content_are_left_out_with_a_reason(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    silent = post(1, title=None, text=None, images=[{"data": b"garbage"}])
    store.append("posts", posts([silent, post(2, title=None, text="UNSPEAKABLE")]))
    build_here(store)
    snapshot = Snapshot.open(store)
    assert snapshot.posts["post_id"].to_pylist() == ["p0", *(f"p{number}" for number in range(3, 12))]
    history = {row["user_id"]: row["rows"] for row in snapshot.history.to_pylist()}
    assert history["mara"] == [1], "p3 has moved up, p1 is gone"
    rejected = store.read_derived("rejected", REJECTED).to_pylist()
    assert {(row["id"], row["reason"]) for row in rejected} == {("p1", "no_content"), ("p2", "no_content")}


def test_a_store_of_texts_alone_can_be_built(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.append("posts", posts([post(number, images=None, tags=None) for number in range(3)]))
    build_here(store)
    assert not Snapshot.open(store).present("clip").any()
    assert len(FeedRanker.open(store).feed(FeedRequest(k=2)).posts) == 2


def test_a_store_in_which_nothing_is_usable_is_refused(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.append("posts", posts([post(1, title=None, text=None, images=[])]))
    with pytest.raises(EmptyStore, match="none of 1 posts"):
        build_here(store)


def test_each_step_names_the_step_that_is_missing(tmp_path: Path) -> None:
    store = small_store(tmp_path)
    with pytest.raises(EmptyStore, match="feedloom embed"):
        build_index.run(build_index.IndexConfig(store.root), load=load_fake)
    embed_here(store)
    with pytest.raises(EmptyStore, match="feedloom index"):
        build_profiles.run(build_profiles.ProfilesConfig(store.root), load=load_fake)
    build_index.run(build_index.IndexConfig(store.root), load=load_fake)
    with pytest.raises(StoreError):
        publish.run(publish.PublishConfig(store.root))
    with pytest.raises(EmptyStore):
        store.current_version()


def test_words_are_encoded_with_the_model_of_the_content_and_with_no_other(built: Store, tmp_path: Path) -> None:
    store = copy_of(built, tmp_path)
    build_index.run(build_index.IndexConfig(store.root), load=load_newer_fake)  # its topics are encoded already
    store.append("users", pa.Table.from_pylist([{"user_id": "new", "interests": ["zebras"]}], TABLES["users"]))
    with pytest.raises(ModelError, match="fake-sentence has revision 2"):
        build_profiles.run(build_profiles.ProfilesConfig(store.root), load=load_newer_fake)


def test_spaces_that_were_embedded_with_different_profiles_are_refused(built: Store, tmp_path: Path) -> None:
    store = copy_of(built, tmp_path)
    content = store.read_derived("content", CONTENT)
    with replaced_content(store, "clip", "large", EncoderCard("fake-clip", "1", DIM)) as put:
        put(content.slice(0, 0))
    with pytest.raises(StoreError, match="compact and large"):
        build_index.run(build_index.IndexConfig(store.root), load=load_fake)


def test_a_person_is_in_one_part_and_nobody_is_lost() -> None:
    people = pa.Table.from_pylist([{"user_id": f"u{number % 40}"} for number in range(100)], schema=TABLES["users"])
    parts = [set(part["user_id"].to_pylist()) for part in split(people, 7)]
    assert set.union(*parts) == set(people["user_id"].to_pylist())
    assert sum(map(len, parts)) == 40
    assert sum(part.num_rows for part in split(people, 7)) == 100
    assert split(people.slice(0, 0), 3)[2].num_rows == 0
