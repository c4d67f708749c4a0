from pathlib import Path

import numpy as np
import pytest

from benchmarks.fusion import METHODS, Task, late, liked_together, medoid, rows_of, same_label, without_some
from benchmarks.scores import interval, ndcg, ranked, recall
from pipeline.fusion import SpaceVectors

COUNT, DIM = 60, 16


def space(seed: int, noise: float) -> SpaceVectors:
    """Draw posts of six subjects, ten each."""
    rng = np.random.default_rng(seed)
    centres = np.random.default_rng(0).normal(size=(6, DIM))
    vectors = centres[np.arange(COUNT) % 6] + noise * rng.normal(size=(COUNT, DIM))
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return SpaceVectors(unit.astype(np.float32), np.ones(COUNT, bool))


POSTS = {"sentence": space(1, 1.4), "clip": space(2, 1.4)}
SUBJECTS = np.eye(6, dtype=bool)[np.arange(COUNT) % 6]


@pytest.mark.parametrize("name", METHODS)
def test_every_way_to_join_gives_a_symmetric_finite_likeness_even_where_parts_are_missing(name: str) -> None:
    method, shares = METHODS[name]
    some = without_some(POSTS, np.random.default_rng(0))
    likeness = method(some, shares[-1] / 2)
    assert likeness.shape == (COUNT, COUNT)
    assert np.isfinite(likeness).all()
    np.testing.assert_allclose(likeness, likeness.T, atol=1e-4)


def test_two_in_five_posts_lose_one_part_and_none_loses_both() -> None:
    some = without_some({name: space(1, 1.0) for name in POSTS}, np.random.default_rng(0))
    parts = np.add.reduce([own.present for own in some.values()])
    assert set(parts.tolist()) == {1, 2}
    assert 0.2 < (parts == 1).mean() < 0.6


def test_two_independent_views_find_more_than_one_and_a_tuned_share_is_reported() -> None:
    rows = {str(row["system"]): row for row in rows_of(Task("t", POSTS, same_label(SUBJECTS)), same_space=True)}
    assert float(rows["t: late, cosines"]["nDCG@10"] or 0) > float(rows["t: text alone"]["nDCG@10"] or 0)
    assert 0 < float(rows["t: late, cosines"]["share of picture"] or 0) < 1
    assert rows["t: late, cosines"]["one part"] is None
    other = [str(row["system"]) for row in rows_of(Task("t", POSTS, same_label(SUBJECTS)), same_space=False)]
    assert not any("one space" in name for name in other)


def test_posts_with_one_part_are_counted_against_their_share_of_the_right_answers() -> None:
    some = without_some(POSTS, np.random.default_rng(0))
    rows = rows_of(Task("t", some, same_label(SUBJECTS)), same_space=True)
    assert all(0.2 < float(row["one part"] or 0) < 5 for row in rows)


def test_a_perfect_order_gains_all_and_a_wrong_one_nothing() -> None:
    relevant = same_label(SUBJECTS)
    perfect = ranked(relevant.astype(np.float32))
    assert ndcg(perfect, relevant) == pytest.approx(1.0)
    assert recall(perfect, relevant) == pytest.approx(1.0)
    assert ndcg(ranked(-relevant.astype(np.float32)), relevant) == pytest.approx(0.0)


def test_a_post_is_no_answer_to_itself() -> None:
    assert not (ranked(late(POSTS, 0.5)) == np.arange(COUNT)[:, None]).any()


def test_a_bootstrap_interval_holds_the_mean() -> None:
    values = np.random.default_rng(0).random(500)
    low, high = interval(values)
    assert low < values.mean() < high
    assert high - low < 0.1


def test_films_answer_one_another_that_the_same_people_liked(tmp_path: Path) -> None:
    lines = [f"{user},{film},5.0" for user in range(12) for film in ("1", "2")]
    lines += [f"{user},{film},4.0" for user in range(20, 32) for film in ("3",)]
    lines += [f"{user},4,2.0" for user in range(12)]
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("\n".join(["userId,movieId,rating", *lines]))
    relevant = liked_together(["1", "2", "3", "4"], ratings)
    assert relevant.tolist() == [[False, True, False, False], [True, False, False, False], [False] * 4, [False] * 4]


def test_the_medoid_is_the_picture_nearest_to_the_others() -> None:
    album = np.array([[1, 0], [0.8, 0.6], [0.6, 0.8], [-1, 0]], np.float32)
    assert medoid(album).tolist() == pytest.approx([0.8, 0.6])
