"""Posts that people with tastes like the person's liked of late."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates
from ranking.recollection import strongest
from ranking.request import Query


@dataclass(frozen=True)
class LikedNearby:
    """Bring the ``k`` posts that people of like tastes liked most and latest; see ``ranking/crowd.py``."""

    k: int = 200
    name: str = "people with tastes like yours"
    evidence: tuple[str, ...] = ("nearby",)

    def __call__(self, query: Query) -> Candidates:
        """Bring what at least two of them liked; not what the person knows."""
        if not len(query.recalled):
            return Candidates.empty()
        nearby = query.nearby
        new = query.catalog.live[nearby.posts] & ~np.isin(nearby.posts, query.person.history.rows)
        posts, values = nearby.posts[new], nearby.values[new]
        return Candidates(posts[strongest(posts, values, self.k)])

    def reason(self, query: Query, found: Candidates, at: int) -> str:  # noqa: ARG002 - the same for all
        """Say so, and name nobody."""
        return "Liked by people with tastes like yours"
