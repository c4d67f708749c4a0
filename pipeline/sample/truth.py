"""Hold a ranking of the sample world against what its people would really have liked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.errors import EmptyStore
from pipeline.sample.people import Tastes
from pipeline.sample.reactions import DAYS, SamplePosts, utility
from pipeline.store import Store


@dataclass(frozen=True)
class Truth:
    """The preference model of a sample world.

    Parameters
    ----------
    people, post_ids
        Ids, in the order of the arrays.
    follows
        ``(n_people, n_authors) bool``.
    """

    people: tuple[str, ...]
    post_ids: tuple[str, ...]
    topics: tuple[str, ...]
    tastes: Tastes
    posts: SamplePosts
    follows: NDArray[np.bool_]

    @classmethod
    def read(cls, store: Store) -> Truth:
        """Read the truth that ``feedloom sample`` kept.

        Raises
        ------
        EmptyStore
            If the store does not hold a sample world.
        """
        folder = store.folder("truth")
        if not folder.is_dir():
            raise EmptyStore(
                f"{store.root} has no truth/", expected="a sample world", remedy="Make one with `feedloom sample DIR`"
            )
        people, posts = pq.read_table(folder / "people.parquet"), pq.read_table(folder / "posts.parquet")
        tastes = Tastes(
            _matrix(people["taste_start"]),
            _matrix(people["taste_end"]),
            _matrix(people["subject"]),
            people["picture"].to_numpy(),
        )
        about = SamplePosts(
            posts["subject_number"].to_numpy(),
            posts["author_number"].to_numpy(),
            posts["day"].to_numpy(),
            posts["has_picture"].to_numpy(),
            posts["quality"].to_numpy(),
        )
        ids, post_ids = tuple(people["user_id"].to_pylist()), tuple(posts["post_id"].to_pylist())
        return cls(ids, post_ids, tuple(posts["topic"].to_pylist()), tastes, about, _matrix(people["follows"]))

    def utility(self, user_id: str, post_ids: Sequence[str], day: float = float(DAYS)) -> NDArray[np.float32]:
        """Give what a person would find in posts on a day, ``(n,) float32``."""
        number = {post_id: at for at, post_id in enumerate(self.post_ids)}
        post = np.array([number[post_id] for post_id in post_ids], np.int64)
        person = np.full(len(post), self.people.index(user_id), np.int64)
        return utility(self.tastes, self.posts, self.follows, person, post, np.full(len(post), day))


def _matrix(column: pa.ChunkedArray) -> NDArray[Any]:
    rows = column.combine_chunks()
    return np.asarray(rows.flatten().to_numpy(zero_copy_only=False)).reshape(len(rows), -1)
