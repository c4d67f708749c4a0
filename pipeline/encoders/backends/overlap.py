"""How many of the nearest neighbours stay when a model is run in fewer bits, and a floor for it."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

NEIGHBOURS: Final = 10
LEAST_SAMPLE: Final = 100
"""Among fewer texts nearly everything is a neighbour, and the share says nothing."""

Matrix = NDArray[np.float32]


def neighbour_overlap(before: Matrix, after: Matrix, k: int = NEIGHBOURS) -> float:
    """Measure which share of each row's k nearest other rows stays among its k nearest.

    Parameters
    ----------
    before, after
        ``(n, d)`` and ``(n, e) float32``, unit rows, of the same n > k pieces of content.

    Returns
    -------
    float
        From 0 (none stays) to 1 (all do; their order may differ), the mean of all rows.
    """
    kept = [
        np.isin(new, old, assume_unique=True).mean()
        for old, new in zip(_nearest(before, k), _nearest(after, k), strict=True)
    ]
    return float(np.mean(kept))


def require_overlap(before: Matrix, after: Matrix, least: float) -> float:
    """Return the neighbour overlap of a sample if it is high enough.

    Parameters
    ----------
    least
        The floor, from 0 to 1.

    Raises
    ------
    ModelError
        If it is lower, or the sample is too small to tell.
    """
    if len(before) < LEAST_SAMPLE:
        raise ModelError(
            f"a sample of {len(before)} different texts to measure int8 on",
            expected=f"at least {LEAST_SAMPLE}",
            remedy="Use the backend 'auto'; so few texts need no other",
        )
    found = neighbour_overlap(before, after)
    if found < least:
        raise ModelError(
            f"int8 keeps {found:.3f} of the {NEIGHBOURS} nearest neighbours among {len(before)} of these texts",
            expected=f"at least {least:g}",
            remedy="Use the backend 'auto', or lower least_overlap if that is near enough for you",
        )
    return found


def _nearest(rows: Matrix, k: int) -> NDArray[np.int64]:
    cosines = rows @ rows.T
    np.fill_diagonal(cosines, -np.inf)
    return np.argpartition(-cosines, k - 1, axis=1)[:, :k].astype(np.int64)
