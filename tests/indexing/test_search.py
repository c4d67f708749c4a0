from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.faiss_index import VectorIndex, build_index, read_index
from indexing.recall import build_and_measure, recall
from indexing.search import check_queries, scan_is_cheaper, search_index, search_rows
from indexing.spec import EXACT_LIMIT, FLAT, IndexSpec, choose_index
from pipeline.errors import BadInput, SnapshotError

DIM = 16
HNSW = IndexSpec("HNSW32,SQfp16", "a test")


def unit(n: int, seed: int = 0, dim: int = DIM) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def brute_force(matrix: np.ndarray, rows: np.ndarray, query: np.ndarray, k: int) -> np.ndarray:
    scores = np.einsum("ij,j->i", matrix[rows], query)
    return rows[np.lexsort((rows, -scores))][:k]


@pytest.fixture(scope="module")
def matrix() -> np.ndarray:
    return unit(2000)


@pytest.fixture(scope="module")
def walk(matrix: np.ndarray) -> VectorIndex:
    return build_index(matrix, HNSW.factory)


@given(st.integers(1, 60), st.integers(1, 80), st.integers(0, 99))
def test_flat_search_gives_what_sorting_everything_gives(n: int, k: int, seed: int) -> None:
    matrix, labels = unit(n, seed), np.random.default_rng(seed).permutation(n)
    index = build_index(matrix[labels], FLAT)
    query = unit(1, seed + 1)
    scores, rows = search_index(index, matrix, labels, query, k, effort=0)
    expected = brute_force(matrix, np.arange(n), query[0], k)
    assert rows[0, : len(expected)].tolist() == expected.tolist()
    assert (rows[0, n:] == -1).all()
    assert np.isneginf(scores[0, n:]).all()
    assert scores.shape == rows.shape == (1, k)


@given(st.lists(st.integers(0, 2), min_size=1, max_size=12), st.integers(1, 14))
def test_ties_run_by_row(kinds: list[int], k: int) -> None:
    matrix = np.eye(3, dtype=np.float32)[kinds]
    labels = np.arange(len(kinds))
    query = np.array([[1, 0.5, 0]], np.float32)
    expected = brute_force(matrix, labels, query[0], k).tolist()
    _, rows = search_index(build_index(matrix, FLAT), matrix, labels, query, k, effort=0)
    assert rows[0, : len(expected)].tolist() == expected
    _, rows = search_rows(matrix, labels, query, k)
    assert rows[0, : len(expected)].tolist() == expected


@pytest.mark.parametrize("share", [0.9, 0.3, 0.1, 0.05])
@pytest.mark.parametrize("k", [1, 10, 60])
def test_a_filtered_walk_finds_what_is_allowed(matrix: np.ndarray, walk: VectorIndex, share: float, k: int) -> None:
    allowed = np.random.default_rng(k).random(len(matrix)) < share
    queries = unit(20, 3)
    labels = np.arange(len(matrix))
    scores, rows = search_index(walk, matrix, labels, queries, k, effort=32, allowed=allowed)
    assert allowed[rows].all()
    assert (scores[:, :-1] >= scores[:, 1:]).all()
    truth = [brute_force(matrix, np.flatnonzero(allowed), query, k) for query in queries]
    assert np.mean([np.isin(expected, found).mean() for expected, found in zip(truth, rows, strict=True)]) > 0.9


def test_a_narrow_choice_is_scanned_and_a_wide_one_is_not() -> None:
    assert scan_is_cheaper(500, 1_000_000, 10, 48)
    assert not scan_is_cheaper(100_000, 1_000_000, 10, 48)
    assert scan_is_cheaper(100_000, 1_000_000, 1_000, 48)
    assert scan_is_cheaper(0, 0, 10, 0)


def test_a_pair_has_the_same_score_in_every_search(matrix: np.ndarray, walk: VectorIndex) -> None:
    queries, labels = unit(30, 5), np.arange(len(matrix))
    together, rows = search_index(walk, matrix, labels, queries, 10, effort=64)
    for i in (0, 17):
        alone, same = search_index(walk, matrix, labels, queries[i : i + 1], 10, effort=64)
        np.testing.assert_array_equal(alone[0], together[i])
        np.testing.assert_array_equal(same[0], rows[i])
        scanned, _ = search_rows(matrix, rows[i], queries[i : i + 1], 10)
        np.testing.assert_array_equal(scanned[0], together[i])


def test_the_same_vectors_give_the_same_bytes(tmp_path: Path, matrix: np.ndarray) -> None:
    for name in ("a", "b"):
        build_index(matrix[:500], HNSW.factory).write(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("factory", [FLAT, "HNSW32,SQfp16", "HNSW32,SQ8"])
def test_an_index_finds_the_same_after_it_was_written_and_read(tmp_path: Path, factory: str) -> None:
    matrix = unit(300)
    index = build_index(matrix, factory)
    index.write(tmp_path / "index")
    again = read_index(tmp_path / "index", factory, dim=DIM, count=300)
    for one, other in zip(*(i.search(unit(4, 9), 5, effort=64) for i in (index, again)), strict=True):
        np.testing.assert_array_equal(one, other)


def test_an_index_of_another_size_or_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index"
    build_index(unit(30), FLAT).write(path)
    for dim, count in ((DIM + 1, 30), (DIM, 31)):
        with pytest.raises(SnapshotError, match="as the manifest says"):
            read_index(path, FLAT, dim=dim, count=count)
    path.write_bytes(b"not an index at all")
    with pytest.raises(SnapshotError, match="cannot be read by FAISS"):
        read_index(path, FLAT, dim=DIM, count=30)


def test_few_vectors_are_compared_one_by_one_and_many_are_not() -> None:
    assert choose_index(0, 384).exact
    assert choose_index(EXACT_LIMIT, 384).exact
    assert choose_index(EXACT_LIMIT + 1, 384).factory == "HNSW32,SQfp16"
    assert choose_index(2_000_000, 384).factory == "HNSW32,SQ8"


@pytest.mark.parametrize(("n", "queries"), [(0, 0), (1, 0), (3, 0), (8, 2), (500, 125), (2000, 200)])
def test_an_exact_index_has_full_recall_whatever_its_size(n: int, queries: int) -> None:
    vectors = unit(n)
    built = build_and_measure(vectors, choose_index(n, DIM))
    assert built.card.recall_at_10 == 1.0
    assert built.card.queries == queries
    assert built.effort == 0
    assert built.index.count == n
    assert sorted(built.order.tolist()) == list(range(n))


def test_copies_of_a_post_do_not_count_as_missed() -> None:
    vectors = np.repeat(unit(10), 50, axis=0)
    assert build_and_measure(vectors, choose_index(500, DIM)).card.recall_at_10 == 1.0


def test_a_walk_is_tuned_until_it_finds_enough(matrix: np.ndarray) -> None:
    built = build_and_measure(matrix, HNSW)
    assert built.card.queries == 200
    assert built.card.recall_at_10 >= 0.95
    queries = unit(100, 77)
    assert recall(built.index, matrix[built.order], queries, 10, built.effort) >= 0.9


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
