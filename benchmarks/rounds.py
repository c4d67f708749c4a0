"""Time systems in turns, so that a machine whose speed drifts treats all alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import NamedTuple


class Spent(NamedTuple):
    """What one run took, in seconds: on the clock, and of all processors' time."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Timing:
    """What a system took, over all rounds.

    Parameters
    ----------
    wall_seconds
        The median.
    times, times_by_cpu
        How many times as fast as the baseline: the median of the rounds' ratios, by the clock and by processors' time.
        The second is the one to believe on a machine that is shared.
    """

    wall_seconds: float
    times: float
    times_by_cpu: float


def spent(work: Callable[[], object]) -> Spent:
    """Run something once and time it."""
    wall, cpu = perf_counter(), process_time()
    work()
    return Spent(perf_counter() - wall, process_time() - cpu)


def interleaved(systems: Mapping[str, Callable[[], Spent]], rounds: int) -> dict[str, Timing]:
    """Run every system once a round; the first of them is the baseline.

    Parameters
    ----------
    systems
        Each runs once and says what that took.
    rounds
        At least 1.
    """
    taken: dict[str, list[Spent]] = {name: [] for name in systems}
    for _ in range(rounds):
        for name, run in systems.items():
            taken[name].append(run())
    baseline = taken[next(iter(systems))]
    return {
        name: Timing(
            median(one.wall for one in own),
            median(base.wall / one.wall for base, one in zip(baseline, own, strict=True)),
            median(base.cpu / one.cpu for base, one in zip(baseline, own, strict=True)),
        )
        for name, own in taken.items()
    }
