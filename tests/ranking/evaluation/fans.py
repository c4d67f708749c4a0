"""Thirty people of the tiny store, each a fan of one topic: what they liked before a moment, and what after it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pyarrow as pa

from pipeline.schema import EVENTS
from tests.support.tiny import NOW, TOPICS

MOMENT = NOW - timedelta(hours=20)
LATER = NOW - timedelta(hours=5)
PEOPLE = tuple(f"fan{number:02d}" for number in range(30))


def like(user_id: str, post: int, at: datetime, action: str = "like") -> dict[str, object]:
    return {"user_id": user_id, "post_id": f"p{post}", "action": action, "occurred_at": at}


def rows() -> Iterator[dict[str, object]]:
    """Give six likes by everybody, then two more, of the ten posts of the person's topic from p30 to p59."""
    for number, person in enumerate(PEOPLE):
        topic = number % len(TOPICS)
        own = [post for post in range(30, 60) if post % 3 == topic]
        yield from (like(person, own[(number + step) % 10], MOMENT if step < 6 else LATER) for step in range(8))


def events(*more: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist([*rows(), *more], EVENTS)
