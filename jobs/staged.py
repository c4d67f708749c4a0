"""What is staged, as the later steps of a build read it: one row a post of the coming snapshot."""

from __future__ import annotations

from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from indexing.space import Space, SpaceRows
from indexing.space_staging import staged_spaces
from pipeline.errors import EmptyStore
from pipeline.fusion import SpaceVectors, Vectors
from pipeline.store import Store


def staged_posts(store: Store) -> pa.Table:
    """Read what the profiles need of the posts.

    Raises
    ------
    EmptyStore
        If the posts were not numbered yet.
    """
    path = store.staging / "posts.parquet"
    if not path.is_file():
        raise EmptyStore(
            f"{store.staging} holds no posts",
            expected="staged posts, whose rows the profiles point into",
            remedy=f"Run `feedloom index --store {store.root}` first",
        )
    return pq.read_table(path, columns=["post_id", "title", "text", "created_at"])


def staged_vectors(store: Store, n_posts: int) -> dict[str, SpaceVectors]:
    """Give the vectors of the posts by space; they stay on the disk until they are asked for."""
    vectors = {}
    for name, card in staged_spaces(store).items():
        space = Space(store.staging, name, card, np.zeros(n_posts, np.bool_))
        vectors[name] = SpaceVectors(cast("Vectors", SpaceRows(space)), space.present)
    return vectors


def staged_topics(store: Store, space: str) -> NDArray[np.float32]:
    """Read the vectors of the topics, ``(t, d) float32``."""
    return np.asarray(np.load(store.staging / f"topics-{space}.npy", allow_pickle=False), np.float32)
