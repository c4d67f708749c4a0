"""Which ads may be shown at all: promises to advertisers, to people, and to the budget.

Each rule has a name, which is the reason in the trace. The first kind is asked once a feed, the second for each
slot, the third only for the ads that would win, because a ledger may be slow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from pipeline.words import WordList
from ranking.ads.auction import MAX_BID_MICROS
from ranking.ads.book import AdBook, name_likeness
from ranking.ads.ledger import AdLedger
from ranking.ads.targeting import Context
from ranking.request import Query

Mask = NDArray[np.bool_]


class FeedRule(Protocol):
    """Say which ads may be in this feed, ``(n_ads,) bool``."""

    @property
    def name(self) -> str:
        """The reason in the trace."""

    def __call__(self, query: Query, book: AdBook) -> Mask:
        """Say which may stay."""


class SlotRule(Protocol):
    """Say which ads may stand between these posts, ``(n_ads,) bool``."""

    @property
    def name(self) -> str:
        """The reason in the trace."""

    def __call__(self, book: AdBook, context: Context) -> Mask:
        """Say which may stay."""


class LedgerRule(Protocol):
    """Say whether one ad may still be shown, by what the ledger says."""

    @property
    def name(self) -> str:
        """The reason in the trace."""

    def __call__(self, query: Query, book: AdBook, ledger: AdLedger, ad: int) -> bool:
        """Say which may stay."""


@dataclass(frozen=True)
class FlightDates:
    """Keep ads that have started and not ended; the end itself is over."""

    name: str = "outside flight dates"

    def __call__(self, query: Query, book: AdBook) -> Mask:
        """Compare with the request's clock."""
        now = query.now.timestamp()
        return np.asarray((book.starts_at <= now) & (now < book.ends_at))


@dataclass(frozen=True)
class UsableBid:
    """Keep ads that bid at least the reserve, and no more than the auction can count.

    Parameters
    ----------
    reserve_micros
        The least price of a click.
    """

    reserve_micros: int
    name: str = "bid below the reserve or out of range"

    def __call__(self, query: Query, book: AdBook) -> Mask:
        """Compare the bids, whoever asks."""
        del query
        return np.asarray((book.bid_micros >= self.reserve_micros) & (book.bid_micros <= MAX_BID_MICROS))


@dataclass(frozen=True)
class WelcomeAdvertiser:
    """Drop ads of advertisers whom the person has blocked or muted."""

    name: str = "advertiser blocked"

    def __call__(self, query: Query, book: AdBook) -> Mask:
        """Keep everybody else's."""
        unwelcome = query.person.blocked_authors | query.person.muted_authors
        welcome = np.array([name not in unwelcome for name in book.advertisers], bool)
        return np.asarray(welcome[book.advertiser], bool)


@dataclass(frozen=True)
class NoMutedWords:
    """Drop ads whose title, text or picture has a word or phrase that the person has muted."""

    name: str = "muted word"

    def __call__(self, query: Query, book: AdBook) -> Mask:
        """Keep ads that say none of them."""
        muted = WordList.of(query.person.muted_words)
        if not muted:
            return np.ones(len(book), bool)
        return np.array([not any(map(muted.is_said_in, said)) for said in book.texts], bool)


@dataclass(frozen=True)
class BrandSafety:
    """Keep ads away from what they avoid, and all ads away from sensitive posts.

    An ad avoids a topic where a post beside it has that topic or names it. Where a post's topic is not known, an
    ad that avoids anything stays away too: a promise that cannot be checked is kept by staying silent.

    Parameters
    ----------
    sensitive_topics
        Topics beside which no ad stands at all, whatever advertisers allow.
    """

    sensitive_topics: tuple[str, ...] = ()
    name: str = "unsafe beside these posts"

    def __call__(self, book: AdBook, context: Context) -> Mask:
        """Look at the posts on both sides."""
        topics = context.topics
        if any(self._sensitive(context.catalog.topics[topic]) for topic in topics):
            return np.zeros(len(book), bool)
        unsafe = book.topic_avoided[:, topics].any(axis=1) | (book.avoided.hits(context.said(book.avoided.longest)) > 0)
        if len(topics) < len(context.rows):
            unsafe |= book.avoids_anything
        return np.asarray(~unsafe)

    def _sensitive(self, topic: str) -> bool:
        return any(name_likeness(topic, sensitive) > 0 for sensitive in self.sensitive_topics)


@dataclass(frozen=True)
class BudgetLeft:
    """Keep ads that can pay one more click at their full bid, so that no click overdraws a day's budget."""

    name: str = "budget spent"

    def __call__(self, query: Query, book: AdBook, ledger: AdLedger, ad: int) -> bool:
        """Compare the rest of the UTC day's budget with the bid."""
        spent = ledger.spent_today_micros(book.ids[ad], query.now.astimezone(UTC).date())
        return int(book.daily_budget_micros[ad]) - spent >= int(book.bid_micros[ad])


@dataclass(frozen=True)
class FrequencyCap:
    """Keep ads that the person was shown fewer than so many times on this UTC day; nobody counts for a stranger.

    Parameters
    ----------
    per_day
        How often at most, 1 or more.

    Raises
    ------
    BadInput
        If it is less than 1.
    """

    per_day: int = 3
    name: str = "shown often enough today"

    def __post_init__(self) -> None:
        if self.per_day < 1:
            raise BadInput(f"per_day is {self.per_day}", expected="1 or more", remedy="Use AdSlots(most=0) for no ads")

    def __call__(self, query: Query, book: AdBook, ledger: AdLedger, ad: int) -> bool:
        """Count in the ledger."""
        user_id = query.person.user_id
        if user_id is None:
            return True
        return ledger.shown_today(user_id, book.ids[ad], query.now.astimezone(UTC).date()) < self.per_day
