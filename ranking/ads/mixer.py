"""Ads between posts: for each declared slot who may bid, who wins, and a sentence on what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ranking.ads.auction import Bids, run_auction
from ranking.ads.book import AdBook, ad_book
from ranking.ads.eligibility import (
    BrandSafety,
    BudgetLeft,
    FeedRule,
    FlightDates,
    FrequencyCap,
    LedgerRule,
    NoMutedWords,
    SlotRule,
    UsableBid,
    WelcomeAdvertiser,
)
from ranking.ads.ledger import AdLedger, MemoryAdLedger
from ranking.ads.prior import ClickPrior, ecpm
from ranking.ads.reasons import ad_reason
from ranking.ads.slots import AdSlots
from ranking.ads.targeting import Context, audience_of, contextual_relevance, nearness, personal_relevance
from ranking.feed import Feed, FeedItem
from ranking.request import Query

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class AdMixer:
    """Sell each slot to the ad that fits the posts around it and bids best; leave it empty where none fits.

    Posts keep their order. An ad's score is its eCPM in units of currency, and the terms say what each signal
    added to it. Nothing is charged here: a click is charged later, at the price noted with the ad.

    Parameters
    ----------
    ledger
        What was spent and shown before.
    prior
        Predicts click rates.
    relevance_floor
        Log-odds that topic, keyword, meaning and interest must add together; an ad below it is not shown.
    reserve_micros
        The least price of a click.
    safety
        Keeps ads away from certain posts.
    ledger_rules
        Asked of the ads that would win.
    """

    slots: AdSlots = field(default_factory=AdSlots)
    ledger: AdLedger = field(default_factory=MemoryAdLedger)
    prior: ClickPrior = field(default_factory=ClickPrior)
    relevance_floor: float = 0.35
    reserve_micros: int = 10_000
    safety: SlotRule = field(default_factory=BrandSafety)
    ledger_rules: Sequence[LedgerRule] = (BudgetLeft(), FrequencyCap())

    @property
    def feed_rules(self) -> tuple[FeedRule, ...]:
        """The rules that are asked once a feed."""
        return (FlightDates(), UsableBid(self.reserve_micros), WelcomeAdvertiser(), NoMutedWords())

    def __call__(self, query: Query, feed: Feed) -> Feed:
        """Place ads between the feed's posts."""
        if not query.request.ads:
            return feed
        sold: list[FeedItem] = []
        items: list[FeedItem] = []
        sentences: list[str] = []
        sale = _Sales(self, query, ad_book(query.catalog.snapshot))
        contexts = sale.contexts(feed, self.slots.after(len(feed.items)))
        for place, post in enumerate(feed.items):
            if place in contexts:
                ad, sentence = sale.fill(contexts[place], sold)
                sentences.append(f"Slot {len(sentences) + 1}, after post {place}: {sentence}")
                sold += [ad] if ad else []
                items += [ad] if ad else []
            items.append(post)
        return feed.renumbered(tuple(items), tuple(sentences))


class _Sales:
    """The slots of one feed, sold one after another."""

    def __init__(self, mixer: AdMixer, query: Query, book: AdBook) -> None:
        self._mixer, self._query, self._book = mixer, query, book
        self._personal = personal_relevance(book, query.catalog, audience_of(query.person))
        self._may, self._dropped = _apply(
            np.ones(len(book), bool), [(r.name, r(query, book)) for r in mixer.feed_rules]
        )
        self._refusals: dict[int, str | None] = {}

    def contexts(self, feed: Feed, after: Sequence[int]) -> dict[int, Context]:
        """Give the posts around each slot, by the place after it, compared with the ads all at once."""
        catalog = self._query.catalog
        rows = np.array([feed.items[place + step].row for place in after for step in (-1, 0)], np.int64)
        near = nearness(self._book, catalog, rows)
        pairs = [slice(2 * number, 2 * number + 2) for number in range(len(after))]
        return {place: Context(catalog, rows[two], near[:, two]) for place, two in zip(after, pairs, strict=True)}

    def fill(self, context: Context, sold: Sequence[FeedItem]) -> tuple[FeedItem | None, str]:
        """Hold the auction of one slot."""
        mixer, book = self._mixer, self._book
        gains = mixer.prior.gains(contextual_relevance(book, context), self._personal)
        checks = [
            ("advertiser or ad in this feed already", self._not_yet(sold)),
            (mixer.safety.name, mixer.safety(book, context)),
            ("not relevant enough", gains.sum(axis=0) >= mixer.relevance_floor),
        ]
        may, dropped = _apply(self._may, checks)
        fit = np.flatnonzero(may)
        rates = mixer.prior.click_rates(gains[:, fit])
        bids = Bids(book.bid_micros[fit], rates, book.order[fit], book.advertiser[fit])
        won = run_auction(bids, mixer.reserve_micros, may_win=lambda at: self._refusal(int(fit[at])) is None)
        refused = Counter(name for ad, name in self._refusals.items() if name is not None and may[ad])
        if not won:
            return None, _why_empty(len(book), self._dropped + dropped + refused)
        ad = int(fit[won[0].ad])
        item = self._item(ad, int(rates[won[0].ad]), won[0].price_micros, gains[:, ad], context)
        return item, _won(item, book.advertisers[book.advertiser[ad]], len(fit) - refused.total() - 1)

    def _item(self, ad: int, rate: int, price_micros: int, gains: NDArray[np.float64], context: Context) -> FeedItem:
        book, bid = self._book, int(self._book.bid_micros[ad])
        terms = self._mixer.prior.terms(bid, gains)
        reason = ad_reason(book, context, self._personal, gains, ad)
        return FeedItem(0, "ad", book.ids[ad], ad, ecpm(bid, rate), terms, ("auction",), reason, price_micros)

    def _not_yet(self, sold: Sequence[FeedItem]) -> Mask:
        book, ads = self._book, [item.row for item in sold]
        shown = np.bincount(book.advertiser[ads], minlength=len(book.advertisers))
        fresh = (shown < self._mixer.slots.per_advertiser)[book.advertiser]
        fresh[ads] = False
        return np.asarray(fresh, bool)

    def _refusal(self, ad: int) -> str | None:
        """Name the ledger's rule that stops an ad, asked once a feed."""
        if ad not in self._refusals:
            rules, ledger = self._mixer.ledger_rules, self._mixer.ledger
            stops = (rule.name for rule in rules if not rule(self._query, self._book, ledger, ad))
            self._refusals[ad] = next(stops, None)
        return self._refusals[ad]


def _apply(may: Mask, checks: Sequence[tuple[str, Mask]]) -> tuple[Mask, Counter[str]]:
    """Narrow a mask, and count what each check is the first to drop."""
    dropped: Counter[str] = Counter()
    for name, keep in checks:
        dropped[name] += int((may & ~keep).sum())
        may = may & keep
    return may, dropped


def _won(item: FeedItem, advertiser: str, rivals: int) -> str:
    others = "the only ad that fits" if rivals == 0 else f"against {rivals} other{'s' * (rivals > 1)} that fit"
    price = (item.price_micros or 0) / 1e6
    return f"{item.post_id} of {advertiser} won with an eCPM of {item.score:.2f}, {others}; a click costs {price:.6f}."


def _why_empty(ads: int, dropped: Counter[str]) -> str:
    if not ads:
        return "empty; the snapshot has no ads."
    counts = ", ".join(f"{count} {name}" for name, count in dropped.items() if count)
    return f"empty; of {ads} ads: {counts}."
