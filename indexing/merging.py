"""Which segments of a space stay, and which posts are indexed anew.

A segment never changes. What is new or edited goes into a new segment, what was deleted or edited leaves a hole in an
old one (a *tombstone*), and segments are merged so that there are few of them and no post is rebuilt often: a segment
joins the new one where it is not much larger, so that sizes grow in powers of two and a post is rebuilt about log2 of
their number times (the logarithmic method of Bentley and Saxe, J. Algorithms 1980; Lucene merges alike).

============================== ======================================================================
a segment is built anew where  because
============================== ======================================================================
over 30 % of it is dead        its recall was measured with that many tombstones, and no more
it is small                    building it is quicker than asking one more segment at every search
it is at most twice the new    sizes then grow in powers of two
============================== ======================================================================
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.spec import EXACT_LIMIT

MAX_DEAD: Final = 0.3
"""Of a segment at most this share may be tombstones; its recall is measured with as many."""

SHARD_ROWS: Final = 500_000
"""So many vectors at most become one segment, and the work of one task; a merge never makes a larger one."""

_RATIO: Final = 2

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Placed:
    """Where the vectors of a published space lie, and which content they came from.

    Parameters
    ----------
    post_ids
        ``(m,)``, in the order of rows.
    contents
        ``(m, 2) uint64``, a digest of each post's content; zeros where it has none.
    places
        ``(m,) int64`` among the segments' positions put end to end; -1 where there is no vector.
    counts
        How many positions each segment has.
    """

    post_ids: pa.Array
    contents: NDArray[np.uint64]
    places: Rows
    counts: tuple[int, ...]


@dataclass(frozen=True)
class MergePlan:
    """What a build does with one space.

    Parameters
    ----------
    kept
        The segments that stay as they are, by their number in :class:`Placed`.
    places
        ``(n,) int64`` among the positions of the kept segments put end to end; -1 for posts without a vector there.
    shards
        Rows of posts to index anew, each ``(m,) int64``, ascending; a segment each.
    """

    kept: tuple[int, ...]
    places: Rows
    shards: tuple[Rows, ...]


def plan_merge(
    post_ids: pa.Array, contents: NDArray[np.uint64], placed: Placed | None, *, shard_rows: int = SHARD_ROWS
) -> MergePlan:
    """Decide what is reused and what is built.

    Parameters
    ----------
    post_ids, contents
        The posts of the new snapshot in the order of rows, as in :class:`Placed`.
    placed
        The published space, made by the same model; None builds everything anew.
    shard_rows
        How many vectors a segment may have.
    """
    has_content = contents.any(axis=1)
    if placed is None:
        return MergePlan((), np.full(len(contents), -1, np.int64), _shards(np.flatnonzero(has_content), shard_rows))
    places = _unchanged(post_ids, contents, placed)
    ends = np.cumsum(placed.counts, dtype=np.int64)
    segment = np.where(places >= 0, np.searchsorted(ends, places, side="right"), -1)
    live = np.bincount(segment[segment >= 0], minlength=len(ends))
    kept = _kept(placed.counts, live, int((has_content & (places < 0)).sum()), shard_rows)
    stays = np.isin(segment, kept)
    shift = _new_starts(placed.counts, kept) - (ends - placed.counts)
    places = np.where(stays, places + shift[segment], -1) if len(ends) else places
    return MergePlan(kept, places, _shards(np.flatnonzero(has_content & ~stays), shard_rows))


def _unchanged(post_ids: pa.Array, contents: NDArray[np.uint64], placed: Placed) -> Rows:
    """Find the old place of each post whose content is what it was; -1 for the others."""
    before = pc.fill_null(pc.index_in(post_ids, value_set=placed.post_ids), -1).to_numpy(zero_copy_only=False)
    before = before.astype(np.int64)
    if not len(placed.places):
        return np.full(len(contents), -1, np.int64)
    same = (before >= 0) & (placed.contents[before] == contents).all(axis=1) & contents.any(axis=1)
    return np.where(same, placed.places[before], -1)


def _kept(counts: Sequence[int], live: NDArray[np.int64], new: int, shard_rows: int) -> tuple[int, ...]:
    healthy = [number for number, count in enumerate(counts) if count - live[number] <= MAX_DEAD * count]
    new += int(live.sum() - live[healthy].sum())
    kept = set(healthy)
    for number in sorted(healthy, key=lambda one: (live[one], one)):
        joined = new + int(live[number])
        small = joined <= EXACT_LIMIT
        if new and joined <= shard_rows and (small or live[number] <= _RATIO * new):
            kept.remove(number)
            new = joined
    return tuple(sorted(kept))


def _new_starts(counts: Sequence[int], kept: Sequence[int]) -> Rows:
    starts = np.zeros(len(counts), np.int64)
    sizes = np.array([counts[number] for number in kept], np.int64)
    starts[list(kept)] = np.cumsum(sizes) - sizes
    return starts


def _shards(rows: Rows, shard_rows: int) -> tuple[Rows, ...]:
    if not len(rows):
        return ()
    return tuple(np.array_split(rows, -(-len(rows) // shard_rows)))
