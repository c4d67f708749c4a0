"""Turn a likeness into the chance that a label is right.

A sigmoid of two numbers: how near a label lies to a post, and how far it leads the other labels that are judged beside
it. Three constants for posts with text alone, three for posts with pictures alone, three for posts with both (Platt
1999, with a second feature). They were fitted on labelled posts by ``python -m benchmarks.topics``, which prints how
well they hold on other posts, and with ``--renew`` writes ``calibration.json`` anew; a new model needs that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import ModelError

BOTH: Final = "both"
"""The name of the calibration for posts with a vector in more than one space."""

SHARPNESS: Final = 40.0
"""In the lead over the other labels a label that lies nearer by a cosine of 0.025 counts e times as much."""

Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Calibration:
    """Three constants.

    Parameters
    ----------
    slope
        What the lead counts.
    level
        What the cosine itself counts.
    intercept
        The log-odds of a label at cosine 0 without a lead.
    """

    slope: float
    level: float
    intercept: float

    def chance(self, cosines: Numbers) -> Numbers:
        """Say how likely each label is right, ``(n, t) float32``, 0 to 1.

        Parameters
        ----------
        cosines
            ``(n, t)``, of n posts with the t labels that are judged beside one another.
        """
        odds = self.slope * leads(cosines) + self.level * cosines + self.intercept
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), np.float32)


@dataclass(frozen=True)
class Calibrations:
    """The constants, and what they were fitted with.

    Parameters
    ----------
    models
        By space the model; of another one the scores are no chances.
    spreads
        By space, how far a post's cosines with its labels spread (standard deviation) on the posts of the fit.
    kinds
        By space, and ``"both"``.
    """

    models: Mapping[str, str]
    spreads: Mapping[str, float]
    kinds: Mapping[str, Calibration]

    def of(self, kind: str) -> Calibration:
        """Look up a kind of post.

        Raises
        ------
        ModelError
            If it was never calibrated.
        """
        if kind not in self.kinds:
            raise ModelError(
                f"vectors of the space {kind!r}",
                expected=f"a calibrated space: {', '.join(sorted(self.kinds.keys() - {BOTH}))}",
                remedy="Encode with a model profile, or pass calibrations of your own",
            )
        return self.kinds[kind]


@cache
def shipped() -> Calibrations:
    """Read the constants that come with the package."""
    found = json.loads((files("pipeline") / "calibration.json").read_text(encoding="utf-8"))
    kinds = {kind: Calibration(**constants) for kind, constants in found["kinds"].items()}
    return Calibrations(found["models"], found["spreads"], kinds)


def leads(cosines: Numbers) -> Numbers:
    """Measure how far each label lies ahead of the others, in cosine, ``(n, t) float32``.

    The others count by their soft maximum, among them one that lies at cosine 0 from everything: so that a single label
    has a rival too.
    """
    scaled = SHARPNESS * cosines.astype(np.float64)
    top = np.maximum(scaled.max(axis=1, keepdims=True, initial=0.0), 0.0)
    weight = np.exp(scaled - top)
    rest = np.maximum(weight.sum(axis=1, keepdims=True) - weight, 0.0) + np.exp(-top)
    return np.asarray((scaled - top - np.log(rest)) / SHARPNESS, np.float32)
