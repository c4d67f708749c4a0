"""What the learned ranker expects the person to do with each candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates, Column
from ranking.learned.actions import ACTIONS
from ranking.request import Query


@dataclass(frozen=True)
class PredictionHydrator:
    """Add ``predicted_<action> (n,) float32``, the chance of each action, 0 to 1; last in the list of hydrators.

    An action that the ranker does not predict has chance 0. Where the snapshot has no ranker nothing is added.
    """

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Predict from the columns that were made before."""
        ranker = query.catalog.ranker
        if ranker is None:
            return {}
        chances = ranker.predict(candidates)
        place = {action: at for at, action in enumerate(ranker.actions)}
        nothing = np.zeros(len(candidates), np.float32)
        return {f"predicted_{action}": chances[:, place[action]] if action in place else nothing for action in ACTIONS}
