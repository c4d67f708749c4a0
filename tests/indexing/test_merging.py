from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing import merging
from indexing.merging import MAX_DEAD, MergePlan, Placed, plan_merge

SHARD = 64


@pytest.fixture(autouse=True)
def small_segments_are_not_all_merged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "EXACT_LIMIT", 4)


def digests(posts: dict[str, int]) -> np.ndarray:
    """Give content 0 no digest, and every other one its own."""
    return np.array([(content, 7 * content) for content in posts.values()], np.uint64).reshape(-1, 2)


def plan(posts: dict[str, int], placed: Placed | None, shard_rows: int = SHARD) -> MergePlan:
    return plan_merge(pa.array(list(posts), pa.string()), digests(posts), placed, shard_rows=shard_rows)


def carried_out(posts: dict[str, int], placed: Placed | None, done: MergePlan) -> Placed:
    """Do what the job does with a plan: put the shards after what is kept."""
    counts = [placed.counts[number] for number in done.kept] if placed else []
    places = done.places.copy()
    for rows in done.shards:
        places[rows] = sum(counts) + np.arange(len(rows))
        counts.append(len(rows))
    return Placed(pa.array(list(posts), pa.string()), digests(posts), places, tuple(counts))


def live_counts(placed: Placed) -> np.ndarray:
    taken = placed.places[placed.places >= 0]
    return np.bincount(np.searchsorted(np.cumsum(placed.counts), taken, side="right"), minlength=len(placed.counts))


def test_a_first_build_makes_shards_of_what_has_content() -> None:
    posts = {f"p{number}": number % 5 for number in range(200)}
    first = plan(posts, None)
    assert first.kept == ()
    assert (first.places == -1).all()
    assert max(map(len, first.shards)) <= SHARD
    assert np.concatenate(first.shards).tolist() == [number for number in range(200) if number % 5]


def test_nothing_new_builds_nothing() -> None:
    posts = {f"p{number}": number + 1 for number in range(50)}
    placed = carried_out(posts, None, plan(posts, None))
    again = plan(posts, placed)
    assert (again.kept, again.shards) == ((0,), ())
    np.testing.assert_array_equal(again.places, placed.places)


def test_an_edited_post_is_built_anew_and_the_others_keep_their_places_in_another_order() -> None:
    posts = {f"p{number}": number + 1 for number in range(50)}
    placed = carried_out(posts, None, plan(posts, None))
    edited = dict(reversed(posts.items())) | {"p7": 999}
    done = plan(edited, placed)
    row = list(edited).index("p7")
    assert [rows.tolist() for rows in done.shards] == [[row]]
    assert done.places[row] == -1
    assert np.delete(done.places, row).tolist() == [place for place in range(49, -1, -1) if place != 7]


def test_a_segment_with_too_many_tombstones_is_built_anew_and_one_with_fewer_stays() -> None:
    posts = {f"p{number}": number + 1 for number in range(60)}
    placed = carried_out(posts, None, plan(posts, None))
    few = {name: content for name, content in posts.items() if content > 60 * MAX_DEAD}
    assert plan(few, placed).shards == ()
    fewer = {name: content for name, content in posts.items() if content > 60 * MAX_DEAD + 1}
    assert plan(fewer, placed).kept == ()
    assert sum(map(len, plan(fewer, placed).shards)) == len(fewer)


def test_where_everything_was_deleted_nothing_is_kept() -> None:
    posts = {f"p{number}": number + 1 for number in range(9)}
    placed = carried_out(posts, None, plan(posts, None))
    done = plan({"new": 0}, placed)
    assert (done.kept, done.places.tolist(), done.shards) == ((), [-1], ())


@settings(max_examples=60)
@given(st.lists(st.lists(st.tuples(st.integers(0, 120), st.integers(0, 3)), max_size=40), min_size=1, max_size=8))
def test_after_any_history_each_post_has_one_place_whose_content_is_its_own(
    history: list[list[tuple[int, int]]],
) -> None:
    posts: dict[str, int] = {}
    placed: Placed | None = None
    held: list[int] = []
    for number, changes in enumerate(history):
        for post, kind in changes:
            if kind == 0:
                posts.pop(f"p{post}", None)
            else:
                posts[f"p{post}"] = 1000 * number + 2 * post + 1 if kind == 1 else posts.get(f"p{post}", 0)
        done = plan(posts, placed)
        contents = list(posts.values())
        starts = np.cumsum([0, *placed.counts]) if placed else np.array([0])
        kept = [content for one in done.kept for content in held[starts[one] : starts[one + 1]]]
        held = kept + [contents[row] for rows in done.shards for row in rows]
        placed = carried_out(posts, placed, done)
        assert [held[place] if place >= 0 else 0 for place in placed.places.tolist()] == contents
        dead = np.array(placed.counts) - live_counts(placed)
        assert (dead <= MAX_DEAD * np.array(placed.counts)).all()
        assert max(placed.counts, default=0) <= SHARD


def test_many_small_builds_leave_few_segments_and_rebuild_a_post_seldom() -> None:
    posts: dict[str, int] = {}
    placed: Placed | None = None
    built = 0
    for number in range(400):
        posts |= {f"p{10 * number + one}": 10 * number + one + 1 for one in range(10)}
        done = plan(posts, placed, shard_rows=100_000)
        built += sum(map(len, done.shards))
        placed = carried_out(posts, placed, done)
        assert len(placed.counts) <= 1 + math.log2(len(posts))
    assert built <= len(posts) * math.log2(len(posts))
