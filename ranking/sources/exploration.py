"""Posts of topics that the person has not met yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Rows
from ranking.request import Query


@dataclass(frozen=True)
class Exploration:
    """Bring random posts of the topics that none of the person's interests belong to.

    What was never shown can never be liked: without some chance a feed narrows to what it knew on its first day.
    """

    k: int = 60
    name: str = "something different"
    evidence: tuple[str, ...] = ("exploration",)

    def __call__(self, query: Query) -> Candidates:
        """Draw with the request's seed, the more popular the likelier; nothing is different where nothing is known."""
        catalog = query.catalog
        known = [catalog.topic_near(interest.vectors) for interest in query.person.sought]
        if not known:
            return Candidates.empty()
        unknown = np.setdiff1d(np.arange(len(catalog.topics)), known)
        moment = query.now.timestamp()

        def may(rows: Rows) -> NDArray[np.bool_]:
            return catalog.live[rows] & (catalog.created_at[rows] <= moment)

        return Candidates(catalog.lottery.draw(query.rng(self.name), self.k, unknown, may))

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Say that it is a change."""
        return f"Something different: {query.catalog.topic_name(int(found.rows[at]))}"
