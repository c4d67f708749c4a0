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
    evidence: tuple[str, ...] = ("followed author", "author affinity", "freshness")

    def __call__(self, query: Query) -> Candidates:
        """Go through the newest that each has made, ties by row."""
        catalog, now = query.catalog, query.now.timestamp()
        followed = catalog.authors_named(query.person.follows)
        if not len(followed):
            return Candidates.empty()
        later = len(catalog.by_age) - len(catalog.posted(catalog.by_age, now))
        # Of one author, no more than these can be in the way of the newest k.
        theirs = catalog.by_author.of(followed, most=self.k + later + len(catalog.snapshot.deleted))
        theirs = theirs[catalog.live[theirs] & (catalog.created_at[theirs] <= now)]
        made = catalog.created_at[theirs]
        if len(theirs) > self.k:
            new = made >= np.partition(made, -self.k)[-self.k]
            theirs, made = theirs[new], made[new]
        return Candidates(theirs[np.lexsort((theirs, -made))][: self.k])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the author."""
        return f"You follow {query.catalog.author_name(int(found.rows[at]))}"
