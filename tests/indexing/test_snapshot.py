from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from indexing.publish import rollback, versions
from indexing.snapshot import Snapshot
from indexing.tables import snapshot_files
from pipeline.errors import BadInput, EmptyStore, SnapshotError
from pipeline.store import Store
from tests.support.tiny import NOW

FILES = sorted(snapshot_files({"clip": ["clip-*"], "sentence": ["sentence-*"]}))
"""Patterns: a segment is named after what it holds."""


@pytest.fixture(scope="session")
def snapshot(published: Store) -> Snapshot:
    return Snapshot.open(published)


@pytest.fixture
def copy(published: Store, tmp_path: Path) -> Store:
    """Copy the published store, for a test that damages it."""
    return Store.open(shutil.copytree(published.root, tmp_path / "store"))


def folder(store: Store) -> Path:
    return store.snapshots / store.current_version()


def file(store: Store, pattern: str) -> Path:
    (found,) = folder(store).glob(pattern)
    return found


def edit_manifest(store: Store, **changes: object) -> None:
    path = folder(store) / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


def test_a_snapshot_says_what_it_holds(snapshot: Snapshot) -> None:
    assert snapshot.spaces == ("clip", "sentence")
    assert snapshot.dims == {"clip": 16, "sentence": 16}
    assert snapshot.models["clip"].model == "fake-clip"
    assert snapshot.topics == ("cats", "trains", "soup")
    assert snapshot.manifest.counts == {"posts": 60, "users": 4, "ads": 3, "profiles": 5, "history": 1, "topics": 3}
    assert snapshot.manifest.spaces["clip"].vectors == 30
    assert snapshot.version == snapshot.path.name


def test_tables_have_a_row_for_each_thing_in_order(snapshot: Snapshot) -> None:
    assert snapshot.posts["post_id"].to_pylist() == [f"p{row}" for row in range(60)]
    assert snapshot.ads["ad_id"].to_pylist() == ["ad-cats", "ad-trains", "ad-soup"]
    assert snapshot.users.num_rows == 4
    assert snapshot.profiles["kind"].to_pylist().count("learned") == 3
    (history,) = snapshot.history.to_pylist()
    assert (history["user_id"], history["rows"], history["weights"]) == ("cat_lover", [0, 3], [1.0, 3.0])
    assert history["times"] == [NOW, NOW - timedelta(days=1)]


def test_vectors_are_looked_up_by_row_and_are_zero_where_there_is_none(snapshot: Snapshot) -> None:
    vectors = snapshot.vectors("clip", np.array([1, 0, 1]))
    assert vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors[0], vectors[2])
    assert not vectors[1].any()
    assert snapshot.present("clip").tolist() == [row % 2 == 1 for row in range(60)]
    assert snapshot.ad_vectors("clip").shape == snapshot.topic_vectors("clip").shape == (3, 16)


def test_published_arrays_cannot_be_written_to(snapshot: Snapshot) -> None:
    with pytest.raises(ValueError, match="read-only"):
        snapshot.ad_vectors("clip")[0] = 1.0


@pytest.mark.parametrize("rows", [[-1], [60], [0, 61]])
def test_rows_outside_the_snapshot_are_refused(snapshot: Snapshot, rows: list[int]) -> None:
    with pytest.raises(BadInput, match="rows run from"):
        snapshot.vectors("clip", np.array(rows))
    with pytest.raises(BadInput, match="rows run from"):
        snapshot.search("clip", np.ones((1, 16), np.float32), 3, allowed=np.array(rows))


def test_an_unknown_space_is_refused_with_the_nearest_name(snapshot: Snapshot) -> None:
    with pytest.raises(BadInput, match="Did you mean 'sentence'"):
        snapshot.present("sentences")


def test_the_model_that_was_asked_for_must_have_made_the_vectors(snapshot: Snapshot) -> None:
    snapshot.require("clip", "1")
    with pytest.raises(SnapshotError, match=r"fake-clip revision 1\. Expected revision 2"):
        snapshot.require("clip", "2")


def test_a_store_without_a_snapshot_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmptyStore, match="feedloom build"):
        Snapshot.open(Store.create(tmp_path))


@pytest.mark.parametrize("version", ["../elsewhere", "v1", "v000001-0123456g", "v000009-01234567"])
def test_a_version_that_does_not_exist_is_refused(copy: Store, version: str) -> None:
    with pytest.raises(SnapshotError, match="rollback"):
        Snapshot.open(copy, version)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_byte_is_found_in_every_file(copy: Store, name: str) -> None:
    path = file(copy, name)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x40
    path.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"has changed since it was published.*rollback"):
        Snapshot.open(copy)


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_file_is_found_even_without_checksums(copy: Store, name: str) -> None:
    path = file(copy, name)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(SnapshotError, match="bytes"):
        Snapshot.open(copy, verify=False)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_and_a_link_are_refused(copy: Store, name: str) -> None:
    path = file(copy, name)
    moved = path.rename(copy.root / "elsewhere")
    with pytest.raises(SnapshotError, match="cannot be found"):
        Snapshot.open(copy)
    path.symlink_to(moved)
    with pytest.raises(SnapshotError, match="symbolic link"):
        Snapshot.open(copy)


def test_a_link_to_a_snapshot_elsewhere_is_refused(copy: Store) -> None:
    place = folder(copy)
    place.symlink_to(place.rename(copy.root / "elsewhere"))
    with pytest.raises(SnapshotError, match="symbolic link"):
        Snapshot.open(copy)


def test_a_newer_schema_is_refused_with_the_advice_to_upgrade(copy: Store) -> None:
    edit_manifest(copy, schema_version=5, something_new=True)
    with pytest.raises(SnapshotError, match=r"schema version 5\. Expected at most 4.*Upgrade feedloom"):
        Snapshot.open(copy)


@pytest.mark.parametrize(
    "changes",
    [{"created_at": "2020-01-01"}, {"profile": "large"}, {"counts": {"posts": 60}}, {"version": "v000001-01234567"}],
)
def test_a_manifest_that_was_edited_does_not_fit_its_digest(copy: Store, changes: dict[str, object]) -> None:
    edit_manifest(copy, **changes)
    with pytest.raises(SnapshotError):
        Snapshot.open(copy)


def test_a_renamed_snapshot_is_refused(copy: Store) -> None:
    place = folder(copy)
    place.rename(place.with_name("v000009-01234567"))
    with pytest.raises(SnapshotError, match="named as its version"):
        Snapshot.open(copy, "v000009-01234567")


def test_a_damaged_snapshot_cannot_be_rolled_back_to(copy: Store) -> None:
    version = copy.current_version()
    file(copy, "index-clip-*").write_bytes(b"")
    copy.publish("v000009-01234567")
    with pytest.raises(SnapshotError):
        rollback(copy, version)
    assert copy.current_version() == "v000009-01234567"
    assert versions(copy) == (version,)


def test_files_that_do_not_belong_to_a_snapshot_are_not_read(copy: Store) -> None:
    (folder(copy) / ".DS_Store").write_bytes(b"left by a file browser")
    assert Snapshot.open(copy).posts.num_rows == 60


def test_tables_come_back_with_their_types(snapshot: Snapshot) -> None:
    assert snapshot.posts.schema.field("topic").type == pa.int32()
    assert snapshot.posts.schema.metadata is None


def test_importing_the_reader_loads_no_faiss() -> None:
    code = "import sys, indexing.snapshot, indexing.publish; sys.exit('faiss' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2]).returncode == 0
