"""Posts of topics that the person has not met yet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates
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
        posted = catalog.created_at <= query.now.timestamp()
        unknown = posted & (catalog.topic >= 0) & ~np.isin(catalog.topic, known)
        rows = np.flatnonzero(unknown & catalog.live).astype(np.int64)
        if not len(rows):
            return Candidates.empty()
        chances = 1.0 + catalog.popularity[rows].astype(np.float64)
        drawn = query.rng(self.name).choice(rows, min(self.k, len(rows)), replace=False, p=chances / chances.sum())
        return Candidates(drawn)

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Say that it is a change."""
        return f"Something different: {query.catalog.topic_name(int(found.rows[at]))}"
