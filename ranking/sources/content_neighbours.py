"""Posts whose content is near one of the person's interests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates
from ranking.request import Interest, Query


@dataclass(frozen=True)
class ContentNeighbours:
    """Search one space around each interest; the stronger the interest, the more it may bring.

    Parameters
    ----------
    space
        ``"sentence"`` for what posts say, ``"clip"`` for what their pictures show.
    k
        How many candidates in all.
    at_least
        How many the weakest interest may bring.
    """

    space: str
    k: int = 400
    at_least: int = 20

    @property
    def name(self) -> str:
        """Name the source after its space."""
        return "similar text" if self.space == "sentence" else "similar pictures"

    @property
    def evidence(self) -> tuple[str, ...]:
        """Name the term that measures the same closeness."""
        return ("text affinity",) if self.space == "sentence" else ("picture affinity",)

    def __call__(self, query: Query) -> Candidates:
        """Find the neighbours of every interest; a post near two interests counts for the nearer."""
        parts = [
            self._around(query, number, interest)
            for number, interest in enumerate(query.person.interests)
            if interest.kind != "negative" and self.space in interest.vectors
        ]
        return _nearest_first(Candidates.concat(parts))

    def _around(self, query: Query, number: int, interest: Interest) -> Candidates:
        total = sum(other.weight for other in query.person.wanted)
        k = max(self.at_least, int(np.ceil(self.k * interest.weight / max(total, 1e-9))))
        scores, rows = query.catalog.snapshot.search(self.space, interest.vectors[self.space][None, :], k)
        real = rows[0] >= 0
        found = rows[0][real]
        return Candidates(found, {"cosine": scores[0][real], "interest": np.full(len(found), number, np.int64)})

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the interest that led here."""
        interest = query.person.interests[int(found["interest"][at])]
        if interest.kind == "stated":
            return f"Matches your interest in {interest.label}"
        alike = "Because you liked" if self.space == "sentence" else "Looks like pictures you liked:"
        return f"{alike} “{interest.label}”"


def _nearest_first(found: Candidates) -> Candidates:
    if not len(found):
        return found
    found = found.take(np.lexsort((found.rows, -found["cosine"])))
    _, first = np.unique(found.rows, return_index=True)
    return found.take(np.sort(first))
