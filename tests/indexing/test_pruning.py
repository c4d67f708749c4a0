from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.leases import alone_with, hold
from indexing.manifest import MANIFEST
from indexing.pruning import prune
from indexing.publish import versions
from pipeline.errors import BadInput
from pipeline.store import Store

NOW = datetime(2026, 6, 30, tzinfo=UTC)


def name(number: int) -> str:
    return f"v{number:06d}-0123abcd"


def store_with(root: Path, count: int, current: int) -> Store:
    """Lay out snapshots that have a manifest and one file of 100 bytes each; pruning looks at no more."""
    store = Store.create(root)
    for number in range(1, count + 1):
        folder = store.snapshots / name(number)
        folder.mkdir(parents=True)
        (folder / MANIFEST).write_text("{}", encoding="utf-8")
        (folder / "posts.parquet").write_bytes(bytes(100))
    store.publish(name(current))
    return store


@settings(deadline=None)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(1, 10), st.sets(st.integers(1, 8)))
def test_the_published_the_newest_and_those_that_are_read_stay(
    tmp_path_factory: pytest.TempPathFactory, count: int, current: int, keep: int, read: set[int]
) -> None:
    store = store_with(tmp_path_factory.mktemp("prune") / "store", count, min(current, count))
    leases = [hold(store, name(number)) for number in read if number <= count]
    done = prune(store, keep=keep, now=NOW)
    newest = set(range(max(count - keep, 0) + 1, count + 1))
    stay = newest | {min(current, count)} | {number for number in read if number <= count}
    assert versions(store) == done.kept == tuple(map(name, sorted(stay)))
    assert set(done.in_use) == {name(number) for number in stay - newest - {min(current, count)}}
    assert done.removed == tuple(name(number) for number in range(1, count + 1) if number not in stay)
    assert done.freed_bytes == 102 * len(done.removed)
    del leases
    assert prune(store, keep=keep, now=NOW).in_use == ()


def test_keeping_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="keep is 0"):
        prune(store_with(tmp_path, 2, 2), keep=0, now=NOW)


def test_a_lease_is_given_up_with_the_process_however_it_ends(tmp_path: Path) -> None:
    store = store_with(tmp_path, 2, 2)
    code = textwrap.dedent(
        """
        import sys, time
        from indexing.leases import hold
        from pipeline.store import Store

        held = hold(Store.open(sys.argv[1]), sys.argv[2])
        print("holding", flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path, name(1)], stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == b"holding\n"
        assert prune(store, keep=1, now=NOW).in_use == (name(1),)
        reader.kill()
    assert prune(store, keep=1, now=NOW).removed == (name(1),)


def test_a_reader_needs_no_right_to_write(tmp_path: Path) -> None:
    store = store_with(tmp_path, 2, 2)
    (store.snapshots / name(1) / MANIFEST).chmod(0o444)
    (store.snapshots / name(1)).chmod(0o555)
    try:
        _, lease = hold(store, name(1))
        assert lease is not None
        with alone_with(store.snapshots / name(2)) as alone:
            assert alone
    finally:
        (store.snapshots / name(1)).chmod(0o755)


def test_who_follows_current_gets_what_was_published_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(tmp_path, 2, 1)
    opened = os.open

    def prune_first(path: Path, flags: int) -> int:
        monkeypatch.undo()
        store.publish(name(2))
        assert prune(store, keep=1, now=NOW).removed == (name(1),)
        return opened(path, flags)

    monkeypatch.setattr(os, "open", prune_first)
    version, lease = hold(store, None)
    assert (version, lease is not None) == (name(2), True)


def test_a_snapshot_that_is_published_again_meanwhile_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_with(tmp_path, 2, 2)

    def roll_back_first(store_before: Store) -> str:
        monkeypatch.undo()
        current = store_before.current_version()
        store.publish(name(1))
        return current

    monkeypatch.setattr(Store, "current_version", roll_back_first)
    assert prune(store, keep=1, now=NOW).removed == ()
    assert versions(store) == (name(1), name(2))


def test_a_manifest_that_is_a_link_or_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    store = store_with(tmp_path, 3, 3)
    pipe, link = (store.snapshots / name(number) / MANIFEST for number in (1, 2))
    pipe.unlink()
    os.mkfifo(pipe)
    link.unlink()
    link.symlink_to(os.devnull)
    assert hold(store, name(2)) == (name(2), None)
    assert prune(store, keep=1, now=NOW).removed == (name(1), name(2))


def test_what_killed_processes_left_goes_once_it_is_stale_and_nothing_else(tmp_path: Path) -> None:
    store = store_with(tmp_path, 1, 1)
    half = store.snapshots / f".pruned-{name(9)}-00000000"
    temporary = store.folder("posts") / ".part.0123abcd.tmp"
    kept = [store.folder("posts") / "part-000001.parquet", store.folder("posts") / "notes.tmp"]
    for path in (half / "posts.parquet", temporary, *kept, store.staging / "posts.parquet"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(50))
    born = datetime.fromtimestamp(store.staging.stat().st_mtime, UTC)
    early = prune(store, keep=1, now=born + timedelta(hours=23))
    assert (early.leftovers, early.freed_bytes) == (1, 50)
    assert not half.exists()
    assert temporary.exists()
    late = prune(store, keep=1, now=born + timedelta(hours=25))
    assert (late.leftovers, late.freed_bytes) == (2, 100)
    assert not temporary.exists()
    assert not store.staging.exists()
    assert all(path.exists() for path in kept)


def test_a_file_that_another_snapshot_shares_frees_nothing(tmp_path: Path) -> None:
    store = store_with(tmp_path, 2, 2)
    shared = store.snapshots / name(2) / "vectors.npy"
    shared.write_bytes(bytes(1000))
    (store.snapshots / name(1) / "vectors.npy").hardlink_to(shared)
    assert prune(store, keep=1, now=NOW).freed_bytes == 102
    assert shared.read_bytes() == bytes(1000)
