"""Posts that the person has reacted to, or was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Rows
from ranking.request import Query

_DAY_SECONDS: Final = 86_400.0


@dataclass(frozen=True)
class SeenFilter:
    """Drop what the person did something with, were it a click, however long ago."""

    name: str = "seen"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is not in ``person.seen``."""
        return ~_among(candidates.rows, query.person.seen)


@dataclass(frozen=True)
class SeenAlikeFilter:
    """Drop near-duplicates of what the person did something with."""

    name: str = "near-duplicate of a post seen"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is in no group of a post in ``person.seen``."""
        return _unlike(query, candidates, query.person.seen)


@dataclass(frozen=True)
class ServedFilter:
    """Drop what the person was shown, in this session or any before it.

    Parameters
    ----------
    for_days
        For how long after it was shown last a post that the person did nothing with stays away; None for ever. That
        is the default because read posts that come back are what people complain of, and a feed has new ones. A
        catalogue that hardly grows is used up by it: there, set a number of days. What the person did something with
        stays away in any case, by :class:`SeenFilter`.
    """

    for_days: float | None = None
    name: str = "served"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is not in ``person.served``, or was shown too long ago."""
        return ~_among(candidates.rows, _served(query, self.for_days))


@dataclass(frozen=True)
class ServedAlikeFilter:
    """Drop near-duplicates of what the person was shown; ``for_days`` as in :class:`ServedFilter`."""

    for_days: float | None = None
    name: str = "near-duplicate of a post served"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep what is in no group of a post that :class:`ServedFilter` drops."""
        return _unlike(query, candidates, _served(query, self.for_days))


def _served(query: Query, for_days: float | None) -> Rows:
    served = query.person.served
    if for_days is None:
        return served.rows
    # What was shown after the request's own time, which a replay may set back, counts as shown.
    return served.rows[served.times > query.now.timestamp() - for_days * _DAY_SECONDS]


def _among(rows: Rows, known: Rows) -> NDArray[np.bool_]:
    """Say which rows are known, ``(n,) bool``; a tenth of the time of ``np.isin``, which sorts both together."""
    if not len(known):
        return np.zeros(len(rows), bool)
    ordered = np.sort(known)
    return np.asarray(ordered[np.minimum(np.searchsorted(ordered, rows), len(ordered) - 1)] == rows)


def _unlike(query: Query, candidates: Candidates, known: Rows) -> NDArray[np.bool_]:
    group = query.catalog.duplicate_group
    groups = group[known]
    return ~np.isin(group[candidates.rows], groups[groups >= 0])
