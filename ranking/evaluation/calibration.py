"""Whether predicted chances come true."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import BadInput
from ranking.evaluation.result import Reliability

BINS = 10


def reliability(
    system: str, action: str, predicted: NDArray[np.floating], happened: NDArray[np.bool_], bins: int = BINS
) -> Reliability:
    """Compare predicted chances with what happened, in bins of as many predictions each.

    The expected calibration error (Naeini, Cooper and Hauskrecht, AAAI 2015) with bins of equal mass, which is less
    biased than with bins of equal width where most chances are small (Roelofs et al., AISTATS 2022).

    Parameters
    ----------
    predicted
        ``(n,)``, 0 to 1.
    happened
        ``(n,) bool``.
    bins
        1 or more; there are fewer where there are fewer predictions.

    Raises
    ------
    BadInput
        If there is nothing to compare, or a chance is outside 0 to 1.
    """
    if not len(predicted) or len(predicted) != len(happened) or not ((predicted >= 0) & (predicted <= 1)).all():
        raise BadInput(
            f"{len(predicted)} chances and {len(happened)} outcomes",
            expected="as many chances of 0 to 1 as outcomes, one at least",
            remedy="Pass what was predicted for posts that people met, and whether they did it",
        )
    order = np.argsort(predicted, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part)]
    chance = np.array([predicted[part].mean(dtype=np.float64) for part in parts])
    share = np.array([happened[part].mean() for part in parts])
    counts = np.array([len(part) for part in parts])
    error = float((np.abs(chance - share) * counts).sum() / counts.sum())
    return Reliability(system, action, tuple(chance.tolist()), tuple(share.tolist()), tuple(counts.tolist()), error)
