"""What ``embeddings/`` and ``content/`` hold, as matrices with one row a post or an ad."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
from numpy.typing import NDArray

from pipeline.encoders.base import EncoderCard
from pipeline.fusion import SpaceVectors
from pipeline.schema import CONTENT
from pipeline.store import Store


def known_keys(store: Store, space: str, revision: str) -> frozenset[str]:
    """Name the content that has a vector of this revision of the space's model already."""
    folder = store.folder("embeddings", space)
    if not any(folder.glob("*.parquet")):
        return frozenset()
    table = ds.dataset(folder, format="parquet").to_table(
        columns=["content_key"], filter=ds.field("revision") == revision
    )
    return frozenset(table["content_key"].to_pylist())


def gather(store: Store, space: str, card: EncoderCard, owners: list[str]) -> SpaceVectors:
    """Give each owner the mean of the vectors of its content, brought to unit length.

    Parameters
    ----------
    owners
        Post ids, or ad ids with ``"ad:"`` before them, in the order of rows.
    """
    content = store.read_derived("content", CONTENT).filter(pc.field("space") == space)
    row = pc.index_in(content["post_id"], value_set=pa.array(owners, pa.string()))
    content = content.append_column("row", row).filter(pc.is_valid(row))
    keys = content["content_key"].unique()
    found, vectors = _read(store, space, card, keys)
    place = pc.index_in(content["content_key"], value_set=found)
    usable = pc.is_valid(place)
    rows = np.asarray(content["row"].filter(usable), np.int64)
    sums = np.zeros((len(owners), card.dim), np.float32)
    np.add.at(sums, rows, vectors[np.asarray(place.filter(usable), np.int64)])
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    present = length[:, 0] > 1e-6  # pictures that cancel each other out leave no direction to speak of
    return SpaceVectors(np.where(present[:, None], sums / np.maximum(length, 1e-6), 0).astype(np.float32), present)


def _read(store: Store, space: str, card: EncoderCard, keys: pa.Array) -> tuple[pa.Array, NDArray[np.float32]]:
    folder = store.folder("embeddings", space)
    if not len(keys) or not any(folder.glob("*.parquet")):
        return pa.array([], pa.string()), np.empty((0, card.dim), np.float32)
    wanted = (ds.field("revision") == card.revision) & ds.field("content_key").isin(keys)
    table = ds.dataset(folder, format="parquet").to_table(columns=["content_key", "vector"], filter=wanted)
    flat = table["vector"].combine_chunks().flatten()
    return table["content_key"].combine_chunks(), np.asarray(flat, np.float32).reshape(-1, card.dim)


def staged_vectors(store: Store, space: str) -> SpaceVectors:
    """Map the staged vectors of the posts into memory, read-only."""
    names = (f"vectors-{space}.npy", f"present-{space}.npy")
    return SpaceVectors(*(np.load(store.staging / name, mmap_mode="r", allow_pickle=False) for name in names))


def staged_topics(store: Store, space: str) -> NDArray[np.float32]:
    """Read the staged vectors of the topics, ``(t, d) float32``."""
    return np.asarray(np.load(store.staging / f"topics-{space}.npy", allow_pickle=False), np.float32)


def post_rows(events: pa.Table, post_ids: pa.ChunkedArray) -> NDArray[np.int64]:
    """Find the row of each event's post, ``(n,) int64``; -1 where there is none."""
    rows = pc.fill_null(pc.index_in(events["post_id"], value_set=post_ids.combine_chunks()), -1)
    return np.asarray(rows.to_numpy(), np.int64)


def data_clock(posts: pa.Table, events: pa.Table) -> datetime:
    """Take the time of the newest post or event for the clock, so that old data fades no further and builds repeat."""
    newest = [pc.max(column).as_py() for column in (posts["created_at"], events["occurred_at"])]
    return max((moment for moment in newest if moment is not None), default=datetime.fromtimestamp(0, UTC))
