"""What ``embeddings/`` and ``content/`` hold, as matrices with one row a post or an ad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jobs.embedded import content_batches
from jobs.keys import Digests, Keys, digests
from jobs.parts import part_name, write_part
from pipeline.encoders.base import EncoderCard
from pipeline.fusion import SpaceVectors
from pipeline.schema import embeddings_schema
from pipeline.store import Store

_OWNERS_AT_ONCE: Final = 16_384
_SHORTEST: Final = 1e-6
"""Pictures that cancel each other out leave no direction to speak of."""


def known_keys(store: Store, space: str, revision: str) -> Keys:
    """Name the content that has a vector of this revision of the space's model already."""
    parts = [keys for _, keys, _ in _files(store, space, revision)]
    return Keys(np.concatenate([digests([]), *parts]))


def gather(store: Store, space: str, card: EncoderCard, owners: Sequence[str]) -> SpaceVectors:
    """Give each owner the mean of the vectors of its content, brought to unit length.

    Beside the result it holds some tens of bytes a piece, and the vectors of a few thousand owners at a time. Of the
    files of vectors it opens those alone in which a vector is wanted.

    Parameters
    ----------
    owners
        Post ids, or ad ids with ``"ad:"`` before them, in the order of rows.
    """
    vectors, present = np.zeros((len(owners), card.dim), np.float32), np.zeros(len(owners), bool)
    pieces = pieces_of(store, space, owners)
    places = _places(store, space, card.revision, pieces.keys)
    for first in range(0, len(owners), _OWNERS_AT_ONCE):
        here = slice(first, first + _OWNERS_AT_ONCE)
        block = slice(*np.searchsorted(pieces.rows, [here.start, here.stop]).tolist())
        _add_up(vectors, pieces.rows[block], places.take(block), card.dim)
        present[here] = _bring_to_unit_length(vectors[here])
    return SpaceVectors(vectors, present)


def vectors_of(store: Store, space: str, card: EncoderCard, keys: Sequence[str]) -> SpaceVectors:
    """Look up the vectors of some content by its keys."""
    places = _places(store, space, card.revision, digests(keys))
    return SpaceVectors(places.read(card.dim), places.file >= 0)


def write_vectors(
    store: Store,
    space: str,
    card: EncoderCard,
    keys: Sequence[str],
    vectors: NDArray[np.float32],
    fingerprints: Sequence[bytes | None] | None = None,
    by_way_of: Path | None = None,
) -> None:
    """Write vectors ``(n, d)`` as one file that is named after the keys, so that it replaces itself when made again.

    Parameters
    ----------
    fingerprints
        One a key (:mod:`pipeline.fingerprints`); None for content of no post.
    by_way_of
        The folder of a run, where the file is written before it is moved to its place: not at all if that is gone.
    """
    flat = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel(), pa.float32()), card.dim)
    marks = pa.nulls(len(keys), pa.binary()) if fingerprints is None else pa.array(fingerprints, pa.binary())
    columns = [list(keys), [card.model] * len(keys), [card.revision] * len(keys), flat, marks]
    path = store.folder("embeddings", space) / f"{part_name(keys, card.revision)}.parquet"
    write_part(pa.Table.from_arrays(columns, schema=embeddings_schema(card.dim)), path, by_way_of)


def content_digests(store: Store, space: str, owners: Sequence[str]) -> NDArray[np.uint64]:
    """Digest which content each owner has in a space, ``(n, 2) uint64``; all zero where it has none.

    Equal digests of one revision of the model mean equal vectors of :func:`gather`.

    Parameters
    ----------
    owners
        As in :func:`gather`.
    """
    found = np.zeros((len(owners), 2), np.uint64)
    pieces = pieces_of(store, space, owners)
    rows, first = np.unique(pieces.rows, return_index=True)
    for row, (start, end) in zip(rows.tolist(), pairwise([*first.tolist(), len(pieces.rows)]), strict=True):
        found[row] = np.frombuffer(blake2b(pieces.keys[start:end].tobytes(), digest_size=16).digest(), np.uint64)
    return found


@dataclass(frozen=True)
class Pieces:
    """The pieces of some owners by row and ordinal: these, ``(n,) int64`` and ``(n,) int32``, and keys ``(n,) S16``."""

    rows: NDArray[np.int64]
    ordinals: NDArray[np.int32]
    keys: Digests


def pieces_of(store: Store, space: str, owners: Sequence[str] | pa.Array) -> Pieces:
    """List the pieces of some owners, named as in :func:`gather`."""
    wanted = pa.array(owners, pa.string())
    rows, ordinals, keys = [np.empty(0, np.int64)], [np.empty(0, np.int32)], [digests([])]
    for batch in content_batches(store, space):
        row = pc.index_in(batch["post_id"], value_set=wanted)
        taken = pc.is_valid(row)
        rows.append(np.asarray(row.filter(taken), np.int64))
        ordinals.append(np.asarray(batch["ordinal"].filter(taken), np.int32))
        keys.append(digests(batch["content_key"].filter(taken)))
    row, ordinal = np.concatenate(rows), np.concatenate(ordinals)
    order = np.lexsort((ordinal, row))
    return Pieces(row[order], ordinal[order], np.concatenate(keys)[order])


@dataclass(frozen=True)
class _Places:
    """Where the vectors of pieces lie: the number of the file, -1 for none, and the row in it, ``(n,) int64`` each."""

    paths: Sequence[Path]
    file: NDArray[np.int64]
    row: NDArray[np.int64]

    def take(self, block: slice) -> _Places:
        return _Places(self.paths, self.file[block], self.row[block])

    def read(self, dim: int) -> NDArray[np.float32]:
        """Read the vectors, ``(n, dim)``; rows of zeros where there are none."""
        vectors = np.zeros((len(self.file), dim), np.float32)
        for number in np.unique(self.file[self.file >= 0]).tolist():
            column = pq.read_table(self.paths[number], columns=["vector"])["vector"].combine_chunks()
            wanted = np.flatnonzero(self.file == number)
            vectors[wanted] = np.asarray(column.flatten(), np.float32).reshape(-1, dim)[self.row[wanted]]
        return vectors


def _places(store: Store, space: str, revision: str, keys: Digests) -> _Places:
    wanted, piece = np.unique(keys, return_inverse=True)
    file, row = np.full(len(wanted), -1, np.int64), np.zeros(len(wanted), np.int64)
    paths: list[Path] = []
    for path, found, number in _files(store, space, revision) if len(wanted) else ():
        place = np.minimum(np.searchsorted(wanted, found), len(wanted) - 1)
        hit = wanted[place] == found
        file[place[hit]], row[place[hit]] = len(paths), number[hit]
        paths.append(path)
    return _Places(paths, file[piece], row[piece])


def _files(store: Store, space: str, revision: str) -> Iterator[tuple[Path, Digests, NDArray[np.int64]]]:
    """Give the files with vectors of a revision, the keys of these, and their rows in the file."""
    for path in sorted(store.folder("embeddings", space).glob("*.parquet")):
        table = pq.read_table(path, columns=["content_key", "revision"])
        here = pc.equal(table["revision"], revision)
        rows = np.flatnonzero(np.asarray(here))
        if len(rows):
            yield path, digests(table["content_key"].filter(here)), rows


def _bring_to_unit_length(vectors: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Scale rows in place, and say which have a direction; the others become zeros."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    present = np.asarray(length[:, 0] > _SHORTEST)
    np.divide(vectors, length, out=vectors, where=present[:, None])
    vectors[~present] = 0
    return present


def _add_up(vectors: NDArray[np.float32], rows: NDArray[np.int64], places: _Places, dim: int) -> None:
    """Add each owner's vectors to its row, in order of ordinal, so that the last bits never differ."""
    found, part = places.file >= 0, places.read(dim)
    # The first pieces of all owners, then the second ones: no row is met twice in one step.
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    for step in range(int(rank.max(initial=-1)) + 1):
        here = (rank == step) & found
        vectors[rows[here]] += part[here]
