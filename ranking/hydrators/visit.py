"""When and how much a person visits, and how old each candidate is to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ranking.candidates import Candidates, Column
from ranking.request import Query

_DAY: Final = 86_400.0


@dataclass(frozen=True)
class VisitHydrator:
    """Add what a learned ranker sets the other columns against, ``(n,) float32`` each.

    ``age`` is the logarithm of one plus the days since the post was made. ``age_at_visit`` is the same against the time
    when the person last did something, below 0 for posts made after it: people who come back look for what they have
    not met. ``history_size`` is the logarithm of one plus the posts of the person's history, ``liked_share`` which part
    of them they approved of, 0 to 1, pulled to a half where there are few, and ``days_away`` the logarithm of one plus
    the days since their last deed. Of somebody without a history ``age_at_visit`` is the age and ``days_away`` 0.
    """

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Look at the history and the clock."""
        history, now = query.person.history, query.now.timestamp()
        made = query.catalog.created_at[candidates.rows]
        visited = float(history.times.max(initial=-np.inf)) if len(history) else now
        approved = (1.0 + float((history.weights > 0).sum())) / (2.0 + len(history))
        constants = {
            "history_size": np.log1p(len(history)),
            "liked_share": approved,
            "days_away": np.log1p(max(now - visited, 0.0) / _DAY),
        }
        since_visit = (visited - made) / _DAY
        return {
            "age": np.log1p(np.maximum(now - made, 0.0) / _DAY).astype(np.float32),
            "age_at_visit": (np.sign(since_visit) * np.log1p(np.abs(since_visit))).astype(np.float32),
            **{name: np.full(len(candidates), value, np.float32) for name, value in constants.items()},
        }
