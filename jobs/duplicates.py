"""The near-duplicates among a store's posts, found when the posts are indexed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jobs.embedded import content_batches, read_embedded
from jobs.keys import Digests, digests
from pipeline.duplicates import Contents, duplicate_groups
from pipeline.fingerprints import PICTURE, TEXT, VERSION, read_fingerprints
from pipeline.store import Store

_COLUMN = "fingerprint"


def duplicate_column(store: Store, posts: pa.Table) -> pa.Array:
    """Name the group of each post: the id of its oldest post by time, then by id; null for a post that is alone.

    Content that was embedded before there were fingerprints is in no group. Beside the posts this holds some 300 bytes
    a text and 400 a picture, and as much again while neighbours are compared.

    Parameters
    ----------
    posts
        POSTS in the order of rows.

    Raises
    ------
    EmptyStore
        If a space was not embedded yet.
    """
    groups = duplicate_groups(_contents(store, posts))
    leaders = pa.array(groups, mask=groups < 0)
    return posts["post_id"].combine_chunks().take(leaders)


def _contents(store: Store, posts: pa.Table) -> Contents:
    revisions = {space: card.revision for space, card in read_embedded(store).cards.items()}
    owners = posts["post_id"].combine_chunks()
    rows, ordinals, keys = _pieces(store, "sentence", owners)
    own = ordinals == 0  # the others are words in pictures, which say no more than the pictures do
    texts = np.zeros(posts.num_rows, TEXT)
    texts[rows[own]] = _fingerprints(store, "sentence", revisions["sentence"], keys[own], TEXT)
    rows, _, keys = _pieces(store, "clip", owners)
    pictures = _fingerprints(store, "clip", revisions["clip"], keys, PICTURE)
    bounds = np.searchsorted(rows, np.arange(posts.num_rows + 1))
    return Contents(texts, pictures, bounds.astype(np.int64), _authors(posts), _ages(posts))


def _authors(posts: pa.Table) -> NDArray[np.int64]:
    codes = posts["author_id"].combine_chunks().dictionary_encode().indices
    return np.asarray(pc.fill_null(codes, -1).to_numpy(zero_copy_only=False), np.int64)


def _ages(posts: pa.Table) -> NDArray[np.int64]:
    """Rank the posts from the oldest on, ties by id."""
    order = pc.sort_indices(posts, [("created_at", "ascending"), ("post_id", "ascending")])
    ages = np.empty(posts.num_rows, np.int64)
    ages[np.asarray(order)] = np.arange(posts.num_rows)
    return ages


def _pieces(store: Store, space: str, owners: pa.Array) -> tuple[NDArray[np.int64], NDArray[np.int32], Digests]:
    """Give the pieces of the posts in order of row and ordinal: rows, ordinals and content keys."""
    rows, ordinals, keys = [np.empty(0, np.int64)], [np.empty(0, np.int32)], [digests([])]
    for batch in content_batches(store, space):
        row = pc.index_in(batch["post_id"], value_set=owners)
        taken = pc.is_valid(row)
        rows.append(np.asarray(row.filter(taken), np.int64))
        ordinals.append(np.asarray(batch["ordinal"].filter(taken), np.int32))
        keys.append(digests(batch["content_key"].filter(taken)))
    row, ordinal = np.concatenate(rows), np.concatenate(ordinals)
    order = np.lexsort((ordinal, row))
    return row[order], ordinal[order], np.concatenate(keys)[order]


def _fingerprints(store: Store, space: str, revision: str, keys: Digests, kind: np.dtype[np.void]) -> NDArray[np.void]:
    """Read the fingerprints of some content, ``(n,)`` of a kind; version 0 where there is none."""
    found = np.zeros(len(keys), kind)
    order = np.argsort(keys, kind="stable")
    wanted = keys[order]
    for path in sorted(store.folder("embeddings", space).glob("*.parquet")) if len(keys) else ():
        if _COLUMN not in pq.read_schema(path).names:
            continue
        table = pq.read_table(path, columns=["content_key", "revision", _COLUMN])
        table = table.filter(pc.equal(table["revision"], revision))
        marks, here = read_fingerprints(table[_COLUMN], kind), digests(table["content_key"])
        marks, here = marks[marks["version"] == VERSION], here[marks["version"] == VERSION]
        first, last = (np.searchsorted(wanted, here, side) for side in ("left", "right"))
        count = last - first
        at = np.repeat(first - np.cumsum(count) + count, count) + np.arange(count.sum())
        found[order[at]] = np.repeat(marks, count)
    return found
