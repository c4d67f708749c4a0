"""The tables of the online state, and how an older file is brought up to date in one transaction.

Version 2 numbers every event in the order in which it was noted, so that a build can say up to where it has folded
them in, and can hold that an event was taken back.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final

SCHEMA_VERSION: Final = 2

_EVENTS: Final = """CREATE TABLE events (
    seq INTEGER PRIMARY KEY,
    user_id TEXT NOT NULL, post_id TEXT NOT NULL, action TEXT NOT NULL, occurred_micros INTEGER NOT NULL, value REAL,
    undone INTEGER NOT NULL, noted INTEGER NOT NULL,
    UNIQUE (user_id, occurred_micros, post_id, action)
)"""
"""``seq`` numbers the last change of an event, ``noted`` the first; 0 where it was taken back and never noted here."""

_EVENTS_BY_CHANGE: Final = "CREATE INDEX events_by_change ON events (user_id, seq)"

_OTHERS: Final = (
    """CREATE TABLE IF NOT EXISTS impressions (
    user_id TEXT NOT NULL, shown_at REAL NOT NULL, kind TEXT NOT NULL, item_id TEXT NOT NULL, position INTEGER NOT NULL,
    price_micros INTEGER
)""",
    "CREATE INDEX IF NOT EXISTS impressions_by_user ON impressions (user_id, kind, item_id, shown_at)",
    """CREATE TABLE IF NOT EXISTS ad_clicks (
    ad_id TEXT NOT NULL, clicked_at REAL NOT NULL, user_id TEXT NOT NULL, price_micros INTEGER NOT NULL,
    PRIMARY KEY (ad_id, clicked_at, user_id)
) WITHOUT ROWID""",
)


def version_of(db: sqlite3.Connection) -> int:
    """Read a file's schema version; 0 where its first writer has not committed its tables yet."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Make the tables, or turn older ones into those of this version; a crash in the middle leaves the older file.

    Others may do the same at the same time: whoever comes second finds it done.
    """
    with db:
        db.execute("BEGIN IMMEDIATE")
        while (version := version_of(db)) < SCHEMA_VERSION:
            _STEPS[version](db)


def _create(db: sqlite3.Connection) -> None:
    # Version 1 made its tables one by one, and its version last, before any row: what is there of them is empty.
    db.execute("DROP TABLE IF EXISTS events")
    for statement in (_EVENTS, _EVENTS_BY_CHANGE, *_OTHERS):
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


def _number_events(db: sqlite3.Connection) -> None:
    """Turn version 1, which held events by key with times in seconds, into version 2."""
    db.execute("ALTER TABLE events RENAME TO events_1")
    db.execute(_EVENTS)
    db.execute(_EVENTS_BY_CHANGE)
    db.execute(
        "INSERT INTO events (user_id, post_id, action, occurred_micros, value, undone, noted) "
        "SELECT user_id, post_id, action, CAST(ROUND(occurred_at * 1e6) AS INTEGER), value, 0, 0 FROM events_1 "
        "ORDER BY occurred_at, user_id, post_id, action"
    )
    db.execute("UPDATE events SET noted = seq")
    db.execute("DROP TABLE events_1")
    db.execute("PRAGMA user_version = 2")


_STEPS: Final[dict[int, Callable[[sqlite3.Connection], None]]] = {0: _create, 1: _number_events}
"""What leads from each version to the next one; from nothing straight to the newest."""
