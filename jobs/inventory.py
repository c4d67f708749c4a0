"""What lies in a store, in numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import pyarrow.compute as pc
import pyarrow.parquet as pq

from indexing.publish import versions
from indexing.snapshot import Snapshot
from pipeline.errors import EmptyStore, SnapshotError
from pipeline.schema import REJECTED, TABLES
from pipeline.store import Store


@dataclass(frozen=True)
class SnapshotLine:
    """One snapshot of a store; a damaged one has no more than a version and says so in ``profile``."""

    version: str
    current: bool
    created_at: str = ""
    profile: str = "damaged"
    posts: int = 0
    spaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inventory:
    """What lies in a store.

    Parameters
    ----------
    rows
        Of each imported table, of each space's vectors, and of what was rejected.
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
    rows = {name: store.read(name).num_rows for name in TABLES}
    for folder in sorted(store.folder("embeddings").glob("*")):
        rows[f"vectors {folder.name}"] = sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))
    rows["rejected"] = store.read_derived("rejected", REJECTED).num_rows
    return Inventory(rows, tuple(_line(store, version) for version in versions(store)))


def _line(store: Store, version: str) -> SnapshotLine:
    current = version == _current(store)
    try:
        manifest = Snapshot.open(store, version, verify=False).manifest
    except SnapshotError:
        return SnapshotLine(version, current)
    spaces = tuple(
        f"{space} ({card.model}, {card.index}, recall {card.recall.recall_at_10:.3f})"
        for space, card in manifest.spaces.items()
    )
    return SnapshotLine(version, current, manifest.created_at, manifest.profile, manifest.counts["posts"], spaces)


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
