from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.schema import EVENTS
from ranking.evaluation.split import Split, split_by_person, split_by_time, split_into_windows

START = datetime(2026, 6, 1, tzinfo=UTC)

Event = tuple[str, str, str, int]

EVENTS_OF_ANYBODY = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.sampled_from([f"p{number}" for number in range(9)]),
        st.sampled_from(["view", "like"]),
        st.integers(0, 12),
    ),
    max_size=40,
)


def events_of(events: list[Event]) -> pa.Table:
    rows = [
        {"user_id": person, "post_id": post, "action": action, "occurred_at": START + timedelta(hours=hour)}
        for person, post, action, hour in events
    ]
    return pa.Table.from_pylist(rows, EVENTS)


def likes(events: pa.Table) -> np.ndarray:
    return np.asarray(pc.equal(events["action"], "like").to_numpy())


def rows_of(*tables: pa.Table) -> list[tuple[object, ...]]:
    return sorted(tuple(row.values())[:4] for table in tables for row in table.to_pylist())


def posts_of(table: pa.Table) -> list[str]:
    return table["post_id"].to_pylist()


@given(EVENTS_OF_ANYBODY, st.floats(0.05, 0.95), st.integers(1, 4))
def test_windows_are_complete_and_disjoint_and_no_past_is_after_its_moment(
    given_events: list[Event], share: float, windows: int
) -> None:
    events = events_of(given_events)
    try:
        splits = split_into_windows(events, share, windows)
    except BadInput:
        reject()  # one side would be empty; tested below
    assert rows_of(splits[0].past, *(split.future for split in splits)) == rows_of(events)
    for split in splits:
        assert pc.max(split.past["occurred_at"]).as_py() == split.moment
        assert pc.min(split.future["occurred_at"]).as_py() > split.moment
    for earlier, later in pairwise(splits):
        assert rows_of(earlier.past, earlier.future) == rows_of(later.past)


@given(EVENTS_OF_ANYBODY, st.floats(0.05, 0.95), st.integers(2, 6))
def test_a_split_by_person_is_complete_and_parts_each_person_in_time(
    given_events: list[Event], share: float, least: int
) -> None:
    enough = [("z", f"p{number}", "like", number) for number in range(6)]  # so that both sides have some
    events = events_of([*given_events, *enough, ("y", "p0", "like", 0)])
    split = split_by_person(events, share, least, likes)
    assert rows_of(split.past, split.future) == rows_of(events)
    assert pc.max(split.past["occurred_at"]).as_py() == split.moment
    for person in "abcyz":
        past, future = (side.filter(pc.equal(side["user_id"], person)) for side in (split.past, split.future))
        assert not set(posts_of(past)) & set(posts_of(future))
        liked = {side: len(set(posts_of(table.filter(likes(table))))) for side, table in (("p", past), ("f", future))}
        if future.num_rows:
            total = sum(liked.values())
            assert total >= least
            assert liked["f"] == np.ceil(share * total - 1e-9)
            latest = future.group_by("post_id").aggregate([("occurred_at", "max")])["occurred_at_max"]
            assert past.num_rows == 0 or pc.max(past["occurred_at"]).as_py() <= pc.min(latest).as_py()
        else:
            assert liked["p"] < least


def test_events_of_the_same_time_stay_on_one_side() -> None:
    events = events_of([("a", "p1", "like", 0), *[("a", f"q{n}", "like", 1) for n in range(5)], ("a", "p2", "like", 2)])
    split = split_by_time(events, 0.5)
    assert posts_of(split.future) == ["p2"]
    assert split.moment == START + timedelta(hours=1)


def test_the_future_is_the_share_that_was_asked_for() -> None:
    events = events_of([("a", f"p{number}", "like", number) for number in range(35)])
    assert split_by_time(events, 0.2).future.num_rows == 7
    assert split_by_person(events, 0.2).future.num_rows == 7


def test_a_split_by_person_breaks_ties_of_time_by_post() -> None:
    split = split_by_person(events_of([("a", post, "like", 0) for post in ("p4", "p0", "p3", "p1", "p2")]), 0.3)
    assert posts_of(split.future) == ["p4", "p3"]


def test_a_glance_at_a_post_held_out_is_held_out_too() -> None:
    early = [("a", f"p{number}", "like", number + 1) for number in range(4)]
    split = split_by_person(events_of([("a", "p9", "view", 0), *early, ("a", "p9", "like", 9)]), 0.2, 5, likes)
    assert posts_of(split.future) == ["p9", "p9"]


def test_others_later_events_are_seen_by_a_split_by_person() -> None:
    mine = [("a", f"p{number}", "like", number) for number in range(5)]
    split = split_by_person(events_of([*mine, ("b", "p0", "like", 99)]), 0.2)
    assert split == Split(split.past, split.future, START + timedelta(hours=99))
    assert "b" in split.past["user_id"].to_pylist()


@pytest.mark.parametrize("share", [0.0, 1.0, -0.1, float("nan")])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    events = events_of([("a", f"p{number}", "like", number) for number in range(9)])
    with pytest.raises(BadInput, match="share is"):
        split_by_time(events, share)
    with pytest.raises(BadInput, match="share is"):
        split_by_person(events, share)


@pytest.mark.parametrize("hours", [[], [1], [1, 1, 1]])
def test_nothing_on_one_side_is_refused(hours: list[int]) -> None:
    events = events_of([("a", f"p{number}", "like", hour) for number, hour in enumerate(hours)])
    with pytest.raises(BadInput, match="none is left"):
        split_by_time(events)
    with pytest.raises(BadInput, match="none is left"):
        split_by_person(events)


def test_a_mask_that_does_not_fit_is_refused() -> None:
    events = events_of([("a", f"p{number}", "like", number) for number in range(9)])
    for mask in (np.ones(8, np.bool_), np.ones(9)):
        with pytest.raises(BadInput, match="positives of"):
            split_by_person(events, positives=mask)


def test_impossible_numbers_are_refused() -> None:
    events = events_of([("a", f"p{number}", "like", number) for number in range(9)])
    with pytest.raises(BadInput, match="0 windows"):
        split_into_windows(events, 0.2, 0)
    with pytest.raises(BadInput, match="least is 1"):
        split_by_person(events, least=1)
