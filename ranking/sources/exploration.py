"""Posts of topics that the person hardly knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Rows
from ranking.request import Query
from ranking.tastes import shares_of


@dataclass(frozen=True)
class Exploration:
    """Bring random posts of the topics that hold none of the person's interests and next to nothing of their history.

    What was never shown can never be liked: without some chance a feed narrows to what it knew on its first day.

    Parameters
    ----------
    k
        How many posts.
    known_from
        The share of a person's history, 0 to 1, from which a topic is nothing different.
    half_life_days
        A deed that is so much older than the person's last one counts half.
    """

    k: int = 60
    known_from: float = 0.05
    half_life_days: float = 30.0
    name: str = "something different"
    evidence: tuple[str, ...] = ("exploration",)

    def __call__(self, query: Query) -> Candidates:
        """Draw with the request's seed, the more popular the likelier; nothing is different where nothing is known."""
        catalog = query.catalog
        known = self._known(query)
        if not len(known):
            return Candidates.empty()
        unknown = np.setdiff1d(np.arange(len(catalog.topics)), known)
        moment = query.now.timestamp()

        def may(rows: Rows) -> NDArray[np.bool_]:
            return catalog.live[rows] & (catalog.created_at[rows] <= moment)

        return Candidates(catalog.lottery.draw(query.rng(self.name), self.k, unknown, may))

    def _known(self, query: Query) -> NDArray[np.int64]:
        person, topic = query.person, query.catalog.topic
        near = [query.catalog.topic_near(interest.vectors) for interest in person.sought]
        hearts = np.concatenate([np.empty(0, np.int64), *(topic[interest.medoids] for interest in person.sought)])
        known = np.union1d(np.array(near, np.int64), hearts)
        if not len(person.history):
            return known
        topics, shares = shares_of(person.history, topic, self.half_life_days)
        return np.union1d(known, topics[shares >= self.known_from])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Say that it is a change."""
        return f"Something different: {query.catalog.topic_name(int(found.rows[at]))}"
