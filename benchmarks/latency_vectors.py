"""The vectors of the latency benchmark's posts, indexed as a build would: made once, a piece at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.index_vectors import enlarge, real_vectors
from indexing.manifest import SegmentCard
from indexing.merging import SHARD_ROWS
from indexing.space_staging import StagedSegment, stage_segment
from indexing.spec import BUDGET_BYTES
from pipeline.store import Store

Vectors = NDArray[np.float32]
Rows = NDArray[np.int64]

PICTURES_SHARE: Final = 0.6
"""So many of the posts have a picture."""

_THREADS: Final = 2
_SEEDS: Final = {"sentence": 1, "clip": 2}


@dataclass(frozen=True)
class WorldVectors:
    """Make and read the vectors of posts in both spaces.

    A post is a real text and a variant of its vector (:func:`benchmarks.index_vectors.enlarge`). Pictures lie as texts
    do, turned by a random rotation: the same distances, in a space of its own, and of the same subject as the text.

    Parameters
    ----------
    folder
        Where all of it is kept; what lies there is not made again.
    data, cache
        The real data, and where its encoded texts are kept.
    """

    folder: Path
    data: Path
    cache: Path
    posts: int

    @cached_property
    def base(self) -> Vectors:
        """The vectors of the real texts, ``(m, 384) float32``."""
        return real_vectors(self.data, self.cache)

    @cached_property
    def origins(self) -> Rows:
        """Say which real text each post has, ``(posts,) int64``."""
        return np.random.default_rng(0).integers(0, len(self.base), self.posts)

    @cached_property
    def rotation(self) -> Vectors:
        """What turns a vector of a text into one of a picture, ``(384, 384) float32``."""
        turned, _ = np.linalg.qr(np.random.default_rng(3).standard_normal((self.base.shape[1],) * 2))
        return np.asarray(turned, np.float32)

    def based(self, space: str) -> Vectors:
        """Give the vectors of the real texts as they lie in a space."""
        return np.ascontiguousarray(self.base if space == "sentence" else self.base @ self.rotation)

    def rows(self, space: str) -> Rows:
        """Give the posts that have a vector in a space."""
        if space == "sentence":
            return np.arange(self.posts)
        return np.flatnonzero(np.random.default_rng(4).random(self.posts) < PICTURES_SHARE)

    def vectors(self, space: str) -> Vectors:
        """Map the vectors of :meth:`rows` into memory, made at the first call."""
        path = self.folder / f"{space}.npy"
        if not path.is_file():
            rows, unfinished = self.rows(space), path.with_suffix(".part.npy")
            enlarge(self.based(space), len(rows), unfinished, seed=_SEEDS[space], origins=self.origins[rows])
            unfinished.rename(path)
        found: Vectors = np.load(path, mmap_mode="r")
        return found

    def segments(self, space: str) -> Iterator[StagedSegment]:
        """Give the segments of a space in order; each is indexed, in ``staging/``, when it is asked for first."""
        store, vectors = Store.create(self.folder), self.vectors(space)
        for start in range(0, len(vectors), SHARD_ROWS):
            path = self.folder / f"{space}-{start}.npz"
            if not path.is_file():
                shard = vectors[start : start + SHARD_ROWS]
                budget = BUDGET_BYTES * len(shard) // len(vectors)
                staged = stage_segment(store, space, shard, budget_bytes=budget, threads=_THREADS)
                np.savez(path, card=json.dumps(asdict(staged.card)), order=start + staged.order)
            with np.load(path) as kept:
                yield StagedSegment(_card(str(kept["card"])), kept["order"])


def _card(text: str) -> SegmentCard:
    from indexing.manifest import RecallCard

    fields = json.loads(text)
    return SegmentCard(**{**fields, "recall": RecallCard(**fields["recall"])})
