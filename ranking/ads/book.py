"""A snapshot's ads as columns, made once for a snapshot and read by every slot."""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from indexing.snapshot import Snapshot
from pipeline.words import phrase_of
from ranking.ads.words import PhraseTable

_JOINING: Final = frozenset({"and", "of", "the", "for"})
_TOPIC_SPACE: Final = "sentence"
"""Topics are compared in the space of texts: their names are words."""


@dataclass(frozen=True)
class AdBook:
    """The ads of one snapshot; every array has one entry an ad.

    Parameters
    ----------
    advertiser
        ``(n,) int64`` into ``advertisers``, which are sorted.
    bid_micros, daily_budget_micros
        ``(n,) int64``.
    starts_at, ends_at
        ``(n,) float64`` seconds since 1970; minus and plus infinity where not set.
    texts
        What each ad says in its title, its text and its pictures, for muted words.
    keywords, avoided
        The ads' keywords, and the names of the topics they avoid.
    topic_match
        ``(n, n_topics) float32``, 0 to 1: how well each topic of the snapshot fits the ad's topics.
    topic_avoided
        ``(n, n_topics) bool``: topics the ad must not stand beside.
    vectors
        ``(n, d) float32`` by space; zeros where an ad has none.
    """

    ids: tuple[str, ...]
    advertiser: NDArray[np.int64]
    advertisers: tuple[str, ...]
    bid_micros: NDArray[np.int64]
    daily_budget_micros: NDArray[np.int64]
    starts_at: NDArray[np.float64]
    ends_at: NDArray[np.float64]
    texts: tuple[tuple[str, ...], ...]
    keywords: PhraseTable
    avoided: PhraseTable
    topic_match: NDArray[np.float32]
    topic_avoided: NDArray[np.bool_]
    vectors: Mapping[str, NDArray[np.float32]]

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The place of each ad in the alphabet of ids, ``(n,) int64``; it decides ties."""
        return np.argsort(np.argsort(np.array(self.ids, object))).astype(np.int64)

    @cached_property
    def present(self) -> Mapping[str, NDArray[np.bool_]]:
        """Which ads have a vector, ``(n,) bool`` by space."""
        return {space: np.asarray(vectors.any(axis=1)) for space, vectors in self.vectors.items()}

    @cached_property
    def avoids_anything(self) -> NDArray[np.bool_]:
        """Whether each ad names a topic to avoid, ``(n,) bool``."""
        avoids = np.zeros(len(self), bool)
        for ads in self.avoided.ads.values():
            avoids[ads] = True
        return avoids

    @classmethod
    def of(cls, snapshot: Snapshot) -> AdBook:
        """Read a snapshot's ads."""
        ads = snapshot.ads
        names = ads["advertiser_id"].to_pylist()
        advertisers, codes = np.unique(np.array(names, object).astype(str), return_inverse=True)
        topics, avoided = _lists(ads, "topics"), _lists(ads, "avoid_topics")
        return cls(
            ids=tuple(ads["ad_id"].to_pylist()),
            advertiser=codes.astype(np.int64),
            advertisers=tuple(str(name) for name in advertisers),
            bid_micros=np.asarray(ads["bid_micros"].to_numpy(), np.int64),
            daily_budget_micros=np.asarray(ads["daily_budget_micros"].to_numpy(), np.int64),
            starts_at=_seconds(ads["starts_at"], -np.inf),
            ends_at=_seconds(ads["ends_at"], np.inf),
            texts=_texts(ads),
            keywords=PhraseTable.of(_lists(ads, "keywords")),
            avoided=PhraseTable.of(avoided),
            topic_match=_topic_match(topics, snapshot),
            topic_avoided=_by_name(avoided, snapshot.topics) > 0,
            vectors={space: np.ascontiguousarray(snapshot.ad_vectors(space)) for space in snapshot.spaces},
        )


def ad_book(snapshot: Snapshot) -> AdBook:
    """Give the book of a snapshot, made at the first call and kept as long as the snapshot is in use."""
    key = id(snapshot)
    kept = _BOOKS.get(key)
    if kept is not None and kept[0]() is snapshot:
        return kept[1]
    book = AdBook.of(snapshot)
    _BOOKS[key] = (weakref.ref(snapshot, lambda _: _BOOKS.pop(key, None)), book)
    return book


# By identity, because a snapshot's tables cannot be hashed.
_BOOKS: Final[dict[int, tuple[weakref.ref[Any], AdBook]]] = {}


def name_likeness(one: str, other: str) -> float:
    """Compare two topics by name.

    Returns
    -------
    float
        1.0 for the same words in any order and case; the share of words where one name holds all words of the
        other ("cooking" in "cooking and recipes": 0.5); else 0.0. Joining words do not count.
    """
    left, right = set(phrase_of(one)) - _JOINING, set(phrase_of(other)) - _JOINING
    if not left or not right or not (left <= right or right <= left):
        return 0.0
    return min(len(left), len(right)) / max(len(left), len(right))


def _by_name(lists: Sequence[Sequence[str]], topics: Sequence[str]) -> NDArray[np.float32]:
    distinct = sorted({name for names in lists for name in names})
    rows = {name: np.array([name_likeness(name, topic) for topic in topics], np.float32) for name in distinct}
    none = np.zeros(len(topics), np.float32)
    best = [np.max([none, *(rows[name] for name in names)], axis=0) for names in lists]
    return np.array(best, np.float32).reshape(len(lists), len(topics))


def _topic_match(lists: Sequence[Sequence[str]], snapshot: Snapshot) -> NDArray[np.float32]:
    """By name, and by meaning from the topics that fit by name to the topics near them."""
    named = _by_name(lists, snapshot.topics)
    meant = _topic_likeness(snapshot)
    near = [(row[:, None] * meant).max(axis=0, initial=0.0) for row in named]
    return np.maximum(named, np.array(near, np.float32).reshape(named.shape))


def _topic_likeness(snapshot: Snapshot) -> NDArray[np.float32]:
    """Compare topics by meaning, ``(t, t) float32``: 1 for the same, 0 for no nearer than two topics are on average."""
    count = len(snapshot.topics)
    if _TOPIC_SPACE not in snapshot.spaces or count < 2:
        return np.eye(count, dtype=np.float32)
    vectors = snapshot.topic_vectors(_TOPIC_SPACE)
    cosines = vectors @ vectors.T
    usual = min(float(cosines[~np.eye(count, dtype=bool)].mean()), 0.99)
    return np.asarray(np.clip((cosines - usual) / (1.0 - usual), 0.0, 1.0), np.float32)


def _texts(ads: pa.Table) -> tuple[tuple[str, ...], ...]:
    columns = (ads[name].to_pylist() for name in ("title", "text", "picture_words"))
    return tuple((title, text or "", *(seen or ())) for title, text, seen in zip(*columns, strict=True))


def _lists(ads: pa.Table, column: str) -> list[list[str]]:
    return [[name for name in names or [] if name] for names in ads[column].to_pylist()]


def _seconds(times: pa.ChunkedArray, missing: float) -> NDArray[np.float64]:
    micros = times.cast(pa.int64()).to_pylist()
    return np.array([missing if micro is None else micro / 1e6 for micro in micros], np.float64)
