"""Events in the online state: noted, taken back, and read again.

Every change has a number that is larger than all before it. A snapshot knows the last one it has folded in; what is
noted, or taken back, later has a larger number, whichever snapshot answers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import pyarrow as pa

from pipeline.errors import BadInput, nearest
from pipeline.schema import ACTIONS, EVENTS, TIME

LAST_NUMBER: Final = 2**63 - 1

CHANGES_OF: Final = """
SELECT user_id, post_id, action, occurred_micros, value, undone, noted FROM events
WHERE user_id = ? AND seq > ? ORDER BY seq DESC LIMIT ?
"""
CHANGES_ON: Final = """
SELECT user_id, post_id, action, occurred_micros, value, undone, noted FROM events
WHERE user_id = ? AND post_id = ? ORDER BY occurred_micros, seq
"""
LOG: Final = """
SELECT user_id, post_id, action, occurred_micros, value, undone, seq FROM events WHERE seq <= ? ORDER BY seq
"""
_INSERT: Final = """
INSERT INTO events (user_id, post_id, action, occurred_micros, value, seq, noted, undone)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET seq = excluded.seq, undone = excluded.undone, value = excluded.value
"""
_HAPPENED: Final = _INSERT + "WHERE undone"
"""What is there and was not taken back stays as it is."""

_EPOCH: Final = datetime.fromtimestamp(0, UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class PastEvent:
    """One reaction of a person; the same fields as a row of EVENTS.

    Raises
    ------
    BadInput
        If the action is none of ACTIONS, or the time has no zone.
    """

    user_id: str
    post_id: str
    action: str
    occurred_at: datetime
    value: float | None = None

    def __post_init__(self) -> None:
        if self.action not in ACTIONS:
            raise BadInput(
                f"the action is {self.action!r}",
                expected=f"one of {', '.join(ACTIONS)}",
                remedy=nearest(self.action, ACTIONS),
            )
        if self.occurred_at.tzinfo is None:
            raise BadInput(
                f"occurred_at is {self.occurred_at} without a time zone",
                expected="a time in UTC",
                remedy="Pass datetime.now(timezone.utc)",
            )


class Change(NamedTuple):
    """An event that was noted, or taken back.

    Parameters
    ----------
    event
        What happened.
    undone
        Whether it was taken back since.
    noted
        The number of the change that noted it first; 0 where it was taken back and never noted.
    """

    event: PastEvent
    undone: bool
    noted: int


class Log(NamedTuple):
    """All events that were noted, or taken back, up to one of them.

    Parameters
    ----------
    events
        The columns of ``EVENTS`` and ``undone``, bool; each event once, in the order in which it changed last.
    through
        The number of the last change; 0 where there is none.
    """

    events: pa.Table
    through: int


def note(db: sqlite3.Connection, events: Sequence[PastEvent], seconds: float) -> None:
    """Add those of the events that are not there, or were taken back, within the transaction of whoever calls.

    Parameters
    ----------
    seconds
        The clock, since 1970. Changes are numbered by it, so that a file that is begun anew, or restored from a
        backup, goes on above all numbers that a snapshot may know.
    """
    first = _next_number(db, seconds)
    rows = [(*_key(event), event.value, first + at, first + at, 0) for at, event in enumerate(events)]
    db.executemany(_HAPPENED, rows)


def take_back(db: sqlite3.Connection, event: PastEvent, seconds: float) -> None:
    """Mark an event, there or not, as one that did not happen; see :func:`note`."""
    db.execute(_INSERT, (*_key(event), event.value, _next_number(db, seconds), 0, 1))


def change_of(row: Sequence[Any]) -> Change:
    """Read a row of :data:`CHANGES_OF` or :data:`CHANGES_ON`."""
    user, post, action, micros, value, undone, noted = row
    return Change(PastEvent(user, post, action, _EPOCH + micros * _MICROSECOND, value), bool(undone), noted)


def log_of(rows: Sequence[Sequence[Any]]) -> Log:
    """Read the rows of :data:`LOG`."""
    users, posts, actions, micros, values, undone, numbers = zip(*rows, strict=True) if rows else [()] * 7
    events = pa.table([users, posts, actions, pa.array(micros, pa.int64()).cast(TIME), values], schema=EVENTS)
    return Log(events.append_column("undone", pa.array(map(bool, undone), pa.bool_())), max(numbers, default=0))


def _key(event: PastEvent) -> tuple[str, str, str, int]:
    return event.user_id, event.post_id, event.action, (event.occurred_at - _EPOCH) // _MICROSECOND


def _next_number(db: sqlite3.Connection, seconds: float) -> int:
    (last,) = db.execute("SELECT COALESCE(MAX(seq), 0) FROM events").fetchone()
    return max(int(last) + 1, int(seconds * 1e6))
