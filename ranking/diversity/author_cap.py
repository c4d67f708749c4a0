"""No author takes more than so many places."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.candidates import Candidates
from ranking.diversity.value_cap import ValueCap


@dataclass(frozen=True)
class AuthorCap:
    """Allow each author ``most`` posts a feed; posts of unknown authors are not counted.

    Parameters
    ----------
    most
        1 or more.
    hard
        Whether a feed rather ends early than breaks the rule.
    """

    most: int = 2
    hard: bool = True
    name: str = "author cap"

    def __call__(self, pool: Candidates) -> ValueCap:
        """Bar the authors that have had their share."""
        return ValueCap(pool["author"], self.most)
