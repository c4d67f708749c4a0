"""What the person wants, and does not want, right now: learned at each request from their history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.engagement import dislike_fade
from ranking.catalog import Catalog
from ranking.request import History, Interest, Query

_DAY_SECONDS: Final = 86_400.0


@dataclass(frozen=True)
class RecentInterests:
    """Add the posts a person liked last as recent interests, and those they turned away from as negative ones.

    Both come from the person's history, so that what is observed counts in the next feed, and what is taken back does
    not, whichever snapshot answers. The time they take is bounded, however long the history is.

    Parameters
    ----------
    half_life_days
        So much older than the person's last like a like counts half: who was away finds their interests again.
    most
        How many recent interests at most; their weights add up to 1.
    most_negative
        How many negative ones at most, those that count most.
    negative_from
        From this net weight down a post counts against its kind: a low rating alone hardly does.
    full_at
        From this net weight down, that of ``less_like_this``, it counts in full; see
        ``pipeline.engagement.dislike_fade`` for how that fades.
    """

    half_life_days: float = 7.0
    most: int = 10
    most_negative: int = 24
    negative_from: float = -0.5
    full_at: float = -3.0

    def __call__(self, query: Query) -> Query:
        """Give the query with a person who has these interests, too."""
        history = query.person.history
        if not len(history):
            return query
        recent = self._interests(query.catalog, "recent", *self._recent(history))
        negative = self._interests(query.catalog, "negative", *self._negative(history, query.now.timestamp()))
        return replace(query, person=replace(query.person, interests=query.person.interests + recent + negative))

    def _recent(self, history: History) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        liked = history.weights > 0
        ages = (history.times[liked].max(initial=0.0) - history.times[liked]) / _DAY_SECONDS
        weights = history.weights[liked] * np.exp2(-ages / self.half_life_days)
        rows, weights = _strongest(history.rows[liked], weights, self.most)
        return rows, weights / max(float(weights.sum()), np.finfo(np.float64).tiny)

    def _negative(self, history: History, now: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        against = history.weights <= self.negative_from
        ages = np.maximum(now - history.times[against], 0.0) / _DAY_SECONDS
        weights = np.minimum(history.weights[against] / self.full_at, 1.0) * dislike_fade(ages)
        return _strongest(history.rows[against], weights, self.most_negative)

    def _interests(
        self, catalog: Catalog, kind: str, rows: NDArray[np.int64], weights: NDArray[np.float64]
    ) -> tuple[Interest, ...]:
        live = catalog.live[rows]
        rows, weights = rows[live], weights[live]
        spaces = {space: catalog.snapshot.vectors(space, rows) for space in catalog.snapshot.spaces}
        return tuple(
            Interest(
                weight=float(weights[at]),
                label=title,
                kind=kind,
                vectors={space: vectors[at] for space, vectors in spaces.items() if vectors[at].any()},
                medoids=rows[at : at + 1],
            )
            for at, title in enumerate(catalog.titles(rows))
        )


def _strongest(
    rows: NDArray[np.int64], weights: NDArray[np.float64], most: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Take the weightiest, of equal ones those that come first, which are newer."""
    order = np.argsort(-weights, kind="stable")[:most]
    return rows[order], weights[order]
