"""What lies in a store, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import pyarrow.compute as pc
import pyarrow.parquet as pq

from indexing.manifest import SpaceCard
from indexing.publish import versions
from indexing.snapshot import Snapshot
from jobs.ranked import FEEDS_FOLDER
from pipeline.errors import EmptyStore, SnapshotError
from pipeline.schema import PRIMARY_KEY, REJECTED, TABLES
from pipeline.store import Store


@dataclass(frozen=True)
class SpaceLine:
    """One space of a snapshot: what it holds, and what searching it finds.

    Parameters
    ----------
    indexes
        The FAISS factory strings of its segments, each once.
    vectors
        How many posts have a vector.
    tombstones
        How many vectors of deleted and edited posts are still held.
    recall_at_10, recall_at_100, recall_at_10_deleted, recall_at_100_deleted
        Of the worst segment, without tombstones and while 30 % of it are some.
    milliseconds
        One query, all segments together.
    bytes_per_vector
        Of the index files.
    """

    space: str
    model: str
    segments: int
    indexes: tuple[str, ...]
    vectors: int
    tombstones: int
    recall_at_10: float
    recall_at_100: float
    recall_at_10_deleted: float
    recall_at_100_deleted: float
    milliseconds: float
    bytes_per_vector: float

    @classmethod
    def of(cls, space: str, card: SpaceCard) -> SpaceLine:
        """Sum up the segments."""
        recalls = [segment.recall for segment in card.segments]
        weighed = sum(segment.vectors * segment.recall.bytes_per_vector for segment in card.segments)
        return cls(
            space,
            card.model,
            len(card.segments),
            tuple(sorted({segment.index for segment in card.segments})),
            card.vectors,
            card.tombstones,
            min((recall.recall_at_10 for recall in recalls), default=1.0),
            min((recall.recall_at_100 for recall in recalls), default=1.0),
            min((recall.recall_at_10_deleted for recall in recalls), default=1.0),
            min((recall.recall_at_100_deleted for recall in recalls), default=1.0),
            sum(recall.milliseconds for recall in recalls),
            weighed / max(card.vectors + card.tombstones, 1),
        )


@dataclass(frozen=True)
class SnapshotLine:
    """One snapshot of a store; a damaged one has no more than a version and says so in ``profile``.

    Parameters
    ----------
    deleted_since
        How many of its posts are deleted now.
    """

    version: str
    current: bool
    created_at: str = ""
    profile: str = "damaged"
    posts: int = 0
    deleted_since: int = 0
    spaces: tuple[SpaceLine, ...] = ()


@dataclass(frozen=True)
class Inventory:
    """What lies in a store.

    Parameters
    ----------
    rows
        Of each imported table without the deleted posts, of these, of each space's vectors, of what was rejected, and
        of each run of ranked feeds.
    snapshots
        Oldest first.
    """

    rows: Mapping[str, int]
    snapshots: tuple[SnapshotLine, ...]

    def to_dict(self) -> dict[str, object]:
        """Give plain values."""
        return {"rows": dict(self.rows), "snapshots": [asdict(line) for line in self.snapshots]}


@dataclass(frozen=True)
class PersonLine:
    """One person: how many reactions they have left, and what they say they like."""

    user_id: str
    name: str
    reactions: int
    interests: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Give plain values."""
        return asdict(self)


def take_inventory(store: Store) -> Inventory:
    """Count everything in a store."""
    deleted = store.deleted_posts()
    rows = {name: _count(store, name, deleted) for name in TABLES} | {"deleted posts": len(deleted)}
    for folder in sorted(store.folder("embeddings").glob("*")):
        rows[f"vectors {folder.name}"] = sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))
    rows["rejected"] = store.read_derived("rejected", REJECTED).num_rows
    for folder in sorted(path for path in store.folder(FEEDS_FOLDER).glob("*/*") if path.is_dir()):
        parts = folder.glob("*.parquet")
        rows[f"feeds {folder.parent.name}/{folder.name}"] = sum(pq.read_metadata(part).num_rows for part in parts)
    return Inventory(rows, tuple(_line(store, version, deleted) for version in versions(store)))


def _count(store: Store, table: str, deleted: frozenset[str]) -> int:
    if len(PRIMARY_KEY[table]) > 1:
        return int(store.read(table).num_rows)
    ids = store.ids(table)
    return len(ids - deleted if table == "posts" else ids)


def _line(store: Store, version: str, deleted: frozenset[str]) -> SnapshotLine:
    current = version == _current(store)
    try:
        snapshot = Snapshot.open(store, version, verify=False)
    except SnapshotError:
        return SnapshotLine(version, current)
    manifest = snapshot.manifest
    ids = pq.read_table(snapshot.path / "posts.parquet", columns=["post_id"])["post_id"].to_pylist() if deleted else []
    return SnapshotLine(
        version,
        current,
        manifest.created_at,
        manifest.profile,
        manifest.counts["posts"],
        len(deleted.intersection(ids)),
        tuple(SpaceLine.of(space, card) for space, card in sorted(manifest.spaces.items())),
    )


def version_before_current(store: Store) -> str:
    """Name the snapshot that was made before the published one.

    Raises
    ------
    EmptyStore
        If there is none.
    """
    current = store.current_version()
    older = [version for version in versions(store) if version < current]
    if not older:
        raise EmptyStore(
            f"{store.root} has no snapshot before {current}", expected="an older one", remedy="Name the version"
        )
    return older[-1]


def list_people(store: Store) -> list[PersonLine]:
    """List everybody who was imported or has left a reaction, most reactions first, ties by id."""
    counts = {pair["values"]: pair["counts"] for pair in pc.value_counts(store.read("events")["user_id"]).to_pylist()}
    known = {user["user_id"]: user for user in store.read("users").to_pylist()}
    people = [
        PersonLine(
            user_id,
            known.get(user_id, {}).get("name") or "",
            counts.get(user_id, 0),
            tuple(known.get(user_id, {}).get("interests") or ()),
        )
        for user_id in {*counts, *known}
    ]
    return sorted(people, key=lambda person: (-person.reactions, person.user_id))


def _current(store: Store) -> str | None:
    try:
        return store.current_version()
    except EmptyStore:
        return None
