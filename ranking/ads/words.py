"""Whole words and phrases, found in texts of any case and width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Phrase = tuple[str, ...]
"""Words one after another, case-folded."""

_WORD: Final = re.compile(r"\w+")


def phrase_of(text: str | None) -> Phrase:
    """Split a text into its words, case-folded and in compatibility form (full-width letters become plain ones)."""
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", text or "").casefold()))


def said_in(texts: Iterable[Phrase], longest: int) -> frozenset[Phrase]:
    """Collect every run of 1 to ``longest`` words of each text."""
    return frozenset(
        text[start : start + length]
        for text in texts
        for length in range(1, longest + 1)
        for start in range(len(text) - length + 1)
    )


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
