"""The columnar type that flows through a ranking refuses what would corrupt it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.errors import StageError
from ranking import Candidates


def test_a_column_of_another_length_is_refused() -> None:
    with pytest.raises(StageError, match="2 values for 3 candidates"):
        Candidates(np.arange(3), {"x": np.zeros(2)})


def test_a_column_is_never_overwritten() -> None:
    with pytest.raises(StageError, match="'x' exists already"):
        Candidates(np.arange(2), {"x": np.zeros(2)}).with_columns({"x": np.ones(2)})


def test_a_missing_column_names_those_there_are() -> None:
    with pytest.raises(StageError, match="one of x, y"):
        Candidates(np.arange(1), {"y": np.zeros(1), "x": np.zeros(1)})["z"]


def test_taking_keeps_rows_and_columns_together() -> None:
    taken = Candidates(np.array([5, 6, 7]), {"v": np.eye(3)}).take(np.array([2, 0]))
    assert taken.rows.tolist() == [7, 5]
    assert taken["v"][:, 0].tolist() == [0.0, 1.0]


def test_parts_with_other_columns_are_not_put_together() -> None:
    with pytest.raises(StageError, match="the same columns"):
        Candidates.concat([Candidates(np.arange(1), {"a": np.zeros(1)}), Candidates(np.arange(1), {"b": np.zeros(1)})])


def test_empty_parts_do_not_matter() -> None:
    whole = Candidates.concat([Candidates.empty(), Candidates(np.arange(2), {"a": np.zeros(2)})])
    assert whole.rows.tolist() == [0, 1]
