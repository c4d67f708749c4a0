"""A published snapshot as columns: what the stages look posts up in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.cached import with_cached
from pipeline.errors import UnknownId
from pipeline.words import main_language, name_key, shorten
from ranking.candidates import Rows
from ranking.closeness import Chance

SAMPLE: Final = 1_024
"""So many posts tell what chance is."""

_BETWEEN: Final = "\x1f"
"""Joins the labels of a post into one text, to be counted as one."""

_DEPENDS_ON_DELETIONS: Final = ("live", "by_age", "by_popularity", "_samples", "_pair_chances")


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

    def over(self, snapshot: Snapshot) -> Catalog:
        """Give the catalogue of the same snapshot with other posts deleted, without reading the columns again."""
        return with_cached(Catalog(snapshot), self, but=_DEPENDS_ON_DELETIONS)

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Say which posts were not deleted since the snapshot was built, ``(n,) bool``."""
        return ~self.snapshot.dead

    @cached_property
    def by_age(self) -> Rows:
        """The rows of all live posts, newest first, ties by row."""
        return self._all_by_age[self.live[self._all_by_age]]

    @cached_property
    def _all_by_age(self) -> Rows:
        return np.argsort(-self.created_at, kind="stable").astype(np.int64)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The distinct author ids; ``author`` points into it."""
        return tuple(self._author_codes.dictionary.to_pylist())

    @cached_property
    def author(self) -> NDArray[np.int64]:
        """Whose each post is, ``(n,) int64`` into ``authors``; -1 where it is not known."""
        return _indices(self._author_codes)

    @cached_property
    def _author_codes(self) -> pa.DictionaryArray:
        return self.snapshot.posts["author_id"].combine_chunks().dictionary_encode()

    @cached_property
    def duplicate_group(self) -> NDArray[np.int64]:
        """Number each post's group of near-duplicates, ``(n,) int64``; -1 for a post that is alone."""
        return _indices(self.snapshot.posts["duplicate_group"].combine_chunks().dictionary_encode())

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages of posts, without script and country; ``language`` points into it."""
        return tuple(sorted({main_language(tag) for tag in self._language_codes.dictionary.to_pylist()} - {""}))

    @cached_property
    def language(self) -> NDArray[np.int64]:
        """What each post is written in, ``(n,) int64`` into ``languages``; -1 where it is not known."""
        number = {name: code for code, name in enumerate(self.languages)}
        of_tag = [number.get(main_language(tag), -1) for tag in self._language_codes.dictionary.to_pylist()]
        return np.array([*of_tag, -1], np.int64)[_indices(self._language_codes)]

    @cached_property
    def _language_codes(self) -> pa.DictionaryArray:
        return self.snapshot.posts["language"].combine_chunks().dictionary_encode()

    @cached_property
    def label_sets(self) -> tuple[frozenset[str], ...]:
        """The distinct sets of labels of posts, as :func:`pipeline.words.name_key` writes them."""
        joined = self._label_codes.dictionary.to_pylist()
        return tuple(frozenset(map(name_key, labels.split(_BETWEEN))) - {""} for labels in joined)

    @cached_property
    def label_set(self) -> NDArray[np.int64]:
        """Which labels each post has, ``(n,) int64`` into ``label_sets``; -1 where it has none."""
        return _indices(self._label_codes)

    @cached_property
    def _label_codes(self) -> pa.DictionaryArray:
        labels = self.snapshot.posts["labels"].combine_chunks()
        return pc.if_else(
            pc.equal(pc.list_value_length(labels), 0), None, pc.binary_join(labels, _BETWEEN)
        ).dictionary_encode()

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
        """The rows of all live posts, the most popular first, ties by row."""
        return self._all_by_popularity[self.live[self._all_by_popularity]]

    @cached_property
    def _all_by_popularity(self) -> Rows:
        return np.argsort(-self.popularity, kind="stable").astype(np.int64)

    @cached_property
    def engaged_people(self) -> NDArray[np.int64]:
        """How many people engaged with each post up to the snapshot."""
        return np.asarray(self.snapshot.posts["engagements"].to_numpy(), np.int64)

    @cached_property
    def _row_by_id(self) -> Mapping[str, int]:
        return {post_id: row for row, post_id in enumerate(self.snapshot.posts["post_id"].to_pylist())}

    def knows(self, post_id: str) -> bool:
        """Say whether the snapshot has a post, live or deleted."""
        return post_id in self._row_by_id

    def row(self, post_id: str) -> int:
        """Find the row of a post, live or deleted.

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
        """Find the rows of those of the posts that the snapshot has and that are live."""
        found = (self._row_by_id.get(post_id, -1) for post_id in post_ids)
        rows = np.array([row for row in found if row >= 0], np.int64)
        return rows[self.live[rows]]

    def rows_ever(self, post_ids: Sequence[str]) -> Rows:
        """Find the rows of the posts, ``(n,) int64``, live or deleted; -1 where the snapshot has no such post."""
        return np.array([self._row_by_id.get(post_id, -1) for post_id in post_ids], np.int64)

    def authors_named(self, author_ids: frozenset[str]) -> NDArray[np.int64]:
        """Find the author numbers of those of the authors that have posts."""
        known = self._code_by_author
        return np.array(sorted(known[name] for name in author_ids if name in known), np.int64)

    @cached_property
    def _code_by_author(self) -> Mapping[str, int]:
        return {name: code for code, name in enumerate(self.authors)}

    def title(self, row: int) -> str:
        """Name a post in a few words: its title, the beginning of its text, or of what a picture says, or its id."""
        post = self.snapshot.posts.slice(row, 1).select(["title", "text", "picture_words", "post_id"]).to_pylist()[0]
        words = post["title"] or post["text"] or " ".join(post["picture_words"] or ()) or post["post_id"]
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

    def chance(self, space: str, vectors: NDArray[np.float32]) -> Chance:
        """Learn what cosine random posts have with each of the vectors ``(m, d)``."""
        return Chance.of(self._sample(space) @ vectors.T)

    def pair_chance(self, space: str) -> Chance:
        """Learn what cosine two random posts have."""
        if space not in self._pair_chances:
            sample = self._sample(space)
            self._pair_chances[space] = Chance.of((sample @ sample.T)[np.triu_indices(len(sample), k=1)])
        return self._pair_chances[space]

    def _sample(self, space: str) -> NDArray[np.float32]:
        """Give the vectors of posts drawn once a snapshot, so that the same snapshot always has the same chance."""
        if space not in self._samples:
            rows = np.flatnonzero(self.snapshot.present(space)).astype(np.int64)
            drawn = np.random.default_rng(0).choice(rows, min(SAMPLE, len(rows)), replace=False)
            self._samples[space] = self.snapshot.vectors(space, np.sort(drawn))
        return self._samples[space]

    @cached_property
    def _samples(self) -> dict[str, NDArray[np.float32]]:
        return {}

    @cached_property
    def _pair_chances(self) -> dict[str, Chance]:
        return {}


def _indices(codes: pa.DictionaryArray) -> NDArray[np.int64]:
    """Give the numbers of a dictionary, -1 for null."""
    return np.asarray(pc.fill_null(codes.indices, -1).to_numpy(zero_copy_only=False), np.int64)
