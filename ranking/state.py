"""Online state: what happened since the snapshot. One SQLite file that several processes may share.

SQLite's write-ahead log with ``synchronous = FULL``: what a method has returned from is on the disk, and a
killed process loses nothing that was acknowledged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from time import sleep, time
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from pipeline.errors import StoreError
from pipeline.schema import EVENTS
from ranking.connections import Connections
from ranking.event_log import (
    CHANGES_OF,
    CHANGES_ON,
    LAST_NUMBER,
    LOG,
    Change,
    Log,
    PastEvent,
    change_of,
    log_of,
    note,
    take_back,
)
from ranking.state_schema import SCHEMA_VERSION, bring_up_to_date, version_of

if TYPE_CHECKING:
    from ranking.feed import Feed

_SHOWN: Final = "SELECT item_id, MAX(shown_at) FROM impressions WHERE user_id = ? AND kind = 'post' GROUP BY item_id"
_ALL_SHOWN: Final = """
SELECT user_id, item_id, shown_at, MIN(position) FROM impressions WHERE kind = 'post' AND user_id != ''
GROUP BY user_id, item_id, shown_at ORDER BY shown_at, user_id, item_id
"""
_VIEWED: Final = """
SELECT post_id, MAX(occurred_micros) FROM events WHERE user_id = ? AND action = 'view' AND NOT undone GROUP BY post_id
"""

_POSTS_OF: Final = """
SELECT DISTINCT post_id FROM events WHERE user_id = ? AND seq > ? AND action != 'view' AND NOT undone
"""

_SWITCHES: Final = 200
_SWITCH_SECONDS: Final = 0.05
"""A first writer that finds others beginning the file too waits up to ten seconds for them."""


@dataclass(frozen=True)
class State:
    """Read and add to the online state.

    Parameters
    ----------
    path
        The SQLite file. It is made by the first write; until then every answer is empty.
    clock
        Seconds since 1970. Changes are numbered by it, so that a file that is begun anew, or restored from a backup,
        goes on above all numbers that a snapshot may know.
    """

    path: Path
    clock: Callable[[], float] = time

    def observe(self, events: Iterable[PastEvent]) -> None:
        """Note reactions; on return they are on the disk. The same event twice is noted once."""
        noted = list(events)
        with self._writing() as db:
            note(db, noted, self.clock())

    def undo(self, event: PastEvent) -> None:
        """Take an event back, whoever noted or imported it; on return that is on the disk.

        What never happened may be taken back, too, which changes nothing. It happened if it is observed again.
        """
        with self._writing() as db:
            take_back(db, event, self.clock())

    def record(self, feed: Feed) -> None:
        """Note that a feed was shown: its posts become seen, its ads count against their frequency caps.

        Each call is one showing, also where a replay's clock stands still.
        """
        at = feed.now.timestamp()
        rows = [(feed.user_id or "", at, i.kind, i.post_id, i.position, i.price_micros) for i in feed.items]
        with self._writing() as db:
            db.executemany("INSERT INTO impressions VALUES (?, ?, ?, ?, ?, ?)", rows)

    def shown(self) -> pa.Table:
        """Give all posts that known people were shown as EVENTS: a view each, its value the place in the feed."""
        rows = self._read(_ALL_SHOWN)
        columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
        people, posts, seconds, places = columns
        micros = pa.array([round(second * 1e6) for second in seconds], pa.int64())
        arrays = [pa.array(people), pa.array(posts), pa.repeat("view", len(rows)), micros, pa.array(places)]
        kinds = zip(arrays, EVENTS.types, strict=True)
        return pa.Table.from_arrays([array.cast(kind) for array, kind in kinds], schema=EVENTS)

    def click_ad(self, ad_id: str, *, user_id: str, price_micros: int, at: datetime) -> None:
        """Charge a click on an ad at the price of its auction, in micros."""
        with self._writing() as db:
            row = (ad_id, at.timestamp(), user_id, price_micros)
            db.execute("INSERT OR IGNORE INTO ad_clicks VALUES (?, ?, ?, ?)", row)

    def events_of(self, user_id: str) -> list[PastEvent]:
        """Give a person's reactions that were not taken back, oldest first."""
        return [change.event for change in self.changes_of(user_id) if not change.undone]

    def changes_of(self, user_id: str, *, after: int = 0, most: int | None = None) -> list[Change]:
        """Give what was noted of a person, or taken back, after the change of a number, the oldest event first.

        Parameters
        ----------
        most
            Only the last so many changes; None for all.
        """
        found = [change_of(row) for row in self._read(CHANGES_OF, user_id, after, -1 if most is None else most)]
        found.reverse()
        return sorted(found, key=lambda change: change.event.occurred_at)

    def posts_of(self, user_id: str, *, after: int = 0) -> list[str]:
        """Give the ids of the posts a person did something with, beyond a view, after the change of a number."""
        return [post_id for (post_id,) in self._read(_POSTS_OF, user_id, after)]

    def changes_on(self, user_id: str, post_id: str) -> list[Change]:
        """Give what was noted of a person and a post, or taken back, the oldest event first."""
        return [change_of(row) for row in self._read(CHANGES_ON, user_id, post_id)]

    def log(self, *, through: int | None = None) -> Log:
        """Give all that was noted, or taken back, up to the change of a number; None for all."""
        return log_of(self._read(LOG, LAST_NUMBER if through is None else through))

    def shown_posts(self, user_id: str) -> dict[str, float]:
        """Say when a person was last shown, or looked at, which post, in seconds since 1970 by the post's id."""
        shown = {post_id: float(at) for post_id, at in self._read(_SHOWN, user_id)}
        for post_id, micros in self._read(_VIEWED, user_id):
            shown[post_id] = max(shown.get(post_id, 0.0), micros / 1e6)
        return shown

    def spent_today_micros(self, ad_id: str, day: date) -> int:
        """Add up what an ad's clicks of one UTC day cost, in micros."""
        query = (
            "SELECT COALESCE(SUM(price_micros), 0) FROM ad_clicks "
            "WHERE ad_id = ? AND clicked_at >= ? AND clicked_at < ?"
        )
        return self._number(query, ad_id, *_bounds(day))

    def shown_today(self, user_id: str, ad_id: str, day: date) -> int:
        """Count how often a person was shown an ad on one UTC day."""
        query = (
            "SELECT COUNT(*) FROM impressions "
            "WHERE user_id = ? AND kind = 'ad' AND item_id = ? AND shown_at >= ? AND shown_at < ?"
        )
        return self._number(query, user_id, ad_id, *_bounds(day))

    def check(self) -> None:
        """Refuse a file that is damaged anywhere, which takes reading all of it.

        Raises
        ------
        StoreError
            With what SQLite found.
        """
        found = self._read("PRAGMA integrity_check(1)")
        if found and found[0][0] != "ok":
            raise self._unusable(found[0][0])

    def close(self) -> None:
        """Let go of the file; another question opens it again."""
        self._connections.close()

    def _number(self, query: str, *values: object) -> int:
        found = self._read(query, *values)
        return int(found[0][0]) if found else 0

    def _read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        if not self.path.exists():
            return []
        with self._connected() as (db, version):
            if 0 < version < SCHEMA_VERSION:
                _update(db)
            return db.execute(query, values).fetchall() if version else []

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._connected() as (db, _):
            _update(db)
            with db:
                db.execute("BEGIN IMMEDIATE")
                yield db

    @contextmanager
    def _connected(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """Lend a connection, and say which schema version the file has."""
        try:
            with self._connections.lend() as db:
                yield db, self._version(db)
        except sqlite3.DatabaseError as error:
            raise self._unusable(str(error)) from error

    @cached_property
    def _connections(self) -> Connections:
        return Connections(self.path)

    def _unusable(self, why: str) -> StoreError:
        return StoreError(
            f"{self.path} cannot be used ({why})",
            expected="the SQLite file that feedloom made",
            remedy="Stop what uses it, then restore it from a backup, or move it and its -wal and -shm files away to "
            "begin without what happened since the build",
        )

    def _version(self, db: sqlite3.Connection) -> int:
        """Read the file's schema version, and refuse one that is newer than this code."""
        if (version := version_of(db)) > SCHEMA_VERSION:
            raise StoreError(
                f"{self.path} has schema version {version}",
                expected=f"version {SCHEMA_VERSION} or older",
                remedy="Update feedloom",
            )
        return version


def _update(db: sqlite3.Connection) -> None:
    """Make a connection fit for writing, and the file's tables those of this version."""
    # The log's mode stays with the file; how a commit is waited for belongs to the connection.
    _write_ahead(db)
    db.execute("PRAGMA synchronous = FULL")
    if version_of(db) < SCHEMA_VERSION:
        bring_up_to_date(db)


def _write_ahead(db: sqlite3.Connection) -> None:
    """Switch the file to its log; while others do the same SQLite refuses at once, whatever its timeout."""
    for _ in range(_SWITCHES):
        with suppress(sqlite3.OperationalError):
            db.execute("PRAGMA journal_mode = WAL")
            return
        sleep(_SWITCH_SECONDS)
    db.execute("PRAGMA journal_mode = WAL")


def _bounds(day: date) -> tuple[float, float]:
    start = datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
    return start, start + 86_400.0
