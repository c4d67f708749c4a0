"""What the index benchmark compares, each behind the same few verbs: build, effort, delete, search."""

from __future__ import annotations

import subprocess
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexing.faiss_index import VectorIndex, read_index
from indexing.merging import SHARD_ROWS
from indexing.recall import build_and_measure
from indexing.search import merge, search_segment
from indexing.spec import BUDGET_BYTES, choose_index

Vectors = NDArray[np.float32]
Labels = NDArray[np.int64]
Mask = NDArray[np.bool_]

SMALL_BUDGET: Final = BUDGET_BYTES // 8
_LIST_SAMPLE: Final = 40
"""Vectors a list that FAISS's plain IVF is trained on; its default of 256 takes six times as long."""
_BLOCK: Final = 65_536


class System(ABC):
    """Index vectors and find the nearest.

    ``efforts`` are those that may be tried, the library's own default first; None where it chooses by itself.
    """

    efforts: tuple[int | None, ...] = (None,)
    deletes: str

    @abstractmethod
    def build(self, vectors: Vectors, folder: Path, threads: int) -> None:
        """Index ``vectors (n, d) float32``, which are mapped; leave a file in the folder."""

    @abstractmethod
    def delete(self, live: Mask) -> None:
        """Delete what is not ``live (n,) bool``."""

    @abstractmethod
    def search(self, query: Vectors, k: int, effort: int | None) -> Labels:
        """Find the nearest of ``query (1, d) float32``, on one thread; -1 where there is none."""

    @abstractmethod
    def describe(self) -> str:
        """Say what was built."""


@dataclass
class _Part:
    index: VectorIndex
    rows: Vectors
    numbers: Labels
    effort: int
    live: Mask | None = None


class Feedloom(System):
    """The functions that ``feedloom build`` and a snapshot call, on shards of the size it makes."""

    deletes = "mask"

    def __init__(self, budget_bytes: int = BUDGET_BYTES) -> None:
        self._budget_bytes = budget_bytes
        self._parts: list[_Part] = []

    def build(self, vectors: Vectors, folder: Path, threads: int) -> None:
        """Build and measure every shard, and write its index and its rows."""
        shards = -(-len(vectors) // SHARD_ROWS)
        for number in range(shards):
            start, end = (len(vectors) * at // shards for at in (number, number + 1))
            own = vectors[start:end]
            spec = choose_index(*own.shape, budget_bytes=self._budget_bytes)
            built = build_and_measure(own, spec, seed=number, threads=threads)
            path, rows_path = folder / f"{number}.index", folder / f"{number}.rows"
            built.index.write(path)
            rows = np.lib.format.open_memmap(rows_path, "w+", np.float32, own.shape)
            for at in range(0, len(own), _BLOCK):
                rows[at : at + _BLOCK] = own[built.order[at : at + _BLOCK]]
            rows.flush()
            index = read_index(path, built.index.factory, dim=own.shape[1], count=len(own))
            mapped = np.load(rows_path, mmap_mode="r")
            self._parts.append(_Part(index, mapped, built.order + start, built.effort))

    def delete(self, live: Mask) -> None:
        """Mark tombstones, as a snapshot does."""
        for part in self._parts:
            part.live = live[part.numbers]

    def search(self, query: Vectors, k: int, effort: int | None) -> Labels:
        """Search all shards and merge."""
        found = []
        for part in self._parts:
            chosen = part.effort if effort is None else effort
            found.append(search_segment(part.index, part.rows, query, k, chosen, live=part.live, rows=part.numbers))
        labels: Labels = merge(found, k)[1][0]
        return labels

    def describe(self) -> str:
        """Name the kinds and efforts."""
        return "; ".join(f"{part.index.factory} at {part.effort}" for part in self._parts)


class _Faiss(System):
    def __init__(self) -> None:
        self._native: Any = None
        self._selector: dict[str, object] = {}
        self._bits: object = None

    def search(self, query: Vectors, k: int, effort: int | None) -> Labels:
        """Search the one index."""
        labels: Labels = self._native.search(query, k, params=self._parameters(effort))[1][0]
        return labels

    @abstractmethod
    def _parameters(self, effort: int | None) -> object: ...

    def _made(self, factory: str, dim: int) -> Any:  # noqa: ANN401 - FAISS has no types
        faiss = _faiss()
        return faiss.index_factory(dim, factory, faiss.METRIC_INNER_PRODUCT)

    def _fill(self, vectors: Vectors, folder: Path, threads: int) -> None:
        faiss = _faiss()
        faiss.omp_set_num_threads(threads)
        for at in range(0, len(vectors), _BLOCK):
            self._native.add(np.ascontiguousarray(vectors[at : at + _BLOCK]))
        faiss.omp_set_num_threads(1)
        faiss.write_index(self._native, str(folder / "index"))

    def _mask(self, live: Mask) -> None:
        faiss = _faiss()
        self._bits = np.packbits(live, bitorder="little")
        self._selector = {"sel": faiss.IDSelectorBitmap(len(live), faiss.swig_ptr(self._bits))}


class FaissGraph(_Faiss):
    """FAISS's HNSW32 as it comes."""

    efforts = (16, 32, 48, 64, 96, 128, 192, 256, 384, 512)
    deletes = "mask (it cannot delete)"

    def build(self, vectors: Vectors, folder: Path, threads: int) -> None:
        """Add all vectors; there is nothing to train."""
        self._native = self._made("HNSW32", vectors.shape[1])
        self._fill(vectors, folder, threads)

    def delete(self, live: Mask) -> None:
        """Search under a selector from now on."""
        self._mask(live)

    def describe(self) -> str:
        """Say its construction effort."""
        return f"efConstruction {self._native.hnsw.efConstruction}"

    def _parameters(self, effort: int | None) -> object:
        faiss = _faiss()
        return faiss.SearchParametersHNSW(efSearch=effort, **self._selector)


class FaissLists(_Faiss):
    """FAISS's inverted lists of whole vectors, with about four lists for each root of their number."""

    efforts = (1, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)
    deletes = "remove_ids"

    def build(self, vectors: Vectors, folder: Path, threads: int) -> None:
        """Train the lists on a sample and add all vectors."""
        faiss = _faiss()
        lists = 2 ** round(np.log2(4 * np.sqrt(len(vectors))))
        faiss.omp_set_num_threads(threads)
        self._native = self._made(f"IVF{lists},Flat", vectors.shape[1])
        self._native.train(np.ascontiguousarray(vectors[:: max(1, len(vectors) // (lists * _LIST_SAMPLE))]))
        self._fill(vectors, folder, threads)

    def delete(self, live: Mask) -> None:
        """Remove them."""
        self._native.remove_ids(np.flatnonzero(~live))

    def describe(self) -> str:
        """Say how many lists."""
        return f"IVF{self._native.nlist},Flat"

    def _parameters(self, effort: int | None) -> object:
        faiss = _faiss()
        return faiss.SearchParametersIVF(nprobe=effort)


class AutoFaiss(_Faiss):
    """What autofaiss builds in an interpreter of its own, which has it: it needs an older numpy than feedloom."""

    deletes = "mask"
    _script = (
        "import sys, autofaiss; autofaiss.build_index(sys.argv[1], index_path=sys.argv[2], "
        "index_infos_path=sys.argv[3], metric_type='ip', max_index_memory_usage='4G', current_memory_available='8G', "
        "nb_cores=int(sys.argv[4]), "
        "verbose=30)"
    )

    def __init__(self, python: Path) -> None:
        super().__init__()
        self._python = python

    def build(self, vectors: Vectors, folder: Path, threads: int) -> None:
        """Run autofaiss on a folder with the vectors and read what it left."""
        faiss = _faiss()
        (folder / "vectors").mkdir()
        np.save(folder / "vectors" / "0.npy", vectors)
        paths = [str(folder / name) for name in ("vectors", "index", "infos.json")]
        subprocess.run([self._python, "-c", self._script, *paths, str(threads)], check=True)  # noqa: S603
        self._native = faiss.read_index(paths[1])
        faiss.omp_set_num_threads(1)

    def delete(self, live: Mask) -> None:
        """Search under a selector from now on."""
        self._mask(live)

    def describe(self) -> str:
        """Name its class and the effort that autofaiss has tuned."""
        inner = getattr(self._native, "hnsw", None)
        return f"{type(self._native).__name__}" + (f" at {inner.efSearch}" if inner else "")

    def _parameters(self, effort: int | None) -> object:
        faiss = _faiss()
        native = self._native
        if isinstance(native, faiss.IndexHNSW):
            return faiss.SearchParametersHNSW(efSearch=effort or native.hnsw.efSearch, **self._selector)
        return faiss.SearchParametersIVF(nprobe=effort or native.nprobe, **self._selector)


class USearch(System):
    """usearch as it comes; its graph reuses the places of what was removed."""

    efforts = (64, 16, 32, 48, 96, 128, 192, 256, 384, 512)
    deletes = "remove"

    def __init__(self) -> None:
        self._index: Any = None

    def build(self, vectors: Vectors, folder: Path, threads: int) -> None:
        """Add all vectors under their row."""
        from usearch.index import Index

        self._index = Index(ndim=vectors.shape[1], metric="ip")
        for at in range(0, len(vectors), _BLOCK):
            block = np.ascontiguousarray(vectors[at : at + _BLOCK])
            self._index.add(np.arange(at, at + len(block)), block, threads=threads)
        self._index.save(str(folder / "index"))

    def delete(self, live: Mask) -> None:
        """Remove them."""
        self._index.remove(np.flatnonzero(~live))

    def search(self, query: Vectors, k: int, effort: int | None) -> Labels:
        """Search the graph."""
        self._index.expansion_search = effort
        keys = self._index.search(query[0], k, threads=1).keys.astype(np.int64)
        return np.pad(keys, (0, k - len(keys)), constant_values=-1)

    def describe(self) -> str:
        """Say its settings."""
        return f"{self._index.dtype}, connectivity {self._index.connectivity}"


def _faiss() -> ModuleType:
    # Its type stubs lack half of its names.
    import faiss

    return faiss


SYSTEMS: Final[Mapping[str, Callable[[], System]]] = {
    "feedloom": Feedloom,
    "feedloom, an eighth of the budget": partial(Feedloom, SMALL_BUDGET),
    "FAISS HNSW32": FaissGraph,
    "FAISS IVF": FaissLists,
    "usearch": USearch,
}
"""Each system by its name in the table; autofaiss joins them where an interpreter with it is named."""
