"""A store of 600 posts and a hundred people, built from events by the functions of a build, without a model or Ray."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from indexing.manifest import ModelCard
from indexing.publish import publish
from indexing.staging import clear_staging, stage_ads, stage_neighbours, stage_observed, stage_people, stage_posts
from indexing.tables import SNAPSHOT_ADS, SNAPSHOT_POSTS
from jobs.observed import all_events
from pipeline.derived import derive
from pipeline.fusion import SpaceVectors
from pipeline.schema import EVENTS, USERS
from pipeline.store import Store
from tests.support.vectors import stage_vectors

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
PEOPLE = 100
_TOPICS, _PER_TOPIC, _DIM = 12, 50, 48
_POSTS = _TOPICS * _PER_TOPIC
_TOPIC = np.arange(_POSTS) % _TOPICS


def crowd_store(root: Path) -> Store:
    """Publish posts p0..p599 of twelve topics, and people u0..u99 who liked posts of three topics each."""
    store = Store.create(root)
    store.append("posts", _posts().select(store.read("posts").column_names))
    store.append("events", _events(np.random.default_rng(1)))
    rebuild(store)
    return store


def rebuild(store: Store, meanwhile: Callable[[], None] = lambda: None) -> str:
    """Build again from all that was imported and observed, and publish; gives the version.

    ``meanwhile`` is called when the events were read and nothing is published yet.
    """
    events, through = all_events(store)
    meanwhile()
    vectors, posts = _vectors(np.random.default_rng(0)), _posts()
    learned = derive(posts, USERS.empty_table(), events, vectors, now=NOW)
    clear_staging(store)
    columns = {name: pa.array(values) for name, values in vars(learned.numbers).items()}
    for name, values in columns.items():
        at = SNAPSHOT_POSTS.get_field_index(name)
        posts = posts.set_column(at, SNAPSHOT_POSTS.field(at), values.cast(SNAPSHOT_POSTS.field(at).type))
    stage_posts(store, posts, [f"topic {number}" for number in range(_TOPICS)])
    stage_ads(store, SNAPSHOT_ADS.empty_table())
    for space, found in vectors.items():
        stage_vectors(
            store,
            space,
            posts=found.vectors,
            present=found.present,
            ads=np.empty((0, _DIM), np.float32),
            topics=np.eye(_TOPICS, _DIM, dtype=np.float32),
            model=ModelCard(f"fake-{space}", "1"),
        )
    stage_people(store, users=USERS.empty_table(), profiles=learned.profiles, history=learned.history)
    for name, matrix in learned.neighbours.items():
        stage_neighbours(store, name, matrix)
    stage_observed(store, through)
    return publish(store, created_at=NOW + timedelta(seconds=len(list(store.snapshots.glob("v*")))), profile="compact")


def topic_of(post_id: str) -> int:
    """Say what a post is about."""
    return int(_TOPIC[int(post_id[1:])])


def _vectors(rng: np.random.Generator) -> dict[str, SpaceVectors]:
    spaces = {}
    for space, noise, present in (("sentence", 0.12, np.ones(_POSTS, bool)), ("clip", 0.15, np.arange(_POSTS) % 5 > 1)):
        rows = np.eye(_TOPICS, _DIM)[_TOPIC] + noise * rng.normal(size=(_POSTS, _DIM))
        unit = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        spaces[space] = SpaceVectors(unit * present[:, None], present)
    return spaces


def _posts() -> pa.Table:
    rows = [
        {
            "post_id": f"p{row}",
            "author_id": f"a{row % 97}",
            "created_at": NOW - timedelta(hours=row / 4),
            "text": f"Post number {row} about topic {topic}",
            "images": [],
            "tags": [],
            "topic": topic,
            "topic_score": 1.0,
            "popularity": 0.0,
            "engagements": 0,
            "trend": 0.0,
        }
        for row, topic in enumerate(_TOPIC.tolist())
    ]
    return pa.Table.from_pylist(rows, SNAPSHOT_POSTS)


def _events(rng: np.random.Generator) -> pa.Table:
    rows = []
    for person in range(PEOPLE):
        topics = rng.choice(_TOPICS, 3, replace=False, p=None)
        liked = rng.choice(np.flatnonzero(np.isin(_TOPIC, topics)), 25, replace=False)
        ages = rng.uniform(0.1, 40, len(liked))
        rows += [
            {
                "user_id": f"u{person}",
                "post_id": f"p{post}",
                "action": str(rng.choice(["like", "click", "share"])),
                "occurred_at": NOW - timedelta(days=float(age)),
            }
            for post, age in zip(liked.tolist(), ages.tolist(), strict=True)
        ]
    return pa.Table.from_pylist(rows, EVENTS)
