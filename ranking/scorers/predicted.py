"""A term that is the chance of an action times what the action is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.learned.actions import ACTIONS
from ranking.request import Query


@dataclass(frozen=True)
class PredictedAction:
    """Score by what the learned ranker predicts.

    Parameters
    ----------
    name
        The action.
    emphasis
        Multiplies what the action is worth to the ranker, on this surface.
    """

    name: str
    emphasis: float = 1.0

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.float32]:
        """Give ``emphasis * worth * chance``, ``(n,) float32``; zeros where the action is not predicted."""
        ranker = query.catalog.ranker
        worth = 0.0 if ranker is None else ranker.worth.get(self.name, 0.0)
        if not worth:
            return np.zeros(len(candidates), np.float32)
        return np.asarray(candidates[f"predicted_{self.name}"] * np.float32(self.emphasis * worth), np.float32)


def predicted_actions() -> list[PredictedAction]:
    """List a term for each action."""
    return [PredictedAction(action) for action in ACTIONS]
