"""The data contract: every table that flows through feedloom, as Arrow schemas.

Public ids are strings of any form. Times are UTC with microseconds. Money is int64 micros (one
millionth of the account's currency). Vectors are unit-length float32 rows; the tables that hold
them are built for a dimension by :func:`embeddings_schema` and :func:`profiles_schema`.

A column is *required* when it is not nullable; readers fill a nullable column that is absent with
nulls (or with an empty list, where it holds lists) and refuse a table that lacks a required one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pyarrow as pa

TIME: Final = pa.timestamp("us", tz="UTC")

WANTING: Final = ("view", "click", "like", "comment", "share", "follow", "dwell", "rate")
TURNING_AWAY: Final = ("hide", "less_like_this", "report")
ACTIONS: Final = (*WANTING, *TURNING_AWAY)
"""What a person can do with a post. ``value`` holds the seconds of a dwell, the stars of a rate, the place of a view.

A view's place counts from 1, the top; null where it is not known. It lets a ranker tell liking from being seen.

A hide says "not this one", a ``less_like_this`` "fewer of its kind"; both lower what is near, and fade.
"""

IMAGE: Final = pa.struct([pa.field("uri", pa.string()), pa.field("data", pa.binary())])
"""One picture: bytes where ``data`` is set, else ``uri``, a path below the store's media root."""


def _required(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


POSTS: Final = pa.schema(
    [
        _required("post_id", pa.string()),
        pa.field("author_id", pa.string()),
        _required("created_at", TIME),
        pa.field("title", pa.string()),
        pa.field("text", pa.string()),
        pa.field("images", pa.list_(IMAGE)),
        pa.field("tags", pa.list_(pa.string())),
        pa.field("language", pa.string()),  # a BCP 47 tag; null where nobody knows, or there are no words
        pa.field("labels", pa.list_(pa.string())),  # of moderation, by authors or moderators: "nsfw", "spam"
    ]
)

USERS: Final = pa.schema(
    [
        _required("user_id", pa.string()),
        pa.field("name", pa.string()),
        pa.field("interests", pa.list_(pa.string())),  # stated, in words
        pa.field("follows", pa.list_(pa.string())),  # author ids
        pa.field("blocked_authors", pa.list_(pa.string())),
        pa.field("muted_authors", pa.list_(pa.string())),
        pa.field("muted_words", pa.list_(pa.string())),
        pa.field("muted_topics", pa.list_(pa.string())),  # names of topics of a snapshot
        pa.field("languages", pa.list_(pa.string())),  # BCP 47 tags of what the person reads; empty means all
        pa.field("hidden_labels", pa.list_(pa.string())),  # never to be shown to the person
        pa.field("allowed_labels", pa.list_(pa.string())),  # of those that a surface hides unless somebody wants them
        pa.field("personalised_ads", pa.bool_()),  # null means no consent was given
    ]
)

EVENTS: Final = pa.schema(
    [
        _required("user_id", pa.string()),
        _required("post_id", pa.string()),
        _required("action", pa.string()),  # one of ACTIONS
        _required("occurred_at", TIME),
        pa.field("value", pa.float32()),
    ]
)

ADS: Final = pa.schema(
    [
        _required("ad_id", pa.string()),
        _required("advertiser_id", pa.string()),
        _required("title", pa.string()),
        pa.field("text", pa.string()),
        pa.field("images", pa.list_(IMAGE)),
        _required("bid_micros", pa.int64()),  # the most paid for one click
        _required("daily_budget_micros", pa.int64()),
        pa.field("topics", pa.list_(pa.string())),
        pa.field("keywords", pa.list_(pa.string())),
        pa.field("avoid_topics", pa.list_(pa.string())),  # brand safety, the advertiser's side
        pa.field("starts_at", TIME),
        pa.field("ends_at", TIME),
    ]
)

REJECTED: Final = pa.schema(
    [
        _required("table", pa.string()),  # posts, users, events or ads
        _required("id", pa.string()),  # the row's id, or "row 17" where it has none
        _required("stage", pa.string()),  # read, validate, decode, encode or words
        _required("reason", pa.string()),  # a short word to count by: empty_post, corrupt_image
        pa.field("detail", pa.string()),
        pa.field("content_key", pa.string()),  # of the picture or text that failed
    ]
)

UNUSABLE: Final = pa.schema(
    [
        _required("content_key", pa.string()),
        _required("revision", pa.string()),  # of the model, or of the reader of words in pictures
        _required("stage", pa.string()),  # decode, encode or words
        _required("reason", pa.string()),
        pa.field("detail", pa.string()),
    ]
)
"""Content that failed with a revision of a model, so that it is not tried again unless somebody asks for it."""

CONTENT: Final = pa.schema(
    [
        _required("post_id", pa.string()),
        _required("space", pa.string()),  # "sentence" or "clip"
        # clip: which picture of the post, from 0; sentence: 0 for its text, 1 and more for the words in its pictures
        _required("ordinal", pa.int32()),
        _required("content_key", pa.string()),
    ]
)
"""Which content a post consists of; the key joins it to its vector in ``embeddings/<space>``.

Ads take part too: their ``post_id`` is ``"ad:" + ad_id``.
"""

READINGS: Final = pa.schema(
    [
        _required("content_key", pa.string()),  # of the picture
        _required("reader", pa.string()),
        _required("revision", pa.string()),
        _required("words", pa.string()),  # line by line; empty where the picture says nothing
        pa.field("confidence", pa.float32()),  # the mean over the lines, 0 to 1; null where there are none
    ]
)
"""What a reader found in a picture: one row a picture and revision, so that no picture is read twice."""

PICTURE_WORDS: Final = pa.schema(
    [
        _required("post_id", pa.string()),  # of an ad as in CONTENT
        _required("ordinal", pa.int32()),  # which picture, from 0
        _required("content_key", pa.string()),  # of the picture
        _required("words", pa.string()),  # never empty
    ]
)
"""Which words stand in which picture of which post, of the pictures that say something."""

DELETED: Final = pa.schema(
    [
        _required("post_id", pa.string()),
        _required("deleted_at", TIME),  # or restored at
        _required("restored", pa.bool_()),
    ]
)
"""A log of what was deleted and restored; the latest row of a post says which."""

FEEDS: Final = pa.schema(
    [
        pa.field("user_id", pa.string()),
        _required("surface", pa.string()),
        _required("snapshot", pa.string()),
        _required("position", pa.int32()),  # from 1
        _required("kind", pa.string()),  # "post" or "ad"
        _required("post_id", pa.string()),  # the ad's id where kind is "ad"
        _required("score", pa.float32()),
        _required("terms", pa.map_(pa.string(), pa.float32())),  # they add up to the score
        _required("sources", pa.list_(pa.string())),
        _required("reason", pa.string()),
    ]
)


def vector(dim: int) -> pa.DataType:
    """Describe a float32 vector of ``dim`` numbers as an Arrow type."""
    return pa.list_(pa.float32(), dim)


def embeddings_schema(dim: int) -> pa.Schema:
    """EMBEDDINGS: one row a piece of content and model revision, ``vector (dim,) float32``, unit length."""
    return pa.schema(
        [
            _required("content_key", pa.string()),
            _required("model", pa.string()),
            _required("revision", pa.string()),
            _required("vector", vector(dim)),
            # pipeline/fingerprints.py; null where a text says too little, or before there were any
            pa.field("fingerprint", pa.binary()),
        ]
    )


def profiles_schema(dims: Mapping[str, int]) -> pa.Schema:
    """PROFILES: one row an interest of a person, with one vector a space (null where the interest has none there).

    Parameters
    ----------
    dims
        The dimension of each space, as ``{"sentence": 384, "clip": 384}``.
    """
    return pa.schema(
        [
            _required("user_id", pa.string()),
            _required("interest", pa.int32()),  # from 0, strongest first
            _required("kind", pa.string()),  # "learned" or "stated"
            _required("weight", pa.float32()),  # a person's learned weights add up to 1
            _required("label", pa.string()),  # the words of a stated interest, else the medoid's title
            _required("medoids", pa.list_(pa.string())),  # post ids, nearest to the centre first
            *(pa.field(f"vector_{space}", vector(dim)) for space, dim in dims.items()),
        ]
    )


TABLES: Final[Mapping[str, pa.Schema]] = {"posts": POSTS, "users": USERS, "events": EVENTS, "ads": ADS}
"""What people import, by the name of its folder in a store."""

PRIMARY_KEY: Final[Mapping[str, tuple[str, ...]]] = {
    "posts": ("post_id",),
    "users": ("user_id",),
    "events": ("user_id", "post_id", "action", "occurred_at"),
    "ads": ("ad_id",),
}
"""A later import of a row with the same key replaces the earlier one."""
