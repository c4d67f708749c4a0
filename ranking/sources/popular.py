"""Posts that many people engaged with of late."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class Popular:
    """Bring the ``k`` most popular posts; engagement is decayed and counts each person once a post."""

    k: int = 200
    name: str = "popular"
    evidence: tuple[str, ...] = ("popularity",)

    def __call__(self, query: Query) -> Candidates:
        """Take the top of the list, ties by row; posts that nobody engaged with are not popular."""
        popularity = query.catalog.popularity
        top = query.catalog.by_popularity[: self.k]
        return Candidates(top[popularity[top] > 0])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Count the people."""
        people = int(query.catalog.engaged_people[found.rows[at]])
        return f"Popular: {people:,} people engaged with it" if people > 1 else "Somebody engaged with it"


@dataclass(frozen=True)
class PopularInTopics:
    """Bring the most popular posts of every topic alike, so that the big topics do not crowd out the small.

    Parameters
    ----------
    per_topic
        How many a topic.
    """

    per_topic: int = 15
    name: str = "popular in its topic"
    evidence: tuple[str, ...] = ("popularity",)

    def __call__(self, query: Query) -> Candidates:
        """Take the top of each topic's list, the topics in turn."""
        return Candidates(query.catalog.popular_in_topics.top(self.per_topic, query.catalog.live))

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the topic, and claim popularity only where there is some."""
        row = int(found.rows[at])
        how = "Popular in" if query.catalog.engaged_people[row] > 1 else "From"
        return f"{how} {query.catalog.topic_name(row)}"
