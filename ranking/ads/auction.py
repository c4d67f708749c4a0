"""A generalised second-price auction, in whole micros.

B. Edelman, M. Ostrovsky, M. Schwarz: "Internet Advertising and the Generalized Second-Price Auction: Selling Billions
of Dollars Worth of Keywords", American Economic Review 97(1), 2007, section I, with click rates as in section II: ads
are ranked by bid x click rate, and each pays for a click the least bid that would have kept its place. With one place
that is Vickrey's auction, so bidding what a click is worth is the best an advertiser can do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StageError

MAX_BID_MICROS: Final = 10**12
"""A million units of currency a click; above it, bid x click rate could leave int64."""


@dataclass(frozen=True)
class Bids:
    """What the ads offer; row i everywhere is ad i.

    Parameters
    ----------
    bid_micros
        ``(n,) int64``, the most that each pays for a click.
    click_rate_ppm
        ``(n,) int64``, clicks per million impressions, 1 or more.
    order
        ``(n,) int64``, decides ties: the smaller number goes first.
    advertiser
        ``(n,) int64``. An advertiser's ads do not bid against one another.
    """

    bid_micros: NDArray[np.int64]
    click_rate_ppm: NDArray[np.int64]
    order: NDArray[np.int64]
    advertiser: NDArray[np.int64]

    @property
    def value(self) -> NDArray[np.int64]:
        """Bid x click rate, ``(n,) int64``: a thousand times the eCPM in micros, and exact."""
        return self.bid_micros * self.click_rate_ppm


@dataclass(frozen=True)
class Sale:
    """One sold place: the ad and its price for a click, in micros."""

    ad: int
    price_micros: int


def run_auction(
    bids: Bids,
    reserve_micros: int,
    places: int = 1,
    may_win: Callable[[int], bool] = lambda _ad: True,
) -> tuple[Sale, ...]:
    """Sell places to the ads with the highest eCPM, best first.

    Parameters
    ----------
    reserve_micros
        The least price of a click; ads that bid less stay out.
    may_win
        A last check, asked from the best ad downwards and only as far as it matters, so it may be slow. An ad
        that fails it neither wins nor sets a price.

    Raises
    ------
    StageError
        If a bid or a click rate is out of range.
    """
    _check(bids)
    contenders = _contenders(bids, reserve_micros, places + 1, may_win)
    rivals = [*contenders[1:], None]
    sold = zip(contenders[:places], rivals, strict=False)  # the last contender may only set a price
    return tuple(Sale(ad, _price(bids, ad, rival, reserve_micros)) for ad, rival in sold)


def _contenders(bids: Bids, reserve_micros: int, most: int, may_win: Callable[[int], bool]) -> list[int]:
    """Find the best ad of each advertiser, best first."""
    found: list[int] = []
    advertisers: set[int] = set()
    for ad in np.lexsort((bids.order, -bids.value)).tolist():
        owner = int(bids.advertiser[ad])
        if bids.bid_micros[ad] < reserve_micros or owner in advertisers or not may_win(ad):
            continue
        found.append(ad)
        advertisers.add(owner)
        if len(found) == most:
            break
    return found


def _price(bids: Bids, ad: int, rival: int | None, reserve_micros: int) -> int:
    """Divide the rival's eCPM by the own click rate, rounded up to a whole micro."""
    if rival is None:
        return reserve_micros
    to_beat, own_rate = int(bids.value[rival]), int(bids.click_rate_ppm[ad])
    # Rounding up stays within the own bid: bid x rate reaches to_beat, and the bid is whole.
    return max(reserve_micros, -(-to_beat // own_rate))


def _check(bids: Bids) -> None:
    bid, rate = bids.bid_micros, bids.click_rate_ppm
    if ((bid < 0) | (bid > MAX_BID_MICROS) | (rate < 1) | (rate > 10**6)).any():
        raise StageError(
            f"bids of {bid.min()} to {bid.max()} micros and click rates of {rate.min()} to {rate.max()} per million",
            expected=f"bids of 0 to {MAX_BID_MICROS} and rates of 1 to 1000000",
            remedy="Put an ad rule that drops such ads before the auction",
        )
