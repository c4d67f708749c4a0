from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexing.faiss_index import BLOCK_ROWS, Reordered, VectorIndex, build_index, nearest_scores, read_index
from indexing.spec import FLAT, KINDS
from pipeline.errors import SnapshotError

DIM = 16
FACTORIES = [name.replace("#", "8") for name in KINDS]


def unit(n: int, seed: int = 0, dim: int = DIM) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def answers(index: VectorIndex, live: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    return index.search(unit(4, 9), 5, effort=64, live=live)


@pytest.mark.parametrize("factory", FACTORIES)
def test_the_same_vectors_give_the_same_bytes(tmp_path: Path, factory: str) -> None:
    for name in ("a", "b"):
        build_index(unit(500), factory).write(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("factory", FACTORIES)
def test_an_index_finds_the_same_after_it_was_written_and_mapped(tmp_path: Path, factory: str) -> None:
    index = build_index(unit(500), factory)
    index.write(tmp_path / "index")
    again = read_index(tmp_path / "index", factory, dim=DIM, count=500)
    live = np.random.default_rng(1).random(500) < 0.5
    for mask in (None, live):
        for one, other in zip(answers(index, mask), answers(again, mask), strict=True):
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("factory", FACTORIES)
def test_only_what_is_live_is_found(factory: str) -> None:
    live = np.random.default_rng(1).random(500) < 0.5
    _, labels = answers(build_index(unit(500), factory), live)
    assert (labels >= 0).all()
    assert live[labels].all()


@pytest.mark.parametrize("factory", FACTORIES)
def test_the_bytes_are_counted_as_they_are_written(tmp_path: Path, factory: str) -> None:
    index = build_index(unit(300), factory)
    index.write(tmp_path / "index")
    assert index.stored_bytes() == (tmp_path / "index").stat().st_size


def test_an_index_of_another_size_or_sort_or_no_index_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "index"
    build_index(unit(300), "IVF8,SQ8").write(path)
    wrong = [("IVF8,SQ8", DIM + 1, 300), ("IVF8,SQ8", DIM, 301), ("IVF4,SQ8", DIM, 300), ("HNSW32,SQ8", DIM, 300)]
    for factory, dim, count in (*wrong, (FLAT, DIM, 300)):
        with pytest.raises(SnapshotError, match="as the manifest says"):
            read_index(path, factory, dim=dim, count=count)
    with pytest.raises(SnapshotError, match="a kind that this feedloom knows"):
        read_index(path, "PQ8", dim=DIM, count=300)
    path.write_bytes(b"not an index at all")
    with pytest.raises(SnapshotError, match="cannot be read by FAISS"):
        read_index(path, FLAT, dim=DIM, count=30)


def test_an_index_of_nothing_can_be_written_and_read(tmp_path: Path) -> None:
    build_index(unit(0), FLAT).write(tmp_path / "index")
    assert read_index(tmp_path / "index", FLAT, dim=DIM, count=0).count == 0


def test_the_nearest_are_the_same_in_blocks_as_at_once() -> None:
    vectors, queries = unit(BLOCK_ROWS + 700, dim=8), unit(5, 3, dim=8)
    order = np.random.default_rng(2).permutation(len(vectors))
    live = np.random.default_rng(3).random(len(vectors)) < 0.4
    found = nearest_scores(Reordered(vectors, order), queries, 20, live=live)
    expected = -np.sort(-(queries @ vectors[order][live].T), axis=1)[:, :20]
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_where_there_are_fewer_than_k_the_nearest_are_padded() -> None:
    found = nearest_scores(unit(3), unit(2, 1), 5)
    assert np.isfinite(found[:, :3]).all()
    assert np.isneginf(found[:, 3:]).all()


def test_mapped_vectors_are_read_in_blocks_and_give_the_same_index(tmp_path: Path) -> None:
    vectors = unit(BLOCK_ROWS + 10, dim=4)
    np.save(tmp_path / "vectors.npy", vectors)
    mapped = np.load(tmp_path / "vectors.npy", mmap_mode="r")
    one, other = (build_index(some, "IVF8,SQ8") for some in (vectors, mapped))
    one.write(tmp_path / "one")
    other.write(tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
