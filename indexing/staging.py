"""Assemble the next snapshot in the store's ``staging/`` folder, one piece at a time.

Each function writes its own files and no others, so that a step can be run again by itself. Pictures keep their
``uri``; their bytes are dropped where there is one, since the store's ``posts/`` and ``ads/`` still hold them. A
picture that came as bytes alone keeps them: without them nobody could show it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from indexing.pieces import (
    check_history,
    check_range,
    check_unique,
    fit,
    misfit,
    without_bytes,
)
from indexing.tables import (
    HISTORY,
    NEIGHBOURS,
    RANKER,
    SNAPSHOT_ADS,
    SNAPSHOT_POSTS,
    TOPICS,
    neighbours_files,
)
from pipeline.files import atomic_path, write_parquet
from pipeline.neighbours import Neighbours
from pipeline.schema import USERS, profiles_schema
from pipeline.store import Store

Vectors = NDArray[np.float32]

OBSERVED: Final = "observed.txt"
"""Lies in ``staging/`` alone; the manifest holds it afterwards."""


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
        If a column is missing, a topic is out of range, a post appears twice, or a popularity or trend is below 0.
    """
    posts = fit(posts, SNAPSHOT_POSTS, "posts")
    check_unique(posts, "post_id", "posts")
    check_range(posts["topic"], -1, len(topics) - 1, "topic")
    for column in ("popularity", "trend"):
        check_range(posts[column], 0.0, float(np.finfo(np.float32).max), column)
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
        If a column is missing, a person appears twice, or the lists of a person's history differ in length.
    """
    users, history = fit(users, USERS, "users"), fit(history, HISTORY, "history")
    profiles = fit(profiles, profiles_schema(_profile_dims(profiles)), "profiles")
    check_unique(users, "user_id", "users")
    check_unique(history, "user_id", "history")
    check_history(history)
    for name, table in (("users", users), ("profiles", profiles), ("history", history)):
        write_parquet(table, store.staging / f"{name}.parquet")


def stage_neighbours(store: Store, name: str, neighbours: Neighbours) -> None:
    """Stage one of the matrices from post to post that NEIGHBOURS names.

    Raises
    ------
    StoreError
        If there is no matrix of that name, or its arrays do not fit each other.
    """
    if name not in NEIGHBOURS:
        raise misfit(f"a matrix {name!r}", f"one of {', '.join(NEIGHBOURS)}")
    fault = neighbours.fault()
    if fault is not None:
        raise misfit(f"the matrix {name!r} has {fault}", "compressed sparse rows")
    arrays = (neighbours.indptr, neighbours.indices, neighbours.weights)
    for file, array, dtype in zip(neighbours_files(name), arrays, (np.int64, np.int32, np.float32), strict=True):
        with atomic_path(store.staging / file) as path, path.open("wb") as out:
            np.save(out, np.ascontiguousarray(array, dtype), allow_pickle=False)


def stage_ranker(store: Store, text: str) -> None:
    """Stage a learned ranker, which ``ranking/learned`` has written as JSON."""
    with atomic_path(store.staging / RANKER) as path:
        path.write_text(text, encoding="utf-8")


def stage_observed(store: Store, through: int) -> None:
    """Note up to which event of the online state, 0 for none, the staged pieces know what people did."""
    with atomic_path(store.staging / OBSERVED) as path:
        path.write_text(str(through), encoding="utf-8")


def staged_observed(store: Store) -> int:
    """Read what :func:`stage_observed` has noted.

    Raises
    ------
    StoreError
        If nothing, or something else, was noted.
    """
    path = store.staging / OBSERVED
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not text.isdecimal():
        raise misfit(f"{path} holds {text!r}", "the number of an event")
    return int(text)


def _profile_dims(profiles: pa.Table) -> dict[str, int]:
    fields = sorted(
        (field for field in profiles.schema if field.name.startswith("vector_")), key=lambda field: field.name
    )
    return {field.name.removeprefix("vector_"): getattr(field.type, "list_size", -1) for field in fields}
