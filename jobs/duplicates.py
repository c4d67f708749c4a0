"""The near-duplicates among a store's posts, found when the posts are indexed."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jobs.embedded import read_embedded
from jobs.keys import Digests, digests
from jobs.vectors import pieces_of
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
    said = pieces_of(store, "sentence", owners)
    own = said.ordinals == 0  # the others are words in pictures, which say no more than the pictures do
    texts = np.zeros(posts.num_rows, TEXT)
    texts[said.rows[own]] = _fingerprints(store, "sentence", revisions["sentence"], said.keys[own], TEXT)
    shown = pieces_of(store, "clip", owners)
    pictures = _fingerprints(store, "clip", revisions["clip"], shown.keys, PICTURE)
    bounds = np.searchsorted(shown.rows, np.arange(posts.num_rows + 1))
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
