"""Small neural networks that predict all actions at once, in plain numpy.

The actions share all layers but the last, so that rare ones (a report) rest on what the frequent ones (a click) have
taught (Caruana, "Multitask learning", Machine Learning 1997). The numbers come from scikit-learn (``training.py``);
this is all that a request needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.learned.features import Features

Numbers = NDArray[np.float32]
Precise = NDArray[np.float64]

CLIP: Final = 16.0
"""A feature counts up to so many deviations from its mean. With 4 the best few candidates, which lie far out, could not
be told apart: on films nDCG@10 fell from 0.169 to 0.161."""

GRID: Final = 4_096.0
"""Inputs of a layer are multiples of one over this, its weights of one over :data:`WEIGHT_GRID`, both within bounds."""

WEIGHT_GRID: Final = 65_536.0
MOST_WEIGHT: Final = 64.0
MOST_UNITS: Final = 128
_MOST_ACTIVE: Final = 1_024.0


@dataclass(frozen=True)
class Scale:
    """Bring features to one scale, in two ways side by side.

    As a distance from the mean in deviations; and as the logarithm of one plus a distance from the median in typical
    distances, with its sign, which keeps apart what is crowded at the median, and the few that are far out.

    Parameters
    ----------
    centre, spread
        ``(f,) float32``, mean and deviation.
    median, typical
        ``(f,) float32``, the median, and the median distance of those that are not at it.
    """

    centre: Numbers
    spread: Numbers
    median: Numbers
    typical: Numbers

    @classmethod
    def of(cls, features: Features) -> Scale:
        """Learn it from examples, ``(n, f)``."""
        values = features.astype(np.float64)
        median = np.median(values, axis=0)
        distance = np.abs(values - median)
        typical = [float(np.median(column[column > 0])) if column.any() else 1.0 for column in distance.T]
        spread = values.std(axis=0)
        found = (values.mean(axis=0), np.where(spread > 0, spread, 1.0), median, np.array(typical))
        return cls(*(numbers.astype(np.float32) for numbers in found))

    def __call__(self, features: Features) -> Numbers:
        """Give ``(n, 2 f) float32``, within :data:`CLIP`."""
        count, width = features.shape
        scaled = np.empty((count, 2 * width), np.float32)
        near, far = scaled[:, :width], scaled[:, width:]
        np.divide(features - self.centre, self.spread, out=near)
        distance = (features - self.median) / self.typical
        np.copysign(np.log(np.abs(distance) + np.float32(1.0)), distance, out=far)
        return np.clip(scaled, -CLIP, CLIP, out=scaled)


@dataclass(frozen=True)
class Network:
    """Turn scaled features into log odds, exactly.

    How a matrix product rounds depends on its shape and on the processor, and a score must not depend on how many
    others are scored with it. So numbers lie on grids that are coarse enough for every sum of a layer to be exact in
    double precision, in whatever order it is added up.

    Parameters
    ----------
    weights
        Of each layer, ``(i, o) float64`` multiples of one over :data:`WEIGHT_GRID`, within :data:`MOST_WEIGHT`; at most
        :data:`MOST_UNITS` inputs and outputs.
    biases
        ``(o,) float64`` each. Rectified linear units between layers, ``a`` outputs at the end.
    """

    weights: tuple[Precise, ...]
    biases: tuple[Precise, ...]

    @classmethod
    def rounded(cls, weights: Iterable[Precise], biases: Iterable[Precise]) -> Network:
        """Bring the numbers of a fit to the grid."""
        steps = (np.rint(np.clip(layer, -MOST_WEIGHT, MOST_WEIGHT) * WEIGHT_GRID) for layer in weights)
        return cls(tuple(layer / WEIGHT_GRID for layer in steps), tuple(biases))

    def __call__(self, scaled: Precise) -> Precise:
        """Predict, ``(n, 2 f) -> (n, a) float64``, from inputs on the grid."""
        for weights, bias in zip(self.weights[:-1], self.biases[:-1], strict=True):
            active = scaled @ weights
            active += bias
            scaled = on_grid(np.clip(active, 0.0, _MOST_ACTIVE, out=active))
        return np.asarray(scaled @ self.weights[-1] + self.biases[-1], np.float64)


@dataclass(frozen=True)
class Ensemble:
    """Average a few networks that began at different random numbers: what is chance in one is not in the others.

    Parameters
    ----------
    scale
        Shared by all.
    networks
        One or more.
    """

    scale: Scale
    networks: tuple[Network, ...]

    def log_odds(self, features: Features) -> Numbers:
        """Predict, ``(n, f) -> (n, a) float32``; a row's numbers are the same whatever the others are, bit for bit."""
        scaled = on_grid(self.scale(features).astype(np.float64))
        total = self.networks[0](scaled)
        for network in self.networks[1:]:
            total = total + network(scaled)
        return np.asarray(total / len(self.networks), np.float32)


def on_grid(values: Precise) -> Precise:
    """Round to multiples of one over :data:`GRID`, in place."""
    values *= GRID
    np.rint(values, out=values)
    values *= 1.0 / GRID
    return values
