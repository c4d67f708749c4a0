from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.keys import Keys, digests

KEYS = st.lists(st.integers(0, 40).map(lambda number: f"{number << 120 | number % 3:032x}"), max_size=30)


@given(st.lists(KEYS, max_size=8), KEYS)
def test_keys_are_a_set_that_says_what_is_new(batches: list[list[str]], asked: list[str]) -> None:
    keys, known = Keys(), set[str]()
    for batch in batches:
        expected = []
        for key in batch:
            expected.append(key not in known)
            known.add(key)
        assert keys.add(digests(batch)).tolist() == expected
    assert len(keys) == len(known)
    assert keys.holds(digests(asked)).tolist() == [key in known for key in asked]
    assert keys.packed().tolist() == digests(sorted(known)).tolist()


def test_keys_that_end_in_zeros_are_told_apart() -> None:
    some = digests(["00" * 16, "01" + "00" * 15, "0100" + "00" * 13 + "01"])
    assert Keys(some[:2]).holds(some).tolist() == [True, True, False]


def test_adding_bit_by_bit_keeps_few_runs() -> None:
    keys = Keys()
    for number in range(2_000):
        keys.add(digests([f"{number * 7_919 % 2_000:032x}"]))
    assert len(keys) == 2_000
    assert len(keys._runs) <= 11


def test_what_is_no_key_is_refused() -> None:
    with pytest.raises(ValueError, match="32 hex digits"):
        digests(["ab"])
    assert digests(pa.chunked_array([["ab" * 16], ["cd" * 16]])).tolist() == [b"\xab" * 16, b"\xcd" * 16]
    assert np.array_equal(Keys(digests([])).packed(), Keys().packed())
