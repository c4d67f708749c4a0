"""Which index suits how many vectors.

=============== ============== ======== ============= ============================== ============ ======================
index           recall@10      bytes a  seconds to    milliseconds a query           recall@100   used
                promised up to vector   build 100,000 recall@10 0.95 (30 % deleted)  0.95
=============== ============== ======== ============= ============================== ============ ======================
Flat            1              1,536    0.7           14.7 (24.9); 1.5 at 20,000     14.7         up to 20,000 vectors,
                                                                                                  or nothing less serves
HNSW32,SQ8      0.99           656      31            0.29 (0.27); 1.13 at 0.98      1.2          where it fits
IVF,RaBitQ      0.96           80       3 + training  0.46 (0.49)                    1.4 at 0.947 where it does not
IVF,RaBitQ4     0.98           236      9 + training  0.58 (0.60)                    1.6          and more is promised
IVF,SQ8         0.99           408      2 + training  0.60 (0.58)                    1.4          and more still
=============== ============== ======== ============= ============================== ============ ======================

Measured on 200,000 vectors of 384 numbers (``benchmarks/index_vectors.py``), one thread, 2,048 lists, exact scores
included; training takes 18 s for 2,048 lists, a quarter of that for 1,024. ``python -m benchmarks.index_kinds`` builds
and measures each as ``feedloom build`` does. The index is what a budget limits; the float32 rows lie beside it, mapped
into memory. On 63,000 real texts (45,000 for HNSW) the cards say recall@10 0.978 to 0.980, and 0.980 to 0.987 with 30 %
deleted, recall@100 0.979 to 0.991, at 0.19 ms (HNSW) and 0.42, 0.45, 0.54 ms (lists, in the order of the table).

What was tried and won nowhere: HNSW32,SQfp16 (0.24 ms, but 1,040 bytes), RaBitQ's FastScan of one bit (as fast, 89
bytes) and of four (0.98 ms). FAISS has RaBitQ below HNSW for Euclidean distances only; that was not measured.

Vectors are of unit length, so the inner product is the cosine. HNSW is Malkov and Yashunin, "Efficient and robust
approximate nearest neighbor search using hierarchical navigable small world graphs", TPAMI 2018. RaBitQ is Gao and
Long, "RaBitQ: quantizing high-dimensional vectors with a theoretical error bound for approximate nearest neighbor
search", SIGMOD 2024, and, of several bits, Gao et al., "Practical and asymptotically optimal quantization of
high-dimensional vectors in Euclidean space for approximate nearest neighbor search", SIGMOD 2025.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import log2, sqrt
from typing import Final

from pipeline.errors import BadInput

FLAT: Final = "Flat"
EXACT_LIMIT: Final = 20_000
"""Up to this many vectors are compared one by one."""

RECALL_TARGET: Final = 0.95
"""Of recall@10, promised in every state of a snapshot: also while up to 30 % of its vectors are tombstones."""
RECALL_MARGIN: Final = 0.02
"""Tuned for beyond the target. It leaves room for the centre of a broad interest, which is a harder query."""
TUNED_FOR: Final = 10
"""Neighbours that the effort is tuned for."""
BUDGET_BYTES: Final = 2**30
"""Of memory for the index of one segment."""

EF_CONSTRUCTION: Final = 80
KMEANS_ROUNDS: Final = 10
ROWS_A_LIST: Final = 40
"""Vectors that each list's centre is trained on."""

_LISTS: Final = re.compile(r"IVF(\d+),")
_WALK: Final = (32, 48, 64, 96, 128, 192, 256, 384, 512)
_SCAN: Final = (4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)


@dataclass(frozen=True)
class Kind:
    """Know a sort of index.

    Parameters
    ----------
    native
        Its class in FAISS.
    bits
        That a number takes.
    extra_bytes
        A vector takes beside its numbers: links of the graph, the label, factors.
    ladder
        Efforts to try, ascending.
    spare
        How many candidates are made exact for each result, so that coarse codes do not lose any.
    reaches
        The highest recall@10 it was seen to promise; above that it is not tried.
    next
        What is built where this finds too little.
    """

    native: str
    bits: float
    extra_bytes: int = 0
    graph: bool = False
    ladder: tuple[int, ...] = (0,)
    spare: float = 1.0
    reaches: float = 1.0
    next: str | None = None

    def bytes_per_vector(self, dim: int) -> float:
        """Estimate what the index file takes a vector."""
        return dim * self.bits / 8 + self.extra_bytes


KINDS: Final[Mapping[str, Kind]] = {
    FLAT: Kind("IndexFlat", 32),
    "HNSW32,SQ8": Kind("IndexHNSWSQ", 8, 280, graph=True, ladder=_WALK, reaches=0.99, next="IVF#,SQ8"),
    "IVF#,RaBitQ": Kind("IndexIVFRaBitQ", 1, 36, ladder=_SCAN, spare=8.0, reaches=0.96, next="IVF#,RaBitQ4"),
    "IVF#,RaBitQ4": Kind("IndexIVFRaBitQ", 4, 44, ladder=_SCAN, spare=1.5, reaches=0.98, next="IVF#,SQ8"),
    "IVF#,SQ8": Kind("IndexIVFScalarQuantizer", 8, 24, ladder=_SCAN, reaches=0.99, next=FLAT),
}
"""By the factory string, with # for the number of lists; fastest first."""


@dataclass(frozen=True)
class IndexSpec:
    """Choose an index.

    Parameters
    ----------
    factory
        The FAISS factory string.
    reason
        Why this one, for the log and for people.
    recall_target
        The recall@10 it must reach.
    """

    factory: str
    reason: str
    recall_target: float = RECALL_TARGET

    @property
    def exact(self) -> bool:
        """Whether it compares every vector."""
        return self.factory == FLAT

    @property
    def tuning_target(self) -> float:
        """The recall@10 to tune for: beyond the target, but at most half way from there to 1."""
        return self.recall_target + min(RECALL_MARGIN, (1 - self.recall_target) / 2)

    def more_exact(self, count: int) -> IndexSpec | None:
        """Give what to build where this one finds too little; None where it is exact."""
        name = kind_of(self.factory).next
        if name is None:
            return None
        return IndexSpec(factory_of(name, count), f"{self.factory} found too little", self.recall_target)


def kind_of(factory: str) -> Kind:
    """Look up the kind of a factory string.

    Raises
    ------
    BadInput
        If it is none of ours.
    """
    name = _LISTS.sub("IVF#,", factory)
    if name not in KINDS:
        raise BadInput(f"the index {factory!r} is unknown", expected=f"one of {', '.join(KINDS)}", remedy="Build again")
    return KINDS[name]


def lists_of(factory: str) -> int:
    """Read the number of lists from a factory string; 0 where it has none."""
    found = _LISTS.match(factory)
    return int(found[1]) if found else 0


def choose_index(
    count: int, dim: int, *, budget_bytes: int = BUDGET_BYTES, recall_target: float = RECALL_TARGET
) -> IndexSpec:
    """Choose the index for ``count`` vectors of ``dim`` numbers.

    Parameters
    ----------
    budget_bytes
        Of memory for the index; the float32 rows are mapped, and count apart.
    recall_target
        The least recall@10, 0 to 1; 1 is exact search.
    """
    if count <= EXACT_LIMIT:
        return IndexSpec(FLAT, f"{count} vectors are few enough to compare all of them", recall_target)
    sizes = {
        name: round(count * kind.bytes_per_vector(dim))
        for name, kind in KINDS.items()
        if name != FLAT and kind.reaches >= recall_target
    }
    if not sizes:
        return IndexSpec(FLAT, f"only comparing all of them finds {recall_target} of the nearest", recall_target)
    fitting = [name for name, size in sizes.items() if size <= budget_bytes]
    name = fitting[0] if fitting else min(sizes, key=lambda name: sizes[name])
    fits = "is the fastest that fits" if fitting else "is the smallest that finds enough, and does not fit"
    reason = f"at {sizes[name] / 2**20:.0f} MiB for {count} vectors it {fits} in {budget_bytes / 2**20:.0f} MiB"
    return IndexSpec(factory_of(name, count), reason, recall_target)


def factory_of(name: str, count: int) -> str:
    """Fill in the number of lists that suits ``count`` vectors: the power of two below four roots of it."""
    return name.replace("#", str(2 ** int(log2(4 * sqrt(count)))))
