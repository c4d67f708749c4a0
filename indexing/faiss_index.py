"""Build, write, read and ask a FAISS index: the only file that knows FAISS.

FAISS is imported when it is first needed, so that ``import indexing`` stays light.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexing.manifest import damaged
from indexing.spec import EF_CONSTRUCTION, KMEANS_ROUNDS, ROWS_A_LIST, Kind, kind_of, lists_of
from pipeline.errors import BadInput
from pipeline.files import atomic_path

Scores = NDArray[np.float32]
Labels = NDArray[np.int64]
Mask = NDArray[np.bool_]

BLOCK_ROWS: Final = 16_384
"""Read at a time, so that mapped vectors are never copied as a whole: 25 MB at 384 numbers."""

_TRAINING_ROWS: Final = 65_536


@dataclass(frozen=True)
class Reordered:
    """Read rows in another order, without a copy of them all.

    Parameters
    ----------
    rows
        ``(n, d) float32``, as they lie.
    order
        ``(m,) int64``: row i is ``rows[order[i]]``.
    """

    rows: Scores
    order: Labels

    @property
    def shape(self) -> tuple[int, ...]:
        """Rows and numbers a row."""
        return (len(self.order), self.rows.shape[1])

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, positions: Labels) -> Scores:
        return self.rows[self.order[positions]]


Vectors = Scores | Reordered
"""``(n, d) float32``, one row a position."""


@dataclass(frozen=True)
class VectorIndex:
    """Ask an index for the largest inner products.

    Parameters
    ----------
    native
        The FAISS index; label i is the i-th vector that was added.
    factory
        Its FAISS factory string.
    """

    native: Any
    factory: str

    @property
    def count(self) -> int:
        """How many vectors it holds."""
        return int(self.native.ntotal)

    @property
    def kind(self) -> Kind:
        """What sort of index it is."""
        return kind_of(self.factory)

    def search(self, queries: Scores, k: int, *, effort: int, live: Mask | None = None) -> tuple[Scores, Labels]:
        """Find the k vectors with the largest inner product, in the index's own precision, on one thread.

        Parameters
        ----------
        queries
            ``(q, d) float32``.
        effort
            How many candidates an HNSW walk keeps, or how many lists are scanned; not read where the index is exact.
        live
            ``(count,) bool`` by label: which may be found; None for all.

        Returns
        -------
        tuple
            ``(q, k) float32`` and ``(q, k) int64``; label -1 where fewer were found.
        """
        faiss = _faiss()

        # The selector points into ``bits``, which must outlive the search.
        bits = None if live is None else np.packbits(live, bitorder="little")
        selector = {} if bits is None else {"sel": faiss.IDSelectorBitmap(self.count, faiss.swig_ptr(bits))}
        parameters = _PARAMETERS[self.kind.native](faiss, effort, selector)
        with _threads(1):
            return tuple(self.native.search(np.ascontiguousarray(queries, np.float32), k, params=parameters))

    def add(self, vectors: Vectors, *, threads: int = 1) -> None:
        """Append unit vectors, block by block; their labels go on from those that are there."""
        with _threads(threads):
            for block in blocks(vectors):
                self.native.add(np.ascontiguousarray(block, np.float32))

    def stored_bytes(self) -> int:
        """Count the bytes of the index's file, without writing it."""
        faiss = _faiss()

        total = 0

        def count(block: bytes) -> None:
            nonlocal total
            total += len(block)

        faiss.write_index(self.native, faiss.PyCallbackIOWriter(count))
        return total

    def write(self, path: Path) -> None:
        """Write the index so that it is there as a whole or not at all."""
        faiss = _faiss()

        with atomic_path(path) as temporary:
            faiss.write_index(self.native, str(temporary))


def build_index(vectors: Vectors, factory: str, *, threads: int = 1) -> VectorIndex:
    """Index unit vectors; with one thread the same vectors give the same bytes.

    Beside the index itself it holds a training sample of at most 65,536 vectors, or 40 a list, and one block.

    Parameters
    ----------
    vectors
        ``(n, d) float32``, which may be mapped into memory.
    factory
        The FAISS factory string of a kind that ``indexing/spec.py`` has.
    """
    faiss = _faiss()

    native = faiss.index_factory(vectors.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
    lists = lists_of(factory)
    if lists:
        native.cp.niter = KMEANS_ROUNDS
        native.cp.min_points_per_centroid = 1
    if kind_of(factory).graph:
        native.hnsw.efConstruction = EF_CONSTRUCTION
    index = VectorIndex(native, factory)
    if len(vectors):
        wanted = lists * ROWS_A_LIST or _TRAINING_ROWS
        with _threads(threads):
            native.train(vectors[np.arange(0, len(vectors), max(1, len(vectors) // wanted))])
        index.add(vectors, threads=threads)
    return index


def read_index(path: Path, factory: str, *, dim: int, count: int) -> VectorIndex:
    """Map an index file into memory.

    Raises
    ------
    SnapshotError
        If FAISS cannot read it, or it is of another kind, dimension, metric or number of vectors.
    """
    faiss = _faiss()

    try:
        native = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError as error:
        raise damaged(f"{path} cannot be read by FAISS", "the index that `feedloom build` wrote") from error
    try:
        kind, lists = kind_of(factory), lists_of(factory)
    except BadInput as error:
        raise damaged(f"the manifest names an index {factory!r}", "a kind that this feedloom knows") from error
    found = (native.d, native.ntotal, native.metric_type, getattr(native, "nlist", 0))
    expected = (dim, count, faiss.METRIC_INNER_PRODUCT, lists)
    if found != expected or not isinstance(native, getattr(faiss, kind.native)):
        received = f"dimension, count, metric and lists of the {type(native).__name__} are {found} in {path}"
        raise damaged(received, f"{expected} of {factory} as the manifest says")
    return VectorIndex(native, factory)


def nearest_scores(vectors: Vectors, queries: Scores, k: int, *, live: Mask | None = None, threads: int = 1) -> Scores:
    """Compare every live vector with every query, block by block.

    Returns
    -------
    ndarray
        The k largest inner products of each query, ``(q, k) float32``, descending, padded with -inf.
    """
    faiss = _faiss()

    best = np.full((len(queries), k), -np.inf, np.float32)
    with _threads(threads):
        for block in blocks(vectors, live):
            some = np.ascontiguousarray(block)
            scores, _ = faiss.knn(queries, some, min(k, len(some)), metric=faiss.METRIC_INNER_PRODUCT)
            best = -np.sort(-np.concatenate([best, scores], axis=1), axis=1)[:, :k]
    return best


def blocks(vectors: Vectors, live: Mask | None = None) -> Iterator[Scores]:
    """Read the live rows, at most ``BLOCK_ROWS`` at a time."""
    for start in range(0, len(vectors), BLOCK_ROWS):
        positions = np.arange(start, min(start + BLOCK_ROWS, len(vectors)))
        positions = positions if live is None else positions[live[positions]]
        if len(positions):
            yield vectors[positions]


_Parameters = Callable[[ModuleType, int, Mapping[str, Any]], Any]

_PARAMETERS: Final[Mapping[str, _Parameters]] = {
    "IndexFlat": lambda faiss, _, selector: faiss.SearchParameters(**selector),
    "IndexHNSWSQ": lambda faiss, effort, selector: faiss.SearchParametersHNSW(efSearch=effort, **selector),
    "IndexIVFScalarQuantizer": lambda faiss, effort, selector: faiss.SearchParametersIVF(nprobe=effort, **selector),
    "IndexIVFRaBitQ": lambda faiss, effort, selector: faiss.IVFRaBitQSearchParameters(nprobe=effort, **selector),
}
"""How each sort of index is told where to look."""


def _faiss() -> ModuleType:
    # Its type stubs lack half of its names.
    import faiss

    return faiss


@contextmanager
def _threads(count: int) -> Iterator[None]:
    faiss = _faiss()

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(count)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
