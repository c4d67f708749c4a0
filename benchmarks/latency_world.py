"""The store of the latency benchmark: a snapshot of as many posts as are wanted, and people with a past."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.index_vectors import real_texts
from benchmarks.latency_people import NOW, author_id, people_tables, users_table
from benchmarks.latency_vectors import WorldVectors
from indexing.manifest import ModelCard
from indexing.publish import publish
from indexing.space_staging import keep_segment, stage_space
from indexing.staging import (
    clear_staging,
    stage_ads,
    stage_neighbours,
    stage_observed,
    stage_people,
    stage_posts,
)
from indexing.tables import NEIGHBOURS, SNAPSHOT_ADS, SNAPSHOT_POSTS
from pipeline.neighbours import Neighbours
from pipeline.schema import IMAGE
from pipeline.store import CURRENT, Store
from pipeline.topics import DEFAULT_TOPICS, encode_topics

Vectors = NDArray[np.float32]

ADS: Final = 300
_POSTS_AN_AUTHOR: Final = 20
_DAYS: Final = 90.0
_GROUPED_SHARE: Final = 0.01
_TRENDING_SHARE: Final = 0.02
_KNOWN_TOGETHER: Final = 0.2
_TOGETHER: Final = 50

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class World:
    """A world of some size in a folder.

    Parameters
    ----------
    work
        Where it is kept, with what it was made from.
    data
        The folder of real data.
    """

    work: Path
    data: Path
    posts: int
    people: int

    def store(self) -> Store:
        """Open the store, made where it is missing."""
        store = Store.create(self.work / f"world-{self.posts}-{self.people}")
        if not (store.root / CURRENT).is_file():
            self._make(store)
        return store

    @property
    def vectors(self) -> WorldVectors:
        """The vectors of the posts; worlds with other people share them."""
        return WorldVectors(self.work / f"vectors-{self.posts}", self.data, self.work / "cache", self.posts)

    def _make(self, store: Store) -> None:
        vectors, authors = self.vectors, max(1, self.posts // _POSTS_AN_AUTHOR)
        topics = _topic_vectors()
        clear_staging(store)
        for space in ("sentence", "clip"):
            _stage_space(store, vectors, space, topics)
            _LOG.info("%s is staged", space)
        posts = _posts(vectors, topics, authors)
        stage_posts(store, posts, [topic.name for topic in DEFAULT_TOPICS])
        stage_ads(store, _ads())
        _LOG.info("the posts are staged")
        profiles, history = people_tables(vectors, self.people)
        stage_people(store, users=users_table(self.people, authors), profiles=profiles, history=history)
        for name in NEIGHBOURS:
            stage_neighbours(store, name, _neighbours(posts))
        stage_observed(store, 0)
        _LOG.info("published %s", publish(store, created_at=NOW))


def _topic_vectors() -> Vectors:
    from pipeline.encoders.loading import open_sentence_encoder
    from pipeline.encoders.sentence import MINILM

    return encode_topics(DEFAULT_TOPICS, open_sentence_encoder(MINILM, "torch_fp32").encode_texts)


def _stage_space(store: Store, vectors: WorldVectors, space: str, topics: Vectors) -> None:
    segments = list(vectors.segments(space))
    places = np.full(vectors.posts, -1, np.int64)
    order = np.concatenate([segment.order for segment in segments])
    places[vectors.rows(space)[order]] = np.arange(len(order))
    turned = topics if space == "sentence" else topics @ vectors.rotation
    for segment in segments:
        keep_segment(store, vectors.folder / "staging", segment.card.name)
    contents = np.zeros((vectors.posts, 2), np.uint64)
    contents[places >= 0] = np.arange(1, 2 * len(order) + 1, dtype=np.uint64).reshape(-1, 2)
    stage_space(
        store,
        space,
        model=ModelCard(f"world-{space}", "1"),
        segments=[segment.card for segment in segments],
        places=places,
        contents=contents,
        ads=vectors.based(space)[_ad_texts(len(vectors.base))],
        topics=turned,
    )


def _posts(vectors: WorldVectors, topics: Vectors, authors: int) -> pa.Table:
    rng, count = np.random.default_rng(7), vectors.posts
    texts = pa.array(real_texts(vectors.data))
    near = vectors.based("sentence") @ topics.T
    popularity = (rng.pareto(1.2, count) * (rng.random(count) < 0.7)).astype(np.float32)
    ages = (_DAYS * 86_400e6 * rng.random(count) ** 1.5).astype(np.int64)
    columns = {
        "post_id": pa.array([f"p{row:07d}" for row in range(count)]),
        "author_id": pa.array([author_id(int(number)) for number in authors * rng.random(count) ** 2]),
        "created_at": pa.array(int(NOW.timestamp() * 1e6) - ages),
        "text": texts.take(pa.array(vectors.origins)),
        "images": _pictures(vectors),
        "language": pa.array(["en"]).take(pa.array(np.zeros(count, np.int64))),
        "topic": pa.array(near.argmax(axis=1)[vectors.origins]),
        "topic_score": pa.array(near.max(axis=1)[vectors.origins]),
        "popularity": pa.array(popularity),
        "engagements": pa.array(np.ceil(popularity).astype(np.int64)),
        "trend": pa.array((rng.pareto(2.0, count) * (rng.random(count) < _TRENDING_SHARE)).astype(np.float32)),
        "duplicate_group": _groups(rng, count),
    }
    full = [
        columns[field.name].cast(field.type) if field.name in columns else pa.nulls(count, field.type)
        for field in SNAPSHOT_POSTS
    ]
    return pa.Table.from_arrays(full, schema=SNAPSHOT_POSTS)


def _pictures(vectors: WorldVectors) -> pa.Array:
    shown = np.zeros(vectors.posts, np.int64)
    shown[vectors.rows("clip")] = 1
    names = pa.array([f"pictures/{row}.jpg" for row in np.flatnonzero(shown)])
    pictures = pa.StructArray.from_arrays([names, pa.nulls(len(names), pa.binary())], fields=list(IMAGE))
    return pa.ListArray.from_arrays(pa.array(np.concatenate([[0], np.cumsum(shown)]), pa.int32()), pictures)


def _groups(rng: np.random.Generator, count: int) -> pa.Array:
    """Put pairs of posts into groups of near-duplicates."""
    members = rng.permutation(count)[: int(_GROUPED_SHARE * count) // 2 * 2].reshape(-1, 2)
    named: list[str | None] = [None] * count
    for leader, copy in members.tolist():
        named[leader] = named[copy] = f"p{leader:07d}"
    return pa.array(named, pa.string())


def _neighbours(posts: pa.Table) -> Neighbours:
    """Let a fifth of the posts, the most popular ones, go with fifty of each other, as far as a matrix of such goes."""
    rng, count = np.random.default_rng(8), posts.num_rows
    known = np.sort(np.argsort(-posts["popularity"].to_numpy())[: int(_KNOWN_TOGETHER * count)])
    many = min(_TOGETHER, len(known))
    lengths = np.zeros(count, np.int64)
    lengths[known] = many
    indices = known[rng.integers(0, len(known), (len(known), many))].astype(np.int32)
    weights = rng.exponential(0.05, indices.shape).astype(np.float32)
    return Neighbours(np.concatenate([[0], np.cumsum(lengths)]), indices.reshape(-1), weights.reshape(-1))


def _ad_texts(texts: int) -> NDArray[np.int64]:
    return np.random.default_rng(10).choice(texts, ADS, replace=False)


def _ads() -> pa.Table:
    rng, rows = np.random.default_rng(11), []
    for number in range(ADS):
        topic = DEFAULT_TOPICS[int(rng.integers(len(DEFAULT_TOPICS)))]
        rows.append(
            {
                "ad_id": f"ad-{number}",
                "advertiser_id": f"advertiser {number % (ADS // 3)}",
                "title": f"Everything for {topic.name}",
                "text": f"All about {topic.phrase}.",
                "bid_micros": int(rng.integers(50_000, 1_000_000)),
                "daily_budget_micros": 100_000_000,
                "topics": [topic.name],
                "keywords": list(topic.phrases),
                "avoid_topics": [DEFAULT_TOPICS[0].name] if rng.random() < 0.1 else [],
            }
        )
    return pa.Table.from_pylist(rows, SNAPSHOT_ADS)
