"""What a history says of each candidate in other ways than by its faded sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Column, Rows
from ranking.recollection import slices
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
        neighbours, count = query.catalog.snapshot.neighbours(self.matrix), len(candidates)
        recalled = query.recalled
        places, acts = slices(neighbours.indptr, recalled.rows)
        # Most posts that are spoken for are no candidates, and most posts are not spoken for.
        at = _positions(candidates.rows, neighbours.indices[places])
        places, acts, at = places[at >= 0], acts[at >= 0], at[at >= 0]
        votes = neighbours.weights[places] * np.sign(recalled.weights)[acts]
        newest = acts < self.latest
        best = np.zeros(count, np.float32)
        np.maximum.at(best, at, votes)
        columns = {
            "votes_lasting": np.bincount(at, votes, count) / max(np.sqrt(len(recalled)), 1.0),
            "votes_latest": np.bincount(at[newest], votes[newest], count) / max(min(self.latest, len(recalled)), 1),
            "votes_best": best,
        }
        return {name: values.astype(np.float32) for name, values in columns.items()}


def _positions(rows: Rows, posts: NDArray[np.integer[Any]]) -> Rows:
    """Say where each post stands among the candidates, -1 where it is none."""
    if not len(rows):
        return np.full(len(posts), -1, np.int64)
    order = np.argsort(rows, kind="stable")
    found = order[np.minimum(np.searchsorted(rows, posts, sorter=order), len(rows) - 1)]
    return np.where(rows[found] == posts, found, -1)
