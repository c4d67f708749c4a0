"""Commands that are killed at every touch of the disk: what they leave is the old or the new, and whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from indexing.publish import versions
from indexing.snapshot import Snapshot
from jobs import build_index, build_profiles, publish
from jobs.entry import FAILED
from pipeline.schema import REJECTED, TABLES
from pipeline.store import Store
from tests.jobs.dying import exit_code
from tests.jobs.fakes import embed_here, load_fake, post, posts, small_store

ROOT = Path(__file__).parents[2]


def killed_at_every_touch(store: Store, copies: Path, *command: str) -> list[Store]:
    """Give the copies of the store on which the command was killed, and last the one on which it was not."""
    words = [sys.executable, "-m", "tests.jobs.dying", str(store.root), str(copies), *command]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=200)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    numbers = sorted(int(path.name) for path in copies.iterdir())
    assert len(numbers) > 3
    return [Store.open(copies / str(number)) for number in numbers]


def rejected(store: Store) -> list[dict[str, object]]:
    return sorted(store.read_derived("rejected", REJECTED).to_pylist(), key=repr)


def test_an_import_that_is_killed_has_imported_all_or_nothing_and_can_be_done_again(tmp_path: Path) -> None:
    lines: list[dict[str, object]] = [
        {"post_id": f"p{number}", "text": f"an edited text {number}", "created_at": "2026-06-01T00:00:00Z"}
        for number in range(8, 20)
    ]
    lines += [{"post_id": "silent", "created_at": "2026-06-01T00:00:00Z"}]
    source = tmp_path / "in.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    before = small_store(tmp_path / "before")
    old, command = before.read("posts"), ("import", "jsonl", str(source), "--store")
    *killed, alive = killed_at_every_touch(before, tmp_path / "copies", *command, "{store}")
    new = alive.read("posts")
    assert (old.num_rows, new.num_rows, len(rejected(alive))) == (12, 20, 1)
    for store in killed:
        assert store.read("posts") in (old, new)
        assert exit_code([*command, str(store.root)]) == 0
        for table in TABLES:
            assert store.read(table) == alive.read(table)
        assert rejected(store) == rejected(alive)


@pytest.mark.usefixtures("ray_here")
def test_a_publishing_that_is_killed_leaves_the_old_or_the_new_snapshot_whole(tmp_path: Path) -> None:
    before = small_store(tmp_path / "before")
    stage(before)
    publish.run(publish.PublishConfig(before.root))
    before.append("posts", posts([post(number) for number in range(12, 15)]))
    stage(before)
    for store in killed_at_every_touch(before, tmp_path / "copies", "publish", "--store", "{store}"):
        counts = {Snapshot.open(store, version).posts.num_rows for version in versions(store)}
        assert counts <= {12, 15}, "every folder of a version is whole, published or not"
        published_before = Snapshot.open(store).posts.num_rows
        # Where the staged pieces have become a snapshot already, there is nothing to publish: a sentence says so.
        assert exit_code(["publish", "--store", str(store.root)]) in (0, FAILED)
        assert Snapshot.open(store).posts.num_rows >= published_before
    assert published_before == 15


def stage(store: Store) -> None:
    embed_here(store)
    build_index.run(build_index.IndexConfig(store.root), load=load_fake)
    build_profiles.run(build_profiles.ProfilesConfig(store.root), load=load_fake)
