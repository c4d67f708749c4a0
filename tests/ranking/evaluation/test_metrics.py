from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import ndcg_score

from ranking.evaluation.metrics import ACCURACY, find_hits, hit_rate, ndcg, precision, recall, reciprocal_rank

N_POSTS = 30

CASES = st.integers(0, 2**32 - 1)


def draw(seed: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Draw lists of ten posts, some ending early, and what each person liked."""
    rng = np.random.default_rng(seed)
    lists = np.array([rng.permutation(N_POSTS)[:10] for _ in range(4)])
    for own in lists:
        own[rng.integers(0, 11) :] = -1
    return lists, [np.sort(rng.choice(N_POSTS, rng.integers(1, 16), replace=False)) for _ in lists]


@given(CASES)
def test_ndcg_agrees_with_scikit_learn(seed: int) -> None:
    rng = np.random.default_rng(seed)
    lists = np.array([rng.permutation(N_POSTS)[:10] for _ in range(4)])
    _, targets = draw(seed)
    scores, truth = np.zeros((4, N_POSTS)), np.zeros((4, N_POSTS))
    for number, (own, liked) in enumerate(zip(lists, targets, strict=True)):
        scores[number, own] = np.arange(10, 0, -1)
        truth[number, liked] = 1
    ours = ndcg(find_hits(lists, targets), np.array([len(liked) for liked in targets]))
    for number in range(4):
        assert ours[number] == pytest.approx(ndcg_score(truth[[number]], scores[[number]], k=10))


@given(CASES)
def test_the_figures_are_what_sets_say(seed: int) -> None:
    lists, targets = draw(seed)
    hits, wanted = find_hits(lists, targets), np.array([len(liked) for liked in targets])
    for number, (own, liked) in enumerate(zip(lists, targets, strict=True)):
        found = [row for row in own if row in set(liked)]
        assert recall(hits, wanted)[number] == pytest.approx(len(found) / len(liked))
        assert precision(hits, wanted)[number] == pytest.approx(len(found) / 10)
        assert hit_rate(hits, wanted)[number] == bool(found)
        first = 1 / (1 + list(own).index(found[0])) if found else 0.0
        assert reciprocal_rank(hits, wanted)[number] == pytest.approx(first)


@given(CASES)
def test_all_figures_lie_between_0_and_1_and_moving_a_hit_up_never_hurts(seed: int) -> None:
    lists, targets = draw(seed)
    hits, wanted = find_hits(lists, targets), np.array([len(liked) for liked in targets])
    better = np.sort(hits, axis=1)[:, ::-1]
    for name, of in ACCURACY.items():
        values = of(hits, wanted)
        assert ((values >= 0) & (values <= 1)).all(), name
        assert (of(better, wanted) >= values - 1e-12).all(), name


def test_the_best_list_of_k_has_an_ndcg_of_1_even_where_more_was_liked() -> None:
    assert ndcg(np.ones((1, 5), bool), np.array([40])) == 1.0


def test_an_empty_list_scores_0_and_is_no_error() -> None:
    hits = find_hits(np.full((1, 3), -1), [np.array([1, 2])])
    assert [of(hits, np.array([2])).tolist() for of in ACCURACY.values()] == [[0.0]] * 5
