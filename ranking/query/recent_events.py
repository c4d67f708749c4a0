"""What the person did, or took back, since the snapshot was built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.engagement import ACTION_WEIGHTS, action_values, history
from pipeline.schema import EVENTS
from ranking.catalog import Catalog
from ranking.event_log import Change, PastEvent
from ranking.request import History, Query, Served
from ranking.state import State

_NOTHING_LEFT: Final = 1e-6


@dataclass(frozen=True)
class RecentEvents:
    """Let what was shown, and what ``observe`` and ``undo`` were told of, count at once.

    The person's history becomes what the next build will make of it, and with it all that later stages learn from it.
    Two things need the build: what counts as a middling rating for this person, and, where an imported event is taken
    back, what else was imported of this person and post beside a deed of the opposite kind.

    Parameters
    ----------
    state
        The store's online state; what the snapshot has folded in already is not read again.
    action_weights
        What each action counts.
    most
        Of what happened since the build the last so many changes count, so that the time is bounded; what else the
        person did since is seen, and waits for the build.
    """

    state: State
    most: int = 2_000
    action_weights: Mapping[str, float] = field(default_factory=lambda: ACTION_WEIGHTS)

    def __call__(self, query: Query) -> Query:
        """Give the query with a person who is up to date."""
        user_id, catalog = query.request.user_id, query.catalog
        if user_id is None:
            return query
        through = catalog.snapshot.manifest.observed_through
        changes = self.state.changes_of(user_id, after=through, most=self.most)
        left_out = self.state.posts_of(user_id, after=through) if len(changes) == self.most else []
        changes = [change for change in changes if catalog.knows(change.event.post_id)]
        known = self._without_undone(query.person.history, changes, catalog) if changes else query.person.history
        recent = self._history(self._happened(query, changes), catalog) if changes else History()
        merged = _merge(known, recent)
        served = _served(self.state.shown_posts(user_id), catalog)
        seen = np.union1d(merged.rows, catalog.rows(left_out)) if left_out else merged.rows
        person = replace(query.person, history=merged, seen=seen, served=served)
        return replace(query, person=person)

    def _happened(self, query: Query, changes: Sequence[Change]) -> list[PastEvent]:
        """List what happened since, and all that is known here of posts of which the snapshot knows too much."""
        user_id = str(query.request.user_id)
        doubtful = {event.post_id for event in _folded_in(changes, query.catalog)}
        sure = [change for change in changes if change.event.post_id not in doubtful]
        again = [change for post_id in sorted(doubtful) for change in self.state.changes_on(user_id, post_id)]
        return [change.event for change in [*sure, *again] if not change.undone]

    def _history(self, events: Sequence[PastEvent], catalog: Catalog) -> History:
        table = _table(events)
        found = history(table, _rows(events, catalog), action_weights=self.action_weights)
        return History.of(found, 0) if found.num_rows else History()

    def _without_undone(self, known: History, changes: Sequence[Change], catalog: Catalog) -> History:
        """Take out of what the snapshot knows what it has folded in and what was taken back since."""
        events = _folded_in(changes, catalog)
        if not events:
            return known
        weights, times = known.weights.copy(), {row: at for at, row in enumerate(known.rows.tolist())}
        gone = np.zeros(len(known), np.bool_)
        values = action_values(_table(events), self.action_weights)
        for event, row, value in zip(events, _rows(events, catalog).tolist(), values.tolist(), strict=True):
            at = times.get(row, -1)
            if at >= 0 and event.occurred_at.timestamp() <= known.times[at] + _NOTHING_LEFT:
                weights[at] = _rest(float(weights[at]), value)
                gone[at] = weights[at] == 0.0
        return History(known.rows[~gone], weights[~gone], known.times[~gone])


def _folded_in(changes: Sequence[Change], catalog: Catalog) -> list[PastEvent]:
    """List what was taken back since the snapshot was built and is, or may be, in its histories."""
    through = catalog.snapshot.manifest.observed_through
    undone = (change for change in changes if change.undone and change.noted <= through)
    return [change.event for change in undone if change.event.action != "view"]


def _served(shown: Mapping[str, float], catalog: Catalog) -> Served:
    known = [post_id for post_id in shown if catalog.knows(post_id)]
    rows = np.array([catalog.row(post_id) for post_id in known], np.int64)
    return Served(rows, np.array([shown[post_id] for post_id in known], np.float64))


def _rest(net: float, value: float) -> float:
    """Say what is left of the net weight of two opposite deeds when one is taken back: the other, or nothing."""
    rest = net - value
    return rest if rest * value < 0 and abs(rest) > _NOTHING_LEFT else 0.0


def _merge(known: History, recent: History) -> History:
    """Put two histories together: of a post in both, the strongest deed for it plus the strongest against it."""
    if not len(recent):
        return known
    rows, place = np.unique(np.concatenate([known.rows, recent.rows]), return_inverse=True)
    weights = np.concatenate([known.weights, recent.weights])
    best, worst = np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
    np.maximum.at(best, place, weights)
    np.minimum.at(worst, place, weights)
    times = np.full(len(rows), -np.inf, np.float64)
    np.maximum.at(times, place, np.concatenate([known.times, recent.times]))
    newest_first = np.lexsort((rows, -times))
    return History(rows[newest_first], (best + worst)[newest_first], times[newest_first])


def _rows(events: Sequence[PastEvent], catalog: Catalog) -> NDArray[np.int64]:
    return np.array([catalog.row(event.post_id) for event in events], np.int64)


def _table(events: Sequence[PastEvent]) -> pa.Table:
    return pa.Table.from_pylist([vars(event) for event in events], EVENTS)
