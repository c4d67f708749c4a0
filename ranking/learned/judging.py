"""How well a learned ranker orders candidates, beside the scores by hand: before variety, rules and ads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.evaluation.metrics import ndcg
from ranking.learned.actions import ACTIONS, WANTED
from ranking.learned.examples import Deeds, Gatherer
from ranking.request import Query
from ranking.stages import Scorer

PLACES: Final = 10
_WANTED: Final = [ACTIONS.index(action) for action in WANTED]


class Judged(NamedTuple):
    """nDCG@10 of each person who wanted something, ``(n,) float64``."""

    learned: NDArray[np.float64]
    by_hand: NDArray[np.float64]


def judge(gatherer: Gatherer, deeds: Mapping[str, Deeds]) -> Judged:
    """Order the candidates of people both ways, and hold the orders against what they then did.

    Parameters
    ----------
    gatherer
        Of a ranker with a learned ranker that has seen none of these people.
    deeds
        What each did after the moment.
    """
    surface = gatherer.surface
    found: list[tuple[float, float]] = []
    for user_id, done in deeds.items():
        wanted = done.rows[done.labels[:, _WANTED].any(axis=1)]
        query, candidates = gatherer.candidates(user_id, done)
        good = np.isin(candidates.rows, wanted)
        if good.any():
            orders = (_order(scorers, query, candidates) for scorers in (surface.learned, surface.scorers))
            learned, by_hand = (_ndcg(good[order]) for order in orders)
            found.append((learned, by_hand))
    scores = np.array(found, np.float64).reshape(-1, 2)
    return Judged(scores[:, 0], scores[:, 1])


def _order(scorers: Sequence[Scorer], query: Query, candidates: Candidates) -> NDArray[np.int64]:
    total = np.sum([scorer(query, candidates) for scorer in scorers], axis=0)
    return np.lexsort((candidates.rows, -total))


def _ndcg(good: NDArray[np.bool_]) -> float:
    hits = np.zeros((1, PLACES), np.bool_)
    hits[0, : len(good)] = good[:PLACES]
    return float(ndcg(hits, np.array([good.sum()]))[0])
