"""Posts that people engage with who engaged with what the person did."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates
from ranking.recollection import strongest
from ranking.request import Query


@dataclass(frozen=True)
class CollaborativeNeighbours:
    """Add up what each act of the person's history says for its neighbours, and bring the ``k`` highest.

    What they did a moment ago counts most, and what they turned away from counts against what goes with it.

    Parameters
    ----------
    k
        How many candidates.
    matrix
        The name of a matrix of the snapshot.
    """

    k: int = 400
    matrix: str = "together"
    name: str = "people who liked what you liked"
    evidence: tuple[str, ...] = ("collaborative",)

    def __call__(self, query: Query) -> Candidates:
        """Bring the posts with the highest totals above 0; not those of the history, which say nothing new."""
        recalled = query.recalled
        if not len(recalled):
            return Candidates.empty()
        votes = query.votes(self.matrix)
        totals, posts = votes.totals, votes.named()
        posts = posts[(totals[posts] > 0) & query.catalog.live[posts]]
        posts = posts[~np.isin(posts, query.person.history.rows)]
        found = posts[strongest(posts, totals[posts], self.k)]
        speaks = recalled.liked & query.catalog.live[recalled.rows]
        act = votes.strongest(found, speaks)
        return Candidates(found, {"because of": np.where(act >= 0, recalled.rows[act], -1)})

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the post the person liked that says most for this one."""
        because = int(found["because of"][at])
        if because < 0:
            return "People who liked what you liked, liked this"
        return f"People who liked “{query.catalog.title(because)}” liked this"
