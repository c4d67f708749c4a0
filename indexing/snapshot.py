"""Read a published snapshot: immutable tables by row, vectors by row, and search.

What lies on disk is not trusted. A file name comes from the list of files a snapshot must have and never from the
manifest alone; links are refused; sizes and (unless told otherwise) checksums are compared; arrays are never unpickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.checks import check_snapshot, read_manifest
from indexing.leases import Lease, hold
from indexing.manifest import VERSION_NAME, Manifest, ModelCard, damaged
from indexing.pieces import fit
from indexing.search import CAREFUL, Care, check_queries, check_rows
from indexing.space import Space
from indexing.tables import HISTORY, NEIGHBOURS, RANKER, TOPICS, read_array, read_neighbours, read_table, read_topics
from pipeline.cached import with_cached
from pipeline.derived import Derived
from pipeline.errors import BadInput, SnapshotError, nearest
from pipeline.neighbours import Neighbours
from pipeline.store import Store

Rows = NDArray[np.int64]
Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Snapshot:
    """Look up and search what was published; row i of ``posts`` is post row i everywhere.

    Open one with :meth:`open`. Tables and arrays are read when first asked for, and kept.

    Parameters
    ----------
    path
        The snapshot's folder.
    manifest
        What it says of itself, checked.
    deleted
        Ids of posts that were deleted since, or may be: they keep their rows and are never found.
    lease
        Keeps the files from being pruned for as long as this object lives.
    """

    path: Path
    manifest: Manifest
    deleted: frozenset[str] = frozenset()
    lease: Lease | None = field(default=None, compare=False, repr=False)

    @classmethod
    def open(cls, store: Store, version: str | None = None, *, verify: bool = True) -> Snapshot:
        """Open a snapshot, checked.

        Parameters
        ----------
        version
            Which one; None for the published one.
        verify
            Whether to compare checksums, which reads every byte; sizes and shapes are compared in any case.

        Raises
        ------
        EmptyStore
            If nothing was published yet and no version is named.
        SnapshotError
            If it is missing, damaged, foreign, or of a newer schema.
        """
        name, lease = hold(store, version)
        if not VERSION_NAME.fullmatch(name):
            raise damaged(f"{name!r} is not the name of a snapshot", "a name such as v000001-0123abcd")
        path = store.snapshots / name
        snapshot = cls(path, read_manifest(path), store.deleted_posts(), lease)
        check_snapshot(path, snapshot.manifest, verify=verify)
        snapshot._check_arrays()
        return snapshot

    def marked(self, deleted: frozenset[str]) -> Snapshot:
        """Give the same snapshot with other posts deleted; what was read is not read again."""
        fresh = with_cached(replace(self, deleted=deleted), self, but=("dead", "_spaces"))
        vars(fresh)["_spaces"] = {name: space.marked(fresh.dead) for name, space in self._spaces.items()}
        return fresh

    def learned_from(self, derived: Derived) -> Snapshot:
        """Give the same posts and vectors as if people had done something else; there is no ranker then."""
        fresh = with_cached(replace(self), self)
        posts = self.posts
        for name, values in vars(derived.numbers).items():
            place = posts.schema.get_field_index(name)
            posts = posts.set_column(place, posts.schema.field(place), pa.array(values, posts.schema.field(place).type))
        vars(fresh).update(posts=posts, profiles=derived.profiles, history=fit(derived.history, HISTORY, "history"))
        vars(fresh).update(_neighbours=dict(derived.neighbours), ranker=None)
        return fresh

    def with_ranker(self, text: str | None) -> Snapshot:
        """Give the same snapshot with another learned ranker, or with none."""
        fresh = with_cached(replace(self), self)
        vars(fresh)["ranker"] = text
        return fresh

    @property
    def version(self) -> str:
        """The snapshot's name."""
        return self.manifest.version

    @property
    def spaces(self) -> tuple[str, ...]:
        """The names of the vector spaces, sorted."""
        return tuple(sorted(self.manifest.spaces))

    @property
    def dims(self) -> Mapping[str, int]:
        """The length of a vector, by space."""
        return {space: self.manifest.spaces[space].dim for space in self.spaces}

    @property
    def models(self) -> Mapping[str, ModelCard]:
        """Which model made the vectors, by space."""
        cards = {space: self.manifest.spaces[space] for space in self.spaces}
        return {space: ModelCard(card.model, card.revision) for space, card in cards.items()}

    @cached_property
    def posts(self) -> pa.Table:
        """The posts, ``SNAPSHOT_POSTS``."""
        return read_table(self.path / "posts.parquet")

    @cached_property
    def users(self) -> pa.Table:
        """The people, ``USERS``."""
        return read_table(self.path / "users.parquet")

    @cached_property
    def ads(self) -> pa.Table:
        """The ads, ``SNAPSHOT_ADS``; row i is ad row i."""
        return read_table(self.path / "ads.parquet")

    @cached_property
    def profiles(self) -> pa.Table:
        """Interests of people, ``profiles_schema``."""
        return read_table(self.path / "profiles.parquet")

    @cached_property
    def history(self) -> pa.Table:
        """Which posts each person has reacted to, ``HISTORY``."""
        return read_table(self.path / "history.parquet")

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The names of the topics."""
        return read_topics(self.path / TOPICS)

    @cached_property
    def ranker(self) -> str | None:
        """The learned ranker as ``ranking/learned`` writes it; None where there is none."""
        return (self.path / RANKER).read_text(encoding="utf-8") if RANKER in self.manifest.files else None

    def neighbours(self, name: str) -> Neighbours:
        """Give one of the matrices from post to post that NEIGHBOURS names."""
        return self._neighbours[name]

    @cached_property
    def _neighbours(self) -> dict[str, Neighbours]:
        return {name: read_neighbours(self.path, name, self._count("posts")) for name in NEIGHBOURS}

    @cached_property
    def dead(self) -> NDArray[np.bool_]:
        """Say which posts were deleted since, ``(n_posts,) bool``: they have no vectors and are not found."""
        if not self.deleted:
            return np.zeros(self._count("posts"), np.bool_)
        found = pc.is_in(self.posts["post_id"], value_set=pa.array(self.deleted, pa.string()))
        return np.asarray(found.to_numpy(), np.bool_)

    def space(self, name: str) -> Space:
        """Give one space, whose vectors may lie in several segments.

        Raises
        ------
        BadInput
            If there is none of that name.
        """
        self._dim(name)
        return self._spaces[name]

    def vectors(self, space: str, rows: Rows) -> Vectors:
        """Look up posts' vectors, ``(n, d) float32``; zeros where a post has none in the space."""
        return self.space(space).vectors(rows)

    def present(self, space: str) -> NDArray[np.bool_]:
        """Say which posts have a vector in the space, ``(n_posts,) bool``."""
        return self.space(space).present

    def ad_vectors(self, space: str) -> Vectors:
        """Give the ads' vectors, ``(n_ads, d) float32``; zeros where an ad has none in the space."""
        return self._array("ads", space, self._count("ads"))

    def topic_vectors(self, space: str) -> Vectors:
        """Give the topics' vectors, ``(n_topics, d) float32``."""
        return self._array("topics", space, self._count("topics"))

    def search(
        self, space: str, queries: Vectors, k: int, *, allowed: Rows | None = None, care: Care = CAREFUL
    ) -> tuple[NDArray[np.float32], Rows]:
        """Find the posts with the largest inner product.

        Parameters
        ----------
        queries
            ``(q, d) float32``.
        allowed
            Rows to look among, in any order; None for all. A narrow choice is scanned, which is exact.
        care
            How hard to look, and whether scores are exact; by default as the recall cards promise, and exact.

        Returns
        -------
        tuple
            Scores ``(q, k) float32`` and rows ``(q, k) int64``, best first, ties by row, padded with -inf and -1.
        """
        queries, mask = check_queries(queries, self._dim(space), k), None
        if allowed is not None:
            mask = np.zeros(self._count("posts"), np.bool_)
            mask[check_rows(allowed, len(mask))] = True
        return self.space(space).search(queries, k, mask, care=care)

    def require(self, space: str, model_revision: str) -> None:
        """Refuse a snapshot whose vectors of the space were made by another model.

        Raises
        ------
        SnapshotError
            With both revisions.
        """
        self._dim(space)
        card = self.models[space]
        if card.revision != model_revision:
            raise SnapshotError(
                f"snapshot {self.version} has {space} vectors of {card.model} revision {card.revision}",
                expected=f"revision {model_revision}",
                remedy="Build with this model, or ask with the one the snapshot was built with",
            )

    def _dim(self, space: str) -> int:
        if space not in self.manifest.spaces:
            raise BadInput(
                f"snapshot {self.version} has no space {space!r}",
                expected=f"one of {', '.join(self.spaces)}",
                remedy=nearest(space, self.spaces),
            )
        return self.manifest.spaces[space].dim

    def _count(self, table: str) -> int:
        return self.manifest.counts[table]

    @cached_property
    def _arrays(self) -> dict[str, Vectors]:
        return {}

    @cached_property
    def _spaces(self) -> dict[str, Space]:
        return {name: Space(self.path, name, card, self.dead) for name, card in self.manifest.spaces.items()}

    def _array(self, name: str, space: str, count: int) -> Vectors:
        key, dim = f"{name}-{space}.npy", self._dim(space)
        if key not in self._arrays:
            self._arrays[key] = read_array(self.path / key, np.float32, (count, dim))
        return self._arrays[key]

    def _check_arrays(self) -> None:
        if len(self.topics) != self._count("topics"):
            raise damaged(f"{TOPICS} names {len(self.topics)} topics", str(self._count("topics")))
        for name in NEIGHBOURS:
            self.neighbours(name)
        for space in self.spaces:
            self.ad_vectors(space)
            self.topic_vectors(space)
            self.space(space).check()
