"""The columns of a published snapshot's posts, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.words import main_language, name_key

_BETWEEN: Final = "\x1f"
"""Joins the labels of a post into one text, to be counted as one."""


@dataclass(frozen=True)
class PostColumns:
    """Read a snapshot's posts by column; every array here has one entry a post.

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
    def length(self) -> NDArray[np.int64]:
        """How many characters each post's title and text have, ``(n,) int64``."""
        posts = self.snapshot.posts
        lengths = (pc.fill_null(pc.utf8_length(posts[name]), 0).to_numpy() for name in ("title", "text"))
        return np.asarray(sum(lengths), np.int64)

    @cached_property
    def pictured(self) -> NDArray[np.bool_]:
        """Say which posts have a picture, ``(n,) bool``."""
        counts = pc.fill_null(pc.list_value_length(self.snapshot.posts["images"]), 0)
        return np.asarray(counts.to_numpy() > 0, np.bool_)

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
    def trend(self) -> NDArray[np.float32]:
        """How far each post's engagement is above its expectation, at the least, ``(n,) float32``, 0 or more."""
        return np.asarray(self.snapshot.posts["trend"].to_numpy(), np.float32)

    @cached_property
    def engaged_people(self) -> NDArray[np.int64]:
        """How many people engaged with each post up to the snapshot."""
        return np.asarray(self.snapshot.posts["engagements"].to_numpy(), np.int64)


def _indices(codes: pa.DictionaryArray) -> NDArray[np.int64]:
    """Give the numbers of a dictionary, -1 for null."""
    return np.asarray(pc.fill_null(codes.indices, -1).to_numpy(zero_copy_only=False), np.int64)
