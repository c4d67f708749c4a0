"""A store in which much can go wrong, what a build of it must leave, and the means to kill builds."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from threading import Event, Thread

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from indexing.snapshot import Snapshot
from jobs.encoders import SPACES
from pipeline.errors import FeedloomError
from pipeline.schema import ADS, CONTENT, EVENTS, REJECTED, USERS
from pipeline.store import Store
from tests.jobs.fakes import START, picture, post, posts

ROOT = Path(__file__).parents[2]
OLD_POSTS = 80
ALL_POSTS = 240

_OF_RAY_ITSELF = ("IDLE", "Agent", "_StatsActor", "ActorLocationTracker", "AutoscalingCoordinator", "_UsageCollection")
"""In the names of Ray's processes that do no work of the job."""


def write_world(root: Path) -> Store:
    """Import the posts that are built in peace before anything is killed, people, reactions and ads."""
    store = Store.create(root)
    store.append("posts", posts([_post(number) for number in range(OLD_POSTS)]))
    people = [{"user_id": f"u{number}", "interests": ["cats", "trains"][: number % 3]} for number in range(12)]
    store.append("users", pa.Table.from_pylist(people, schema=USERS))
    reactions = [
        {
            "user_id": f"u{number % 10}",
            "post_id": f"p{number * 7 % ALL_POSTS}",
            "action": ("like", "hide", "click")[number % 3],
            "occurred_at": START + timedelta(minutes=number),
        }
        for number in range(200)
    ]
    store.append("events", pa.Table.from_pylist(reactions, schema=EVENTS))
    store.append("ads", pa.Table.from_pylist([_ad(number) for number in range(6)], schema=ADS))
    return store


def change_world(store: Store) -> None:
    """Import new posts, edits of old ones, and rows that cannot be used."""
    store.append("posts", posts([_post(number) for number in range(OLD_POSTS, ALL_POSTS)]))
    edits = [post(3, text="new words for an old picture"), post(4, images=[{"data": picture(904)}])]
    bad = [
        post(301, images=[{"data": b"garbage"}]),
        post(302, text="UNSPEAKABLE"),
        post(303, title=None, text=" ", images=None),
        post(304, images=[{"uri": "nowhere.png"}]),
        post(305, images=[{"data": picture(905)}, {"data": picture(905)[:90]}, {"data": picture(100)}]),
    ]
    store.append("posts", posts([*edits, *bad]))


def _post(number: int) -> dict[str, object]:
    # Some pictures stand in two posts, far apart, and every seventh post has one more.
    shared = number - 90 if number % 10 == 1 and number > 90 else number
    images = [picture(shared)] if number % 2 else []
    images += [picture(1000 + number)] if number % 7 == 0 else []
    return post(number, text=f"number {number} about cats", images=[{"data": data} for data in images])


def _ad(number: int) -> dict[str, object]:
    images = [{"data": b"garbage" if number == 5 else picture(2000 + number)}]
    own = {"ad_id": f"ad{number}", "advertiser_id": "shop", "title": f"Cat food {number}"}
    return {**own, "bid_micros": 1, "daily_budget_micros": 10, "images": images}


def copy_of(store: Store, place: Path) -> Store:
    """Copy a store, for a build to change."""
    copytree(store.root, place)
    return Store.open(place)


@dataclass(frozen=True)
class Tables:
    """What a build leaves, in a form that two builds can be compared by."""

    content: list[tuple[object, ...]]
    vectors: dict[tuple[str, str, str], bytes]
    rejected: list[tuple[object, ...]]
    profiles: list[dict[str, object]]
    posts: list[dict[str, object]]
    ads: list[dict[str, object]]
    history: list[dict[str, object]]
    matrices: dict[str, bytes]

    @classmethod
    def of(cls, store: Store) -> Tables:
        """Read them, and see that nothing stands there twice."""
        snapshot = Snapshot.open(store)
        rows = np.arange(snapshot.posts.num_rows)
        return cls(
            content=_once(store.read_derived("content", CONTENT), CONTENT.names),
            vectors=read_vectors(store),
            rejected=_once(store.read_derived("rejected", REJECTED), ["table", "id", "stage", "reason", "content_key"]),
            profiles=snapshot.profiles.to_pylist(),
            posts=snapshot.posts.to_pylist(),
            ads=snapshot.ads.to_pylist(),
            history=snapshot.history.to_pylist(),
            matrices={space: snapshot.vectors(space, rows).tobytes() for space in snapshot.spaces},
        )


def assert_equal(store: Store, expected: Tables) -> None:
    """Compare what a build has left with what it should have left."""
    found = Tables.of(store)
    for name in vars(expected):
        assert getattr(found, name) == getattr(expected, name), name


def _once(table: pa.Table, names: Sequence[str]) -> list[tuple[object, ...]]:
    rows = sorted(zip(*(table[name].to_pylist() for name in names), strict=True), key=repr)
    assert len(set(rows)) == len(rows), "a row stands there twice"
    return rows


def read_vectors(store: Store) -> dict[tuple[str, str, str], bytes]:
    """Read all finished vectors by space, key and revision, and see that none stands there twice."""
    found: dict[tuple[str, str, str], bytes] = {}
    for space, path in vector_files(store):
        table = pq.read_table(path)
        flat = np.asarray(table["vector"].combine_chunks().flatten(), np.float32).reshape(table.num_rows, -1)
        for key, revision, row in zip(
            table["content_key"].to_pylist(), table["revision"].to_pylist(), flat, strict=True
        ):
            assert (space, key, revision) not in found, f"{path} holds {key} again"
            found[space, key, revision] = row.tobytes()
    return found


def vector_files(store: Store) -> list[tuple[str, Path]]:
    """List the files of vectors that are finished, with their spaces."""
    return [(space, path) for space in SPACES for path in sorted(store.folder("embeddings", space).glob("*.parquet"))]


def temporary_files(store: Store) -> list[Path]:
    """Find the files that are being written, or were when their process was killed."""
    return list(store.root.rglob("*.tmp"))


def leftovers(store: Store) -> list[Path]:
    """Find what a killed run has begun, and the run after it should have cleared away."""
    scratch = [store.staging, store.folder("work"), store.folder("journal")]
    return [*temporary_files(store), *(path for folder in scratch for path in folder.glob("*"))]


@dataclass
class Watcher:
    """Opens the published snapshot again and again, as a reader would."""

    store: Store
    counts: set[int] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)
    opened: int = 0

    def look(self) -> None:
        try:
            snapshot = Snapshot.open(self.store)
            ids = snapshot.posts["post_id"].to_pylist()
            assert len(set(ids)) == len(ids)
            self.counts.add(len(ids))
        except (FeedloomError, OSError, AssertionError) as trouble:
            self.troubles.append(repr(trouble))
        self.opened += 1

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Look three times a second for the length of the block."""
        stop = Event()

        def work() -> None:
            while not stop.wait(0.3):
                self.look()

        thread = Thread(target=work)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


@dataclass
class Build:
    """A build in a process of its own, the leader of its group."""

    process: subprocess.Popen[bytes]
    output: Path

    @classmethod
    def start(cls, store: Store, *options: str) -> Build:
        output = store.root.with_name(f"{store.root.name}.out")
        command = [sys.executable, "-m", "tests.jobs.slow_build", "--store", str(store.root), *options]
        with output.open("wb") as out:
            return cls(
                subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, start_new_session=True),
                output,
            )

    def ends_within(self, seconds: float, accept: Sequence[int] = (0,)) -> bool:
        """Wait; a build that ends with another exit code than those is a failure of the test."""
        try:
            self.process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            return False
        assert self.process.returncode in accept, self.output.read_text()[-3000:]
        return True

    def family(self) -> list[psutil.Process]:
        """Name the process and everything that it has started."""
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def kill(self) -> None:
        """Kill the process alone."""
        self.process.kill()
        self.process.wait()

    def kill_group(self) -> None:
        """Kill the process and all in its group, as a terminal or a batch system may."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def all_gone(processes: Sequence[psutil.Process], seconds: float = 60.0) -> list[psutil.Process]:
    """Wait for processes to end, and give those that did not."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def busy_workers(roots: Sequence[int]) -> list[psutil.Process]:
    """Find the Ray workers below some processes that hold a model or run a task of the job just now."""
    below = [child for root in roots for child in psutil.Process(root).children(recursive=True)]
    return [child for child in below if _does_work(child)]


def _does_work(process: psutil.Process) -> bool:
    try:
        words = " ".join(process.cmdline())
    except psutil.Error:
        return False
    return words.startswith("ray::") and not any(name in words for name in _OF_RAY_ITSELF)
