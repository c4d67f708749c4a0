"""A published snapshot as columns: what the stages look posts up in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.errors import UnknownId
from pipeline.words import shorten
from ranking.candidates import Rows

BACKGROUND_PAIRS: Final = 4_096
CLOSE_AT_DEVIATIONS: Final = 2.5
"""So many deviations above chance count as half close; measured on the sample world and on films."""


@dataclass(frozen=True)
class Catalog:
    """Read a snapshot's posts by row; every array here has one entry a post.

    Strings are turned into integers once, when the snapshot is opened, so that no request handles them.
    """

    snapshot: Snapshot

    def __len__(self) -> int:
        return int(self.snapshot.posts.num_rows)

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
    def by_popularity(self) -> Rows:
        """All rows, the most popular first, ties by row."""
        return np.argsort(-self.popularity, kind="stable").astype(np.int64)

    @cached_property
    def engaged_people(self) -> NDArray[np.int64]:
        """How many people engaged with each post up to the snapshot."""
        return np.asarray(self.snapshot.posts["engagements"].to_numpy(), np.int64)

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

    def title(self, row: int) -> str:
        """Name a post in a few words: its title, or the beginning of its text, or its id."""
        post = self.snapshot.posts.slice(row, 1).select(["title", "text", "post_id"]).to_pylist()[0]
        words = post["title"] or post["text"] or post["post_id"]
        return shorten(words, 60)

    def author_name(self, row: int) -> str:
        """Give the id of a post's author, or "somebody"."""
        code = int(self.author[row])
        return self.authors[code] if code >= 0 else "somebody"

    def topic_name(self, row: int) -> str:
        """Give the name of a post's main topic, or an empty string."""
        code = int(self.topic[row])
        return self.topics[code] if code >= 0 else ""

    def topic_near(self, vectors: Mapping[str, NDArray[np.float32]]) -> int:
        """Find the topic whose words lie nearest to an interest, as a number into ``topics``; -1 where none can be.

        Words are compared with words where the interest has them, else with pictures.
        """
        space = next((space for space in ("sentence", "clip") if space in vectors), None)
        if space is None or not self.topics:
            return -1
        return int(np.argmax(self.snapshot.topic_vectors(space) @ vectors[space]))

    @cached_property
    def background(self) -> Mapping[str, tuple[float, float]]:
        """Chance and unit of the cosine in each space: mean and standard deviation over random pairs of posts.

        Cosines of different models mean different things: 0.4 is close for one and chance for another. Counted
        in deviations above chance, they can be compared and added. The unit is at most a quarter of the way from
        chance to identity, so that the same post is close even where a small catalogue holds only a few topics.
        """
        return {space: self._background(space) for space in self.snapshot.spaces}

    def _background(self, space: str) -> tuple[float, float]:
        rows = np.flatnonzero(self.snapshot.present(space)).astype(np.int64)
        if len(rows) < 2:
            return 0.0, 1.0
        rng = np.random.default_rng(0)  # a fixed sample: the same snapshot always has the same background
        left, right = rng.choice(rows, BACKGROUND_PAIRS), rng.choice(rows, BACKGROUND_PAIRS)
        vectors = self.snapshot.vectors
        cosines = np.einsum("nd,nd->n", vectors(space, left), vectors(space, right))[left != right]
        mean = float(cosines.mean()) if len(cosines) else 0.0
        deviation = float(cosines.std()) if len(cosines) else 1.0
        return mean, max(min(deviation, (1.0 - mean) / 4.0), 1e-3)

    def closeness(self, space: str, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """Turn cosines into 0 (as far apart as random posts) to 1 (as good as the same), comparable over spaces."""
        mean, deviation = self.background[space]
        return np.asarray(expit((cosines - mean) / deviation - CLOSE_AT_DEVIATIONS), np.float32)


def expit(values: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """Map numbers to 0..1 by the logistic function."""
    return np.asarray(1.0 / (1.0 + np.exp(-values)))
