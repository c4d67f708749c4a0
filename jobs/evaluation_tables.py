"""Draw an evaluation as tables."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ranking.evaluation.intervals import Interval
from ranking.evaluation.result import Difference, Evaluation

if TYPE_CHECKING:
    from rich.table import Table

ACCURACY: Final = ("nDCG", "recall", "precision", "MRR", "hit rate")
BEYOND: Final = ("novelty", "diversity", "topic miscalibration", "long tail", "new authors", "complaints")
COMPARED: Final = ("nDCG", "recall")


def evaluation_tables(evaluation: Evaluation) -> Iterator[Table]:
    """Draw the figures, the comparisons, what is beyond accuracy, the slices, and how well chances came true."""
    at_k = {name: f"{name}@{evaluation.k}" for name in ACCURACY}
    yield _figures("How well lists name what people then liked", evaluation, ACCURACY, at_k)
    if evaluation.differences:
        yield _differences(evaluation)
    yield _beyond(evaluation)
    for slicing in dict.fromkeys(one.slicing for one in evaluation.slices):
        yield _slices(evaluation, slicing)
    if evaluation.reliability:
        yield _reliability(evaluation)


def _table(title: str, columns: Sequence[str]) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left")
    return table


def _figures(title: str, evaluation: Evaluation, names: Sequence[str], shown: dict[str, str]) -> Table:
    table = _table(title, ["system", *(shown[name] for name in names)])
    for system in evaluation.systems:
        table.add_row(system, *(_sure(evaluation.interval(system, name)) for name in names))
    later = ", ".join(f"{count:,} {reason}" for reason, count in evaluation.left_out.items() if count)
    table.caption = (
        f"{evaluation.people:,} people, {evaluation.judged:,} posts that they liked after one of "
        f"{len(evaluation.moments)} moments, 95 % intervals; left out: {later or 'nothing'}"
    )
    return table


def _differences(evaluation: Evaluation) -> Table:
    columns = [part for name in COMPARED for part in (f"{name}@{evaluation.k}", "p", "Holm")]
    table = _table(f"Less or more than {evaluation.systems[0]}, person by person", ["system", *columns])
    for system in evaluation.systems[1:]:
        found = [evaluation.difference(system, name) for name in COMPARED]
        table.add_row(system, *(cell for one in found for cell in _compared(one)))
    return table


def _compared(one: Difference) -> tuple[str, str, str]:
    return _sure(one.interval, sign="+"), _chance(one.p), _chance(one.p_adjusted)


def _beyond(evaluation: Evaluation) -> Table:
    whole = {(one.system, one.metric): one.value for one in evaluation.whole}
    metrics = tuple(dict.fromkeys(one.metric for one in evaluation.whole))
    table = _table("Beyond accuracy", ["system", *BEYOND, *metrics])
    for system in evaluation.systems:
        means = (_number(evaluation.interval(system, name).mean) for name in BEYOND)
        table.add_row(system, *means, *(_number(whole[system, name]) for name in metrics))
    return table


def _slices(evaluation: Evaluation, slicing: str) -> Table:
    own = {(one.slice, one.system): one for one in evaluation.slices if one.slicing == slicing}
    metric = next(iter(own.values())).metric
    table = _table(f"{metric}@{evaluation.k} by {slicing}", ["slice", "people", *evaluation.systems])
    for name in dict.fromkeys(name for name, _ in own):
        found = [own[name, system].interval for system in evaluation.systems]
        table.add_row(name, f"{found[0].people:,}", *(_short(interval) for interval in found))
    return table


def _reliability(evaluation: Evaluation) -> Table:
    table = _table("Whether predicted chances came true", ["action", "predicted", "came true", "error"])
    for one in evaluation.reliability:
        means = (
            sum(value * share for value, share in zip(values, one.shares, strict=True))
            for values in (one.predicted, one.observed)
        )
        table.add_row(one.action, *(_number(mean) for mean in means), _number(one.error))
    return table


def _sure(interval: Interval, sign: str = "") -> str:
    if math.isnan(interval.mean):
        return "-"
    if math.isnan(interval.low):
        return f"{interval.mean:{sign}.3f}"
    return f"{interval.mean:{sign}.3f} [{interval.low:{sign}.3f}, {interval.high:{sign}.3f}]"


def _short(interval: Interval) -> str:
    """Leave room for many systems: half the interval's width in place of its ends."""
    half = "" if math.isnan(interval.low) else f" ±{(interval.high - interval.low) / 2:.3f}"
    return f"{_number(interval.mean)}{half}"


def _number(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _chance(p: float) -> str:
    return "-" if math.isnan(p) else "<0.001" if p < 0.001 else f"{p:.3f}"
