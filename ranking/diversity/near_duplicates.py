"""No post stands beside another that looks the same."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.candidates import Candidates
from ranking.diversity.value_cap import ValueCap


@dataclass(frozen=True)
class NearDuplicateRule:
    """Allow one post of each group of near-duplicates a feed; posts that are alone are not counted.

    Parameters
    ----------
    hard
        Whether a feed rather ends early than breaks the rule.
    """

    hard: bool = True
    name: str = "near-duplicate in this feed"

    def __call__(self, pool: Candidates) -> ValueCap:
        """Bar the groups of which the slate has a post."""
        return ValueCap(pool["duplicate_group"], most=1)
