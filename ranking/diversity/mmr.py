"""Maximal marginal relevance under rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.likeness import Likeness
from ranking.request import Query
from ranking.stages import DiversityRule, Selection


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
        closest = np.zeros(len(pool), np.float32)
        free = np.ones(len(pool), bool)
        chosen: list[int] = []
        variety: list[np.float32] = []
        relaxed: list[tuple[str, ...]] = []
        while len(chosen) < k:
            allowed, gave_way = self._allowed(pool.take(np.array(chosen, np.int64)), pool, free)
            if not allowed.any():
                break
            penalty = -np.float32(self.strength) * closest
            at = int(np.argmax(np.where(allowed, score + penalty, -np.inf)))
            chosen.append(at)
            variety.append(penalty[at])
            relaxed.append(gave_way)
            free[at] = False
            closest = np.maximum(closest, likeness.to(at))
        slate = pool.take(np.array(chosen, np.int64))
        barred = {rule.name: best[free & ~rule(slate, pool)] for rule in self.rules if rule.hard}
        return Selection(best[np.array(chosen, np.int64)], np.array(variety, np.float32), tuple(relaxed), barred)

    def _allowed(
        self, slate: Candidates, pool: Candidates, free: NDArray[np.bool_]
    ) -> tuple[NDArray[np.bool_], tuple[str, ...]]:
        hard = [rule(slate, pool) for rule in self.rules if rule.hard]
        possible = np.logical_and.reduce([free, *hard])
        soft = [rule for rule in self.rules if not rule.hard]
        masks = [rule(slate, pool) for rule in soft]
        for kept in range(len(soft), -1, -1):
            allowed = np.logical_and.reduce([possible, *masks[:kept]])
            if allowed.any():
                return allowed, tuple(rule.name for rule in soft[kept:])
        return possible, ()
