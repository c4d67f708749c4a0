"""Put the candidates of all sources together under one budget."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Column, Rows
from ranking.trace import Retrieved


@dataclass(frozen=True)
class Merged:
    """What goes on of what was retrieved.

    Parameters
    ----------
    candidates
        Each row once, in ascending order, with a column ``from <source> (n,) bool`` for each source, whoever of them it
        was taken from, and ``best_rank (n,) int64``, its best place in any source's list, from 0.
    cut
        ``(m,) int64``, the rows that the budget left out, in ascending order.
    """

    candidates: Candidates
    cut: Rows


def merge(retrieved: Sequence[Retrieved], budget: int, quotas: Mapping[str, float]) -> Merged:
    """Take at most ``budget`` of all rows that sources found.

    In the order of the list each source first fills its quota with its best rows that no source before it has placed.
    What is left of the budget goes round: the best row that is left of each source, then the second best, and so on.

    Parameters
    ----------
    retrieved
        What each source found, best first.
    budget
        1 or more.
    quotas
        Parts of the budget, 0 to 1, by source; together 1 at most. A source without one has its turns in the round.
    """
    rows = np.unique(np.concatenate([np.empty(0, np.int64), *(step.found.rows for step in retrieved)]))
    places = [np.searchsorted(rows, step.found.rows) for step in retrieved]
    if len(rows) > budget:
        taken = _fill(places, len(rows), [int(budget * quotas.get(step.name, 0.0)) for step in retrieved])
        _go_round(places, taken, budget - int(taken.sum()))
    else:
        taken = np.ones(len(rows), np.bool_)
    return Merged(_describe(rows, retrieved, places).take(taken), rows[~taken])


def _fill(places: Sequence[NDArray[np.int64]], count: int, quotas: Sequence[int]) -> NDArray[np.bool_]:
    taken = np.zeros(count, np.bool_)
    for found, quota in zip(places, quotas, strict=True):
        taken[found[~taken[found]][:quota]] = True
    return taken


def _go_round(places: Sequence[NDArray[np.int64]], taken: NDArray[np.bool_], left: int) -> None:
    """Take the best that is left of each source in turn, in place."""
    rest = [found[~taken[found]] for found in places]
    turn = np.concatenate([np.arange(len(found)) for found in rest])
    source = np.repeat(np.arange(len(rest)), [len(found) for found in rest])
    in_turn = np.concatenate(rest)[np.lexsort((source, turn))]
    _, first = np.unique(in_turn, return_index=True)
    taken[in_turn[np.sort(first)][:left]] = True


def _describe(rows: Rows, retrieved: Sequence[Retrieved], places: Sequence[NDArray[np.int64]]) -> Candidates:
    columns: dict[str, Column] = {}
    best_rank = np.full(len(rows), np.iinfo(np.int64).max)
    for step, found in zip(retrieved, places, strict=True):
        columns[f"from {step.name}"] = np.zeros(len(rows), np.bool_)
        columns[f"from {step.name}"][found] = True
        best_rank[found] = np.minimum(best_rank[found], np.arange(len(found)))
    return Candidates(rows, {**columns, "best_rank": best_rank})
