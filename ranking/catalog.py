"""A published snapshot as columns: what the stages look posts up in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.errors import UnknownId
from ranking.candidates import Rows


@dataclass(frozen=True)
class Catalog:
    """Read a snapshot's posts by row; every array here has one entry a post.

    Strings are turned into integers once, when the snapshot is opened, so that no request handles them.
    """

    snapshot: Snapshot

    def __len__(self) -> int:
        return self.snapshot.posts.num_rows

    @cached_property
    def created_at(self) -> NDArray[np.float64]:
        """When each post was made, in seconds since 1970, ``(n,) float64``."""
        micros = self.snapshot.posts["created_at"].cast(pa.int64()).to_numpy()
        return np.asarray(micros, np.float64) / 1e6

    @cached_property
    def by_age(self) -> Rows:
        """All rows, newest first, ties by row."""
        return np.argsort(-self.created_at, kind="stable").astype(np.int64)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The distinct author ids; ``author`` points into it."""
        return tuple(self._author_codes.dictionary.to_pylist())

    @cached_property
    def author(self) -> NDArray[np.int64]:
        """Whose each post is, ``(n,) int64`` into ``authors``; -1 where it is not known."""
        return np.asarray(pc.fill_null(self._author_codes.indices, -1).to_numpy(zero_copy_only=False), np.int64)

    @cached_property
    def _author_codes(self) -> pa.DictionaryArray:
        return self.snapshot.posts["author_id"].combine_chunks().dictionary_encode()

    @cached_property
    def topic(self) -> NDArray[np.int64]:
        """Each post's main topic, ``(n,) int64`` into ``topics``; -1 where it has none."""
        return np.asarray(self.snapshot.posts["topic"].to_numpy(), np.int64)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics' names, in words."""
        return self.snapshot.topics

    @cached_property
    def popularity(self) -> NDArray[np.float32]:
        """Weighted engagement of each post up to the snapshot, decayed, 0 or more."""
        return np.asarray(self.snapshot.posts["popularity"].to_numpy(), np.float32)

    @cached_property
    def _row_by_id(self) -> Mapping[str, int]:
        return {post_id: row for row, post_id in enumerate(self.snapshot.posts["post_id"].to_pylist())}

    def row(self, post_id: str) -> int:
        """Find the row of a post.

        Raises
        ------
        UnknownId
            If the snapshot has no such post.
        """
        try:
            return self._row_by_id[post_id]
        except KeyError:
            raise UnknownId(
                f"post {post_id!r} is not in snapshot {self.snapshot.version}",
                expected="the id of a published post",
                remedy="Import the post and run `feedloom build`",
            ) from None

    def rows(self, post_ids: Sequence[str]) -> Rows:
        """Find the rows of those of the posts that the snapshot has."""
        found = (self._row_by_id.get(post_id, -1) for post_id in post_ids)
        return np.array([row for row in found if row >= 0], np.int64)

    def authors_named(self, author_ids: frozenset[str]) -> NDArray[np.int64]:
        """Find the author numbers of those of the authors that have posts."""
        return np.array([code for code, name in enumerate(self.authors) if name in author_ids], np.int64)
