from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import files
from pipeline.errors import BadInput, StoreError
from pipeline.files import append_part, numbered_parts
from pipeline.schema import EVENTS, POSTS
from pipeline.store import Store

AT = datetime(2026, 6, 1, tzinfo=UTC)


def posts(ids: Sequence[str], text: str = "words") -> pa.Table:
    return pa.Table.from_pylist([{"post_id": id_, "created_at": AT, "text": text} for id_ in ids], schema=POSTS)


def read_ids(store: Store) -> list[str]:
    return store.read("posts")["post_id"].to_pylist()


STEPS = st.lists(st.tuples(st.sampled_from(["delete", "restore", "append"]), st.sets(st.sampled_from("abcde"))))


@settings(deadline=None)
@given(STEPS)
def test_what_was_said_last_of_a_post_counts_however_often_it_is_imported(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, set[str]]]
) -> None:
    store = Store.create(tmp_path_factory.mktemp("log"))
    imported: set[str] = set()
    deleted: set[str] = set()
    for verb, ids in steps:
        if verb == "append":
            store.append("posts", posts(sorted(ids)))
            imported |= ids
        elif verb == "delete":
            store.delete(ids, at=AT)
            deleted |= ids
        else:
            store.restore(ids, at=AT)
            deleted -= ids
    assert store.deleted_posts() == deleted
    assert set(read_ids(store)) == imported - deleted
    assert store.ids("posts") == imported


def test_a_restored_post_is_what_was_imported_last(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.append("posts", posts(["a", "b"], "old"))
    store.delete(["a"], at=AT)
    store.append("posts", posts(["a"], "new"))
    assert read_ids(store) == ["b"]
    store.restore(["a"], at=AT)
    assert store.read("posts").select(["post_id", "text"]).to_pylist() == [
        {"post_id": "b", "text": "old"},
        {"post_id": "a", "text": "new"},
    ]


def test_other_tables_keep_what_is_said_of_deleted_posts(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    event = {"user_id": "mara", "post_id": "a", "action": "like", "occurred_at": AT}
    store.append("events", pa.Table.from_pylist([event], schema=EVENTS))
    store.delete(["a"], at=AT)
    assert store.read("events").num_rows == 1


def test_a_deletion_without_a_time_zone_is_refused_and_nothing_is_noted(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    with pytest.raises(BadInput, match="without a time zone"):
        store.delete(["a"], at=datetime(2026, 6, 1))  # noqa: DTZ001
    assert store.deleted_posts() == frozenset()
    store.delete([], at=AT)
    assert not store.folder("deleted").exists()


WRITER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from pipeline.store import Store

    store, name = Store.open(sys.argv[1]), sys.argv[2]
    for number in range(25):
        store.delete([f"{name}-{number}"], at=datetime(2026, 6, 1, tzinfo=UTC))
        assert f"{name}-{number}" in store.deleted_posts()
    """
)


def test_processes_that_append_at_once_lose_nothing_and_share_no_number(tmp_path: Path) -> None:
    Store.create(tmp_path)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path, name]) for name in "wxyz"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    store = Store.open(tmp_path)
    assert store.deleted_posts() == {f"{name}-{number}" for name in "wxyz" for number in range(25)}
    assert [path.name for path in store.parts("deleted")] == [f"part-{number:06d}.parquet" for number in range(1, 101)]


def test_of_two_writers_the_one_that_ends_later_has_the_last_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.create(tmp_path)
    write = files.put_parquet

    def slow_write(table: pa.Table, path: Path) -> None:
        write(table, path)
        if table["text"].to_pylist() == ["slow"]:
            with ThreadPoolExecutor(1) as pool:
                pool.submit(store.append, "posts", posts(["a"], "fast")).result()

    monkeypatch.setattr(files, "put_parquet", slow_write)
    store.append("posts", posts(["a"], "slow"))
    assert len(store.parts("posts")) == 2
    assert store.read("posts")["text"].to_pylist() == ["slow"]


def test_a_part_that_a_killed_process_left_half_written_is_never_read(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.append("posts", posts(["a"]))
    killed = textwrap.dedent(
        """
        import os, signal, sys
        from pipeline import files
        from pipeline.store import Store

        write = files.put_parquet
        def die(table, path):
            write(table, path)
            os.truncate(path, 100)
            os.kill(os.getpid(), signal.SIGKILL)
        files.put_parquet = die
        store = Store.open(sys.argv[1])
        store.append("posts", store.read("posts"))
        """
    )
    assert subprocess.run([sys.executable, "-c", killed, tmp_path]).returncode == -9
    assert len(list(store.folder("posts").glob(".*.tmp"))) == 1
    assert read_ids(store) == ["a"]
    assert store.append("posts", posts(["b"])).name == "part-000002.parquet"
    assert read_ids(store) == ["a", "b"]


def test_parts_are_read_in_the_order_of_their_numbers_those_of_older_versions_too(tmp_path: Path) -> None:
    paths = [append_part(tmp_path, posts([name])) for name in "abc"]
    paths[0].rename(tmp_path / "part-000001-0123abcd.parquet")
    paths[1].rename(tmp_path / "part-999999-0123abcd.parquet")
    paths[2].rename(tmp_path / "part-1000000.parquet")
    append_part(tmp_path, posts(["d"]))
    names = ["part-000001-0123abcd", "part-999999-0123abcd", "part-1000000", "part-1000001"]
    assert [path.stem for path in numbered_parts(tmp_path)] == names


def test_a_part_of_a_foreign_name_is_refused_with_a_sentence(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    store.append("posts", posts(["a"])).rename(store.folder("posts") / "part-mine.parquet")
    with pytest.raises(StoreError, match=r"part-mine\.parquet.*feedloom import parquet"):
        store.read("posts")
