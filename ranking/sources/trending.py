"""Posts that draw more engagement of late than was to be expected of them."""

from __future__ import annotations

from dataclasses import dataclass

from ranking.candidates import Candidates
from ranking.request import Query


@dataclass(frozen=True)
class Trending:
    """Bring the ``k`` posts that trend most; ``pipeline/trending.py`` says what a trend is."""

    k: int = 100
    name: str = "trending"
    evidence: tuple[str, ...] = ("trending",)

    def __call__(self, query: Query) -> Candidates:
        """Take the top of the list, ties by row; where nothing trends there is nothing to bring."""
        return Candidates(query.catalog.by_trend[: self.k])

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Say how much more than usual it is, at the least."""
        return f"Trending: {_how_much(query, int(found.rows[at]))}"


@dataclass(frozen=True)
class TrendingInTopics:
    """Bring what trends most in every topic alike, so that one big event does not crowd out the small ones.

    Parameters
    ----------
    per_topic
        How many a topic.
    """

    per_topic: int = 10
    name: str = "trending in its topic"
    evidence: tuple[str, ...] = ("trending",)

    def __call__(self, query: Query) -> Candidates:
        """Take the top of each topic's list, the topics in turn."""
        return Candidates(query.catalog.trending_in_topics.top(self.per_topic, query.catalog.live))

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        """Name the topic, and say how much more than usual it is, at the least."""
        row = int(found.rows[at])
        return f"Trending in {query.catalog.topic_name(row)}: {_how_much(query, row)}"


def _how_much(query: Query, row: int) -> str:
    times = 1.0 + float(query.catalog.trend[row])
    if times < 2.0:
        return "more people than usual engage with it"
    return f"at least {int(times)} times as many people as usual engage with it"
