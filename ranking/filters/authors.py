"""Posts of authors whom the person does not want to meet."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class BlockedAuthorFilter:
    """Drop posts of authors whom the person has blocked."""

    name: str = "blocked author"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts of everybody else."""
        return _not_by(query, candidates, query.person.blocked_authors)


@dataclass(frozen=True)
class BlockedByAuthorFilter:
    """Drop posts of authors who have blocked the person, as far as the table of people says so."""

    name: str = "blocked by the author"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts of everybody else."""
        return _not_by(query, candidates, query.person.blocked_by)


@dataclass(frozen=True)
class MutedAuthorFilter:
    """Drop posts of authors whom the person has muted."""

    name: str = "muted author"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts of everybody else."""
        return _not_by(query, candidates, query.person.muted_authors)


@dataclass(frozen=True)
class FollowedAuthorFilter:
    """Drop posts of authors whom the person follows, where a surface is for new acquaintances."""

    name: str = "followed author"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts of everybody else."""
        return _not_by(query, candidates, query.person.follows)


@dataclass(frozen=True)
class OwnPostFilter:
    """Drop the person's own posts."""

    name: str = "own post"

    def __call__(self, query: Query, candidates: Candidates) -> NDArray[np.bool_]:
        """Keep posts of everybody else."""
        own = frozenset(() if query.request.user_id is None else (query.request.user_id,))
        return _not_by(query, candidates, own)


def _not_by(query: Query, candidates: Candidates, author_ids: frozenset[str]) -> NDArray[np.bool_]:
    unwanted = query.catalog.authors_named(author_ids)
    return ~np.isin(query.catalog.author[candidates.rows], unwanted)
