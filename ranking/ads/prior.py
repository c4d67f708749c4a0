"""The predicted click rate: a stated prior, not a learned model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.ads.targeting import PersonalRelevance, Relevance
from ranking.catalog import expit

PPM: Final = 1_000_000
TERMS: Final = ("base rate", "topic", "keyword", "meaning", "interest")
"""What an ad's eCPM is made of, in the order in which it is added up."""


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
        """Give the click rate as each signal is added, ``(5, n_ads) int64`` in clicks per million, at least 1.

        The last row is the predicted rate; the differences between rows are what each signal contributes.
        """
        added = np.concatenate([np.zeros((1, gains.shape[1])), np.cumsum(gains, axis=0)])
        rates = np.rint(expit(self.base + added) * PPM)
        return np.asarray(np.maximum(rates, 1.0), np.int64)
