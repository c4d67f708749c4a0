"""Builds that are killed at random moments, started again, and in the end compared with one that nobody disturbed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import psutil
import pytest

from jobs.entry import FAILED
from pipeline.errors import MediaError
from pipeline.media import content_key, text_key
from pipeline.store import Store
from tests.jobs.fakes import FakeEncoder
from tests.jobs.killing import (
    OLD_POSTS,
    Build,
    Tables,
    Watcher,
    all_gone,
    assert_equal,
    busy_workers,
    change_world,
    copy_of,
    leftovers,
    read_vectors,
    temporary_files,
    vector_files,
    write_world,
)
from tests.jobs.slow_build import PART, digest, log_of

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

DRIVER_KILLS, LONE_KILLS, WORKER_KILLS = 7, 5, 8
PATIENCE = 120.0
"""Seconds after which a build that nobody disturbs is taken to hang."""


@dataclass(frozen=True)
class Head:
    """A Ray that outlives the drivers."""

    address: str
    raylet: int


@pytest.fixture(scope="module")
def head() -> Iterator[Head]:
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "object_store_memory": 2**28})
    yield Head(str(cluster.address), cluster.head_node.all_processes["raylet"][0].process.pid)
    cluster.shutdown()


@dataclass(frozen=True)
class Undisturbed:
    """A store before its second build, what that build leaves, and how long it takes.

    ``names`` says by which name in the log the content of a key is noted.
    """

    before: Store
    tables: Tables
    names: dict[str, str]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(head: Head, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    folder = tmp_path_factory.mktemp("undisturbed")
    before = write_world(folder / "before")
    assert Build.start(before, "--address", head.address).ends_within(PATIENCE)
    change_world(before)
    after, start = copy_of(before, folder / "after"), time.monotonic()
    assert Build.start(after, "--address", head.address).ends_within(PATIENCE)
    seconds, names = time.monotonic() - start, names_in_log(after)
    encoded = [name for name in read_log(after) if name in set(names.values())]
    assert len(encoded) == len(set(encoded)) > 200, "left alone, a build encodes nothing twice"
    assert leftovers(after) == []
    return Undisturbed(before, Tables.of(after), names, seconds)


def read_log(store: Store) -> list[str]:
    log = log_of(store.root)
    return log.read_text().splitlines() if log.is_file() else []


def names_in_log(store: Store) -> dict[str, str]:
    names = {}
    prepare = FakeEncoder("clip").prepare
    for row in [row for table in ("posts", "ads") for row in store.read(table).to_pylist()]:
        words = "\n".join(part.strip() for part in (row["title"], row["text"]) if part and part.strip())
        names[text_key(words)] = digest(words.encode())
        for data in [image["data"] for image in row["images"] or () if image["data"]]:
            with suppress(MediaError):
                names[content_key(data)] = digest(prepare(data).tobytes())
    return names


@dataclass(frozen=True)
class Moment:
    """What was finished at one moment: keys with a vector, their files untouched since, and the length of the log."""

    names: frozenset[str]
    files: dict[Path, tuple[int, int]]
    logged: int

    @classmethod
    def of(cls, store: Store, names: dict[str, str]) -> Moment:
        files = {path: _mark(path) for _, path in vector_files(store)}
        finished = frozenset(names[key] for _, key, _ in read_vectors(store) if key in names)
        return cls(finished, files, len(read_log(store)))

    def repeated(self, store: Store) -> set[str]:
        """Name what was encoded again although its file was finished."""
        return self.names & set(read_log(store)[self.logged :])

    def rewritten(self) -> list[Path]:
        return [path for path, mark in self.files.items() if not path.is_file() or _mark(path) != mark]


def _mark(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


@dataclass
class Campaign:
    """Kill builds until so many were killed, on a fresh copy of the store whenever one has ended well."""

    goal: Undisturbed
    folder: Path
    random: Random
    options: tuple[str, ...] = ()
    kills: int = 0
    stores: int = 0
    families: list[psutil.Process] = field(default_factory=list)

    def fight(self, kills: int, seconds: float, strike: Callable[[Build], None]) -> None:
        while self.kills < kills:
            self.stores += 1
            assert self.stores <= kills, "builds end before anybody kills them"
            store = copy_of(self.goal.before, self.folder / f"store{self.stores}")
            moments = []
            with watched(self.goal, store):
                while True:
                    moments.append(Moment.of(store, self.goal.names))
                    build = Build.start(store, *self.options)
                    wait = seconds * self.random.uniform(0.2, 1.0) if self.kills < kills else PATIENCE
                    if build.ends_within(wait):
                        break
                    assert self.kills < kills, "a build that nobody disturbs does not end"
                    self.families += build.family()
                    strike(build)
                    self.kills += 1
            assert_equal(store, self.goal.tables)
            assert leftovers(store) == []
            for moment in moments:
                assert not moment.repeated(store)
                assert not moment.rewritten()


@contextmanager
def watched(goal: Undisturbed, store: Store) -> Iterator[None]:
    """See that a reader meets whole snapshots alone for the length of the block."""
    watcher = Watcher(store)
    with watcher.at_work():
        yield
    assert watcher.troubles == []
    assert watcher.counts <= {OLD_POSTS, len(goal.tables.posts)}
    assert watcher.opened > 5


def test_drivers_that_are_killed_lose_nothing_and_repeat_nothing(
    undisturbed: Undisturbed, head: Head, tmp_path: Path
) -> None:
    campaign = Campaign(undisturbed, tmp_path, Random(1), ("--address", head.address))
    campaign.fight(DRIVER_KILLS, undisturbed.seconds, Build.kill)


def test_files_that_a_killed_build_has_begun_are_cleared_away_by_the_next(
    undisturbed: Undisturbed, head: Head, tmp_path: Path
) -> None:
    store = copy_of(undisturbed.before, tmp_path / "store")
    build = Build.start(store, "--address", head.address)
    while not temporary_files(store):
        assert not build.ends_within(0.005)
    build.kill()
    assert Build.start(store, "--address", head.address).ends_within(PATIENCE)
    assert leftovers(store) == []


def test_builds_with_a_ray_of_their_own_that_are_killed_leave_no_process_behind(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    random = Random(2)

    def strike(build: Build) -> None:
        random.choice((Build.kill, Build.kill_group))(build)

    campaign = Campaign(undisturbed, tmp_path, Random(3))
    campaign.fight(LONE_KILLS, undisturbed.seconds + 5.0, strike)
    assert all_gone(campaign.families) == []


def test_workers_that_are_killed_lose_nothing_and_repeat_the_parts_in_flight_at_most(
    undisturbed: Undisturbed, head: Head, tmp_path: Path
) -> None:
    random, kills, stores = Random(4), 0, 0
    while kills < WORKER_KILLS:
        stores += 1
        assert stores <= WORKER_KILLS, "no worker is ever met at work"
        store = copy_of(undisturbed.before, tmp_path / f"store{stores}")
        with watched(undisturbed, store):
            kills += build_while_workers_die(undisturbed, store, head, random, WORKER_KILLS - kills)
        assert_equal(store, undisturbed.tables)
        assert leftovers(store) == []


def build_while_workers_die(goal: Undisturbed, store: Store, head: Head, random: Random, most: int) -> int:
    """Kill workers of a build at most so often, and start it again where it gives up; say how many were killed."""
    at_start, at_kills, code = [], [], FAILED
    while code == FAILED:
        at_start.append(Moment.of(store, goal.names))
        build = Build.start(store, "--address", head.address)
        while len(at_kills) < most and not build.ends_within(random.uniform(0.3, 1.5), accept=(0, FAILED)):
            for worker in random.sample(workers := busy_workers([head.raylet]), min(1, len(workers))):
                at_kills.append(Moment.of(store, goal.names))
                with suppress(psutil.NoSuchProcess):
                    worker.kill()
        assert build.ends_within(PATIENCE, accept=(0, FAILED)), "the build hangs"
        code = build.process.returncode
        assert code == 0 or "died again and again" in build.output.read_text()
    for moment in at_start:
        assert not moment.repeated(store)
        assert not moment.rewritten()
    assert len(set().union(*(moment.repeated(store) for moment in at_kills))) <= PART * len(at_kills)
    return len(at_kills)
