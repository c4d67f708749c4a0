"""The snapshot that a worker has opened, kept from task to task.

It is a module of its own: what a module that is run as a script defines is sent to the workers by value, which a cache
cannot be.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.store import Store
from ranking.ranker import FeedRanker


@lru_cache(maxsize=1)
def opened(store: Store, version: str) -> FeedRanker:
    """Open a snapshot once a process; whoever sends the tasks has compared its checksums."""
    return FeedRanker.open(store, version=version, verify=False)
