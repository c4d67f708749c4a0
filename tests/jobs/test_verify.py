from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from indexing.leases import hold
from pipeline.store import Store
from ranking.event_log import PastEvent
from ranking.state import State
from tests.jobs.fakes import START, post, posts, small_store
from tests.support.command_line import Feedloom, refused
from tests.support.tiny import NOW, tiny_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Lay out a store that has something of everything, without a job."""
    store = tiny_store(small_store(tmp_path / "store").root)
    tiny_store(store.root)
    store.delete(["p1"], at=START)
    (store.root / "embeddings" / "clip").mkdir(parents=True)
    store.write("embeddings/clip", posts([post(number) for number in range(50)]), part="some")
    State(store.state_db).observe([PastEvent("mara", "p1", "like", NOW)])
    return store


def flip_a_bit(path: Path, at: float) -> None:
    """Flip one bit at this part of a file, 0 to 1."""
    data = bytearray(path.read_bytes())
    data[int(len(data) * at)] ^= 8
    path.write_bytes(data)


def faults(feedloom: Feedloom, store: Store, *options: object) -> dict[str, list[str]]:
    ran = feedloom("verify", "-s", store.root, "--json", *options)
    found = {line["name"]: line["faults"] for line in json.loads(ran.out)}
    assert ran.code == (2 if any(found.values()) else 0)
    assert sum(map(len, found.values())) == len(ran.err.splitlines())
    return found


def test_a_sound_store_is_read_to_the_last_byte_and_said_to_be_so(feedloom: Feedloom, store: Store) -> None:
    first, second = sorted(path.name for path in store.snapshots.iterdir())
    tables = {"posts", "users", "events", "ads", "deleted", "embeddings/clip", "state.db"}
    assert faults(feedloom, store) == {name: [] for name in (second, *tables)}
    assert faults(feedloom, store, "--all") == {name: [] for name in (first, second, *tables)}
    ran = feedloom("verify", "-s", store.root, first)
    assert ran.code == 0
    assert "sound" in ran.out
    assert "damaged" not in ran.out
    for name in (first, *tables):
        assert name in ran.out
    refused(feedloom("verify", "-s", store.root, first, "--all"), "one or the other")


@pytest.mark.parametrize(
    ("place", "remedy"),
    [
        ("posts/part-000001.parquet", "import its source again"),
        ("events/part-000001.parquet", "import its source again"),
        ("deleted/part-000001.parquet", "Restore it from a backup"),
        ("embeddings/clip/some.parquet", "Remove it: the next `feedloom build` makes it anew"),
    ],
)
@pytest.mark.parametrize("damage", ["bit", "cut"])
def test_a_damaged_table_is_named_with_what_to_do_about_it(
    feedloom: Feedloom, store: Store, place: str, remedy: str, damage: str
) -> None:
    path = store.root / place
    if damage == "bit":
        flip_a_bit(path, 0.2)
    else:
        path.write_bytes(path.read_bytes()[:-20])
    found = faults(feedloom, store)
    (fault,) = found.pop(str(Path(place).parent))
    assert str(path) in fault
    assert remedy in fault
    assert not any(found.values())
    assert "damaged: 1" in feedloom("verify", "-s", store.root).out


def test_any_bit_of_the_pages_of_a_part_is_missed_by_nobody(feedloom: Feedloom, store: Store) -> None:
    path = store.write("embeddings/clip", posts([post(number) for number in range(200)]), part="some")
    sound = path.read_bytes()
    for at in np.random.default_rng(5).uniform(0.05, 0.8, 20):
        path.write_bytes(sound)
        flip_a_bit(path, float(at))
        assert len(faults(feedloom, store)["embeddings/clip"]) == 1


def test_every_damaged_thing_is_listed_and_old_snapshots_on_demand(feedloom: Feedloom, store: Store) -> None:
    first, second = sorted(path.name for path in store.snapshots.iterdir())
    flip_a_bit(store.snapshots / first / "posts.parquet", 0.5)
    (store.snapshots / second / "users.parquet").unlink()
    (store.root / "posts" / "part-000001.parquet").rename(store.root / "posts" / "part-mine.parquet")
    store.state_db.write_bytes(b"no database" * 500)
    assert {name for name, found in faults(feedloom, store).items() if found} == {second, "posts", "state.db"}
    found = faults(feedloom, store, "--all")
    assert "has changed since it was published" in found[first][0]
    assert "feedloom rollback" in found[second][0]
    assert "part-mine.parquet is no part that feedloom wrote" in found["posts"][0]


def test_a_store_without_a_snapshot_has_its_tables_checked(feedloom: Feedloom, tmp_path: Path) -> None:
    assert set(faults(feedloom, small_store(tmp_path / "new"))) == {"posts", "users", "events", "ads"}


def test_a_snapshot_that_is_not_there_is_a_fault(feedloom: Feedloom, store: Store) -> None:
    store.publish("v000009-0123abcd")
    assert "cannot be found" in faults(feedloom, store)["v000009-0123abcd"][0]


def test_pruning_says_what_went_and_what_is_read(feedloom: Feedloom, store: Store) -> None:
    first, second = sorted(path.name for path in store.snapshots.iterdir())
    _, lease = hold(store, first)
    ran = feedloom("prune", "-s", store.root, "--keep", 1)
    assert (ran.code, ran.out) == (0, "")
    assert "Removed no snapshot and 0 leftovers" in ran.err
    assert f"{first} would go too, but somebody reads there" in ran.err
    del lease
    assert f"Removed {first} and 0 leftovers: 0.0 MB are free." in feedloom("prune", "-s", store.root, "--keep", 1).err
    assert [path.name for path in store.snapshots.iterdir()] == [second]
    refused(feedloom("prune", "-s", store.root, "--keep", 0), "keep is 0")


def test_the_status_counts_segments_tombstones_and_deletions_within_100_columns(
    feedloom: Feedloom, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    ran = feedloom("status", "-s", store.root)
    assert max(map(len, ran.out.splitlines())) <= 100
    assert "tombstones" in ran.out
    found = json.loads(feedloom("status", "-s", store.root, "--json").out)
    assert found["rows"]["posts"] == 11
    assert found["rows"]["deleted posts"] == 1
    first, second = found["snapshots"]
    assert (first["current"], second["current"]) == (False, True)
    assert (second["posts"], second["deleted_since"]) == (60, 1)
    clip, sentence = second["spaces"]
    assert (clip["vectors"], clip["tombstones"], clip["segments"], sentence["vectors"]) == (30, 0, 1, 60)
    assert clip["recall_at_10"] == clip["recall_at_100_deleted"] == 1.0


def test_the_status_of_a_damaged_snapshot_is_that(feedloom: Feedloom, store: Store) -> None:
    (store.snapshots / store.current_version() / "posts.parquet").unlink()
    found = json.loads(feedloom("status", "-s", store.root, "--json").out)
    assert [line["profile"] for line in found["snapshots"]] == ["compact", "damaged"]
