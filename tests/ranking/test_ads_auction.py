"""Properties of the auction, on random bids."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import StageError
from ranking.ads.auction import MAX_BID_MICROS, Bids, run_auction

RESERVE = 10_000

offers = st.lists(
    st.tuples(st.integers(1, 5_000_000), st.integers(1, 200_000), st.integers(0, 3)), min_size=1, max_size=12
)
"""Bid in micros, clicks per million, advertiser."""


def bids_of(rows: list[tuple[int, int, int]], *, own_advertisers: bool = False) -> Bids:
    bid, rate, advertiser = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    order = np.arange(len(rows))
    return Bids(bid, rate, order, order if own_advertisers else advertiser)


def with_bid(bids: Bids, ad: int, micros: int) -> Bids:
    changed = bids.bid_micros.copy()
    changed[ad] = micros
    return replace(bids, bid_micros=changed)


@given(offers, st.integers(1, 4))
def test_a_price_lies_between_the_reserve_and_the_own_bid(rows: list[tuple[int, int, int]], places: int) -> None:
    bids = bids_of(rows)
    for sale in run_auction(bids, RESERVE, places):
        assert RESERVE <= sale.price_micros <= bids.bid_micros[sale.ad]


@given(offers)
def test_the_winner_would_not_have_won_for_a_micro_less(rows: list[tuple[int, int, int]]) -> None:
    bids = bids_of(rows, own_advertisers=True)
    sold = run_auction(bids, RESERVE)
    assume(sold)
    cheaper = run_auction(with_bid(bids, sold[0].ad, sold[0].price_micros - 1), RESERVE)
    assert [sale.ad for sale in cheaper] != [sold[0].ad]


@given(offers)
def test_a_price_is_worth_no_less_than_the_runner_up(rows: list[tuple[int, int, int]]) -> None:
    bids = bids_of(rows, own_advertisers=True)
    sold = run_auction(bids, RESERVE, 2)
    assume(len(sold) == 2)
    assert sold[0].price_micros * int(bids.click_rate_ppm[sold[0].ad]) >= int(bids.value[sold[1].ad])


@given(offers)
def test_the_winner_would_have_won_for_a_micro_more_than_its_price(rows: list[tuple[int, int, int]]) -> None:
    bids = bids_of(rows, own_advertisers=True)
    sold = run_auction(bids, RESERVE)
    assume(sold)
    again = run_auction(with_bid(bids, sold[0].ad, sold[0].price_micros + 1), RESERVE)
    assert again[0].ad == sold[0].ad


@given(offers, st.integers(1, 5_000_000))
def test_raising_the_own_bid_never_loses_and_never_changes_the_winners_price(
    rows: list[tuple[int, int, int]], raise_by: int
) -> None:
    bids = bids_of(rows, own_advertisers=True)
    sold = run_auction(bids, RESERVE)
    assume(sold)
    winner = sold[0].ad
    assert run_auction(with_bid(bids, winner, int(bids.bid_micros[winner]) + raise_by), RESERVE) == sold


@given(offers, st.data())
def test_no_bid_beats_the_true_value_where_one_place_is_sold(
    rows: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    truthful = bids_of(rows, own_advertisers=True)
    ad = data.draw(st.integers(0, len(rows) - 1))
    value = int(truthful.bid_micros[ad])
    other = with_bid(truthful, ad, data.draw(st.integers(1, 10_000_000)))

    def gain(bids: Bids) -> int:
        return sum(value - sale.price_micros for sale in run_auction(bids, RESERVE) if sale.ad == ad)

    assert gain(truthful) >= gain(other)


@given(offers, st.integers(1, 4))
def test_places_go_by_ecpm_and_one_to_an_advertiser(rows: list[tuple[int, int, int]], places: int) -> None:
    bids = bids_of(rows)
    sold = [sale.ad for sale in run_auction(bids, RESERVE, places)]
    assert len({int(bids.advertiser[ad]) for ad in sold}) == len(sold) <= places
    values = [int(bids.value[ad]) for ad in sold]
    assert values == sorted(values, reverse=True)
    usable = [ad for ad in range(len(rows)) if bids.bid_micros[ad] >= RESERVE]
    assert not usable or int(bids.value[sold[0]]) == max(int(bids.value[ad]) for ad in usable)


@given(offers)
def test_the_order_in_which_ads_are_listed_does_not_matter(rows: list[tuple[int, int, int]]) -> None:
    bids = bids_of(rows)
    back = Bids(bids.bid_micros[::-1], bids.click_rate_ppm[::-1], bids.order[::-1], bids.advertiser[::-1])
    forward = [(bids.order[sale.ad], sale.price_micros) for sale in run_auction(bids, RESERVE, 3)]
    assert forward == [(back.order[sale.ad], sale.price_micros) for sale in run_auction(back, RESERVE, 3)]


def test_the_price_is_the_rivals_ecpm_over_the_own_click_rate_rounded_up() -> None:
    bids = bids_of([(1_000_000, 30_000, 0), (900_001, 7_000, 1)])
    (sale,) = run_auction(bids, RESERVE)
    assert sale.price_micros == 210_001
    assert (sale.ad, sale.price_micros) == (0, math.ceil(900_001 * 7_000 / 30_000))


def test_a_tie_goes_to_the_first_in_the_order_which_then_pays_its_bid() -> None:
    (sale,) = run_auction(bids_of([(500_000, 20_000, 0), (500_000, 20_000, 1)]), RESERVE)
    assert (sale.ad, sale.price_micros) == (0, 500_000)


def test_an_ad_without_rivals_pays_the_reserve() -> None:
    (sale,) = run_auction(bids_of([(500_000, 20_000, 0)]), RESERVE)
    assert sale.price_micros == RESERVE


def test_an_advertiser_does_not_bid_against_itself() -> None:
    (sale,) = run_auction(bids_of([(500_000, 20_000, 7), (499_000, 20_000, 7)]), RESERVE)
    assert sale.price_micros == RESERVE


def test_an_ad_below_the_reserve_neither_wins_nor_sets_a_price() -> None:
    assert run_auction(bids_of([(RESERVE - 1, 20_000, 0)]), RESERVE) == ()


def test_an_ad_that_may_not_win_neither_wins_nor_sets_a_price_and_the_rest_is_not_asked() -> None:
    asked: list[int] = []

    def may_win(ad: int) -> bool:
        asked.append(ad)
        return ad != 0

    bids = bids_of([(900_000, 20_000, 0), (800_000, 20_000, 1), (700_000, 20_000, 2), (600_000, 20_000, 3)])
    (sale,) = run_auction(bids, RESERVE, may_win=may_win)
    assert (sale.ad, sale.price_micros) == (1, 700_000)
    assert asked == [0, 1, 2]


def test_nobody_bidding_sells_nothing() -> None:
    none = np.empty(0, np.int64)
    assert run_auction(Bids(none, none, none, none), RESERVE) == ()


def test_the_largest_bid_at_the_largest_rate_is_counted_exactly() -> None:
    (sale, _) = run_auction(bids_of([(MAX_BID_MICROS, 10**6, 0), (MAX_BID_MICROS - 1, 10**6, 1)]), RESERVE, 2)
    assert (sale.ad, sale.price_micros) == (0, MAX_BID_MICROS - 1)


@pytest.mark.parametrize(("bid", "rate"), [(MAX_BID_MICROS + 1, 1), (-1, 1), (1, 0), (1, 10**6 + 1)])
def test_a_bid_or_rate_out_of_range_is_refused(bid: int, rate: int) -> None:
    with pytest.raises(StageError, match="Put an ad rule"):
        run_auction(bids_of([(bid, rate, 0)]), RESERVE)
