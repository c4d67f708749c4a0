from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import store as store_module
from pipeline.deletions import DeletionLog
from pipeline.errors import StoreError
from pipeline.store import Store

AT = datetime(2026, 6, 1, tzinfo=UTC)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["delete", "restore", "look", "merge"]), st.sets(st.sampled_from("abcde")))))
def test_a_log_that_is_read_on_knows_what_one_that_is_read_anew_knows(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, set[str]]]
) -> None:
    store = Store.create(tmp_path_factory.mktemp("log"))
    log = DeletionLog(store)
    for verb, ids in steps:
        if verb == "look":
            assert log.deleted_posts() == store.deleted_posts()
        elif verb == "merge":
            before = store.deleted_posts()
            store.merge_deletions()
            assert store.deleted_posts() == before
            assert len(store.parts("deleted")) <= 1
        else:
            getattr(store, verb)(ids, at=AT)
    assert log.deleted_posts() == store.deleted_posts()


def test_a_part_is_read_once_and_nothing_new_is_the_same_object(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    log = DeletionLog(store)
    for name in "abc":
        store.delete([name], at=AT)
        with mock.patch.object(pq, "read_table", wraps=pq.read_table) as read:
            found = log.deleted_posts()
            assert log.deleted_posts() is found
        assert read.call_count == 1
    assert found == {"a", "b", "c"}


def test_a_log_that_was_put_back_from_a_backup_is_read_from_its_beginning(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    log = DeletionLog(store)
    for name in "abc":
        store.delete([name], at=AT)
    assert log.deleted_posts() == {"a", "b", "c"}
    for path in store.parts("deleted")[1:]:
        path.unlink()
    assert log.deleted_posts() == {"a"}
    store.parts("deleted")[0].unlink()
    assert log.deleted_posts() == frozenset()


def test_a_part_that_cannot_be_read_is_tried_again(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    log = DeletionLog(store)
    store.delete(["a"], at=AT)
    (part,) = store.parts("deleted")
    sound = part.read_bytes()
    part.write_bytes(sound[:-4])
    with pytest.raises(StoreError, match=part.name):
        log.deleted_posts()
    part.write_bytes(sound)
    assert log.deleted_posts() == {"a"}


MERGER = """
import sys
from pipeline.store import Store

store, stop = Store.open(sys.argv[1]), Store.open(sys.argv[1]).root / "stop"
while not stop.exists():
    store.merge_deletions()
"""


def test_deletions_that_are_merged_by_two_processes_are_never_lost_or_brought_back(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    log, expected = DeletionLog(store), set()
    mergers = [subprocess.Popen([sys.executable, "-c", MERGER, tmp_path], stderr=subprocess.PIPE) for _ in range(2)]
    try:
        for number in range(120):
            store.delete([f"p{number}"], at=AT)
            expected.add(f"p{number}")
            if number % 3 == 2:
                store.restore([f"p{number - 1}"], at=AT)
                expected.remove(f"p{number - 1}")
            assert store.deleted_posts() == expected
            assert log.deleted_posts() == expected
    finally:
        (tmp_path / "stop").touch()
        ends = [merger.communicate(timeout=60)[1] for merger in mergers]
    assert ends == [b"", b""]
    assert store.deleted_posts() == expected
    store.merge_deletions()
    assert len(store.parts("deleted")) == 1


def test_a_merge_that_is_late_brings_nothing_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.create(tmp_path)
    store.delete(["a"], at=AT)
    store.delete(["b"], at=AT)
    write = store_module.write_parquet

    def write_late(table: pa.Table, path: Path) -> None:
        monkeypatch.undo()
        store.restore(["a"], at=AT)
        store.delete(["c"], at=AT)
        store.merge_deletions()
        write(table, path)

    monkeypatch.setattr(store_module, "write_parquet", write_late)
    store.merge_deletions()
    assert store.deleted_posts() == {"b", "c"}
