"""Build, write, read and ask a FAISS index: the only file that knows FAISS.

FAISS is imported when it is first needed, so that ``import indexing`` stays light.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexing.manifest import damaged
from indexing.spec import EF_CONSTRUCTION, FLAT
from pipeline.store import atomic_path

Scores = NDArray[np.float32]
Labels = NDArray[np.int64]

_TRAINING_ROWS: Final = 100_000


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

    def search(
        self, queries: Scores, k: int, *, effort: int, live: NDArray[np.bool_] | None = None, threads: int = 1
    ) -> tuple[Scores, Labels]:
        """Find the k vectors with the largest inner product, in the index's own precision.

        Parameters
        ----------
        queries
            ``(q, d) float32``.
        effort
            How many candidates an HNSW walk keeps; not read where the index is exact.
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
        if self.factory == FLAT:
            parameters = faiss.SearchParameters(**selector)
        else:
            parameters = faiss.SearchParametersHNSW(efSearch=effort, **selector)
        with _threads(threads):
            scores, labels = self.native.search(np.ascontiguousarray(queries, np.float32), k, params=parameters)
        return scores, labels

    def add(self, vectors: Scores, *, threads: int = 1) -> None:
        """Append unit vectors, ``(n, d) float32``; their labels go on from those that are there."""
        if len(vectors):
            with _threads(threads):
                self.native.add(np.ascontiguousarray(vectors, np.float32))

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


def build_index(vectors: Scores, factory: str, *, threads: int = 1) -> VectorIndex:
    """Index unit vectors, ``(n, d) float32``; with one thread the same vectors give the same bytes."""
    faiss = _faiss()

    native = faiss.index_factory(vectors.shape[1], factory, faiss.METRIC_INNER_PRODUCT)
    if factory != FLAT:
        native.hnsw.efConstruction = EF_CONSTRUCTION
    index = VectorIndex(native, factory)
    if len(vectors):
        with _threads(threads):
            native.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // _TRAINING_ROWS)]))
        index.add(vectors, threads=threads)
    return index


def read_index(path: Path, factory: str, *, dim: int, count: int) -> VectorIndex:
    """Map an index file into memory.

    Raises
    ------
    SnapshotError
        If FAISS cannot read it, or it has another dimension, metric or number of vectors.
    """
    faiss = _faiss()

    try:
        native = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError as error:
        raise damaged(f"{path} cannot be read by FAISS", "the index that `feedloom build` wrote") from error
    found = (native.d, native.ntotal, native.metric_type, not isinstance(native, faiss.IndexHNSW))
    expected = (dim, count, faiss.METRIC_INNER_PRODUCT, factory == FLAT)
    if found != expected:
        received = f"dimension, count, metric and whether it is exact are {found} in {path}"
        raise damaged(received, f"{expected} as the manifest says")
    return VectorIndex(native, factory)


def exact_neighbours(vectors: Scores, queries: Scores, k: int, *, threads: int = 1) -> Labels:
    """Find the rows with the largest inner products by looking at all, ``(q, k) int64``."""
    faiss = _faiss()

    with _threads(threads):
        _, labels = faiss.knn(queries, np.ascontiguousarray(vectors), k, metric=faiss.METRIC_INNER_PRODUCT)
    return np.asarray(labels, np.int64)


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
