"""Whether two texts are the same with small edits, by their fingerprints."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.fingerprints import NONE, RUN, SKETCH

LONG_LETTERS: Final = 160
"""From here on a changed word, a line added or a number corrected leaves a text the same."""

_SHORT_LETTERS: Final = 80
"""Below, the letters must be equal: "Analyst, UK Government" and "Analyst, US Government" are two advertisements."""

_LEAST_SHARED: Final = 0.8
"""Of the runs of letters of two long texts; news agencies' texts with fewer in common were written anew."""

_LEAST_SHARED_OTHER_NUMBERS: Final = 0.9
"""The same where numbers differ: a correction, not tomorrow's weather."""

_BANDS: Final = 16
_MINIMA: Final = 4

Texts = NDArray[np.void]
"""``(n,)`` of the type :data:`pipeline.fingerprints.TEXT`; version 0 where there is none."""


def same_texts(one: Texts, other: Texts) -> NDArray[np.bool_]:
    """Compare ``m`` texts with ``m`` others, ``(m,) bool``; never true where either has no fingerprint."""
    both = (one["version"] > 0) & (other["version"] > 0)
    letters = np.minimum(one["letters"], other["letters"])
    long = letters >= LONG_LETTERS
    same_numbers = one["numbers"] == other["numbers"]
    least = np.where(long, np.where(same_numbers, _LEAST_SHARED, _LEAST_SHARED_OTHER_NUMBERS), _one_letter_off(letters))
    edited = long | ((letters >= _SHORT_LETTERS) & same_numbers & (one["words"] == other["words"]))
    equal = (one["whole"] == other["whole"]) & (one["letters"] == other["letters"])
    return np.asarray(both & (equal | (edited & (shared_runs(one, other) >= least - 1e-9))))


def shared_runs(one: Texts, other: Texts) -> NDArray[np.float64]:
    """Estimate which share of the runs of either text both have (Jaccard's index), ``(m,) float64``.

    Exact for texts of up to 64 different runs together, else with a standard error of at most 0.063.
    """
    merged = np.sort(np.concatenate([one["sketch"], other["sketch"]], axis=1), axis=1)
    twice = merged[:, 1:] == merged[:, :-1]
    first = np.ones_like(merged, np.bool_)
    first[:, 1:] = ~twice
    rank = np.cumsum(first & (merged != NONE), axis=1)
    seen = np.minimum(rank[:, -1], SKETCH)
    shared = np.count_nonzero(twice & (merged[:, 1:] != NONE) & (rank[:, 1:] <= SKETCH), axis=1)
    return np.asarray(shared / np.maximum(seen, 1), np.float64)


def text_keys(texts: Texts) -> NDArray[np.uint64]:
    """Give 16 keys a text, ``(n, 16) uint64``, whose leading 16 bits are equal as often as two texts share runs.

    Each quarter of a key is a minimum of the runs' hashes in another order (Broder, SEQUENCES 1997).
    """
    rng = np.random.default_rng(16)
    keys = np.zeros((len(texts), _BANDS), np.uint64)
    sketch = np.ascontiguousarray(texts["sketch"])
    absent = sketch == NONE
    for band in range(_BANDS):
        for _ in range(_MINIMA):
            shuffled = sketch * np.uint32(int(rng.integers(2**31, 2**32)) | 1)
            shuffled[absent] = NONE
            least = shuffled.min(axis=1)
            keys[:, band] = (keys[:, band] << np.uint64(16)) | ((least ^ (least >> np.uint32(13))) & np.uint32(0xFFFF))
    return keys


def _one_letter_off(letters: NDArray[np.integer]) -> NDArray[np.float64]:
    """Give the share that is left of the runs of a text when one letter is another."""
    total = letters.astype(np.float64) + RUN - 1
    return np.asarray((total - RUN) / (total + RUN), np.float64)
