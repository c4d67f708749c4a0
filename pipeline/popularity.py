"""How popular each post is, such that no single person can make it so."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.engagement import Rows, by_pair, encode_people, event_weights, is_engagement


def popularity(
    events: pa.Table, n_posts: int, rows: Rows, now: datetime, half_life_days: float = 30.0
) -> NDArray[np.float32]:
    """Add up what people did with each post, faded, each person once a post.

    Parameters
    ----------
    events
        With the columns of ``EVENTS``.
    n_posts
        How many posts there are.
    rows
        ``(n,) int64``, the row of each event's post; -1 where the post is not known.
    now
        The clock, with a time zone.
    half_life_days
        After how many days an event counts half, above 0.

    Returns
    -------
    numpy.ndarray
        ``(n_posts,) float32``, 0 or more: complaints outweigh approval down to 0 and no further.
    """
    people, _ = encode_people(events)
    pairs = by_pair(people, rows, event_weights(events, now, half_life_days=half_life_days))
    total = np.bincount(pairs.rows, pairs.weights, minlength=n_posts)
    return np.maximum(total, 0.0).astype(np.float32)


def engagements(events: pa.Table, n_posts: int, rows: Rows) -> NDArray[np.int64]:
    """Count the distinct people who did more with each post than see it or complain of it.

    Returns
    -------
    numpy.ndarray
        ``(n_posts,) int64``.
    """
    people, _ = encode_people(events)
    counted = is_engagement(events)
    pairs = by_pair(people[counted], rows[counted], np.ones(int(counted.sum())))
    return np.bincount(pairs.rows, minlength=n_posts).astype(np.int64)
