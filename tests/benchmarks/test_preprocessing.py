"""The benchmark of preparing pictures judges by what it measured."""

from __future__ import annotations

import torch

from benchmarks.preprocessing import BASELINE, Timing, measure, rows


def test_a_way_is_held_against_the_first_and_against_both_targets() -> None:
    timings = {
        BASELINE: Timing(10.0, 0.0, 0.0),
        "fast and true": Timing(4.0, 0.0009, 0.02),
        "fast and false": Timing(2.0, 0.0011, 0.02),
        "slow and true": Timing(4.5, 0.0, 0.0),
    }
    found = {row["system"]: (row["times"], row["targets"]) for row in rows("JPEG", timings)}
    assert found == {
        BASELINE: (1.0, "not met"),
        "fast and true": (2.5, "met"),
        "fast and false": (5.0, "not met"),
        "slow and true": (2.22, "not met"),
    }


def test_differences_are_those_from_the_first_way() -> None:
    ways = {BASELINE: lambda data: torch.zeros(2), "other": lambda data: torch.tensor([0.0, float(len(data))])}
    other = measure([b"1", b"333"], ways)["other"]
    assert (other.mean, other.largest) == (1.0, 3.0)
