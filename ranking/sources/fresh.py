"""The newest posts."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class Fresh:
    """Bring the ``k`` newest posts, whoever made them, so that everything new gets a first look."""

    k: int = 150
    name: str = "fresh"
    evidence: tuple[str, ...] = ("freshness",)

    def __call__(self, query: Query) -> Candidates:
        """Take the newest rows of the request's time."""
        catalog = query.catalog
        return Candidates(catalog.posted(catalog.by_age, query.now.timestamp())[: self.k])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the topic where there is one."""
        topic = query.catalog.topic_name(int(found.rows[at]))
        return f"New in {topic}" if topic else "New"
