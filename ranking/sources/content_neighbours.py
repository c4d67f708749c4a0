"""Posts whose content is near one of the person's interests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.search import Care
from ranking.candidates import Candidates
from ranking.likeness import likeness_between
from ranking.request import Interest, Query

PROPOSALS: Final = Care(thoroughness=0.2, exact=False)

MOST_WASTE: Final = 2.0
"""Interests are searched around together where none is asked for more than so many times what it wants."""


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
    most_interests
        Around so many interests to search, those of the most weight; what a request states is sought beside them.
    care
        How carefully to search. These are proposals that are scored again: at a million posts a fifth of the effort
        still finds nine in ten of the nearest (``docs/latency.md``).
    """

    space: str
    k: int = 400
    at_least: int = 20
    care: Care = PROPOSALS
    most_interests: int = 5

    @property
    def name(self) -> str:
        """Name the source after its space."""
        return "similar text" if self.space == "sentence" else "similar pictures"

    @property
    def evidence(self) -> tuple[str, ...]:
        """Name the term that measures the same closeness."""
        return ("text affinity", "topic share") if self.space == "sentence" else ("picture affinity",)

    def __call__(self, query: Query) -> Candidates:
        """Find the neighbours of every interest; a post near two interests counts for the nearer."""
        sought = query.person.sought
        foremost = self._foremost(sought)
        total = max(sum(sought[number].weight for number in foremost), 1e-9)
        wanted = {number: max(self.at_least, ceil(self.k * sought[number].weight / total)) for number in foremost}
        return _nearest_first(Candidates.concat([self._around(query, wanted, some) for some in _alike(wanted)]))

    def _foremost(self, sought: Sequence[Interest]) -> list[int]:
        """List the numbers of the interests to search around: all that are stated, and the weightiest of the others."""
        here = [number for number, interest in enumerate(sought) if self.space in interest.vectors]
        stated = [number for number in here if sought[number].kind == "stated"]
        others = [number for number in here if sought[number].kind != "stated"]
        return sorted(stated + sorted(others, key=lambda number: -sought[number].weight)[: self.most_interests])

    def _around(self, query: Query, wanted: Mapping[int, int], numbers: Sequence[int]) -> Candidates:
        """Search around some interests together, for as many as the first of them wants."""
        most = np.array([wanted[number] for number in numbers])
        centres = np.stack([query.person.sought[number].vectors[self.space] for number in numbers])
        search = query.catalog.snapshot.search
        scores, rows = search(self.space, centres, int(most[0]), care=self.care)
        kept = (np.arange(rows.shape[1]) < most[:, None]) & (rows >= 0)
        interest = np.repeat(np.array(numbers, np.int64), kept.sum(axis=1))
        return Candidates(rows[kept], {"cosine": scores[kept], "interest": interest})

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Say why one candidate is there; see :meth:`reasons`."""
        return self.reasons(query, found, np.array([at], np.int64))[0]

    def reasons(self, query: Query, found: Candidates, at: NDArray[np.int64]) -> list[str]:
        """Name the stated interest that led here, or of the posts at the heart of all interests the one most alike.

        The interest that led here need not hold that post: a picture may be near one interest and the words near
        another, and people expect to read of the post that they would have thought of themselves.
        """
        sought = query.person.sought
        led = [sought[number] for number in found["interest"][at].tolist()]
        hearts = np.concatenate([interest.medoids for interest in sought])
        if not len(hearts):
            return [_of_words(interest) for interest in led]
        near = likeness_between(query.catalog, found.rows[at], hearts, query.catalog.snapshot.spaces)
        nearest = hearts[near.argmax(axis=1)].tolist()
        named = np.unique(nearest)
        titles = dict(zip(named.tolist(), query.catalog.titles(named), strict=True))
        return [
            _of_words(interest) if interest.kind == "stated" else f"Because you reacted to “{titles[row]}”"
            for interest, row in zip(led, nearest, strict=True)
        ]


def _alike(wanted: Mapping[int, int]) -> list[list[int]]:
    """Put interests together that want about as many, the greediest first: one search for all of a group is faster."""
    groups: list[list[int]] = []
    for number in sorted(wanted, key=lambda number: -wanted[number]):
        if not groups or wanted[number] * MOST_WASTE < wanted[groups[-1][0]]:
            groups.append([])
        groups[-1].append(number)
    return groups


def _of_words(interest: Interest) -> str:
    how = "Matches your interest in" if interest.kind == "stated" else "Because of your interest in"
    return f"{how} {interest.label}"


def _nearest_first(found: Candidates) -> Candidates:
    if not len(found):
        return found
    found = found.take(np.lexsort((found.rows, -found["cosine"])))
    _, first = np.unique(found.rows, return_index=True)
    return found.take(np.sort(first))
