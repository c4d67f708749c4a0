"""Posts whose content is near one of the person's interests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log2
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indexing.search import Care
from ranking.candidates import Candidates, Column
from ranking.likeness import likeness_between
from ranking.request import Interest, Query

PROPOSALS: Final = Care(thoroughness=0.2, exact=False)


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
    care
        How carefully to search. These are proposals that are scored again: at a million posts a fifth of the effort
        still finds nine in ten of the nearest (``docs/latency.md``).
    """

    space: str
    k: int = 400
    at_least: int = 20
    care: Care = PROPOSALS

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
        total = max(sum(interest.weight for interest in sought), 1e-9)
        wanted = {
            number: max(self.at_least, ceil(self.k * interest.weight / total))
            for number, interest in enumerate(sought)
            if self.space in interest.vectors
        }
        by_level: dict[int, list[int]] = {}
        for number, k in wanted.items():
            by_level.setdefault(self.at_least * 2 ** max(0, ceil(log2(k / self.at_least))), []).append(number)
        parts = [part for level, numbers in by_level.items() for part in self._around(query, level, numbers, wanted)]
        return _nearest_first(Candidates.concat(parts))

    def _around(
        self, query: Query, level: int, numbers: Sequence[int], wanted: Mapping[int, int]
    ) -> Iterator[Candidates]:
        """Search around interests that want about as much together, which takes less than one after another."""
        centres = np.stack([query.person.sought[number].vectors[self.space] for number in numbers])
        search = query.catalog.snapshot.search
        scores, rows = search(self.space, centres, level, care=self.care)
        for at, number in enumerate(numbers):
            found = rows[at, : wanted[number]]
            found = found[found >= 0]
            columns: dict[str, Column] = {
                "cosine": scores[at, : len(found)],
                "interest": np.full(len(found), number, np.int64),
            }
            yield Candidates(found, columns)

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


def _of_words(interest: Interest) -> str:
    how = "Matches your interest in" if interest.kind == "stated" else "Because of your interest in"
    return f"{how} {interest.label}"


def _nearest_first(found: Candidates) -> Candidates:
    if not len(found):
        return found
    found = found.take(np.lexsort((found.rows, -found["cosine"])))
    _, first = np.unique(found.rows, return_index=True)
    return found.take(np.sort(first))
