"""A store of sixty posts with vectors made by hand, published through the real index code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from indexing.manifest import ModelCard
from indexing.publish import publish
from indexing.staging import stage_ads, stage_neighbours, stage_observed, stage_people, stage_posts
from indexing.tables import HISTORY, SNAPSHOT_ADS, SNAPSHOT_POSTS
from pipeline.neighbours import Neighbours
from pipeline.schema import USERS, profiles_schema
from pipeline.store import Store
from tests.support.vectors import stage_vectors

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)
TOPICS = ("cats", "trains", "soup")
DIM = 16
PER_TOPIC = 20


def topic_vectors() -> np.ndarray:
    """Give three directions at right angles, ``(3, DIM) float32``."""
    return np.eye(3, DIM, dtype=np.float32)


def tiny_store(root: Path, groups: Mapping[str, str] | None = None) -> Store:
    """Publish posts p0..p59: topic i % 3, author a(i % 10), one an hour back in time, odd ones with pictures.

    People: ``cat_lover`` (two learned interests, follows a1, has seen p0 and p3), ``newcomer`` (nothing),
    ``speller`` (a stated interest in trains), ``grump`` (likes cats, turned away from trains, blocks a3, mutes a6).
    ``groups`` gives posts their group of near-duplicates.
    """
    store = Store.create(root)
    count = 3 * PER_TOPIC
    rng = np.random.default_rng(0)
    topic = np.arange(count) % 3
    text = _unit(topic_vectors()[topic] + 0.15 * rng.normal(size=(count, DIM)).astype(np.float32))
    picture = _unit(topic_vectors()[topic] + 0.20 * rng.normal(size=(count, DIM)).astype(np.float32))
    stage_posts(store, _posts(topic, groups or {}), TOPICS)
    ads = _ads()
    stage_ads(store, ads)
    for space, matrix, present in (
        ("sentence", text, np.ones(count, bool)),
        ("clip", picture, np.arange(count) % 2 == 1),
    ):
        stage_vectors(
            store,
            space,
            posts=matrix,
            present=present,
            ads=topic_vectors(),
            topics=topic_vectors(),
            model=ModelCard(f"fake-{space}", "1"),
        )
    stage_people(store, users=_users(), profiles=_profiles(), history=_history())
    stage_neighbours(store, "together", Neighbours.empty(count))
    stage_observed(store, 0)
    publish(store, created_at=NOW, profile="compact")
    return store


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _posts(topic: np.ndarray, groups: Mapping[str, str]) -> pa.Table:
    rows = [
        {
            "post_id": f"p{i}",
            "author_id": f"a{i % 10}",
            "created_at": NOW - timedelta(hours=i),
            "text": f"Post number {i} about {TOPICS[t]}" + (" with garlic" if i == 5 else ""),
            "images": [],
            "tags": [],
            "topic": t,
            "topic_score": 1.0,
            "popularity": float((i * 7) % 11),
            "engagements": (i * 7) % 11,
            "trend": float((i * 7) % 11 > 8),
            "duplicate_group": groups.get(f"p{i}"),
        }
        for i, t in enumerate(topic.tolist())
    ]
    return pa.Table.from_pylist(rows, SNAPSHOT_POSTS)


def _ads() -> pa.Table:
    rows = [
        {
            "ad_id": f"ad-{topic}",
            "advertiser_id": f"{topic.capitalize()} Ltd",
            "title": f"Everything for {topic}",
            "text": f"Buy {topic} now",
            "bid_micros": 400_000 + 50_000 * number,
            "daily_budget_micros": 50_000_000,
            "topics": [topic],
            "keywords": [topic],
        }
        for number, topic in enumerate(TOPICS)
    ]
    return pa.Table.from_pylist(rows, SNAPSHOT_ADS)


def _users() -> pa.Table:
    rows = [
        {"user_id": "cat_lover", "follows": ["a1"], "personalised_ads": True},
        {"user_id": "newcomer"},
        {"user_id": "speller", "interests": ["trains"]},
        {"user_id": "grump", "blocked_authors": ["a3"], "muted_authors": ["a6"], "muted_words": ["garlic"]},
    ]
    return pa.Table.from_pylist(rows, USERS)


def _interest(user_id: str, number: int, kind: str, weight: float, topic: int, medoids: list[str]) -> dict[str, object]:
    vector = topic_vectors()[topic].tolist()
    return {
        "user_id": user_id,
        "interest": number,
        "kind": kind,
        "weight": weight,
        "label": TOPICS[topic],
        "medoids": medoids,
        "vector_sentence": vector,
        "vector_clip": None if kind == "stated" else vector,
    }


def _profiles() -> pa.Table:
    rows = [
        _interest("cat_lover", 0, "learned", 0.75, 0, ["p0", "p3"]),
        _interest("cat_lover", 1, "learned", 0.25, 2, ["p2"]),
        _interest("speller", 0, "stated", 1.0, 1, []),
        _interest("grump", 0, "learned", 1.0, 0, ["p0"]),
        _interest("grump", 1, "negative", 1.0, 1, ["p1"]),
    ]
    return pa.Table.from_pylist(rows, profiles_schema({"sentence": DIM, "clip": DIM}))


def _history() -> pa.Table:
    read = {"rows": [0, 3], "weights": [1.0, 3.0], "times": [NOW, NOW - timedelta(days=1)]}
    return pa.Table.from_pylist([{"user_id": "cat_lover", **read}], HISTORY)
