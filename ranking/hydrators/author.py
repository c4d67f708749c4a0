"""What is known of each candidate's author, and of the person with the author."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ranking.candidates import Candidates, Column
from ranking.request import Query
from ranking.tastes import share_by_group


@dataclass(frozen=True)
class AuthorHydrator:
    """Add what the author speaks for, ``(n,) float32`` each, 0 to 1.

    ``author_affinity`` is the part of the person's history that is by the author, by weight; 0 for somebody they do not
    know, or have turned away from. ``author_reach`` says how many people engaged with all the author has made, by the
    logarithm, 1 for the author of the snapshot with the most. ``author_new`` is 1 where the author is new, which
    ``ranking/newcomers.py`` defines, else 0.

    Parameters
    ----------
    half_life_days
        A deed that is so much older than the person's last one counts half.
    """

    half_life_days: float = 30.0

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Look the authors up."""
        catalog, rows = query.catalog, candidates.rows
        most = max(float(np.log1p(catalog.most_author_reach)), 1e-9)
        return {
            "author_affinity": share_by_group(query.person.history, catalog.author, rows, self.half_life_days),
            "author_reach": (np.log1p(catalog.author_reach[rows]) / most).astype(np.float32),
            "author_new": catalog.new_author[rows].astype(np.float32),
        }
