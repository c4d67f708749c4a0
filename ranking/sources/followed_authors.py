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
        """Go through what they have made, ties by row."""
        catalog = query.catalog
        followed = catalog.authors_named(query.person.follows)
        if not len(followed):
            return Candidates.empty()
        theirs = catalog.by_author.of(followed)
        made = catalog.created_at[theirs]
        there = catalog.live[theirs] & (made <= query.now.timestamp())
        theirs, made = theirs[there], made[there]
        return Candidates(theirs[np.lexsort((theirs, -made))][: self.k])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the author."""
        return f"You follow {query.catalog.author_name(int(found.rows[at]))}"
