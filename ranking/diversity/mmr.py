"""Maximal marginal relevance under rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.likeness import Likeness
from ranking.request import Query
from ranking.stages import Allowance, DiversityRule, Selection


@dataclass(frozen=True)
class MMRSelector:
    """Take the best post, then again and again the best after what it shares with the slate is taken off.

    Maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998), with the likeness of two posts averaged over
    the spaces that both have and counted above chance, so that a picture of its own kind is no disadvantage.

    Parameters
    ----------
    rules
        What may follow what; soft ones give way last first where nothing else is left.
    strength
        What full likeness takes off a score; 0 turns the variety off.
    pool
        How many of the best-scored candidates are looked at, at least eight times the places.
    """

    rules: Sequence[DiversityRule] = ()
    strength: float = 0.3
    pool: int = 400
    spaces: tuple[str, ...] = ("sentence", "clip")
    pool_per_place: int = field(default=8, repr=False)

    def __call__(self, query: Query, candidates: Candidates, k: int) -> Selection:
        """Choose up to ``k``, best first; fewer where hard rules or the candidates end."""
        score = np.asarray(candidates["score"], np.float32)
        best = np.lexsort((candidates.rows, -score))[: max(self.pool, k * self.pool_per_place)]
        pool, score = candidates.take(best), score[best]
        likeness = Likeness.of(query.catalog, pool.rows, self.spaces)
        ward = _Ward.over(pool, self.rules)
        closest = np.zeros(len(pool), np.float32)
        chosen: list[int] = []
        variety: list[np.float32] = []
        relaxed: list[tuple[str, ...]] = []
        while len(chosen) < k:
            allowed, gave_way = ward.next()
            if not allowed.any():
                break
            penalty = -np.float32(self.strength) * closest
            at = int(np.argmax(np.where(allowed, score + penalty, -np.inf)))
            chosen.append(at)
            variety.append(penalty[at])
            relaxed.append(gave_way)
            ward.place(at)
            closest = np.maximum(closest, likeness.to(at))
        barred = {name: best[at] for name, at in ward.barred().items()}
        return Selection(best[np.array(chosen, np.int64)], np.array(variety, np.float32), tuple(relaxed), barred)


@dataclass(frozen=True)
class _Ward:
    """The rules over one pool, and which of it are free still."""

    free: NDArray[np.bool_]
    hard: Sequence[tuple[str, Allowance]]
    soft: Sequence[tuple[str, Allowance]]

    @classmethod
    def over(cls, pool: Candidates, rules: Sequence[DiversityRule]) -> _Ward:
        hard, soft = ([(rule.name, rule(pool)) for rule in rules if rule.hard == which] for which in (True, False))
        return cls(np.ones(len(pool), np.bool_), hard, soft)

    def next(self) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
        """Say which may take the next place, and which soft rules had to give way for that."""
        possible = self.free
        for _, one in self.hard:
            possible = possible & one.allowed
        narrowed = [possible]
        for _, one in self.soft:
            narrowed.append(narrowed[-1] & one.allowed)
        kept = next((number for number in range(len(self.soft), -1, -1) if narrowed[number].any()), len(self.soft))
        return narrowed[kept], tuple(name for name, _ in self.soft[kept:])

    def place(self, at: int) -> None:
        self.free[at] = False
        for _, one in (*self.hard, *self.soft):
            one.place(at)

    def barred(self) -> dict[str, NDArray[np.bool_]]:
        """Say which of those that are free each hard rule keeps out."""
        return {name: self.free & ~one.allowed for name, one in self.hard}
