from __future__ import annotations

import numpy as np
import pyarrow as pa

from benchmarks.collaborative import measure, world


def test_a_world_holds_each_post_of_a_person_once_newest_first() -> None:
    history = world(posts=500, people=20, acts=30)
    for rows, times in zip(
        history["rows"].to_pylist(), history["times"].cast(pa.list_(pa.int64())).to_pylist(), strict=True
    ):
        assert len(rows) == len(set(rows)) > 0
        assert (np.diff(times) <= 0).all()


def test_a_measurement_learns_something() -> None:
    row = measure(posts=500, people=200, acts=20)
    assert row["neighbours"]
    assert row["acts"]
