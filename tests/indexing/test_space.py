from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.manifest import METRIC, ModelCard, SpaceCard
from indexing.space import Space
from indexing.space_staging import keep_segment, stage_segment, stage_space
from pipeline.errors import SnapshotError, StoreError
from pipeline.store import Store

DIM = 8
SIZES = (40, 25, 5)
N_POSTS = 64
"""Six of the seventy positions are tombstones."""


def unit(n: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, DIM)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def nothing() -> np.ndarray:
    return np.zeros((0, DIM), np.float32)


def staged(store: Store, places: np.ndarray) -> SpaceCard:
    segments = [stage_segment(store, "sentence", unit(size, seed)).card for seed, size in enumerate(SIZES)]
    contents = np.zeros((len(places), 2), np.uint64)
    return stage_space(
        store,
        "sentence",
        model=ModelCard("m", "1"),
        segments=segments,
        places=places,
        contents=contents,
        ads=nothing(),
        topics=nothing(),
    )


@pytest.fixture(scope="module")
def places() -> np.ndarray:
    """Give four posts no vector, and the others a place each in any order."""
    drawn = np.random.default_rng(1).permutation(sum(SIZES))[:N_POSTS]
    drawn[[3, 7, 20, 63]] = -1
    return drawn.astype(np.int64)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, places: np.ndarray) -> tuple[Path, SpaceCard]:
    store = Store.create(tmp_path_factory.mktemp("space"))
    return store.staging, staged(store, places)


def space(folder: tuple[Path, SpaceCard], deleted: list[int] | None = None) -> Space:
    dead = np.zeros(N_POSTS, np.bool_)
    dead[deleted or []] = True
    return Space(folder[0], "sentence", folder[1], dead)


def test_each_post_has_the_vector_at_its_place_and_zeros_where_it_has_none(
    folder: tuple[Path, SpaceCard], places: np.ndarray
) -> None:
    every = np.concatenate([segment.vectors for segment in space(folder).segments])
    found = space(folder).vectors(np.arange(N_POSTS))
    np.testing.assert_array_equal(found[places >= 0], every[places[places >= 0]])
    assert not found[places < 0].any()
    np.testing.assert_array_equal(space(folder).present, places >= 0)


@settings(max_examples=50)
@given(st.integers(1, 80), st.integers(0, 50), st.sets(st.integers(0, 63)), st.none() | st.sets(st.integers(0, 63)))
def test_searching_all_segments_is_sorting_all_live_posts(
    folder: tuple[Path, SpaceCard], k: int, seed: int, deleted: set[int], among: set[int] | None
) -> None:
    one = space(folder, sorted(deleted))
    allowed = None if among is None else np.isin(np.arange(N_POSTS), sorted(among))
    queries = unit(2, 100 + seed)
    scores, rows = one.search(queries, k, allowed)
    live = one.present if allowed is None else one.present & allowed
    for query, some, found in zip(queries, scores, rows, strict=True):
        exact = np.einsum("ij,j->i", one.vectors(np.arange(N_POSTS)), query)
        order = [row for row in np.lexsort((np.arange(N_POSTS), -exact)) if live[row]][:k]
        assert found.tolist() == order + [-1] * (k - len(order))
        np.testing.assert_array_equal(some[: len(order)], exact[order])
        assert np.isneginf(some[len(order) :]).all()


def test_all_that_is_near_is_found_where_one_segment_holds_it(
    folder: tuple[Path, SpaceCard], places: np.ndarray
) -> None:
    query = unit(1, 5)
    first = np.flatnonzero((places >= 0) & (places < SIZES[0]))
    scores = np.full(N_POSTS, -1.0)
    scores[first] = space(folder).vectors(first) @ query[0]
    allowed = np.zeros(N_POSTS, np.bool_)
    allowed[np.argsort(-scores)[:12]] = True
    allowed[np.flatnonzero(places >= SIZES[0])[:20]] = True
    mine = np.flatnonzero(allowed)
    exact = mine[np.argsort(-(space(folder).vectors(mine) @ query[0]), kind="stable")]
    _, rows = space(folder).search(query, 10, allowed)
    np.testing.assert_array_equal(rows[0], exact[:10])


def test_a_space_without_segments_finds_nothing(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    card = stage_space(
        store,
        "sentence",
        model=ModelCard("m", "1"),
        segments=[],
        places=np.full(3, -1),
        contents=np.zeros((3, 2), np.uint64),
        ads=nothing(),
        topics=nothing(),
    )
    empty = Space(store.staging, "sentence", card, np.zeros(3, np.bool_))
    empty.check()
    scores, rows = empty.search(unit(2), 4)
    assert (rows == -1).all()
    assert np.isneginf(scores).all()
    assert card == SpaceCard("m", "1", DIM, METRIC, 0, card.recall_target, ())


@pytest.mark.parametrize("wrong", [[0, 0], [0, 70], [-2, 1]])
def test_places_that_repeat_or_lie_outside_are_refused_when_staged_and_when_read(
    tmp_path: Path, wrong: list[int]
) -> None:
    store = Store.create(tmp_path)
    with pytest.raises(StoreError, match="repeat or lie outside"):
        staged(store, np.array(wrong))
    card = staged(store, np.array([0, 1]))
    np.save(store.staging / "places-sentence.npy", np.array(wrong))
    with pytest.raises(SnapshotError, match="each at one of 70 places"):
        Space(store.staging, "sentence", card, np.zeros(2, np.bool_)).check()


def test_a_kept_segment_shares_its_disk_space_and_survives_its_first_snapshot(tmp_path: Path) -> None:
    store, old = Store.create(tmp_path), tmp_path / "old"
    staged(store, np.arange(5))
    store.staging.rename(old)
    name = sorted(old.glob("vectors-*"))[0].stem.removeprefix("vectors-")
    keep_segment(store, old, name)
    keep_segment(store, old, name)
    for kept in sorted(store.staging.iterdir()):
        assert kept.samefile(old / kept.name)
        (old / kept.name).unlink()
        assert kept.stat().st_size > 0
    assert len(list(store.staging.iterdir())) == 2


def test_a_segment_is_named_after_what_it_holds(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    first, again, other = (stage_segment(store, "clip", unit(30, seed)).card.name for seed in (0, 0, 1))
    assert first == again != other
