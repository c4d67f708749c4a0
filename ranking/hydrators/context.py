"""What is known of each candidate at a glance: how new, how popular, by whom, of what kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from ranking.candidates import Candidates, Column
from ranking.request import Query
from ranking.tastes import share_by_group

LONGEST: Final = 10_000
"""Characters from which a post is as long as can be."""


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
class TrendHydrator:
    """Add ``trend (n,) float32``, 0 to 1: the part of the engagement of late that was not to be expected, at the least.

    0 for a post that draws what it should, a half for twice as much, three quarters for four times as much.
    """

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Turn the excess over the expectation into a share of the whole."""
        excess = query.catalog.trend[candidates.rows]
        return {"trend": (excess / (1.0 + excess)).astype(np.float32)}


@dataclass(frozen=True)
class FormHydrator:
    """Add ``has_picture`` and ``length``, ``(n,) float32`` each, 0 to 1.

    ``length`` is the number of characters by its logarithm, 1 from ten thousand on.
    """

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Look at what the posts are made of."""
        length = np.log1p(query.catalog.length[candidates.rows]) / np.log1p(LONGEST)
        pictured = query.catalog.pictured[candidates.rows].astype(np.float32)
        return {"has_picture": pictured, "length": np.minimum(length, 1.0).astype(np.float32)}


@dataclass(frozen=True)
class TopicShareHydrator:
    """Add ``topic_share (n,) float32``, 0 to 1: the part of the person's history that is of the post's main topic.

    Parameters
    ----------
    half_life_days
        A deed that is so much older than the person's last one counts half.
    """

    half_life_days: float = 30.0

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Compare the topics; a post without one has a share of 0."""
        share = share_by_group(query.person.history, query.catalog.topic, candidates.rows, self.half_life_days)
        return {"topic_share": share}


@dataclass(frozen=True)
class FollowedHydrator:
    """Add ``followed (n,) float32``: 1 where the person follows the author, else 0."""

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Look up the authors."""
        catalog = query.catalog
        followed = np.zeros(len(catalog.authors) + 1, np.float32)  # the last is for authors nobody knows, -1
        followed[catalog.authors_named(query.person.follows)] = 1.0
        return {"followed": followed[catalog.author[candidates.rows]]}


@dataclass(frozen=True)
class OriginHydrator:
    """Add ``author``, ``topic`` and ``duplicate_group``, ``(n,) int64`` each, -1 for none, for the variety rules."""

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Look them up."""
        catalog, rows = query.catalog, candidates.rows
        groups = catalog.duplicate_group[rows]
        return {"author": catalog.author[rows], "topic": catalog.topic[rows], "duplicate_group": groups}
