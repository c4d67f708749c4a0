"""One part of a run of ranked feeds: some hundred people, one task, one file.

It is a module of its own because a worker keeps the snapshot it has opened: what a module that is run as a script
defines is sent to the workers by value, which a cache cannot be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from time import perf_counter

import pyarrow as pa

from jobs.ranked import Asked
from jobs.report import peak_bytes
from pipeline.files import write_parquet
from pipeline.schema import FEEDS
from pipeline.store import Store
from ranking.ranker import FeedRanker
from ranking.request import FeedRequest
from ranking.state import State


@dataclass(frozen=True)
class Part:
    """One task: some people, and the file for their feeds.

    Parameters
    ----------
    version, state
        The snapshot, and the copy of the online state, to rank from.
    """

    store: Store
    version: str
    state: Path
    asked: Asked
    users: tuple[str, ...]
    path: Path


@dataclass(frozen=True)
class Done:
    """What a part cost: seconds of one core, the opening of the snapshot not counted, and bytes of its process."""

    people: int
    seconds: float
    peak: int


def rank_part(part: Part) -> Done:
    """Rank the people of a part and write its file."""
    ranker, start = _ranker(part.store, part.version, part.state), perf_counter()
    asked = part.asked
    feeds = [
        ranker.feed(FeedRequest(user_id, asked.surface, asked.k, asked.now, asked.seed, ads=asked.ads)).to_arrow()
        for user_id in part.users
    ]
    write_parquet(pa.concat_tables([FEEDS.empty_table(), *feeds]), part.path)
    return Done(len(part.users), perf_counter() - start, peak_bytes())


@lru_cache(maxsize=1)
def _ranker(store: Store, version: str, state: Path) -> FeedRanker:
    """Open a snapshot once a process; whoever started the run has compared its checksums."""
    return replace(FeedRanker.open(store, version=version, verify=False), state=State(state))
