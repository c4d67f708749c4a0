from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ranking.candidates import Candidates
from ranking.merging import merge
from ranking.request import Query
from ranking.trace import Retrieved


@dataclass(frozen=True)
class Named:
    name: str
    evidence: tuple[str, ...] = ()

    def __call__(self, query: Query) -> Candidates:
        raise NotImplementedError

    def reason(self, query: Query, found: Candidates, at: int) -> str:
        raise NotImplementedError


def found_by(**lists: list[int]) -> list[Retrieved]:
    return [Retrieved(Named(name), Candidates(np.array(rows, np.int64))) for name, rows in lists.items()]


def test_under_the_budget_everything_goes_on_and_remembers_all_who_brought_it() -> None:
    merged = merge(found_by(a=[5, 3, 9], b=[3, 7], c=[]), 10, {"a": 0.5})
    candidates = merged.candidates
    assert candidates.rows.tolist() == [3, 5, 7, 9]
    assert candidates["from a"].tolist() == [True, True, False, True]
    assert candidates["from b"].tolist() == [True, False, True, False]
    assert not candidates["from c"].any()
    assert candidates["best_rank"].tolist() == [0, 0, 1, 2]
    assert not len(merged.cut)


def test_a_long_list_does_not_crowd_out_a_short_one_with_a_quota() -> None:
    merged = merge(found_by(long=list(range(100)), short=[200, 201, 202]), 10, {"short": 0.3})
    assert {200, 201, 202} <= set(merged.candidates.rows.tolist())
    assert merged.candidates.rows[:7].tolist() == list(range(7))


def test_what_a_source_does_not_use_goes_to_the_others_in_turn_best_first() -> None:
    merged = merge(found_by(a=list(range(50)), b=list(range(50, 100)), c=[]), 10, {"c": 0.6})
    assert merged.candidates.rows.tolist() == [0, 1, 2, 3, 4, 50, 51, 52, 53, 54]
    assert merged.cut.tolist() == [*range(5, 50), *range(55, 100)]


def test_a_row_that_was_placed_for_another_source_does_not_use_up_a_quota() -> None:
    merged = merge(found_by(a=[0, 1, 2, 3, 4, 5], b=[0, 1, 2, 10, 11, 12]), 6, {"a": 0.5, "b": 0.5})
    assert merged.candidates.rows.tolist() == [0, 1, 2, 10, 11, 12]
    assert merged.candidates["from b"].all()


def test_no_sources_and_empty_sources_give_no_candidates() -> None:
    assert not len(merge([], 5, {}).candidates)
    assert not len(merge(found_by(a=[], b=[]), 5, {"a": 1.0}).candidates)


lists = st.lists(st.lists(st.integers(0, 40), unique=True, max_size=25), min_size=1, max_size=5)


@given(lists, st.integers(1, 60), st.data())
def test_any_merge_keeps_the_budget_the_quotas_and_its_memory(
    found: list[list[int]], budget: int, data: st.DataObject
) -> None:
    shares = data.draw(st.lists(st.floats(0, 1), min_size=len(found), max_size=len(found)))
    quotas = {f"s{number}": share / max(sum(shares), 1.0) for number, share in enumerate(shares)}
    retrieved = found_by(**{f"s{number}": rows for number, rows in enumerate(found)})
    merged = merge(retrieved, budget, quotas)
    rows, cut = merged.candidates.rows, merged.cut
    everything = {row for rows in found for row in rows}
    assert len(rows) == min(budget, len(everything)) == len(set(rows.tolist()))
    assert set(rows.tolist()) | set(cut.tolist()) == everything
    assert not set(rows.tolist()) & set(cut.tolist())
    for number, theirs in enumerate(found):
        kept = set(theirs) & set(rows.tolist())
        assert len(kept) >= min(int(budget * quotas[f"s{number}"]), len(theirs))
        assert merged.candidates[f"from s{number}"].tolist() == [row in theirs for row in rows.tolist()]
    for row, rank in zip(rows.tolist(), merged.candidates["best_rank"].tolist(), strict=True):
        assert rank == min(theirs.index(row) for theirs in found if row in theirs)


@given(lists, st.integers(1, 30))
def test_the_same_lists_give_the_same_candidates_and_a_larger_budget_never_drops_one(
    found: list[list[int]], budget: int
) -> None:
    retrieved = found_by(**{f"s{number}": rows for number, rows in enumerate(found)})
    once, again, more = (merge(retrieved, size, {}).candidates for size in (budget, budget, budget + 7))
    assert once.rows.tolist() == again.rows.tolist()
    assert set(once.rows.tolist()) <= set(more.rows.tolist())
