"""Assemble the next snapshot in the store's ``staging/`` folder, one piece at a time.

Each function writes its own files and no others, so that a step can be run again by itself. Pictures keep their
``uri``; their bytes are dropped where there is one, since the store's ``posts/`` and ``ads/`` still hold them. A
picture that came as bytes alone keeps them: without them nobody could show it.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Sequence
from dataclasses import asdict

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from indexing.manifest import METRIC, ModelCard, SpaceCard
from indexing.pieces import check_range, check_space, check_unique, check_unit, fit, without_bytes
from indexing.recall import build_and_measure
from indexing.spec import choose_index
from indexing.tables import HISTORY, SNAPSHOT_ADS, SNAPSHOT_POSTS, TOPICS
from pipeline.schema import USERS, profiles_schema
from pipeline.store import Store, atomic_path, write_parquet

Vectors = NDArray[np.float32]

_LOG = logging.getLogger(__name__)


def clear_staging(store: Store) -> None:
    """Throw away what an earlier build left half done."""
    if store.staging.is_dir():
        shutil.rmtree(store.staging)


def stage_posts(store: Store, posts: pa.Table, topics: Sequence[str]) -> None:
    """Stage the posts and the names of their topics.

    Parameters
    ----------
    posts
        With the schema ``SNAPSHOT_POSTS``; its order is the order of rows everywhere.
    topics
        What the column ``topic`` points into.

    Raises
    ------
    StoreError
        If a column is missing, a topic is out of range, a post appears twice, or a popularity is below 0.
    """
    posts = fit(posts, SNAPSHOT_POSTS, "posts")
    check_unique(posts, "post_id", "posts")
    check_range(posts["topic"], -1, len(topics) - 1, "topic")
    check_range(posts["popularity"], 0.0, float(np.finfo(np.float32).max), "popularity")
    write_parquet(without_bytes(posts), store.staging / "posts.parquet")
    with atomic_path(store.staging / TOPICS) as path:
        path.write_text(json.dumps(list(topics), ensure_ascii=False), encoding="utf-8")


def stage_ads(store: Store, ads: pa.Table) -> None:
    """Stage the ads, with the schema ``SNAPSHOT_ADS``; row i is ad row i everywhere.

    Raises
    ------
    StoreError
        If a column is missing or an ad appears twice.
    """
    ads = fit(ads, SNAPSHOT_ADS, "ads")
    check_unique(ads, "ad_id", "ads")
    write_parquet(without_bytes(ads), store.staging / "ads.parquet")


def stage_people(store: Store, *, users: pa.Table, profiles: pa.Table, history: pa.Table) -> None:
    """Stage the people, their interests (``profiles_schema``) and what they have reacted to (``HISTORY``).

    Raises
    ------
    StoreError
        If a column is missing or a person appears twice.
    """
    users, history = fit(users, USERS, "users"), fit(history, HISTORY, "history")
    profiles = fit(profiles, profiles_schema(_profile_dims(profiles)), "profiles")
    check_unique(users, "user_id", "users")
    check_unique(history, "user_id", "history")
    for name, table in (("users", users), ("profiles", profiles), ("history", history)):
        write_parquet(table, store.staging / f"{name}.parquet")


def stage_vectors(
    store: Store,
    space: str,
    *,
    posts: Vectors,
    present: NDArray[np.bool_],
    ads: Vectors,
    topics: Vectors,
    model: ModelCard,
    seed: int = 0,
    threads: int = 1,
) -> SpaceCard:
    """Stage one space: its vectors, and an index of those posts that have one, with its measured recall.

    Parameters
    ----------
    space
        Lower-case letters, digits and underscores.
    posts
        ``(n, d) float32``, unit rows where ``present (n,)`` is true; the others are written as zeros.
    ads, topics
        ``(m, d)`` and ``(t, d) float32``, unit rows, or zeros where there is no vector.
    seed
        Decides which posts are held out to measure recall on.
    threads
        For building; one gives the same bytes every time.

    Returns
    -------
    SpaceCard
        What the manifest will say.

    Raises
    ------
    StoreError
        If shapes disagree, or a row is neither of unit length nor zero.
    """
    present = np.asarray(present, np.bool_)
    check_space(space, posts, present, ads, topics)
    matrix = np.where(present[:, None], posts, np.float32(0)).astype(np.float32, copy=False)
    for name, rows in (("posts", matrix[present]), ("ads", ads[ads.any(1)]), ("topics", topics[topics.any(1)])):
        check_unit(rows, f"{name} in {space}")
    card = _stage_index(store, space, matrix, present, model, seed, threads)
    for name, array in (("vectors", matrix), ("present", present), ("ads", ads), ("topics", topics)):
        _write_array(store, f"{name}-{space}.npy", array if name == "present" else array.astype(np.float32, copy=False))
    with atomic_path(store.staging / card_name(space)) as path:
        path.write_text(json.dumps(asdict(card)), encoding="utf-8")
    return card


def card_name(space: str) -> str:
    """Name the file that keeps a space's card until the manifest takes it over."""
    return f"card-{space}.json"


def _profile_dims(profiles: pa.Table) -> dict[str, int]:
    fields = sorted(
        (field for field in profiles.schema if field.name.startswith("vector_")), key=lambda field: field.name
    )
    return {field.name.removeprefix("vector_"): getattr(field.type, "list_size", -1) for field in fields}


def _stage_index(
    store: Store, space: str, matrix: Vectors, present: NDArray[np.bool_], model: ModelCard, seed: int, threads: int
) -> SpaceCard:
    rows = np.flatnonzero(present)
    spec = choose_index(len(rows), matrix.shape[1])
    built = build_and_measure(matrix[rows], spec, seed=seed, threads=threads)
    built.index.write(store.staging / f"index-{space}.faiss")
    _write_array(store, f"labels-{space}.npy", rows[built.order].astype(np.int64))
    _LOG.info("%s: %s, since %s; recall@10 is %.3f", space, spec.factory, spec.reason, built.card.recall_at_10)
    return SpaceCard(
        model.model, model.revision, matrix.shape[1], METRIC, spec.factory, built.effort, len(rows), built.card
    )


def _write_array(store: Store, name: str, array: NDArray[np.generic]) -> None:
    with atomic_path(store.staging / name) as path, path.open("wb") as handle:
        np.save(handle, np.ascontiguousarray(array), allow_pickle=False)
