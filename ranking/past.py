"""Rank as if something else had happened: the same posts, and people known from other events alone.

Training and evaluation ask what a feed would have been at an earlier moment. Whatever was learned from events is
learned anew from those that are passed, by the functions that a build uses; posts and their vectors stay.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from indexing.snapshot import Snapshot
from indexing.space import SpaceRows
from pipeline.derived import Derived, Stated, derive
from pipeline.fusion import SpaceVectors, Vectors
from ranking.ranker import FeedRanker
from ranking.state import State


def as_of(ranker: FeedRanker, events: pa.Table, now: datetime) -> FeedRanker:
    """Give a ranker that has learned from these events alone.

    It knows no online state and no learned ranker; :meth:`ranking.ranker.FeedRanker.with_ranker` adds one. Ask it with
    ``FeedRequest(now=now)``, so that posts of a later time are left out.

    Parameters
    ----------
    events
        ``EVENTS``.
    now
        The clock that interests and popularity fade by, with a time zone.
    """
    return over(ranker, derived_from(ranker.snapshot, events, now))


def derived_from(snapshot: Snapshot, events: pa.Table, now: datetime) -> Derived:
    """Learn from events what the snapshot would know of its posts and people at a moment."""
    posts = snapshot.posts.select(["post_id", "author_id", "created_at", "title", "text"])
    vectors = {
        name: SpaceVectors(cast("Vectors", SpaceRows(snapshot.space(name))), snapshot.present(name))
        for name in snapshot.spaces
    }
    return derive(posts, snapshot.users, events, vectors, now=now, stated=_stated(snapshot))


def over(ranker: FeedRanker, derived: Derived) -> FeedRanker:
    """Give a ranker of the same posts that knows what was derived, and no online state."""
    nothing = State(Path(ranker.snapshot.path, "no state"))  # a file that no snapshot has, so every answer is empty
    return replace(ranker, snapshot=ranker.snapshot.learned_from(derived), state=nothing)


def _stated(snapshot: Snapshot) -> Stated:
    """Take the vectors of stated interests from the profiles, where the build has put them."""
    profiles = snapshot.profiles.filter(pc.equal(snapshot.profiles["kind"], "stated"))
    stated: dict[str, dict[str, Vectors]] = {word: {} for word in profiles["label"].to_pylist()}
    for space in snapshot.spaces:
        for word, vector in zip(profiles["label"].to_pylist(), profiles[f"vector_{space}"], strict=True):
            if vector.is_valid:
                stated[word][space] = np.asarray(vector.values.to_numpy(), np.float32)
    return stated
