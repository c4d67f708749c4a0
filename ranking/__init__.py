"""One request to one feed: sources, filters, scorers, variety, ads, and the reasons.

>>> from ranking import FeedRanker, FeedRequest
"""

from ranking.candidates import Candidates
from ranking.event_log import PastEvent
from ranking.explain import Explanation
from ranking.feed import Feed, FeedItem
from ranking.live import LiveRanker, LiveStatus
from ranking.ranker import FeedRanker
from ranking.request import FeedRequest
from ranking.search import SearchHit, SearchResult

__all__ = [
    "Candidates",
    "Explanation",
    "Feed",
    "FeedItem",
    "FeedRanker",
    "FeedRequest",
    "LiveRanker",
    "LiveStatus",
    "PastEvent",
    "SearchHit",
    "SearchResult",
]
