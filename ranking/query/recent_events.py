"""What the person did since the snapshot was built."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from ranking.catalog import Catalog
from ranking.event_log import PastEvent
from ranking.request import Interest, Query
from ranking.state import State

LIKING: Final = frozenset({"like", "comment", "share", "follow"})
TURNING_AWAY: Final = frozenset({"hide", "report"})


@dataclass(frozen=True)
class RecentEvents:
    """Let what was shown, and what ``observe`` was told of, count at once.

    Each of the last ``most`` posts that the person liked becomes an interest of weight ``weight``, each that
    they hid a dislike; all of them, and all that was shown, become seen.
    """

    state: State
    most: int = 10
    weight: float = 0.15

    def __call__(self, query: Query) -> Query:
        """Give the query with a person who is up to date."""
        if query.request.user_id is None:
            return query
        events = self.state.events_of(query.request.user_id)
        shown = self.state.shown_posts(query.request.user_id)
        touched = query.catalog.rows([*shown, *(event.post_id for event in events)])
        person = replace(
            query.person,
            seen=np.union1d(query.person.seen, touched),
            interests=query.person.interests + self._interests(query.catalog, events),
        )
        return replace(query, person=person)

    def _interests(self, catalog: Catalog, events: list[PastEvent]) -> tuple[Interest, ...]:
        telling = [event for event in events if event.action in LIKING | TURNING_AWAY][-self.most :]
        interests = []
        for event in telling:
            for row in catalog.rows([event.post_id]):
                kind = "learned" if event.action in LIKING else "negative"
                at = np.array([row], np.int64)
                vectors = {space: catalog.snapshot.vectors(space, at)[0] for space in catalog.snapshot.spaces}
                known = {space: vector for space, vector in vectors.items() if vector.any()}
                interests.append(Interest(self.weight, catalog.title(int(row)), kind, known, at))
        return tuple(interests)
