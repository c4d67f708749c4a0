from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.attention import AVERSION, LASTING, attention, moments, recollection
from pipeline.co_acts import BACKWARDS, Acts, count_co_acts
from pipeline.collaborative import Together, learn_together
from pipeline.errors import BadInput
from pipeline.neighbours import Neighbours

Act = tuple[int, float, int]
"""Row of a post, net weight, time in seconds."""


def history(*people: list[Act]) -> pa.Table:
    """A table of histories, as ``pipeline.engagement.history`` makes it."""
    ordered = [sorted(acts, key=lambda act: (-act[2], act[0])) for acts in people]
    return pa.table(
        {
            "user_id": pa.array([f"u{number}" for number in range(len(people))], pa.string()),
            "rows": pa.array([[act[0] for act in acts] for acts in ordered], pa.list_(pa.int64())),
            "weights": pa.array([[act[1] for act in acts] for acts in ordered], pa.list_(pa.float32())),
            "times": pa.array(
                [[act[2] * 1_000_000 for act in acts] for acts in ordered], pa.list_(pa.timestamp("us", "UTC"))
            ),
        }
    )


def liked_in_turn(*rows: int) -> list[Act]:
    return [(row, 1.0, time) for time, row in enumerate(rows)]


def dense(found: Neighbours) -> np.ndarray:
    whole = np.zeros((len(found), len(found)), np.float32)
    for row in range(len(found)):
        indices, weights = found.of(row)
        whole[row, indices] = weights
    return whole


def two_tastes(people: int = 40, seed: int = 0) -> pa.Table:
    """Half like some of posts 0 to 9 in a random order, half some of posts 10 to 19."""
    rng = np.random.default_rng(seed)
    picks = (rng.choice(10, 6, replace=False) + 10 * (person % 2) for person in range(people))
    return history(*(liked_in_turn(*map(int, rows)) for rows in picks))


def test_posts_of_one_taste_go_together_and_posts_of_two_do_not() -> None:
    weights = dense(learn_together(two_tastes(), 20))
    same = weights[:10, :10][~np.eye(10, dtype=bool)]
    assert (same > 0).all()
    assert not weights[:10, 10:].any()
    assert not weights[10:, :10].any()


def test_it_is_ease_where_all_is_liked_at_once() -> None:
    rng = np.random.default_rng(1)
    likes = (rng.random((60, 12)) < 0.4).astype(np.float64)
    people = [[(int(row), 1.0, 0) for row in np.flatnonzero(person)] for person in likes]
    found = dense(Together(ridge=5.0).learn(history(*people), 12))
    acts = Acts.of(history(*people), 1_000)
    counts = count_co_acts(acts, 12, 12)
    gram = counts.clues.toarray() + np.diag(counts.own + 5.0)
    inverse = np.linalg.inv(gram)
    ease = -inverse / np.diag(inverse)
    np.fill_diagonal(ease, 0.0)
    scale = (1 + BACKWARDS) / 2
    # At once, targets are the clues times a constant, and so the solution is EASE times that constant.
    np.testing.assert_allclose(found, scale * ease, atol=2e-6)


def test_what_is_liked_next_goes_with_a_post_more_than_what_was_liked_before() -> None:
    weights = dense(learn_together(history(*[liked_in_turn(0, 1, 2)] * 30), 3))
    assert weights[0, 1] > weights[1, 0] > 0
    assert weights[1, 2] > weights[2, 1] > 0


def test_the_nearer_in_time_the_more_two_posts_go_together() -> None:
    far = [liked_in_turn(0, *range(2 + 50 * person, 52 + 50 * person), 1) for person in range(10)]
    near = [liked_in_turn(0, 1)] * 10
    assert dense(learn_together(history(*near), 600))[0, 1] > dense(learn_together(history(*far), 600))[0, 1] > 0


def test_one_person_alone_makes_no_neighbours() -> None:
    pump = liked_in_turn(*range(50))
    others = [liked_in_turn(50 + 2 * (person % 2), 51 + 2 * (person % 2)) for person in range(6)]
    found = learn_together(history(pump, *others), 54)
    assert not found.indptr[50]
    assert found.indptr[-1] > found.indptr[50]


def test_one_person_moves_the_weights_of_a_crowd_little() -> None:
    crowd = [liked_in_turn(0, 1), liked_in_turn(2, 3)] * 100
    pumped = [*crowd, [(row, 1e6, row) for row in (0, 3)]]
    before, after = (dense(learn_together(history(*people), 4)) for people in (crowd, pumped))
    assert before[0, 1] > 0.4
    assert np.abs(after - before).max() < 0.02


def test_what_people_turn_away_from_is_no_target() -> None:
    people = [[(0, 1.0, 0), (1, 1.0, 1), (2, -2.0, 2)] for _ in range(20)]
    weights = dense(learn_together(history(*people), 3))
    assert weights[0, 1] > 0
    assert weights[0, 2] == 0
    assert weights[2, 1] < 0


def test_three_people_and_posts_nobody_engaged_with_give_a_sound_matrix() -> None:
    found = learn_together(history(liked_in_turn(1, 3), liked_in_turn(1, 3), liked_in_turn(5)), 8)
    assert found.fault() is None
    assert sorted(zip(*np.nonzero(dense(found)), strict=True)) == [(1, 3), (3, 1)]


@pytest.mark.parametrize("people", [[], [[]], [[(2, 1.0, 0)]]])
def test_nothing_to_learn_from_gives_no_neighbours(people: list[list[Act]]) -> None:
    found = learn_together(history(*people), 5)
    assert found.fault() is None
    assert len(found) == 5
    assert not len(found.indices)


def test_only_the_strongest_are_kept() -> None:
    whole = dense(learn_together(two_tastes(), 20))
    some = dense(Together(strongest=3).learn(two_tastes(), 20))
    assert ((some != 0).sum(axis=1) == 3).all()
    assert (np.abs(some).min(axis=1, where=some != 0, initial=9.0) >= np.sort(np.abs(whole), axis=1)[:, -3]).all()


def test_posts_beyond_the_dense_ones_get_weights_of_the_same_order() -> None:
    weights = dense(Together(dense_most=4).learn(two_tastes(), 20))
    same = weights[:10, :10][~np.eye(10, dtype=bool)]
    assert (same > 0).all()
    assert not weights[:10, 10:].any()
    solved = dense(learn_together(two_tastes(), 20))[:10, :10][~np.eye(10, dtype=bool)]
    assert np.median(solved) / 4 < np.median(same) < np.median(solved) * 4


def test_the_same_history_gives_the_same_bytes() -> None:
    first, second = (learn_together(two_tastes(), 20) for _ in range(2))
    assert first.indices.tobytes() == second.indices.tobytes()
    assert first.weights.tobytes() == second.weights.tobytes()


@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 9), st.sampled_from([-4.0, -2.0, -0.5, 0.0, 0.5, 3.0]), st.integers(0, 5)),
            unique_by=lambda act: act[0],
        ),
        max_size=8,
    ),
    st.integers(1, 12),
    st.integers(1, 12),
)
def test_any_history_gives_a_sound_matrix(people: list[list[Act]], dense_most: int, strongest: int) -> None:
    found = Together(dense_most=dense_most, strongest=strongest).learn(history(*people), 10)
    assert found.fault() is None
    assert len(found) == 10
    assert (np.diff(found.indptr) <= strongest).all()
    assert all(row not in found.of(row)[0] for row in range(10))


@given(st.integers(1, 300), st.integers(0, 5))
def test_counts_in_small_parts_are_those_of_one_part(most_pairs: int, seed: int) -> None:
    acts = Acts.of(two_tastes(seed=seed), 1_000)
    clues = count_co_acts(acts, 20, 20, most_pairs).clues.toarray()
    np.testing.assert_allclose(clues, clues.T, rtol=1e-6)
    assert np.linalg.eigvalsh(clues + np.diag(count_co_acts(acts, 20, 20, most_pairs).own)).min() > -1e-4


def test_parts_are_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = Acts.of(two_tastes(), 1_000)
    whole = count_co_acts(acts, 20, 20)
    monkeypatch.setattr("pipeline.co_acts._PAIRS_AT_A_TIME", 50)
    parts = count_co_acts(acts, 20, 20)
    for name in ("clues", "likes", "people"):
        np.testing.assert_allclose(getattr(whole, name).toarray(), getattr(parts, name).toarray(), rtol=1e-5)
    np.testing.assert_array_equal(whole.own, parts.own)


def test_pairs_of_one_person_alone_are_kept_among_dense_posts_only() -> None:
    acts = Acts.of(history(liked_in_turn(0, 1, 2, 3), liked_in_turn(2, 3)), 1_000)
    people = count_co_acts(acts, 4, 2).people.toarray()
    assert sorted(zip(*np.nonzero(people), strict=True)) == [(0, 1), (1, 0), (2, 3), (3, 2)]


def test_only_the_newest_acts_of_a_person_count() -> None:
    people = [liked_in_turn(0, 1, 2)] * 5
    assert not dense(Together(most_acts=2).learn(history(*people), 3))[0].any()


def test_attention_rises_from_aversion_over_indifference_to_liking() -> None:
    assert attention(np.array([-4.0, -1.0, -0.9, 0.0, 0.3, 5.0])).tolist() == pytest.approx(
        [AVERSION, AVERSION, 0.2, 0.6, 0.9, 1.0]
    )


def test_moments_are_counted_for_each_person_and_shared_by_acts_of_one_time() -> None:
    people = np.array([3, 3, 3, 7, 7])
    times = np.array([9, 9, 4, 4, 1])
    assert moments(people, times).tolist() == [0, 0, 1, 0, 1]


def test_recollection_fades_with_later_moments_but_never_wholly() -> None:
    faded = recollection(np.ones(200), np.arange(200)[::-1])
    assert faded[0] == 1.0
    assert faded[4] == pytest.approx(LASTING + (1 - LASTING) / 2)
    assert faded[-1] == pytest.approx(LASTING)
    assert not len(recollection(np.empty(0), np.empty(0)))


@pytest.mark.parametrize("setting", [{"ridge": 0.0}, {"strongest": 0}, {"dense_most": 0}, {"most_acts": 0}])
def test_settings_out_of_range_are_refused(setting: dict[str, float]) -> None:
    with pytest.raises(BadInput, match=next(iter(setting))):
        Together(**setting)
