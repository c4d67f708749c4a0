"""What an evaluation found, as plain frozen values: for tables, plots and JSON alike."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from ranking.evaluation.intervals import Interval


@dataclass(frozen=True)
class Figure:
    """One figure of one system: a mean over people."""

    system: str
    metric: str
    interval: Interval


@dataclass(frozen=True)
class Difference:
    """How much higher a figure of a system is than of the one it is compared with, person by person.

    Parameters
    ----------
    p
        That chance alone sets them so far apart; NaN where too few people were asked.
    p_adjusted
        Raised for how many systems were compared by this figure (Holm).
    """

    system: str
    against: str
    metric: str
    interval: Interval
    p: float
    p_adjusted: float


@dataclass(frozen=True)
class SliceFigure:
    """One figure of one system over the people, or the posts, of one slice."""

    slicing: str
    slice: str
    system: str
    metric: str
    interval: Interval


@dataclass(frozen=True)
class WholeFigure:
    """One figure of all lists of a system together, without an interval: it depends on how many lists there are."""

    system: str
    metric: str
    value: float


@dataclass(frozen=True)
class Reliability:
    """Whether what was predicted came true, in bins of as many pairs of a person and a post each.

    Parameters
    ----------
    predicted, observed
        Of each bin the mean chance predicted, and the share that came true.
    shares
        The part of all pairs in each bin.
    error
        The expected calibration error: their mean distance, weighted by the shares.
    """

    system: str
    action: str
    predicted: tuple[float, ...]
    observed: tuple[float, ...]
    shares: tuple[float, ...]
    error: float


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation found.

    Parameters
    ----------
    k
        Places of a list.
    systems
        In the order in which they were named; the first is what the others are compared with.
    moments
        When the lists were asked for.
    people
        How many people had something to judge by.
    judged
        How many pairs of a person and a post that they liked later the lists were judged by.
    left_out
        How many such pairs do not count, by reason; see ``ranking/evaluation/panel.py``.
    figures, differences, slices, whole, reliability
        What came out.
    notes
        What to know before believing it, in sentences.
    """

    k: int
    systems: tuple[str, ...]
    moments: tuple[datetime, ...]
    people: int
    judged: int
    left_out: Mapping[str, int]
    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]
    slices: tuple[SliceFigure, ...]
    whole: tuple[WholeFigure, ...]
    reliability: tuple[Reliability, ...]
    notes: tuple[str, ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        """The names of the figures that have intervals, in order."""
        return tuple(dict.fromkeys(figure.metric for figure in self.figures))

    def interval(self, system: str, metric: str) -> Interval:
        """Look up one figure.

        Raises
        ------
        KeyError
            If there is none.
        """
        return {(figure.system, figure.metric): figure.interval for figure in self.figures}[system, metric]

    def difference(self, system: str, metric: str) -> Difference:
        """Look up how a system differs from the first.

        Raises
        ------
        KeyError
            If it is the first, or there is no such figure.
        """
        return {(one.system, one.metric): one for one in self.differences}[system, metric]

    def to_dict(self) -> dict[str, object]:
        """Give plain values; a figure that nobody has is None."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    def to_json(self) -> str:
        """Write ``to_dict`` as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def _plain(value: Any) -> object:  # noqa: ANN401 - whatever asdict gives
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return None if isinstance(value, float) and math.isnan(value) else value
