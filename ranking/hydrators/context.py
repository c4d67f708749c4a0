"""What is known of each candidate whoever asks: how new, how popular, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates, Column
from ranking.request import Query


@dataclass(frozen=True)
class FreshnessHydrator:
    """Add ``freshness (n,) float32``: 1 for a post of this moment, 0.5 after a half-life.

    Parameters
    ----------
    half_life_hours
        How long until a post counts for half.
    """

    half_life_hours: float = 48.0

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give the freshness at the request's time; a post from the future counts as new."""
        age_hours = (query.now.timestamp() - query.catalog.created_at[candidates.rows]) / 3600.0
        return {"freshness": np.exp2(-np.maximum(age_hours, 0.0) / self.half_life_hours).astype(np.float32)}


@dataclass(frozen=True)
class PopularityHydrator:
    """Add ``popularity (n,) float32``: 0 for nobody's, 1 for the most popular post, by the logarithm between."""

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give each post's place between the extremes."""
        popularity = query.catalog.popularity
        most = np.log1p(popularity.max(initial=0.0))
        return {"popularity": (np.log1p(popularity[candidates.rows]) / max(float(most), 1e-9)).astype(np.float32)}


@dataclass(frozen=True)
class FollowedHydrator:
    """Add ``followed (n,) float32``: 1 where the person follows the author, else 0."""

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Look up the authors."""
        followed = query.catalog.authors_named(query.person.follows)
        return {"followed": np.isin(query.catalog.author[candidates.rows], followed).astype(np.float32)}


@dataclass(frozen=True)
class OriginHydrator:
    """Add ``author``, ``topic`` and ``duplicate_group``, ``(n,) int64`` each, -1 for none, for the variety rules."""

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Look them up."""
        catalog, rows = query.catalog, candidates.rows
        groups = catalog.duplicate_group[rows]
        return {"author": catalog.author[rows], "topic": catalog.topic[rows], "duplicate_group": groups}
