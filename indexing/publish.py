"""Turn a complete staging folder into a published snapshot, or point back to an earlier one.

The order makes a crash harmless: every file is on disk before the folder is renamed, and the folder is in place
before ``CURRENT`` names it. A reader therefore sees the old snapshot or the new one, whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pyarrow.parquet as pq

from indexing.files import file_card
from indexing.manifest import MANIFEST, SCHEMA_VERSION, VERSION_NAME, Manifest, SpaceCard
from indexing.pieces import check_range
from indexing.recall import check_recall
from indexing.snapshot import Snapshot
from indexing.space import Space
from indexing.space_staging import card_name, staged_spaces
from indexing.staging import OBSERVED, staged_observed
from indexing.tables import (
    NEIGHBOURS,
    RANKER,
    TOPICS,
    check_table,
    read_array,
    read_neighbours,
    read_topics,
    snapshot_files,
    table_schemas,
)
from pipeline.errors import BadInput, StoreError
from pipeline.files import atomic_path, sync_folder
from pipeline.store import Store


def versions(store: Store) -> tuple[str, ...]:
    """Name the snapshots of a store, oldest first; whether they are sound is for :meth:`Snapshot.open` to say."""
    names = [path.name for path in store.snapshots.glob("v*") if VERSION_NAME.fullmatch(path.name)]
    return tuple(sorted(names, key=_number))


def publish(store: Store, *, created_at: datetime, profile: str = "custom") -> str:
    """Publish what is staged.

    Parameters
    ----------
    created_at
        The clock, with a time zone.
    profile
        The name of the model profile, or of the pair of models, that the vectors came from.

    Returns
    -------
    str
        The version: ``v``, a number that grows by one, and a digest of the content.

    Raises
    ------
    StoreError
        If a piece is missing, foreign, or does not fit another.
    BadInput
        If the clock has no time zone.
    """
    if created_at.tzinfo is None:
        raise BadInput(
            f"created_at is {created_at} without a time zone",
            expected="a time in UTC",
            remedy="Pass datetime.now(timezone.utc)",
        )
    spaces = staged_spaces(store)
    _check_complete(store.staging, spaces)
    counts = _check_fit(store.staging, spaces)
    names = snapshot_files(_segments(spaces)) | {RANKER for _ in store.staging.glob(RANKER)}
    files = {name: file_card(store.staging / name) for name in sorted(names)}
    moment, through = created_at.astimezone(UTC).isoformat(), staged_observed(store)
    manifest = _named(store, Manifest(SCHEMA_VERSION, "", moment, profile, spaces, counts, files, through))
    _move(store, manifest)
    store.publish(manifest.version)
    return manifest.version


def rollback(store: Store, version: str) -> Snapshot:
    """Publish an earlier snapshot again, after every byte of it was checked.

    Raises
    ------
    SnapshotError
        If it is missing or damaged; what is published stays published.
    """
    snapshot = Snapshot.open(store, version)
    store.publish(version)
    return snapshot


def _number(version: str) -> int:
    return int(version.split("-", maxsplit=1)[0][1:])


def _named(store: Store, manifest: Manifest) -> Manifest:
    number = 1 + max(map(_number, versions(store)), default=0)
    return replace(manifest, version=f"v{number:06d}-{manifest.digest}")


def _move(store: Store, manifest: Manifest) -> None:
    with atomic_path(store.staging / MANIFEST) as path:
        path.write_text(manifest.to_json(), encoding="utf-8")
    store.snapshots.mkdir(exist_ok=True)
    place = store.snapshots / manifest.version
    store.staging.rename(place)
    for space in manifest.spaces:
        (place / card_name(space)).unlink()
    (place / OBSERVED).unlink()
    sync_folder(place)
    sync_folder(store.snapshots)
    sync_folder(store.root)


def _check_complete(staging: Path, spaces: Mapping[str, SpaceCard]) -> None:
    expected = snapshot_files(_segments(spaces)) | {card_name(space) for space in spaces} | {OBSERVED}
    found = {path.name for path in staging.glob("*")} - {MANIFEST, RANKER}
    if not spaces or found != expected:
        missing, foreign = sorted(expected - found), sorted(found - expected)
        raise StoreError(
            f"{staging} lacks {missing or 'nothing'} and holds {foreign or 'nothing'} that does not belong there",
            expected="posts, people, ads and at least one space of vectors",
            remedy="Run the missing steps of the build, or clear_staging and build again",
        )


def _check_fit(staging: Path, spaces: Mapping[str, SpaceCard]) -> dict[str, int]:
    schemas = table_schemas({space: card.dim for space, card in spaces.items()})
    counts = {name: pq.read_metadata(staging / f"{name}.parquet").num_rows for name in schemas}
    for name, schema in schemas.items():
        check_table(staging / f"{name}.parquet", schema, counts[name])
    counts["topics"] = len(read_topics(staging / TOPICS))
    for space, card in spaces.items():
        _check_space_fits(staging, space, card, counts)
    for name in NEIGHBOURS:
        read_neighbours(staging, name, counts["posts"])
    topic = pq.read_table(staging / "posts.parquet", columns=["topic"])["topic"]
    check_range(topic, -1, counts["topics"] - 1, "topic")
    rows = pc.list_flatten(pq.read_table(staging / "history.parquet", columns=["rows"])["rows"])
    check_range(rows, 0, counts["posts"] - 1, "rows of the history")
    return counts


def _check_space_fits(staging: Path, space: str, card: SpaceCard, counts: Mapping[str, int]) -> None:
    for name, table in (("ads", "ads"), ("topics", "topics")):
        read_array(staging / f"{name}-{space}.npy", np.float32, (counts[table], card.dim))
    Space(staging, space, card, np.zeros(counts["posts"], np.bool_)).check()
    for segment in card.segments:
        check_recall(segment.recall, card.recall_target)


def _segments(spaces: Mapping[str, SpaceCard]) -> dict[str, tuple[str, ...]]:
    return {space: tuple(segment.name for segment in card.segments) for space, card in spaces.items()}
