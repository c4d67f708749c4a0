from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.spec import EXACT_LIMIT, FLAT, KINDS, ROWS_A_LIST, IndexSpec, choose_index, kind_of, lists_of
from pipeline.errors import BadInput

MIB = 2**20


def test_few_vectors_are_compared_one_by_one_and_many_are_not() -> None:
    assert choose_index(0, 384).exact
    assert choose_index(EXACT_LIMIT, 384).exact
    assert not choose_index(EXACT_LIMIT + 1, 384).exact


@given(st.integers(EXACT_LIMIT + 1, 10**9), st.integers(8, 1024), st.integers(MIB, 2**40))
def test_what_is_chosen_fits_the_budget_or_says_that_it_does_not(count: int, dim: int, budget: int) -> None:
    spec = choose_index(count, dim, budget_bytes=budget)
    fits = count * kind_of(spec.factory).bytes_per_vector(dim) <= budget + 1
    assert fits != ("does not fit" in spec.reason)


@given(st.floats(0, 1), st.integers(MIB, 2**32))
def test_a_kind_that_cannot_find_enough_is_not_tried(target: float, budget: int) -> None:
    spec = choose_index(10**6, 384, budget_bytes=budget, recall_target=target)
    assert kind_of(spec.factory).reaches >= target
    assert spec.recall_target == target
    assert target <= spec.tuning_target <= 1


def test_what_must_be_found_whole_is_compared_one_by_one() -> None:
    assert choose_index(10**6, 384, recall_target=1.0).exact


@pytest.mark.parametrize(
    ("budget", "target", "chosen"),
    [
        (1024, 0.95, "HNSW32,SQ8"),
        (512, 0.95, "IVF2048,RaBitQ"),
        (512, 0.97, "IVF2048,RaBitQ4"),
        (512, 0.985, "IVF2048,SQ8"),
        (1, 0.95, "IVF2048,RaBitQ"),
        (1024, 0.999, FLAT),
    ],
)
def test_memory_and_target_decide(budget: int, target: float, chosen: str) -> None:
    assert choose_index(10**6, 384, budget_bytes=budget * MIB, recall_target=target).factory == chosen


@given(st.integers(EXACT_LIMIT + 1, 10**8), st.integers(1, 4000), st.integers(1, 4000))
def test_a_smaller_budget_never_takes_more(count: int, one: int, other: int) -> None:
    small, large = (choose_index(count, 384, budget_bytes=size * MIB) for size in sorted((one, other)))
    assert kind_of(small.factory).bytes_per_vector(384) <= kind_of(large.factory).bytes_per_vector(384)


@given(st.integers(EXACT_LIMIT + 1, 10**8))
def test_every_list_has_vectors_to_train_on(count: int) -> None:
    factory = choose_index(count, 384, budget_bytes=1).factory
    assert 1 <= lists_of(factory) <= count / (ROWS_A_LIST - 5)


@pytest.mark.parametrize("name", KINDS)
def test_what_is_more_exact_ends_in_looking_at_all(name: str) -> None:
    spec: IndexSpec | None = IndexSpec(name.replace("#", "64"), "a test", 0.97)
    passed = []
    while spec is not None:
        passed.append(spec)
        spec = spec.more_exact(100_000)
    assert passed[-1].factory == FLAT
    assert len(passed) <= len(KINDS)
    assert {one.recall_target for one in passed} == {0.97}


@pytest.mark.parametrize("factory", ["", "PQ8", "HNSW16,Flat", "IVF#,SQ8x", "IVFx,SQ8", "Flat,IVF8,SQ8"])
def test_a_factory_that_is_not_ours_is_refused(factory: str) -> None:
    with pytest.raises(BadInput, match="unknown"):
        kind_of(factory)
