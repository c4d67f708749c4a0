"""Say how sure a mean over people is, and whether two systems differ by more than chance.

People are what is drawn: figures of one person are not independent of each other, those of two people nearly are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from pipeline.errors import BadInput

DRAWS: Final = 2_000
LEVEL: Final = 0.95
FLIPS: Final = 9_999
_CELLS_AT_ONCE: Final = 4_000_000

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """A mean over people and how sure it is.

    Parameters
    ----------
    mean
        NaN where nobody has a figure.
    low, high
        Ends of the interval; NaN where fewer than two people have one.
    people
        How many have one.
    """

    mean: float
    low: float
    high: float
    people: int


def mean_interval(values: Values, *, seed: int = 0, draws: int = DRAWS, level: float = LEVEL) -> Interval:
    """Give the mean of one figure a person with its bootstrap interval; see :func:`mean_intervals`."""
    return mean_intervals(values[:, None], seed=seed, draws=draws, level=level)[0]


def mean_intervals(values: Values, *, seed: int = 0, draws: int = DRAWS, level: float = LEVEL) -> tuple[Interval, ...]:
    """Draw people with replacement and give the mean of each figure with a BCa interval.

    Bias-corrected and accelerated intervals (Efron, "Better bootstrap confidence intervals", JASA 1987). For a mean the
    jackknife that they need has a closed form. All figures see the same draws. For the interval of a *difference*
    between systems pass each person's difference: that is the paired bootstrap.

    Parameters
    ----------
    values
        ``(n, m) float64``, n people and m figures; NaN where a person has no such figure.
    draws
        At least 100.
    level
        How often such an interval holds the truth, above 0 and below 1.

    Returns
    -------
    tuple
        m intervals.

    Raises
    ------
    BadInput
        If ``draws`` or ``level`` is out of range.
    """
    if draws < 100 or not 0 < level < 1:
        raise BadInput(
            f"{draws} draws for a level of {level}",
            expected="100 draws or more, and a level between 0 and 1",
            remedy="2,000 draws and 0.95 are usual",
        )
    given = np.isfinite(values)
    filled = np.where(given, values, 0.0)
    counts = given.sum(axis=0)
    means = np.where(counts > 0, filled.sum(axis=0) / np.maximum(counts, 1), np.nan)
    drawn = np.concatenate([_weighted_means(often, filled, given) for often in _resamples(len(values), draws, seed)])
    ends = [_bca(values[given[:, one], one], means[one], drawn[:, one], level) for one in range(values.shape[1])]
    return tuple(
        Interval(float(mean), low, high, int(count))
        for mean, (low, high), count in zip(means, ends, counts, strict=True)
    )


def sign_flip_p(differences: Values, *, seed: int = 0, flips: int = FLIPS) -> float:
    """Test whether paired differences have the mean 0, by flipping their signs at random.

    Fisher's randomisation test, which Smucker, Allan and Carterette ("A comparison of statistical significance tests
    for information retrieval evaluation", CIKM 2007) recommend over the Wilcoxon test: it asks of the mean, which is
    what is reported.

    Parameters
    ----------
    differences
        ``(n,) float64``, one a person; NaN is left out.

    Returns
    -------
    float
        The two-sided p, from ``1 / (flips + 1)`` on; NaN where nobody has a difference.
    """
    given = differences[np.isfinite(differences)]
    if not len(given):
        return float("nan")
    rng, at_once = np.random.default_rng(seed), max(1, _CELLS_AT_ONCE // len(given))
    observed, extreme = abs(given.sum()), 0
    for start in range(0, flips, at_once):
        signs = rng.integers(0, 2, (min(at_once, flips - start), len(given)), np.int8)
        sums = 2.0 * (signs @ given) - given.sum()
        extreme += int((np.abs(sums) >= observed - 1e-9 * max(observed, 1e-9)).sum())
    return (extreme + 1.0) / (flips + 1.0)


def holm(p_values: Values) -> Values:
    """Raise p values for how many were asked for (Holm 1979): at 0.05, one false alarm in twenty such families.

    Parameters
    ----------
    p_values
        ``(m,) float64`` of one family; NaN is left out of it.

    Returns
    -------
    numpy.ndarray
        ``(m,) float64``, each at least as large as before, at most 1.
    """
    adjusted = np.array(p_values, np.float64)
    asked = np.flatnonzero(np.isfinite(adjusted))
    order = asked[np.argsort(adjusted[asked], kind="stable")]
    raised = adjusted[order] * np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(raised), 1.0) if len(order) else raised
    return adjusted


def _resamples(count: int, draws: int, seed: int) -> Iterator[Values]:
    """Say how often each person is in each draw, ``(draws, count)`` in pieces."""
    rng, at_once = np.random.default_rng(seed), max(1, _CELLS_AT_ONCE // max(count, 1))
    for start in range(0, draws, at_once):
        wanted = min(at_once, draws - start)
        drawn = rng.integers(0, max(count, 1), (wanted, count))
        drawn += np.arange(wanted)[:, None] * count
        yield np.bincount(drawn.ravel(), minlength=wanted * count).reshape(wanted, count).astype(np.float64)


def _weighted_means(often: Values, filled: Values, given: NDArray[np.bool_]) -> Values:
    weight = often @ given
    return np.where(weight > 0, (often @ filled) / np.maximum(weight, 1.0), np.nan)


def _bca(values: Values, mean: float, drawn: Values, level: float) -> tuple[float, float]:
    if len(values) < 2:
        return float("nan"), float("nan")
    apart = values - mean
    spread = float((apart**2).sum())
    if spread <= np.finfo(np.float64).eps ** 2 * len(values):
        return float(mean), float(mean)
    drawn = drawn[np.isfinite(drawn)]
    below = (np.sum(drawn < mean) + np.sum(drawn <= mean)) / (2.0 * len(drawn))
    bias = ndtri(np.clip(below, 0.5 / len(drawn), 1.0 - 0.5 / len(drawn)))
    acceleration = float((apart**3).sum()) / (6.0 * spread**1.5)
    points = bias + ndtri(np.array([(1.0 - level) / 2.0, (1.0 + level) / 2.0]))
    low, high = np.quantile(drawn, ndtr(bias + points / (1.0 - acceleration * points)))
    return float(low), float(high)
