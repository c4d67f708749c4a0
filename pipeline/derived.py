"""All that a snapshot knows from what people did, as pure functions of events.

A build learns from every event; training and evaluation learn from those before a moment. Both go through here, so
that what is evaluated is what is built, and nothing of the future can come in but through the events that are passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.collaborative import learn_together
from pipeline.engagement import Rows, history
from pipeline.fusion import SpaceVectors, Vectors
from pipeline.neighbours import Neighbours
from pipeline.popularity import engagements, popularity
from pipeline.profiles import profiles_for
from pipeline.trending import trend

Stated = Mapping[str, Mapping[str, Vectors]]
"""A vector a space for each of the words in which people state interests."""


@dataclass(frozen=True)
class PostNumbers:
    """What is known of each post from all people together, ``(n_posts,)`` each.

    Parameters
    ----------
    popularity, engagements
        See ``pipeline/popularity.py``.
    trend
        See ``pipeline/trending.py``.
    """

    popularity: NDArray[np.float32]
    engagements: NDArray[np.int64]
    trend: NDArray[np.float32]

    @classmethod
    def of(cls, posts: pa.Table, events: pa.Table, now: datetime) -> PostNumbers:
        """Count them up to ``now``.

        Parameters
        ----------
        posts
            With the columns ``post_id``, ``author_id`` and ``created_at``.
        events
            With the columns of ``EVENTS``.
        """
        rows, n_posts = post_rows(events, posts["post_id"]), posts.num_rows
        return cls(
            popularity=popularity(events, n_posts, rows, now),
            engagements=engagements(events, n_posts, rows),
            trend=trend(events, n_posts, rows, now, authors=_authors(posts), created_at=_seconds(posts)),
        )


@dataclass(frozen=True)
class Derived:
    """What people did, as the pieces of a snapshot.

    Parameters
    ----------
    numbers
        Of each post.
    neighbours
        The matrices from post to post by name.
    history
        What each person has reacted to.
    profiles
        What each person cares about, ``profiles_schema``.
    """

    numbers: PostNumbers
    neighbours: Mapping[str, Neighbours]
    history: pa.Table
    profiles: pa.Table


def derive(
    posts: pa.Table,
    users: pa.Table,
    events: pa.Table,
    vectors: Mapping[str, SpaceVectors],
    *,
    now: datetime,
    stated: Stated | None = None,
) -> Derived:
    """Learn from events, and from nothing else, what a snapshot knows of posts and people.

    Parameters
    ----------
    posts
        A row a row of ``vectors``, with the columns ``post_id``, ``author_id``, ``created_at``, ``title`` and ``text``.
    users
        ``USERS``.
    events
        ``EVENTS``; those of posts that are not known are left out.
    now
        The clock, with a time zone.
    stated
        For each of the words in the users' ``interests`` a unit vector a space.

    Raises
    ------
    BadInput
        If a stated interest was not encoded.
    """
    done = history(events, post_rows(events, posts["post_id"]))
    return Derived(
        numbers=PostNumbers.of(posts, events, now),
        neighbours=learn_neighbours(done, posts.num_rows),
        history=done,
        profiles=profiles_for(users, events, posts, vectors, now=now, stated=stated),
    )


def learn_neighbours(history: pa.Table, n_posts: int) -> dict[str, Neighbours]:
    """Learn which posts go with which, by the name of the matrix.

    Parameters
    ----------
    history
        As :func:`pipeline.engagement.history` gives it.
    n_posts
        How many posts there are.
    """
    # Sums of floats depend on their order, and what is learned must not depend on the order of events.
    return {"together": learn_together(history.sort_by("user_id"), n_posts)}


def _authors(posts: pa.Table) -> Rows:
    codes = posts["author_id"].combine_chunks().dictionary_encode().indices
    return np.asarray(pc.fill_null(codes, -1).to_numpy(zero_copy_only=False), np.int64)


def _seconds(posts: pa.Table) -> NDArray[np.float64]:
    return np.asarray(posts["created_at"].cast(pa.int64()).to_numpy(), np.float64) / 1e6


def post_rows(events: pa.Table, post_ids: pa.ChunkedArray) -> Rows:
    """Find the row of each event's post, ``(n,) int64``; -1 where there is none."""
    rows = pc.fill_null(pc.index_in(events["post_id"], value_set=post_ids.combine_chunks()), -1)
    return np.asarray(rows.to_numpy(), np.int64)


def data_clock(posts: pa.Table, events: pa.Table) -> datetime:
    """Take the time of the newest post or event for the clock, so that old data fades no further and builds repeat."""
    newest = [pc.max(column).as_py() for column in (posts["created_at"], events["occurred_at"])]
    return max((moment for moment in newest if moment is not None), default=datetime.fromtimestamp(0, UTC))
