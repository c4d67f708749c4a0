"""The newest posts of authors whom the person follows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class FollowedAuthors:
    """Bring the newest ``k`` posts of followed authors."""

    k: int = 200
    name: str = "followed authors"
    evidence: tuple[str, ...] = ("followed author", "freshness")

    def __call__(self, query: Query) -> Candidates:
        """Walk back in time until there are enough."""
        followed = query.catalog.authors_named(query.person.follows)
        if not len(followed):
            return Candidates.empty()
        by_age = query.catalog.posted(query.catalog.by_age, query.now.timestamp())
        theirs = by_age[np.isin(query.catalog.author[by_age], followed)]
        return Candidates(theirs[: self.k])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the author."""
        return f"You follow {query.catalog.author_name(int(found.rows[at]))}"
