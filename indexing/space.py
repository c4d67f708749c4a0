"""One space of a snapshot as a reader sees it: vectors by row, and search, whichever segments they lie in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.faiss_index import VectorIndex, read_index
from indexing.manifest import SegmentCard, SpaceCard, damaged
from indexing.pieces import places_fit
from indexing.search import CAREFUL, Care, check_rows, merge, search_segment, share_of
from indexing.tables import contents_file, index_file, places_file, read_array, vectors_file
from pipeline.cached import with_cached

Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]
Mask = NDArray[np.bool_]

_ROWS_AT_ONCE: Final = 65_536


@dataclass(frozen=True)
class Segment:
    """Vectors that were indexed together: position i of the index is row i of ``vectors``."""

    folder: Path
    card: SegmentCard
    dim: int

    @cached_property
    def vectors(self) -> Vectors:
        """Map the vectors into memory, ``(count, d) float32``, read-only."""
        return read_array(self.folder / vectors_file(self.card.name), np.float32, (self.card.vectors, self.dim))

    @cached_property
    def index(self) -> VectorIndex:
        """Map the index into memory."""
        path = self.folder / index_file(self.card.name)
        return read_index(path, self.card.index, dim=self.dim, count=self.card.vectors)


@dataclass(frozen=True)
class Space:
    """Look up and search the vectors of one space.

    Parameters
    ----------
    folder
        The snapshot's, or the staging folder.
    name
        The space's.
    dead
        ``(n_posts,) bool``: posts that were deleted since; they are neither present nor found.
    """

    folder: Path
    name: str
    card: SpaceCard
    dead: Mask

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The segments, in the order in which their positions are put end to end."""
        return tuple(Segment(self.folder, card, self.card.dim) for card in self.card.segments)

    @cached_property
    def places(self) -> Rows:
        """Say where each post's vector lies, ``(n_posts,) int64``; -1 where it has none."""
        return read_array(self.folder / places_file(self.name), np.int64, (len(self.dead),))

    @cached_property
    def contents(self) -> NDArray[np.uint64]:
        """Give a digest of each post's content in the space, ``(n_posts, 2) uint64``; zeros where it has none."""
        return read_array(self.folder / contents_file(self.name), np.uint64, (len(self.dead), 2))

    @cached_property
    def present(self) -> Mask:
        """Say which posts have a vector here, ``(n_posts,) bool``."""
        return (self.places >= 0) & ~self.dead

    def marked(self, dead: Mask) -> Space:
        """Give the same space with other posts dead; what is open stays open."""
        return with_cached(replace(self, dead=dead), self, but=("present", "_rows", "_live"))

    def vectors(self, rows: Rows) -> Vectors:
        """Look up posts' vectors, ``(n, d) float32``; zeros where a post has none."""
        places = self.places[check_rows(rows, len(self.dead))]
        places = np.where(self.dead[rows], -1, places)
        found = np.empty((len(places), self.card.dim), np.float32)
        found[places < 0] = 0.0
        for number, one in enumerate(self.segments):
            start, end = self._starts[number], self._ends[number]
            here = np.flatnonzero((places >= start) & (places < end))
            # "clip" spares a look at each index; all were compared above.
            found[here] = np.take(one.vectors, places[here] - start, axis=0, mode="clip")
        return found

    def search(
        self, queries: Vectors, k: int, allowed: Mask | None = None, *, care: Care = CAREFUL
    ) -> tuple[NDArray[np.float32], Rows]:
        """Find the posts with the largest inner product.

        Each segment is asked for what part of the k best it should hold; one that holds more is asked for all k.

        Parameters
        ----------
        allowed
            ``(n_posts,) bool``; None for all.
        care
            How hard to look, and whether scores are exact.

        Returns
        -------
        tuple
            Scores ``(q, k) float32`` and rows ``(q, k) int64``, best first, ties by row, padded with -inf and -1.
        """
        if not self.segments:
            return np.full((len(queries), k), -np.inf, np.float32), np.full((len(queries), k), -1, np.int64)
        total = int(self._ends[-1])
        shares = [share_of(k, segment.card.vectors / total) for segment in self.segments]
        found = [self._ask(at, queries, share, allowed, care) for at, share in enumerate(shares)]
        best = merge(found, k)
        full = [at for at, share in enumerate(shares) if share < k and _may_have_more(found[at], best)]
        for at in full:
            found[at] = self._ask(at, queries, k, allowed, care)
        return merge(found, k) if full else best

    def _ask(
        self, at: int, queries: Vectors, k: int, allowed: Mask | None, care: Care
    ) -> tuple[NDArray[np.float32], Rows]:
        segment, rows, live = self.segments[at], self._rows[at], self._live[at]
        wanted = live if allowed is None else allowed[rows] if live is None else live & allowed[rows]
        return search_segment(
            segment.index,
            segment.vectors,
            queries,
            k,
            segment.card.effort,
            live=wanted,
            rows=rows,
            care=care,
        )

    def check(self) -> None:
        """Refuse files that do not fit the card or each other.

        Raises
        ------
        SnapshotError
            With the first thing that does not fit.
        """
        for segment in self.segments:
            _ = segment.vectors
        _ = self.contents
        total = sum(card.vectors for card in self.card.segments)
        placed = int((self.places >= 0).sum())
        if not places_fit(self.places, total) or placed != self.card.vectors:
            received = f"{places_file(self.name)} places {placed} posts, or some of them twice or outside"
            raise damaged(received, f"{self.card.vectors} posts, each at one of {total} places")

    @cached_property
    def _ends(self) -> Rows:
        return np.cumsum([card.vectors for card in self.card.segments], dtype=np.int64)

    @cached_property
    def _starts(self) -> Rows:
        return self._ends - np.array([card.vectors for card in self.card.segments], np.int64)

    @cached_property
    def _rows(self) -> tuple[Rows, ...]:
        """Name the row at each position of each segment; of a tombstone, any row."""
        total = int(self._ends[-1]) if len(self._ends) else 0
        rows = np.full(total, -1, np.int64)
        taken = np.flatnonzero(self.present)
        rows[self.places[taken]] = taken
        return tuple(np.split(rows, self._ends[:-1])) if total else ()

    @cached_property
    def _live(self) -> tuple[Mask | None, ...]:
        """Say which positions of each segment are no tombstones; None where none is."""
        masks = [rows >= 0 for rows in self._rows]
        return tuple(None if mask.all() else mask for mask in masks)


def _may_have_more(found: tuple[NDArray[np.float32], Rows], best: tuple[NDArray[np.float32], Rows]) -> bool:
    """Say whether, for any query, all that a segment gave is among the best, so that its next might be, too."""
    return bool(((found[1][:, -1] >= 0) & (found[0][:, -1] >= best[0][:, -1])).any())


class SpaceRows:
    """All rows of a space as one matrix ``(n_posts, d) float32`` that is nowhere in memory as a whole.

    It can be indexed by rows and multiplied from the right, as an array can; posts without a vector are rows of zeros.

    Parameters
    ----------
    space
        Whose vectors they are.
    """

    def __init__(self, space: Space) -> None:
        self._space = space
        self.shape = (len(space.dead), space.card.dim)

    def __getitem__(self, rows: Rows) -> Vectors:
        return self._space.vectors(rows)

    def __matmul__(self, other: Vectors) -> Vectors:
        product = np.zeros((self.shape[0], other.shape[1]), np.float32)
        for start in range(0, len(product), _ROWS_AT_ONCE):
            block = slice(start, start + _ROWS_AT_ONCE)
            product[block] = self._space.vectors(np.arange(*block.indices(len(product)))) @ other
        return product
