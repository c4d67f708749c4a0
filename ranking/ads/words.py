"""Which ads list a word or phrase that was said; :mod:`pipeline.words` says what counts as said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.words import Phrase, phrase_of


@dataclass(frozen=True)
class PhraseTable:
    """Find which ads list a phrase that was said, without going through the ads.

    Parameters
    ----------
    ads
        ``(m,) int64`` rows of the ads that list a phrase, by phrase.
    count
        How many ads there are.
    longest
        The number of words of the longest phrase.
    """

    ads: Mapping[Phrase, NDArray[np.int64]]
    count: int
    longest: int

    @classmethod
    def of(cls, lists: Sequence[Iterable[str]]) -> PhraseTable:
        """Index one list of phrases an ad; a phrase without a word, such as ``"!"``, matches nothing."""
        ads: dict[Phrase, list[int]] = {}
        for ad, phrases in enumerate(lists):
            for phrase in sorted({phrase_of(phrase) for phrase in phrases} - {()}):
                ads.setdefault(phrase, []).append(ad)
        rows = {phrase: np.array(listed, np.int64) for phrase, listed in ads.items()}
        return cls(rows, len(lists), max(map(len, rows), default=0))

    def hits(self, said: frozenset[Phrase]) -> NDArray[np.int64]:
        """Count how many of each ad's phrases were said, ``(n_ads,) int64``."""
        counts = np.zeros(self.count, np.int64)
        for phrase in said & self.ads.keys():
            counts[self.ads[phrase]] += 1
        return counts

    def first_hit(self, ad: int, said: frozenset[Phrase]) -> str | None:
        """Name one of an ad's phrases that was said: the longest, then the first in the alphabet."""
        found = [phrase for phrase in said & self.ads.keys() if ad in self.ads[phrase]]
        if not found:
            return None
        best: Phrase = min(found, key=lambda phrase: (-len(phrase), phrase))
        return " ".join(best)
