from __future__ import annotations

import logging
from dataclasses import replace
from itertools import count as counting
from pathlib import Path

import numpy as np
import pytest

from indexing.manifest import RecallCard
from indexing.recall import Trial, build_and_measure, check_recall
from indexing.search import search_segment
from indexing.spec import FLAT, KINDS, IndexSpec, choose_index
from pipeline.errors import StoreError

DIM = 16
HNSW = IndexSpec("HNSW32,SQ8", "a test")
CARD = RecallCard(1.0, 1.0, 1.0, 1.0, 9, 0.1, 64.0)


def unit(n: int, seed: int = 0, dim: int = DIM) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize(("n", "queries"), [(0, 0), (1, 0), (3, 0), (8, 2), (500, 50), (2000, 50)])
def test_an_exact_index_has_full_recall_whatever_its_size(n: int, queries: int) -> None:
    built = build_and_measure(unit(n), choose_index(n, DIM))
    card = built.card
    assert card.recall_at_10 == card.recall_at_100 == card.recall_at_10_deleted == card.recall_at_100_deleted == 1.0
    assert card.queries == queries
    assert built.effort == 0
    assert built.index.count == n
    assert sorted(built.order.tolist()) == list(range(n))


def test_copies_of_a_post_do_not_count_as_missed() -> None:
    vectors = np.repeat(unit(10), 50, axis=0)
    assert build_and_measure(vectors, choose_index(500, DIM)).card.recall_at_10 == 1.0


@pytest.mark.parametrize("factory", ["HNSW32,SQ8", "IVF16,SQ8", "IVF16,RaBitQ4"])
def test_the_effort_is_tuned_until_a_reader_finds_enough_with_and_without_tombstones(factory: str) -> None:
    vectors = unit(3000)
    built = build_and_measure(vectors, IndexSpec(factory, "a test"))
    assert built.index.factory == factory
    assert min(built.card.recall_at_10, built.card.recall_at_10_deleted) >= 0.95
    ordered, queries, live = vectors[built.order], unit(100, 77), np.random.default_rng(5).random(3000) < 0.7
    for state in (None, live):
        _, found = search_segment(built.index, ordered, queries, 10, built.effort, live=state)
        scores = queries @ ordered.T
        scores[:, [] if state is None else ~state] = -1
        truth = np.argsort(-scores)[:, :10]
        assert np.mean([np.isin(one, other).mean() for one, other in zip(truth, found, strict=True)]) >= 0.93


@pytest.mark.parametrize(("weak", "taken"), [(["HNSW32,SQ8"], "IVF128,SQ8"), (["HNSW32,SQ8", "IVF#,SQ8"], FLAT)])
def test_a_kind_that_finds_too_little_gives_way_to_a_more_exact_one(
    weak: list[str], taken: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "indexing.spec.KINDS",
        {name: replace(kind, ladder=(1,)) if name in weak else kind for name, kind in KINDS.items()},
    )
    with caplog.at_level(logging.WARNING):
        built = build_and_measure(unit(2000, dim=64), IndexSpec("HNSW32,SQ8", "a test", 0.97))
    assert built.index.factory == taken
    assert min(built.card.recall_at_10, built.card.recall_at_10_deleted) >= 0.97
    assert caplog.text.count("a more exact index is built") == len(weak)
    assert built.index.count == 2000


def test_the_same_vectors_and_seed_give_the_same_index_and_card(tmp_path: Path) -> None:
    one, other = (build_and_measure(unit(900), HNSW, seed=4, clock=lambda: 0.0) for _ in range(2))
    one.index.write(tmp_path / "one")
    other.index.write(tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert (one.effort, one.card) == (other.effort, other.card)
    np.testing.assert_array_equal(one.order, other.order)


def test_the_latency_is_the_median_by_the_clock_that_was_passed() -> None:
    ticks = counting()
    built = build_and_measure(unit(300), choose_index(300, DIM), clock=lambda: float(next(ticks)))
    assert built.card.milliseconds == 1_000


def test_the_card_states_the_bytes_of_the_file(tmp_path: Path) -> None:
    built = build_and_measure(unit(900), HNSW)
    built.index.write(tmp_path / "index")
    assert built.card.bytes_per_vector == (tmp_path / "index").stat().st_size / 900


def test_a_search_that_misses_half_has_half_the_recall() -> None:
    vectors = unit(900)
    built = build_and_measure(vectors, choose_index(900, DIM))
    ordered, queries = vectors[built.order], unit(3, 8)
    truth = -np.sort(-(queries @ ordered.T), axis=1)[:, :100]
    # Ten better vectors than there are push the last five of the true ten out of reach.
    shifted = np.concatenate([np.full((3, 5), 2.0, np.float32), truth], axis=1)[:, :100]
    assert Trial(ordered, queries, None, shifted).recall(built.index, 10, 0) == 0.5


@pytest.mark.parametrize("field", ["recall_at_10", "recall_at_10_deleted"])
def test_an_index_below_its_target_is_refused(field: str) -> None:
    check_recall(CARD, 0.95)
    with pytest.raises(StoreError, match="after 30 % deletes"):
        check_recall(replace(CARD, **{field: 0.9499}), 0.95)
