"""Fresh posts of authors who are new, so that everyone gets a first look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from ranking.candidates import Candidates
from ranking.request import Query

_SECONDS_A_DAY: Final = 86_400.0


@dataclass(frozen=True)
class NewAuthors:
    """Bring the newest posts of new authors: of those who reached few people, the first few posts.

    Without it an author starts where nobody is: not followed, not popular, not known to go with anything.
    ``ranking/newcomers.py`` says who is new.

    Parameters
    ----------
    k
        How many at most.
    days
        How old such a post may be.
    an_author
        How many of one author.
    """

    k: int = 60
    days: float = 7.0
    an_author: int = 2
    name: str = "new authors"
    evidence: tuple[str, ...] = ("new author",)

    def __call__(self, query: Query) -> Candidates:
        """Take the newest; the first of every author before the second of any."""
        catalog, now = query.catalog, query.now.timestamp()
        rows = catalog.posted(catalog.by_new_authors, now)
        rows = rows[: len(rows) - len(catalog.posted(rows, now - self.days * _SECONDS_A_DAY))]
        author = catalog.author[rows]
        together = np.argsort(author, kind="stable")
        turn = np.empty(len(rows), np.int64)
        turn[together] = np.arange(len(rows)) - np.searchsorted(author[together], author[together])
        in_turn = np.argsort(turn, kind="stable")
        return Candidates(rows[in_turn[turn[in_turn] < self.an_author]][: self.k])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the author."""
        return f"A first look at {query.catalog.author_name(int(found.rows[at]))}, who is new here"
