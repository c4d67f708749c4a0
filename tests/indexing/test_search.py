from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.faiss_index import VectorIndex, build_index
from indexing.search import Care, check_queries, check_rows, merge, scan_is_cheaper, search_segment, share_of
from indexing.spec import FLAT
from pipeline.errors import BadInput

DIM = 16
FACTORIES = ["HNSW32,SQ8", "IVF16,SQ8", "IVF16,RaBitQ4"]


def unit(n: int, seed: int = 0, dim: int = DIM) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def brute_force(matrix: np.ndarray, rows: np.ndarray, query: np.ndarray, k: int) -> np.ndarray:
    scores = np.einsum("ij,j->i", matrix[rows], query)
    return rows[np.lexsort((rows, -scores))][:k]


@pytest.fixture(scope="module")
def matrix() -> np.ndarray:
    return unit(2000)


@pytest.fixture(scope="module", params=FACTORIES)
def index(request: pytest.FixtureRequest, matrix: np.ndarray) -> VectorIndex:
    return build_index(matrix, request.param)


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 99))
def test_flat_search_gives_what_sorting_everything_gives(n: int, k: int, seed: int) -> None:
    matrix, rows = unit(n, seed), np.random.default_rng(seed).permutation(n)
    query = unit(1, seed + 1)
    scores, found = search_segment(build_index(matrix[rows], FLAT), matrix[rows], query, k, 0, rows=rows)
    expected = brute_force(matrix, np.arange(n), query[0], k)
    assert found[0, : len(expected)].tolist() == expected.tolist()
    assert (found[0, n:] == -1).all()
    assert np.isneginf(scores[0, n:]).all()
    assert scores.shape == found.shape == (1, k)


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12), st.integers(1, 14), st.integers(0, 9))
def test_ties_run_by_row(kinds: list[int], k: int, seed: int) -> None:
    rows = np.random.default_rng(seed).permutation(len(kinds))
    matrix = np.eye(3, dtype=np.float32)[kinds]
    query = np.array([[1, 0.5, 0]], np.float32)
    expected = brute_force(matrix, np.arange(len(kinds)), query[0], k).tolist()
    index = build_index(matrix[rows], FLAT)
    for live in (None, np.ones(len(kinds), np.bool_)):
        _, found = search_segment(index, matrix[rows], query, k, 0, live=live, rows=rows)
        assert found[0, : len(expected)].tolist() == expected


@given(st.integers(1, 80), st.integers(1, 30), st.integers(1, 4), st.integers(0, 99))
def test_segments_find_together_what_one_search_finds(n: int, k: int, parts: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = unit(n, seed)[rng.integers(0, n, n)]  # with copies
    live, queries, part = rng.random(n) < 0.7, unit(2, seed + 1), rng.integers(0, parts, n)
    found = []
    for number in range(parts):
        rows = rng.permutation(np.flatnonzero(part == number))
        own = build_index(matrix[rows], FLAT)
        found.append(search_segment(own, matrix[rows], queries, k, 0, live=live[rows], rows=rows))
    scores, merged = merge(found, k)
    for query, own_scores, own_rows in zip(queries, scores, merged, strict=True):
        expected = brute_force(matrix, np.flatnonzero(live), query, k)
        assert own_rows[: len(expected)].tolist() == expected.tolist()
        assert (own_rows[len(expected) :] == -1).all()
        assert (own_scores[: len(expected)] == np.einsum("ij,j->i", matrix[expected], query)).all()


@pytest.mark.parametrize("share", [0.9, 0.3, 0.1, 0.05])
@pytest.mark.parametrize("k", [1, 10, 60])
def test_a_search_among_few_finds_k_live_ones(matrix: np.ndarray, index: VectorIndex, share: float, k: int) -> None:
    live = np.random.default_rng(k).random(len(matrix)) < share
    queries = unit(20, 3)
    scores, found = search_segment(index, matrix, queries, k, 8 if "IVF" in index.factory else 32, live=live)
    assert (found >= 0).all()
    assert live[found].all()
    assert (scores[:, :-1] >= scores[:, 1:]).all()
    truth = [brute_force(matrix, np.flatnonzero(live), query, k) for query in queries]
    assert np.mean([np.isin(expected, some).mean() for expected, some in zip(truth, found, strict=True)]) > 0.9


def test_a_narrow_choice_is_scanned_exactly(matrix: np.ndarray, index: VectorIndex) -> None:
    live = np.zeros(len(matrix), np.bool_)
    live[[3, 700, 1999]] = True
    queries = unit(5, 4)
    _, found = search_segment(index, matrix, queries, 5, 1, live=live)
    for query, own in zip(queries, found, strict=True):
        assert own.tolist() == [*brute_force(matrix, np.flatnonzero(live), query, 3), -1, -1]


@pytest.mark.parametrize("factory", FACTORIES)
def test_k_live_ones_are_found_where_all_that_is_near_is_dead(factory: str) -> None:
    side = np.repeat([1, -1], 1000)
    matrix = 0.2 * unit(2000)
    matrix[:, 0] += side
    matrix /= np.linalg.norm(matrix, axis=1, keepdims=True)
    query = np.eye(1, DIM, dtype=np.float32)
    _, found = search_segment(build_index(matrix, factory), matrix, query, 10, 1, live=side < 0)
    assert (found >= 1000).all()


def test_where_nothing_is_live_nothing_is_found(matrix: np.ndarray, index: VectorIndex) -> None:
    _, found = search_segment(index, matrix, unit(2), 4, 8, live=np.zeros(len(matrix), np.bool_))
    assert (found == -1).all()


def test_a_scan_is_for_narrow_choices() -> None:
    for factory in ("HNSW32,SQ8", "IVF4096,SQ8"):
        assert scan_is_cheaper(factory, 500, 1_000_000, 10, 48)
        assert not scan_is_cheaper(factory, 200_000, 1_000_000, 10, 48)
        assert scan_is_cheaper(factory, 0, 0, 10, 0)
    assert scan_is_cheaper("HNSW32,SQ8", 100_000, 1_000_000, 1_000, 48)


def test_a_pair_has_the_same_score_in_every_search(matrix: np.ndarray, index: VectorIndex) -> None:
    queries = unit(30, 5)
    together, rows = search_segment(index, matrix, queries, 10, 16)
    for i in (0, 17):
        alone, same = search_segment(index, matrix, queries[i : i + 1], 10, 16)
        np.testing.assert_array_equal(alone[0], together[i])
        np.testing.assert_array_equal(same[0], rows[i])
        live = np.zeros(len(matrix), np.bool_)
        live[rows[i]] = True
        scanned, _ = search_segment(index, matrix, queries[i : i + 1], 10, 16, live=live)
        np.testing.assert_array_equal(scanned[0], together[i])


@pytest.mark.parametrize(
    ("queries", "k"),
    [
        (np.ones((1, DIM + 1), np.float32), 3),
        (np.ones(DIM, np.float32), 3),
        (np.full((1, DIM), np.nan, np.float32), 3),
        (np.ones((1, DIM), np.float32), 0),
    ],
)
def test_queries_of_another_shape_or_without_numbers_are_refused(queries: np.ndarray, k: int) -> None:
    with pytest.raises(BadInput, match="finite float32"):
        check_queries(queries, DIM, k)


@pytest.mark.parametrize("rows", [[-1], [0, 5], [7]])
def test_rows_outside_the_table_are_refused(rows: list[int]) -> None:
    assert check_rows(np.array([0, 4]), 5).tolist() == [0, 4]
    with pytest.raises(BadInput, match="rows run from"):
        check_rows(np.array(rows), 5)


@given(st.integers(1, 500), st.floats(0, 1))
def test_a_part_is_asked_for_more_than_its_mean_and_for_no_more_than_all(k: int, part: float) -> None:
    assert min(k, k * part) <= share_of(k, part) <= k


def test_looking_less_hard_finds_less_and_as_exactly(matrix: np.ndarray, index: VectorIndex) -> None:
    queries = matrix[:40] + 0.05
    whole, _ = search_segment(index, matrix, queries, 10, 64)
    less, rows = search_segment(index, matrix, queries, 10, 64, care=Care(thoroughness=0.1))
    assert (less <= whole + 1e-6).all()
    np.testing.assert_allclose(less, np.einsum("qkd,qd->qk", matrix[rows], queries), atol=1e-5)


def test_scores_that_need_not_be_exact_are_near(matrix: np.ndarray, index: VectorIndex) -> None:
    queries = matrix[:40] + 0.05
    scores, rows = search_segment(index, matrix, queries, 10, 64, care=Care(exact=False))
    off = np.abs(scores - np.einsum("qkd,qd->qk", matrix[rows], queries))
    assert off.mean() < 0.01
    assert off.max() < 0.1
    assert (np.diff(scores, axis=1) <= 0).all()
