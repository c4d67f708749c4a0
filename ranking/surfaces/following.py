"""Following: everything from followed authors, newest first, nothing else. It ends where it ends."""

from __future__ import annotations

from ranking.ads.ledger import AdLedger
from ranking.diversity.newest_first import NewestFirst
from ranking.filters.authors import BlockedAuthorFilter, MutedAuthorFilter
from ranking.filters.muted_words import MutedPictureWordFilter, MutedWordFilter
from ranking.filters.not_yet import NotYetPostedFilter
from ranking.hydrators.context import FreshnessHydrator
from ranking.scorers.weighted import WeightedColumn
from ranking.sources.followed_authors import FollowedAuthors
from ranking.stages import Surface


def following(ledger: AdLedger) -> Surface:
    """List the stages of the chronological feed: no guess, no variety rule, no ads; near-duplicates stay."""
    del ledger
    return Surface(
        name="following",
        sources=[FollowedAuthors(k=1_000)],
        filters=[
            NotYetPostedFilter(),
            BlockedAuthorFilter(),
            MutedAuthorFilter(),
            MutedWordFilter(),
            MutedPictureWordFilter(),
        ],
        hydrators=[FreshnessHydrator()],
        scorers=[WeightedColumn("freshness", "freshness", weight=1.0)],
        selector=NewestFirst(),
    )
