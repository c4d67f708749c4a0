"""Systems are timed in turns and compared within a round."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.rounds import Spent, interleaved, spent


def test_ratios_are_those_of_each_round_however_the_machine_drifts() -> None:
    order: list[str] = []

    def system(name: str, seconds: list[float]) -> Callable[[], Spent]:
        left = iter(seconds)

        def run() -> Spent:
            order.append(name)
            wall = next(left)
            return Spent(wall, wall / 2)

        return run

    timings = interleaved({"plain": system("plain", [4, 40, 8]), "fast": system("fast", [2, 20, 4])}, rounds=3)
    assert order == ["plain", "fast"] * 3
    assert timings["plain"].times == 1
    assert timings["fast"].times == timings["fast"].times_by_cpu == 2
    assert timings["fast"].wall_seconds == 4


def test_what_is_timed_runs_once() -> None:
    calls: list[int] = []
    taken = spent(lambda: calls.append(1))
    assert calls == [1]
    assert taken.wall >= 0
    assert taken.cpu >= 0
