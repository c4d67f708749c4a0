"""Snapshots are published, rolled back, compacted and pruned under readers that never stop asking."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from indexing import merging
from indexing.pruning import prune
from indexing.publish import rollback, versions
from indexing.snapshot import Snapshot
from jobs import build_index, build_profiles, compact, publish
from jobs.compact import CompactConfig
from jobs.report import utc_now
from pipeline.store import Store
from tests.jobs.fakes import START, embed_here, load_fake, post, posts, small_store
from tests.jobs.live_reader import CHECK_SECONDS, HITS

ROUNDS = 40
READERS = 2
FIRST_POSTS = 60


@dataclass
class World:
    """Change a store in every way, and keep account of what a reader may see when."""

    store: Store
    rng: np.random.Generator
    content: dict[str, set[str]] = field(default_factory=dict)
    deleted: dict[str, float] = field(default_factory=dict)
    spans: list[tuple[str, float, float]] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    newest: int = FIRST_POSTS

    def build(self) -> None:
        embed_here(self.store, profile="compact")  # a profile that a compaction finds again
        build_index.run(build_index.IndexConfig(self.store.root), load=load_fake)
        build_profiles.run(build_profiles.ProfilesConfig(self.store.root), load=load_fake)
        publish.run(publish.PublishConfig(self.store.root))
        self._account()

    def compact(self) -> None:
        compact.run(CompactConfig(self.store.root), load=load_fake)
        self._account()

    def _account(self) -> None:
        snapshot = Snapshot.open(self.store)
        self.content[snapshot.version] = set(snapshot.posts["post_id"].to_pylist())

    def roll_back(self) -> None:
        others = [version for version in versions(self.store) if version != self.store.current_version()]
        if others:
            rollback(self.store, str(self.rng.choice(others)))

    def delete(self) -> None:
        ids = self.store.read("posts")["post_id"].to_pylist()
        some = self.rng.choice(ids, 3, replace=False).tolist()
        self.store.delete(some, at=START)
        self.deleted |= dict.fromkeys(some, time.monotonic())

    def restore(self) -> None:
        some = list(self.deleted)[:2]
        self._end_spans(some)
        self.store.restore(some, at=START)

    def _end_spans(self, ids: list[str]) -> None:
        now = time.monotonic()
        self.spans += [(post_id, self.deleted.pop(post_id), now) for post_id in ids]

    def add_and_edit(self) -> None:
        new = [post(self.newest + number, text="a new post") for number in range(4)]
        self.newest += len(new)
        edited = [post(int(self.rng.integers(self.newest)), text=f"edited {self.newest}")]
        self.store.append("posts", posts([*new, *edited]))

    def prune(self) -> None:
        prune(self.store, keep=2, now=utc_now())

    def end(self) -> None:
        self._end_spans(list(self.deleted))

    def step(self, number: int) -> None:
        """Delete, restore and import between what publishes, in an order that is drawn."""
        between = [self.delete, self.restore, self.add_and_edit, self.prune]
        publishing = self.compact if number % 10 == 9 else self.roll_back if number % 3 == 2 else self.build
        for change in (*self.rng.permutation(np.array(between)).tolist(), publishing):
            change()
            self.done[change.__name__] += 1


@contextmanager
def readers(store: Store) -> Iterator[list[Path]]:
    """Have processes that ask until the block ends; give the files that they write then."""
    command = [sys.executable, "-m", "tests.jobs.live_reader", str(store.root)]
    root = Path(__file__).parents[2]
    processes = [subprocess.Popen([*command, str(number)], cwd=root) for number in range(READERS)]
    try:
        yield [store.root.parent / f"reader-{number}.jsonl" for number in range(READERS)]
    finally:
        (store.root.parent / "stop").touch()
        codes = [process.wait(timeout=60) for process in processes]
    assert codes == [0] * READERS


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_request_fails_is_mixed_or_brings_back_a_deleted_post_while_snapshots_change(
    ray_here: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "EXACT_LIMIT", 4)  # so that small segments are not all merged
    world = World(small_store(tmp_path / "store", FIRST_POSTS), np.random.default_rng(4))
    world.build()
    with readers(world.store) as files:
        for number in range(ROUNDS):
            world.step(number)
        time.sleep(3.0)  # for the last snapshot to be opened
        world.end()
    answers = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    by_kind = Counter(answer["kind"] for answer in answers)
    assert [answer["error"] for answer in answers if answer["kind"] == "failure"] == []
    assert by_kind["feed"] > 300, by_kind
    assert by_kind["search"] > 300, by_kind
    given = [answer for answer in answers if answer["kind"] in {"feed", "search"}]
    for answer in given:
        assert set(answer["ids"]) <= world.content[answer["version"]], "each of the snapshot that is named"
        assert len(set(answer["ids"])) == len(answer["ids"])
    assert {len(answer["ids"]) for answer in given if answer["kind"] == "search"} == {HITS}
    assert brought_back(world, given) == []
    seen = {answer["version"] for answer in given}
    assert len(seen) >= 10, f"of {len(world.content)} snapshots"
    last = {(answer["version"], answer["error"]) for answer in answers if answer["kind"] == "status"}
    assert last == {(world.store.current_version(), None)}
    assert world.done["compact"] == 4
    assert len(versions(world.store)) <= 6, "pruning keeps no more than is published, newest or read"


def brought_back(world: World, given: list[dict[str, object]]) -> list[str]:
    """Name the posts that were answered although they were deleted all the time since the last check."""
    by_post: dict[str, list[tuple[float, float]]] = {}
    for post_id, begin, end in world.spans:
        by_post.setdefault(post_id, []).append((begin, end))
    return [
        f"{post_id} in {answer['kind']} of {answer['version']}"
        for answer in given
        for post_id in answer["ids"]
        for begin, end in by_post.get(post_id, ())
        if begin <= answer["began"] - CHECK_SECONDS and answer["ended"] <= end
    ]
