from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from indexing.manifest import ModelCard
from indexing.publish import publish, rollback, versions
from indexing.snapshot import Snapshot
from indexing.staging import clear_staging, stage_ads, stage_neighbours, stage_observed, stage_people, stage_posts
from indexing.tables import HISTORY, SNAPSHOT_ADS, SNAPSHOT_POSTS
from pipeline.errors import BadInput, SnapshotError, StoreError
from pipeline.neighbours import Neighbours
from pipeline.schema import USERS, profiles_schema
from pipeline.store import Store
from tests.support.vectors import stage_vectors

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
DIM = 4
N_POSTS = 12


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path)


def posts(n: int = N_POSTS, **changes: object) -> pa.Table:
    blank = {name: [None] * n for name in SNAPSHOT_POSTS.names}
    columns = {
        "post_id": [f"p{row}" for row in range(n)],
        "created_at": [NOW] * n,
        "images": [[]] * n,
        "topic": [row % 2 for row in range(n)],
        "topic_score": [0.5] * n,
        "popularity": [0.0] * n,
        "engagements": [0] * n,
        "trend": [0.0] * n,
    }
    return pa.table({**blank, **columns, **changes}, schema=SNAPSHOT_POSTS)


def ads(*ids: str) -> pa.Table:
    rows = [
        {"ad_id": name, "advertiser_id": "a", "title": "t", "bid_micros": 1, "daily_budget_micros": 1} for name in ids
    ]
    return pa.Table.from_pylist(rows, SNAPSHOT_ADS)


def unit(n: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, DIM)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def stage_space(store: Store, n: int = N_POSTS, **changes: object) -> None:
    arrays = {"posts": unit(n), "present": np.arange(n) % 3 > 0, "ads": unit(1), "topics": unit(2)}
    stage_vectors(store, "sentence", model=ModelCard("m", "r"), **{**arrays, **changes})


def stage_persons(store: Store, dim: int = DIM, history: list[int] | None = None) -> None:
    read = {"rows": [history or []], "weights": [[1.0] * len(history or [])], "times": [[NOW] * len(history or [])]}
    stage_people(
        store,
        users=pa.Table.from_pylist([{"user_id": "u"}], USERS),
        profiles=profiles_schema({"sentence": dim}).empty_table(),
        history=pa.table({"user_id": ["u"], **read}, schema=HISTORY),
    )


def stage_all(store: Store) -> None:
    stage_posts(store, posts(), ("cats", "soup"))
    stage_ads(store, ads("ad"))
    stage_persons(store)
    stage_neighbours(store, "together", Neighbours.empty(N_POSTS))
    stage_observed(store, 0)
    stage_space(store)


def test_what_is_staged_is_published_and_becomes_current(store: Store) -> None:
    stage_all(store)
    version = publish(store, created_at=NOW, profile="compact")
    snapshot = Snapshot.open(store)
    assert snapshot.version == version == store.current_version()
    assert version.startswith("v000001-")
    assert snapshot.manifest.profile == "compact"
    assert snapshot.manifest.created_at == "2026-06-30T12:00:00+00:00"
    assert not store.staging.exists()
    assert {path.name for path in snapshot.path.iterdir()} == {*snapshot.manifest.files, "manifest.json"}


def test_the_same_content_gives_the_same_digest_and_the_next_number(store: Store) -> None:
    stage_all(store)
    first = publish(store, created_at=NOW)
    stage_all(store)
    second = publish(store, created_at=NOW)
    assert second.startswith("v000002-")
    assert first.split("-")[1] == second.split("-")[1]
    assert versions(store) == (first, second)


def test_rollback_publishes_an_older_version_and_the_next_number_goes_on(store: Store) -> None:
    stage_all(store)
    first = publish(store, created_at=NOW)
    stage_all(store)
    publish(store, created_at=NOW)
    assert rollback(store, first).version == first == Snapshot.open(store).version
    stage_all(store)
    assert publish(store, created_at=NOW).startswith("v000003-")


def test_a_step_replaces_only_its_own_files(store: Store) -> None:
    stage_all(store)
    stage_posts(store, posts(title=["new"] * N_POSTS), ("cats", "soup"))
    publish(store, created_at=NOW)
    assert Snapshot.open(store).posts["title"].to_pylist() == ["new"] * N_POSTS


def test_bytes_of_pictures_with_a_uri_are_dropped_and_others_kept(store: Store) -> None:
    pictures = [{"uri": "a.png", "data": b"A"}, {"uri": None, "data": b"B"}, None]
    images = [pictures, None, [], *[[pictures[0]]] * (N_POSTS - 3)]
    stage_all(store)
    stage_posts(store, posts(images=images).slice(0), ("cats", "soup"))
    publish(store, created_at=NOW)
    kept = Snapshot.open(store).posts["images"].to_pylist()
    assert kept[:3] == [[{"uri": "a.png", "data": None}, {"uri": None, "data": b"B"}, None], None, []]
    assert kept[3] == [{"uri": "a.png", "data": None}]


def test_rows_without_a_vector_are_stored_as_zeros_and_never_found(store: Store) -> None:
    stage_all(store)
    publish(store, created_at=NOW)
    snapshot = Snapshot.open(store)
    assert not snapshot.vectors("sentence", np.array([0, 3, 6, 9])).any()
    _, rows = snapshot.search("sentence", unit(3, seed=1), N_POSTS)
    assert {row % 3 for row in rows.ravel().tolist() if row >= 0} == {1, 2}
    assert (rows[:, 8:] == -1).all()


@pytest.mark.parametrize("piece", ["posts.parquet", "topics.json", "index-sentence-*.faiss", "ads-sentence.npy"])
def test_a_missing_piece_is_named(store: Store, piece: str) -> None:
    stage_all(store)
    (path,) = store.staging.glob(piece)
    path.unlink()
    with pytest.raises(StoreError, match=path.name):
        publish(store, created_at=NOW)
    assert versions(store) == ()


def test_nothing_staged_and_foreign_files_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="at least one space"):
        publish(store, created_at=NOW)
    stage_all(store)
    (store.staging / "vectors-old.npy").write_bytes(b"")
    with pytest.raises(StoreError, match=r"vectors-old\.npy.*clear_staging"):
        publish(store, created_at=NOW)
    clear_staging(store)
    stage_all(store)
    publish(store, created_at=NOW)


@pytest.mark.parametrize(
    "restage",
    [
        lambda store: stage_posts(store, posts(9), ("cats", "soup")),
        lambda store: stage_posts(store, posts(), ("cats", "soup", "trains")),
        lambda store: stage_ads(store, ads("ad", "other")),
        lambda store: stage_space(store, 9),
        lambda store: stage_persons(store, dim=5),
        lambda store: stage_persons(store, history=[N_POSTS]),
    ],
)
def test_pieces_that_do_not_fit_together_are_refused(store: Store, restage: Callable[[Store], None]) -> None:
    stage_all(store)
    restage(store)
    with pytest.raises(StoreError):
        publish(store, created_at=NOW)
    with pytest.raises(StoreError):
        Snapshot.open(store)


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": [2] * N_POSTS},
        {"topic": [-2] * N_POSTS},
        {"popularity": [-0.1] * N_POSTS},
        {"popularity": [float("nan")] * N_POSTS},
        {"post_id": ["same"] * N_POSTS},
    ],
)
def test_posts_out_of_range_or_repeated_are_refused(store: Store, changes: dict[str, object]) -> None:
    with pytest.raises(StoreError, match="stage it again"):
        stage_posts(store, posts(**changes), ("cats", "soup"))


def test_missing_unknown_and_empty_columns_are_refused(store: Store) -> None:
    for table in (
        posts().drop_columns("topic"),
        posts().append_column("extra", pa.nulls(N_POSTS)),
        pa.table({**{name: posts()[name] for name in SNAPSHOT_POSTS.names}, "topic": pa.nulls(N_POSTS, pa.int32())}),
    ):
        with pytest.raises(StoreError, match="table of posts"):
            stage_posts(store, table, ("cats", "soup"))


@pytest.mark.parametrize(
    "changes",
    [
        {"posts": 2 * unit(N_POSTS)},
        {"posts": unit(N_POSTS) * np.nan},
        {"ads": 0.5 * unit(1)},
        {"topics": np.ones((2, DIM + 1), np.float32)},
    ],
)
def test_vectors_of_another_shape_or_length_are_refused(store: Store, changes: dict[str, np.ndarray]) -> None:
    with pytest.raises(StoreError, match="stage it again"):
        stage_space(store, **changes)


@pytest.mark.parametrize("space", ["", "Clip", "../clip", "a b", "x" * 40])
def test_a_space_must_be_a_plain_word(store: Store, space: str) -> None:
    with pytest.raises(StoreError, match="lower-case letters"):
        stage_vectors(
            store,
            space,
            posts=unit(1),
            present=np.ones(1, bool),
            ads=unit(1),
            topics=unit(1),
            model=ModelCard("m", "r"),
        )


def test_a_space_without_any_vector_and_a_store_without_ads_can_be_published(store: Store) -> None:
    stage_all(store)
    none = np.zeros((0, DIM), np.float32)
    stage_ads(store, ads())
    stage_space(store, present=np.zeros(N_POSTS, bool), ads=none)
    publish(store, created_at=NOW)
    snapshot = Snapshot.open(store)
    scores, rows = snapshot.search("sentence", unit(2), 3)
    assert (rows == -1).all()
    assert np.isneginf(scores).all()
    assert snapshot.ad_vectors("sentence").shape == (0, DIM)


def test_a_clock_without_a_time_zone_is_refused(store: Store) -> None:
    stage_all(store)
    with pytest.raises(BadInput, match="time zone"):
        publish(store, created_at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_crash_before_the_pointer_moves_leaves_the_old_snapshot(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage_all(store)
    first = publish(store, created_at=NOW)
    stage_all(store)

    def crash(self: Store, version: str) -> None:
        raise OSError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "publish", crash)
        with pytest.raises(OSError, match="power"):
            publish(store, created_at=NOW)
    assert Snapshot.open(store).version == first
    assert rollback(store, versions(store)[-1]).version != first


def test_a_staged_card_that_was_edited_is_refused(store: Store) -> None:
    stage_all(store)
    (store.staging / "card-sentence.json").write_text("{}")
    with pytest.raises(SnapshotError):
        publish(store, created_at=NOW)
