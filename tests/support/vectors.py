"""A space staged in one go, as tests want it: one segment of all the posts that have a vector."""

from __future__ import annotations

import numpy as np

from indexing.manifest import ModelCard, SpaceCard
from indexing.space_staging import stage_segment, stage_space
from pipeline.store import Store


def stage_vectors(
    store: Store,
    space: str,
    *,
    posts: np.ndarray,
    present: np.ndarray,
    ads: np.ndarray,
    topics: np.ndarray,
    model: ModelCard,
) -> SpaceCard:
    """Stage ``posts (n, d)`` where ``present (n,)``, in one segment."""
    rows = np.flatnonzero(present)
    places = np.full(len(present), -1, np.int64)
    segments = []
    if len(rows):
        staged = stage_segment(store, space, posts[rows], clock=lambda: 0.0)
        places[rows[staged.order]] = np.arange(len(rows))
        segments = [staged.card]
    return stage_space(
        store,
        space,
        model=model,
        segments=segments,
        places=places,
        contents=np.arange(2 * len(places), dtype=np.uint64).reshape(-1, 2) + np.uint64(1),
        ads=ads,
        topics=topics,
    )
