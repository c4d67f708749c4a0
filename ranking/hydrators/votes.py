"""What a history says of each candidate in other ways than by its faded sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates, Column
from ranking.recollection import Recollection, slices
from ranking.request import Query


@dataclass(frozen=True)
class VotesHydrator:
    """Add the votes of the person's history for each candidate, taken together in three more ways, ``(n,) float32``.

    ``votes_lasting`` is the sum in which no act fades, divided by the root of the number of acts; ``votes_latest`` the
    sum over the newest acts alone, by their number; ``votes_best`` the largest single vote of an act that does not
    fade. A learned ranker finds out how they are to be weighed against ``collaborative``; 0 where nothing is said.

    Parameters
    ----------
    latest
        So many acts are the newest.
    matrix
        The name of a matrix of the snapshot.
    """

    latest: int = 3
    matrix: str = "together"

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Ask the neighbours of each act, and take their votes together."""
        neighbours, count = query.catalog.snapshot.neighbours(self.matrix), len(query.catalog)
        recalled = Recollection.of(query.person.history)
        places, acts = slices(neighbours.indptr, recalled.rows)
        posts, votes = neighbours.indices[places], neighbours.weights[places] * np.sign(recalled.weights)[acts]
        newest = acts < self.latest
        best = np.zeros(count, np.float32)
        np.maximum.at(best, posts, votes)
        columns = {
            "votes_lasting": np.bincount(posts, votes, count) / max(np.sqrt(len(recalled)), 1.0),
            "votes_latest": np.bincount(posts[newest], votes[newest], count) / max(min(self.latest, len(recalled)), 1),
            "votes_best": best,
        }
        return {name: values[candidates.rows].astype(np.float32) for name, values in columns.items()}
