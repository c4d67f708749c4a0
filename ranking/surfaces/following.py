"""Following: everything from followed authors, newest first, nothing else. It ends where it ends."""

from __future__ import annotations

from ranking.ads.ledger import AdLedger
from ranking.diversity.newest_first import NewestFirst
from ranking.filters.authors import BlockedAuthorFilter, BlockedByAuthorFilter, MutedAuthorFilter
from ranking.filters.labels import HiddenLabelFilter, SensitiveFilter, WithheldFilter
from ranking.filters.muted_topics import MutedTopicFilter
from ranking.filters.muted_words import MutedPictureWordFilter, MutedWordFilter
from ranking.filters.not_yet import NotYetPostedFilter
from ranking.filters.too_old import TooOldFilter
from ranking.hydrators.context import FreshnessHydrator
from ranking.scorers.weighted import WeightedColumn
from ranking.sources.followed_authors import FollowedAuthors
from ranking.stages import Surface


def following(ledger: AdLedger) -> Surface:
    """List the stages of the chronological feed: no guess, no variety rule, no ads.

    What was seen and served, near-duplicates and other languages stay: who follows somebody wants to read all of it.
    """
    del ledger
    return Surface(
        name="following",
        sources=[FollowedAuthors(k=1_000)],
        filters=[
            NotYetPostedFilter(),
            TooOldFilter(),
            BlockedAuthorFilter(),
            BlockedByAuthorFilter(),
            MutedAuthorFilter(),
            WithheldFilter(),
            SensitiveFilter(),
            HiddenLabelFilter(),
            MutedTopicFilter(),
            MutedWordFilter(),
            MutedPictureWordFilter(),
        ],
        hydrators=[FreshnessHydrator()],
        scorers=[WeightedColumn("freshness", "freshness", weight=1.0)],
        selector=NewestFirst(),
    )
