"""The predicted click rate: a stated prior, not a learned model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.ads.targeting import PersonalRelevance, Relevance
from ranking.closeness import expit

PPM: Final = 1_000_000
TERMS: Final = ("base rate", "topic", "keyword", "meaning", "interest")
"""What an ad's eCPM is made of."""


@dataclass(frozen=True)
class ClickPrior:
    """Assume a click rate from relevance, ``expit(base + sum of weight x signal)``.

    It stands in until clicks can teach a better one. The defaults are a belief that nobody measured: an ad that has
    nothing to do with its surroundings gets 0.3 %, and one that fits by topic, by a keyword and by meaning about 5 %.
    All weights are log-odds.

    Parameters
    ----------
    base
        Log-odds of a click on an unrelated ad.
    topic, keyword, meaning, interest
        What a full 1 of each signal adds.
    """

    base: float = -5.8
    topic: float = 1.4
    keyword: float = 0.8
    meaning: float = 1.2
    interest: float = 0.8

    def gains(self, relevance: Relevance, personal: PersonalRelevance) -> NDArray[np.float64]:
        """Give the log-odds that each signal adds, ``(4, n_ads) float64``, in the order of ``TERMS[1:]``."""
        return np.stack(
            [
                self.topic * relevance.topic.astype(np.float64),
                self.keyword * relevance.keyword.astype(np.float64),
                self.meaning * relevance.meaning.astype(np.float64),
                self.interest * personal.interest.astype(np.float64),
            ]
        )

    def click_rates(self, gains: NDArray[np.float64]) -> NDArray[np.int64]:
        """Predict clicks per million impressions, ``(n_ads,) int64``, at least 1, from ``(4, n_ads)`` gains."""
        rates = np.rint(expit(self.base + gains.sum(axis=0)) * PPM)
        return np.asarray(np.maximum(rates, 1.0), np.int64)

    def terms(self, bid_micros: int, gains: NDArray[np.float64]) -> dict[str, float]:
        """Split an ad's eCPM, in units of currency, into what the base rate and each signal contribute.

        The gain over the base rate is shared out in proportion to the log-odds. That is the Aumann-Shapley value
        of the signals (R. Aumann, L. Shapley: Values of Non-Atomic Games, 1974; as integrated gradients in
        M. Sundararajan, A. Taly, Q. Yan, ICML 2017): it adds up, and no signal gains by being counted last.

        Parameters
        ----------
        gains
            ``(4,) float64``, of one ad.
        """
        none, given = self.click_rates(np.stack([np.zeros_like(gains), gains], axis=1)).tolist()
        base, total = ecpm(bid_micros, none), ecpm(bid_micros, given)
        shares = gains / max(float(gains.sum()), 1e-12) * (total - base)
        return dict(zip(TERMS, [base, *shares.tolist()], strict=True))


def ecpm(bid_micros: int, click_rate_ppm: int) -> float:
    """Give the worth of a thousand impressions in units of currency."""
    return bid_micros * click_rate_ppm / 1e9
