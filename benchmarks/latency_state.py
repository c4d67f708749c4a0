"""The online state of the latency benchmark: what the people who ask were shown and did since the snapshot."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

import numpy as np

from benchmarks.latency_people import NOW, person_id
from indexing.snapshot import Snapshot
from pipeline.store import Store
from ranking.catalog import Catalog
from ranking.event_log import PastEvent
from ranking.feed import Feed, FeedItem
from ranking.state import State
from ranking.trace import Scored, Trace

ASKED: Final = 1_500
"""So many people ask: those with the lowest numbers."""

_SHOWN: Final = (0, 150)
_EVENTS: Final = 4
_ACTIONS: Final = ("like", "click", "comment", "hide")


def write_state(store: Store) -> None:
    """Note up to 150 impressions and up to four reactions for each who asks; once a store."""
    if store.state_db.is_file():
        return
    catalog, state = Catalog(Snapshot.open(store, verify=False)), State(store.state_db)
    events = [event for person in range(ASKED) for event in _events(person, len(catalog))]
    for person in range(ASKED):
        state.record(_shown(person, catalog))
    state.observe(events)


def _events(person: int, posts: int) -> list[PastEvent]:
    rng = np.random.default_rng([12, person])
    rows = rng.choice(posts, int(rng.integers(0, _EVENTS, endpoint=True)), replace=False)
    return [
        PastEvent(person_id(person), f"p{row:07d}", str(rng.choice(_ACTIONS)), NOW + timedelta(minutes=number))
        for number, row in enumerate(rows)
    ]


def _shown(person: int, catalog: Catalog) -> Feed:
    rng = np.random.default_rng([13, person])
    rows = rng.choice(len(catalog), int(rng.integers(*_SHOWN)), replace=False).tolist()
    items = tuple(
        FeedItem(place + 1, "post", f"p{row:07d}", row, 0.0, {}, ("popular",), "", None)
        for place, row in enumerate(rows)
    )
    nothing = np.empty(0, np.int64)
    trace = Trace([], [], Scored(nothing, {}, np.empty(0, np.float32)), np.array(rows, np.int64), [])
    return Feed(person_id(person), "home", NOW, 0, items, trace, catalog)
