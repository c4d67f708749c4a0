"""Draw an evaluation; matplotlib is needed for this and for nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from pipeline.errors import ConfigError
from ranking.evaluation.intervals import Interval
from ranking.evaluation.result import Evaluation, Reliability, SliceFigure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

DRAWN: Final = ("nDCG", "recall", "MRR", "novelty", "diversity", "topic miscalibration")
_AT_K: Final = frozenset({"nDCG", "recall", "precision", "MRR", "hit rate"})
_INCHES_A_SYSTEM: Final = 0.32
_MOST_SLICED: Final = 4
"""More systems than these are not to be told apart in a slice."""

_COLOURS: Final = ("#0b6e99", "#d9730d", "#448361", "#9065b0", "#787774", "#c14c8a", "#cb912f", "#d44c47")


def plot(evaluation: Evaluation) -> Drawing:
    """Draw all there is: figures with intervals, slices, and whether predictions came true.

    Raises
    ------
    ConfigError
        If matplotlib is not installed.
    """
    figure_class = _figure_class()
    rows = [_height(len(evaluation.systems))] * 2 + [3.4]
    if evaluation.reliability:
        rows.append(3.2)
    drawing = figure_class(figsize=(12.5, sum(rows) + 0.6), layout="constrained")
    parts = drawing.subfigures(len(rows), 1, squeeze=False, height_ratios=rows)[:, 0]
    for part, names in zip(parts, (DRAWN[:3], DRAWN[3:]), strict=False):
        _draw_metrics(part.subplots(1, len(names), sharey=True), evaluation, names)
    slicings = tuple(dict.fromkeys(one.slicing for one in evaluation.slices))
    _draw_slices(parts[2].subplots(1, len(slicings), squeeze=False)[0], evaluation, slicings)
    if evaluation.reliability:
        _draw_reliability(parts[3].subplots(1, max(len(evaluation.reliability), 4), squeeze=False)[0], evaluation)
    drawing.suptitle(
        f"{evaluation.people:,} people, {evaluation.judged:,} posts that they liked later; bars are 95 % intervals",
        fontsize="medium",
    )
    return drawing


def save_plot(evaluation: Evaluation, path: Path) -> None:
    """Draw into a file; its ending says in which format (``.png``, ``.svg``, ``.pdf``).

    Raises
    ------
    ConfigError
        If matplotlib is not installed, or does not know the ending.
    """
    check_plot(path)
    plot(evaluation).savefig(path, dpi=130)


def check_plot(path: Path) -> None:
    """Say now, and not when all is measured, that a plot could not be drawn.

    Raises
    ------
    ConfigError
        If matplotlib is not installed, or does not know the ending.
    """
    known = _figure_class()().canvas.get_supported_filetypes()
    if path.suffix.removeprefix(".") not in known:
        raise ConfigError(
            f"a plot named {path.name}",
            expected=f"an ending of {', '.join(sorted(known))}",
            remedy="Name it such as plot.png",
        )


def _figure_class() -> type[Drawing]:
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise ConfigError(
            "a plot is wanted and matplotlib is not installed",
            expected="matplotlib 3.10 or newer",
            remedy="Run `pip install 'feedloom[notebooks]'`, or leave the plot out",
        ) from None
    return Figure


def _height(systems: int) -> float:
    return 0.9 + _INCHES_A_SYSTEM * systems


def _draw_metrics(axes: Sequence[Axes], evaluation: Evaluation, names: Sequence[str]) -> None:
    places = np.arange(len(evaluation.systems))
    for panel, name in zip(axes, names, strict=True):
        for place, system in enumerate(evaluation.systems):
            _dot(panel, place, evaluation.interval(system, name), _COLOURS[0 if place == 0 else 4])
        panel.set_title(f"{name}@{evaluation.k}" if name in _AT_K else name, fontsize="medium")
        panel.grid(axis="x", alpha=0.3)
        panel.spines[["top", "right"]].set_visible(False)
        panel.margins(x=0.08)
    axes[0].set_yticks(places, evaluation.systems)
    axes[0].set_ylim(len(places) - 0.5, -0.5)


def _dot(panel: Axes, place: float, interval: Interval, colour: str, *, upright: bool = False) -> None:
    error = np.clip(np.nan_to_num([[interval.mean - interval.low], [interval.high - interval.mean]]), 0.0, None)
    at = ([place], [interval.mean]) if upright else ([interval.mean], [place])
    errors = {"yerr": error} if upright else {"xerr": error}
    panel.errorbar(*at, **errors, fmt="o", color=colour, markersize=4, capsize=2)


def _draw_slices(axes: Sequence[Axes], evaluation: Evaluation, slicings: Sequence[str]) -> None:
    systems = evaluation.systems[:_MOST_SLICED]
    for panel, slicing in zip(axes, slicings, strict=True):
        own = [one for one in evaluation.slices if one.slicing == slicing]
        names = tuple(dict.fromkeys(one.slice for one in own))
        for number, system in enumerate(systems):
            shift = (number - (len(systems) - 1) / 2) * 0.16
            for one in (figure for figure in own if figure.system == system):
                _dot(panel, names.index(one.slice) + shift, one.interval, _COLOURS[number], upright=True)
            panel.plot([], [], "o", color=_COLOURS[number], markersize=4, label=system)
        counts = {one.slice: one.interval.people for one in own if one.system == systems[0]}
        panel.set_xticks(range(len(names)), [f"{_folded(name)}\nn={counts.get(name, 0)}" for name in names])
        panel.tick_params(axis="x", labelsize="x-small")
        panel.set_title(f"{_metric(own, evaluation.k)} by {slicing}", fontsize="medium")
        panel.grid(axis="y", alpha=0.3)
        panel.spines[["top", "right"]].set_visible(False)
        panel.set_ylim(bottom=0)
    axes[-1].legend(loc="center left", bbox_to_anchor=(1.0, 0.5), fontsize="small", frameon=False)


def _metric(own: Sequence[SliceFigure], k: int) -> str:
    return f"{own[0].metric}@{k}"


def _folded(name: str) -> str:
    """Break a label of three words or more in two lines, so that neighbours do not touch."""
    words = name.split()
    half = (len(words) + 1) // 2
    return name if len(words) < 3 else f"{' '.join(words[:half])}\n{' '.join(words[half:])}"


def _draw_reliability(axes: Sequence[Axes], evaluation: Evaluation) -> None:
    for panel, one in zip(axes, evaluation.reliability, strict=False):
        _draw_curve(panel, one)
    for panel in axes[len(evaluation.reliability) :]:
        panel.set_visible(False)


def _draw_curve(panel: Axes, one: Reliability) -> None:
    most = 1.08 * max(*one.predicted, *one.observed, 1e-3)
    panel.plot([0, most], [0, most], color=_COLOURS[4], linewidth=0.8, linestyle="--")
    panel.plot(one.predicted, one.observed, "o-", color=_COLOURS[0], markersize=4)
    panel.set(xlim=(0, most), ylim=(0, most), xlabel="predicted", ylabel="came true")
    panel.set_title(f"{one.action}: error {one.error:.3f}", fontsize="medium")
    panel.grid(alpha=0.3)
