from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from numpy.typing import NDArray

from jobs import vectors
from jobs.embedded import replaced_content
from jobs.vectors import content_digests, gather, known_keys
from pipeline.encoders.base import EncoderCard
from pipeline.files import write_parquet
from pipeline.schema import CONTENT, embeddings_schema
from pipeline.store import Store

DIM = 8
CARD = EncoderCard("a model", "1", DIM)
KEYS = [f"{number:032x}" for number in range(40)]


def vector(key: str, revision: str = "1") -> NDArray[np.float32]:
    row = np.random.default_rng([int(key, 16), int(revision)]).normal(size=DIM)
    return np.asarray(row / np.linalg.norm(row), np.float32)


def write_vectors(store: Store, name: str, keys: list[str], revision: str = "1") -> Path:
    rows = [{"content_key": key, "model": "m", "revision": revision, "vector": vector(key, revision)} for key in keys]
    path = store.folder("embeddings", "clip") / f"{name}.parquet"
    write_parquet(pa.Table.from_pylist(rows, schema=embeddings_schema(DIM)), path)
    return path


def write_pieces(store: Store, pieces: list[tuple[str, int, str]]) -> None:
    rows = [{"post_id": post, "space": "clip", "ordinal": n, "content_key": key} for post, n, key in pieces]
    with replaced_content(store, "clip", "a pair", CARD) as put:
        put(pa.Table.from_pylist(rows, schema=CONTENT))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Store 40 vectors of two revisions in three files each, and posts with one to three pictures."""
    store = Store.create(tmp_path)
    for number in range(3):
        for revision in ("1", "2"):
            write_vectors(store, f"{revision}-{number}", KEYS[number::3], revision)
    pieces = [(f"p{n}", k, KEYS[(7 * n + k) % 40]) for n in range(50) for k in range(n % 4)]
    write_pieces(store, pieces[::-1])
    return store


def test_each_owner_gets_the_mean_of_its_pieces_brought_to_unit_length(store: Store) -> None:
    owners = [f"p{n}" for n in range(49, -1, -1)]
    found = gather(store, "clip", CARD, [*owners, "a stranger"])
    for row, n in enumerate(range(49, -1, -1)):
        mean = sum((vector(KEYS[(7 * n + k) % 40]) for k in range(n % 4)), np.zeros(DIM))
        assert found.present[row] == bool(n % 4)
        length = np.linalg.norm(mean)
        np.testing.assert_allclose(found.vectors[row], mean / length if length else mean, atol=1e-6)
    assert not found.present[-1]


def test_blocks_of_owners_and_the_order_of_files_change_no_bit(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owners = [f"p{n}" for n in range(50)]
    expected = gather(store, "clip", CARD, owners)
    other = Store.create(tmp_path / "other")
    for name, keys in (("a", KEYS[20:]), ("b", KEYS[:5]), ("c", KEYS[5:20])):
        write_vectors(other, name, keys)
    write_pieces(other, [(f"p{n}", k, KEYS[(7 * n + k) % 40]) for n in range(50) for k in range(n % 4)])
    monkeypatch.setattr(vectors, "_OWNERS_AT_ONCE", 7)
    for place in (store, other):
        assert np.array_equal(gather(place, "clip", CARD, owners).vectors, expected.vectors)


def test_only_files_with_a_wanted_vector_are_opened_for_vectors(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    read = vectors.pq.read_table

    def watched(path: Path, columns: list[str]) -> pa.Table:
        if "vector" in columns:
            opened.append(path.stem)
        return read(path, columns=columns)

    monkeypatch.setattr(vectors.pq, "read_table", watched)
    write_pieces(store, [("p1", 0, KEYS[3]), ("p2", 0, KEYS[1])])
    gather(store, "clip", CARD, ["p1"])
    assert opened == ["1-0"]


def test_pictures_that_cancel_out_and_vectors_that_are_missing_leave_no_vector(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    row = vector(KEYS[0])
    rows = [
        {"content_key": key, "model": "m", "revision": "1", "vector": values}
        for key, values in ((KEYS[0], row), (KEYS[1], -row))
    ]
    write_parquet(
        pa.Table.from_pylist(rows, schema=embeddings_schema(DIM)), store.folder("embeddings", "clip", "a.parquet")
    )
    write_pieces(store, [("p1", 0, KEYS[0]), ("p1", 1, KEYS[1]), ("p2", 0, KEYS[2]), ("p3", 0, KEYS[1])])
    found = gather(store, "clip", CARD, ["p1", "p2", "p3"])
    assert found.present.tolist() == [False, False, True]
    assert not found.vectors[:2].any()


def test_a_store_without_content_gives_no_vectors(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    assert not gather(store, "clip", CARD, ["p1"]).present.any()
    assert gather(store, "clip", CARD, []).vectors.shape == (0, DIM)
    assert content_digests(store, "clip", ["p1"]).tolist() == [[0, 0]]
    assert content_digests(store, "clip", []).shape == (0, 2)


def test_known_keys_are_those_of_one_revision(store: Store) -> None:
    write_vectors(store, "new", [f"{number:032x}" for number in range(90, 95)], "2")
    assert len(known_keys(store, "clip", "1")) == 40
    assert len(known_keys(store, "clip", "2")) == 45
    assert len(known_keys(store, "clip", "3")) == len(known_keys(store, "sentence", "1")) == 0


def test_a_digest_changes_with_the_pieces_and_their_order_and_with_nothing_else(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    owners = ["p1", "p2", "p3", "p4", "p5"]
    pieces = [("p1", 0, KEYS[1]), ("p1", 1, KEYS[2]), ("p2", 0, KEYS[2]), ("p2", 1, KEYS[1]), ("p3", 4, KEYS[1])]
    write_pieces(store, [*pieces, ("p4", 0, KEYS[1])])
    first = content_digests(store, "clip", owners)
    assert first.dtype == np.uint64
    assert len({tuple(row) for row in first.tolist()}) == 4, "p3 and p4 show the same one picture"
    assert first[2].tolist() == first[3].tolist()
    assert first[4].tolist() == [0, 0]
    write_pieces(store, [*pieces[::-1], ("p5", 0, KEYS[9])])
    again = content_digests(store, "clip", owners[::-1])[::-1]
    assert again[:3].tolist() == first[:3].tolist()
    assert again[3].tolist() == [0, 0]
    assert again[4].any()
