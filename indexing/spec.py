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
EFFORT_LADDER: Final = (32, 48, 64, 96, 128, 192, 256, 384, 512)
RECALL_TARGET: Final = 0.95
"""Of recall@10, promised in every state of a snapshot: also while up to 30 % of its vectors are tombstones."""
RECALL_MARGIN: Final = 0.03
"""Tuned for beyond the target. It leaves room for the centre of a broad interest, which is a harder query."""
BUDGET_BYTES: Final = 2**30
"""Of memory for the indexes of one space."""


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


def choose_index(
    count: int, dim: int, *, budget_bytes: int = BUDGET_BYTES, recall_target: float = RECALL_TARGET
) -> IndexSpec:
    """Choose the index for ``count`` vectors of ``dim`` numbers."""
    if count <= EXACT_LIMIT:
        return IndexSpec(FLAT, f"{count} vectors are few enough to compare all of them", recall_target)
    if count * dim * 2 <= budget_bytes:
        return IndexSpec(
            "HNSW32,SQfp16", f"{count} vectors are too many to scan and fit in half precision", recall_target
        )
    return IndexSpec("HNSW32,SQ8", f"{count} vectors of {dim} numbers are held in one byte a number", recall_target)
