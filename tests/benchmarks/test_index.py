from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from benchmarks.index_systems import SYSTEMS
from benchmarks.index_vectors import enlarge, real_texts, write_vectors
from benchmarks.index_worker import Questions, Remote, Worker, rates
from indexing.faiss_index import nearest_scores

ROWS, DIM = 1_500, 24


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = np.random.default_rng(0).normal(size=(400, DIM)).astype(np.float32)
    path = tmp_path_factory.mktemp("vectors") / "vectors.npy"
    enlarge(base / np.linalg.norm(base, axis=1, keepdims=True), ROWS + 20, path, seed=1)
    return path


def questions(path: Path, live: np.ndarray | None = None) -> Questions:
    found = np.load(path)
    queries = found[ROWS:]
    return Questions(queries, nearest_scores(found[:ROWS], queries, 100, live=live))


def test_enlarged_vectors_are_of_unit_length_all_different_and_the_same_for_a_seed(
    vectors: Path, tmp_path: Path
) -> None:
    found = np.load(vectors)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert len(np.unique(found, axis=0)) == len(found) == ROWS + 20
    base = np.random.default_rng(0).normal(size=(400, DIM)).astype(np.float32)
    enlarge(base / np.linalg.norm(base, axis=1, keepdims=True), ROWS + 20, tmp_path / "again.npy", seed=1)
    np.testing.assert_array_equal(np.load(tmp_path / "again.npy"), found)


def test_as_long_as_there_are_enough_the_vectors_are_the_real_ones(tmp_path: Path) -> None:
    base = np.random.default_rng(0).normal(size=(50, DIM)).astype(np.float32)
    write_vectors(base, 30, tmp_path / "some.npy", seed=1)
    found = np.load(tmp_path / "some.npy")
    assert len(found) == len(np.unique(found, axis=0)) == 30
    assert all((base == row).all(axis=1).any() for row in found)


def test_without_a_data_folder_the_texts_are_those_of_the_sample_world(tmp_path: Path) -> None:
    texts = real_texts(tmp_path)
    assert len(texts) == len(set(texts)) > 3_000
    assert texts == real_texts(tmp_path)


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_finds_what_there_is_and_nothing_that_was_deleted(
    vectors: Path, tmp_path: Path, name: str
) -> None:
    if name == "usearch" and find_spec("usearch") is None:
        pytest.skip("usearch is not installed")
    system = SYSTEMS[name]()
    worker = Worker(system, vectors, ROWS, tmp_path / "system")
    built = worker.build(1)
    assert built.bytes_per_vector > 4 * DIM
    assert built.what
    effort = worker.tune(questions(vectors), 0.97)
    assert worker.find(questions(vectors), 10, effort).recall >= 0.97
    live = np.random.default_rng(2).random(ROWS) >= 0.3
    worker.delete(live)
    found = worker.find(questions(vectors, live), 10, effort)
    assert found.recall >= 0.85
    assert found.full == 1.0
    assert live[system.search(questions(vectors).queries[:1], 10, effort)].all()
    assert worker.rate(questions(vectors).queries, effort, 2) > 0
    assert worker.peak_mib() > 10


def test_a_system_in_its_own_process_answers_and_tells_what_went_wrong(vectors: Path, tmp_path: Path) -> None:
    remote = Remote("FAISS HNSW32", vectors, ROWS, tmp_path / "system")
    try:
        remote.call("build", 1)
        assert remote.call("find", questions(vectors), 10, 64).recall > 0.9
        assert rates({"one": (remote, 64)}, questions(vectors).queries, 1, 2)["one"] > 0
        with pytest.raises(FileExistsError):
            remote.call("build", 1)
    finally:
        remote.close()
