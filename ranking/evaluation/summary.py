"""Turn figures of people into means with intervals, comparisons, slices, and sentences of caution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from ranking.evaluation.intervals import Values, holm, mean_interval, mean_intervals, sign_flip_p
from ranking.evaluation.judging import HISTORY_SLICE, SLICED
from ranking.evaluation.panel import MADE_LATER, Panel
from ranking.evaluation.protocol import Protocol
from ranking.evaluation.result import Difference, Evaluation, Figure, Reliability, SliceFigure, WholeFigure
from ranking.evaluation.slices import HISTORY, POST_SLICINGS, column_of

FEW: Final = 20
"""With fewer people nothing is tested: an interval of so few is no more than a hint."""

_HISTORY_SLICING: Final = "history of the person"
_HISTORY_METRIC: Final = "nDCG"
_MANY_LEFT_OUT: Final = 0.5


class Marked(NamedTuple):
    """What one system did at one moment.

    Parameters
    ----------
    people
        The table of ``judge``.
    whole
        The figures of ``judge_whole``.
    """

    system: str
    people: pd.DataFrame
    whole: Mapping[str, float]


def summarise(
    protocol: Protocol,
    panels: Sequence[Panel],
    marked: Sequence[Marked],
    reliability: Sequence[Reliability] = (),
    notes: Sequence[str] = (),
) -> Evaluation:
    """Sum up what all systems did at all moments.

    A person who was asked at several moments counts once, with the mean over them.

    Parameters
    ----------
    panels
        One a moment.
    marked
        One a system and moment; the first system is what the others are compared with.
    notes
        Sentences to go before those that are found here.
    """
    systems = tuple(dict.fromkeys(one.system for one in marked))
    marks = {system: pd.concat([one.people for one in marked if one.system == system]) for system in systems}
    means = {system: _per_person(table) for system, table in marks.items()}
    differences = tuple(_differences(means, systems, protocol.seed))
    people = len(means[systems[0]])
    judged = sum(int(panel.wanted.sum()) for panel in panels)
    left_out = {reason: sum(panel.left_out[reason] for panel in panels) for reason in panels[0].left_out}
    return Evaluation(
        k=protocol.k,
        systems=systems,
        moments=tuple(panel.moment for panel in panels),
        people=people,
        judged=judged,
        left_out=left_out,
        figures=tuple(_figures(means, protocol.seed)),
        differences=differences,
        slices=(*_person_slices(marks, protocol.seed), *_post_slices(means, protocol.seed)),
        whole=tuple(_whole(marked, systems)),
        reliability=tuple(reliability),
        notes=(*notes, *_cautions(people, judged, left_out, differences)),
    )


def _per_person(table: pd.DataFrame) -> pd.DataFrame:
    return table.drop(columns=HISTORY_SLICE).groupby("user_id", sort=True).mean()


def _plain_columns(table: pd.DataFrame) -> list[str]:
    sliced = {column_of(slicing, name) for slicing, names in POST_SLICINGS.items() for name in names}
    return [name for name in table.columns if name not in sliced]


def _figures(means: Mapping[str, pd.DataFrame], seed: int) -> Iterator[Figure]:
    for system, table in means.items():
        names = _plain_columns(table)
        for name, interval in zip(names, mean_intervals(table[names].to_numpy(np.float64), seed=seed), strict=True):
            yield Figure(system, name, interval)


def _differences(means: Mapping[str, pd.DataFrame], systems: Sequence[str], seed: int) -> Iterator[Difference]:
    first = means[systems[0]]
    names = _plain_columns(first)
    apart = {system: (means[system] - first)[names].to_numpy(np.float64) for system in systems[1:]}
    intervals = {system: mean_intervals(values, seed=seed) for system, values in apart.items()}
    for number, name in enumerate(names):
        columns = [values[:, number] for values in apart.values()]
        p_values = np.array([_tested(column, seed) for column in columns])
        for system, p, adjusted in zip(apart, p_values, holm(p_values), strict=True):
            interval = intervals[system][number]
            yield Difference(system, systems[0], name, interval, float(p), float(adjusted))


def _tested(differences: Values, seed: int) -> float:
    return sign_flip_p(differences, seed=seed) if np.isfinite(differences).sum() >= FEW else float("nan")


def _person_slices(marks: Mapping[str, pd.DataFrame], seed: int) -> Iterator[SliceFigure]:
    for system, table in marks.items():
        for number, name in enumerate(HISTORY):
            own = table[table[HISTORY_SLICE] == number]
            if len(own):
                values = own.groupby("user_id")[_HISTORY_METRIC].mean().to_numpy(np.float64)
                interval = mean_interval(values, seed=seed)
                yield SliceFigure(_HISTORY_SLICING, name, system, _HISTORY_METRIC, interval)


def _post_slices(means: Mapping[str, pd.DataFrame], seed: int) -> Iterator[SliceFigure]:
    for system, table in means.items():
        for slicing, names in POST_SLICINGS.items():
            for name in names:
                interval = mean_interval(table[column_of(slicing, name)].to_numpy(np.float64), seed=seed)
                if interval.people:
                    yield SliceFigure(slicing, name, system, SLICED, interval)


def _whole(marked: Sequence[Marked], systems: Sequence[str]) -> Iterator[WholeFigure]:
    for system in systems:
        found = [one.whole for one in marked if one.system == system]
        for name in found[0]:
            yield WholeFigure(system, name, float(np.mean([whole[name] for whole in found])))


def _cautions(
    people: int, judged: int, left_out: Mapping[str, int], differences: Sequence[Difference]
) -> Iterator[str]:
    if people < FEW:
        yield (
            f"Only {people} people have something to judge by: too few to say anything. "
            f"No test is made below {FEW} people, and the intervals are a hint at most."
        )
    sizes = [(one.interval.high - one.interval.low) / 2 for one in differences if one.metric == _HISTORY_METRIC]
    if people >= FEW and sizes:
        yield (
            f"With {people} people, a difference in {_HISTORY_METRIC} of less than about {np.median(sizes):.3f} "
            "cannot be told from chance."
        )
    later = left_out[MADE_LATER]
    if later > _MANY_LEFT_OUT * (judged + later):
        yield (
            f"{later:,} of {judged + later:,} posts that were liked were made after the moment of asking and could not "
            "be shown: take more windows, or a smaller share."
        )
