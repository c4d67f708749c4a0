"""Builds after builds: what is reused, what is built, and that nothing deleted comes back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexing import merging
from indexing.publish import rollback, versions
from indexing.snapshot import Snapshot
from jobs import build, build_index, build_profiles, compact, publish
from jobs.build import BuildConfig
from jobs.compact import CompactConfig
from jobs.encoders import Loader
from jobs.report import Report
from pipeline.schema import CONTENT, REJECTED, embeddings_schema
from pipeline.store import Store
from tests.jobs.fakes import (
    DIM,
    START,
    FakeEncoder,
    embed_here,
    load_fake,
    load_newer_fake,
    picture,
    post,
    posts,
    small_store,
)

pytestmark = pytest.mark.usefixtures("ray_here")

LATER = START.replace(month=7)


@pytest.fixture(autouse=True)
def small_segments_are_not_all_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "EXACT_LIMIT", 4)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    small = small_store(tmp_path, 40)
    rebuild(small)
    return small


def run(store: Store) -> Report:
    """Build through Ray, as a user does."""
    return build.run(BuildConfig(store.root), load=load_fake)


def rebuild(store: Store, load: Loader = load_fake, *, fresh: bool = False) -> dict[str, int]:
    """Build with the embedding in this process, which is quicker, and say how many vectors were indexed."""
    embed_here(store, load)
    report = build_index.run(build_index.IndexConfig(store.root, fresh=fresh), load=load)
    build_profiles.run(build_profiles.ProfilesConfig(store.root), load=load)
    publish.run(publish.PublishConfig(store.root))
    return {stage.name.split(":")[0]: stage.items for stage in report.stages}


def segments(store: Store, space: str) -> dict[str, int]:
    """Give the segments of a space and the inode of each one's vectors."""
    snapshot = Snapshot.open(store)
    names = snapshot.manifest.segments[space]
    return {name: (snapshot.path / f"vectors-{name}.npy").stat().st_ino for name in names}


def check_against_everything(store: Store) -> None:
    """Compare each vector, and the searches, with what encoding everything anew would give."""
    snapshot = Snapshot.open(store)
    rows = np.arange(snapshot.posts.num_rows)
    texts = [f"{row['title']}\n{row['text']}" for row in snapshot.posts.to_pylist()]
    expected = FakeEncoder("sentence").encode_texts(texts)
    np.testing.assert_allclose(snapshot.vectors("sentence", rows), expected, atol=1e-6)
    scores, found = snapshot.search("sentence", expected[:5], len(rows))
    for query, some, order in zip(expected[:5], scores, found, strict=True):
        assert sorted(order.tolist()) == rows.tolist(), "every live post is found, and each once"
        np.testing.assert_allclose(some, np.sort(expected @ query)[::-1], atol=1e-5)


def test_new_posts_get_a_segment_of_their_own_and_the_old_one_is_linked(store: Store) -> None:
    before = segments(store, "sentence")
    store.append("posts", posts([post(number) for number in range(40, 45)]))
    report = run(store)
    after = segments(store, "sentence")
    assert len(before) == 1
    assert len(after) == 2
    assert before.items() <= after.items(), "the same file on the disk"
    stages = {stage.name.split(":")[0]: (stage.items, stage.skipped) for stage in report.stages}
    assert stages["embed sentence"] == (5, 41)
    assert stages["index sentence"] == (5, 40)
    check_against_everything(store)


def test_an_edited_post_leaves_a_tombstone_and_costs_one_vector(store: Store) -> None:
    store.append("posts", posts([post(3, text="something else")]))
    report = run(store)
    stages = {stage.name.split(":")[0]: stage.items for stage in report.stages}
    assert (stages["embed sentence"], stages["embed clip"]) == (1, 0)
    assert (stages["index sentence"], stages["index clip"]) == (1, 0)
    card = Snapshot.open(store).manifest.spaces["sentence"]
    assert (card.vectors, card.tombstones, len(card.segments)) == (40, 1, 2)
    check_against_everything(store)


def test_changed_bytes_of_a_picture_are_noticed_where_its_text_stays(store: Store) -> None:
    store.append("posts", posts([post(3, images=[{"data": picture(999)}])]))
    stages = {stage.name.split(":")[0]: stage.items for stage in run(store).stages}
    assert (stages["embed sentence"], stages["embed clip"]) == (0, 1)
    assert (stages["index sentence"], stages["index clip"]) == (0, 1)


def test_deleted_posts_are_gone_at_once_and_stay_gone_after_builds_imports_and_rollbacks(store: Store) -> None:
    first, query = store.current_version(), FakeEncoder("sentence").encode_texts(["Post 5\ncats and dogs"])
    store.delete(["p5", "p6"], at=LATER)

    def found() -> set[str]:
        snapshot = Snapshot.open(store)
        _, rows = snapshot.search("sentence", query, 38)
        assert (rows >= 0).all(), "as many live results as were asked for"
        return set(snapshot.posts["post_id"].take(rows[0]).to_pylist())

    everything = {f"p{number}" for number in range(40)}
    assert found() == everything - {"p5", "p6"}
    rebuild(store)
    assert found() == everything - {"p5", "p6"}
    assert Snapshot.open(store).posts.num_rows == 38
    assert Snapshot.open(store).manifest.spaces["sentence"].tombstones == 2
    store.append("posts", posts([post(5)]))
    rebuild(store)
    assert found() == everything - {"p5", "p6"}
    rollback(store, first)
    assert found() == everything - {"p5", "p6"}
    store.restore(["p5"], at=LATER.replace(day=2))
    rebuild(store)
    assert "p5" in set(Snapshot.open(store).posts["post_id"].to_pylist())
    check_against_everything(store)


def test_another_model_reuses_nothing_and_a_fresh_build_neither(store: Store) -> None:
    before = segments(store, "sentence")
    store.delete(["p1"], at=LATER)
    rebuild(store)
    assert Snapshot.open(store).manifest.spaces["sentence"].tombstones == 1
    rebuild(store, fresh=True)
    assert Snapshot.open(store).manifest.spaces["sentence"].tombstones == 0
    assert not before.keys() & segments(store, "sentence").keys()
    assert rebuild(store, load_newer_fake)["index sentence"] == 39
    assert Snapshot.open(store).models["sentence"].revision == "2"


def test_a_damaged_segment_is_not_handed_on_but_built_anew(store: Store) -> None:
    place = store.snapshots / store.current_version()
    (path,) = place.glob("vectors-sentence-*")
    damaged = bytearray(path.read_bytes())
    damaged[-3] ^= 1
    path.unlink()
    path.write_bytes(damaged)
    assert rebuild(store)["index sentence"] == 40
    check_against_everything(store)


def test_many_small_builds_stay_searchable(store: Store) -> None:
    rng = np.random.default_rng(0)
    for turn in range(6):
        new = [post(100 + 3 * turn + number) for number in range(3)]
        edited = [post(int(number), text=f"edited in turn {turn}") for number in rng.integers(0, 30, 2)]
        store.append("posts", posts([*new, *edited]))
        store.delete([f"p{30 + turn}"], at=LATER.replace(day=1 + turn))
        rebuild(store)
        check_against_everything(store)
    assert len(Snapshot.open(store).manifest.segments["sentence"]) <= 6
    assert len(versions(store)) == 7


def test_compacting_leaves_nothing_of_what_was_deleted_or_replaced(store: Store) -> None:
    store.append("posts", posts([post(3, text="a secret"), post(7)]))
    run(store)
    store.append("posts", posts([post(3, text="an edited text")]))
    store.delete(["p9"], at=LATER)
    report = compact.run(CompactConfig(store.root), load=load_fake)
    assert report.version == store.current_version()
    check_against_everything(store)
    assert [path.name for path in store.parts("posts")] == ["part-000003.parquet"]
    assert store.read("posts").num_rows == 39
    assert "p9" not in store.ids("posts")
    card = Snapshot.open(store).manifest.spaces["sentence"]
    assert (card.vectors, card.tombstones, len(card.segments)) == (39, 0, 1)
    for space in ("sentence", "clip"):
        keys = store.read_derived(f"embeddings/{space}", embeddings_schema(DIM))["content_key"].to_pylist()
        content = store.read_derived("content", CONTENT).to_pylist()
        live = {row["content_key"] for row in content if row["space"] == space}
        assert len(keys) == len(set(keys))
        assert live <= set(keys)
        assert not any(row["post_id"] == "p9" for row in content)
    again = run(store)
    assert [stage.items for stage in again.stages if stage.name.startswith(("embed", "index "))] == [0] * 4
    assert store.read_derived("rejected", REJECTED).num_rows == 0
