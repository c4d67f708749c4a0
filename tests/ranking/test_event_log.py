"""What is noted and taken back, the numbers of changes, and files of an older version."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import StoreError
from ranking import PastEvent
from ranking.state import State
from tests.support.tiny import NOW

VERSION_1 = """
CREATE TABLE events (
    user_id TEXT NOT NULL, post_id TEXT NOT NULL, action TEXT NOT NULL, occurred_at REAL NOT NULL, value REAL,
    PRIMARY KEY (user_id, occurred_at, post_id, action)
) WITHOUT ROWID;
CREATE TABLE impressions (
    user_id TEXT NOT NULL, shown_at REAL NOT NULL, kind TEXT NOT NULL, item_id TEXT NOT NULL, position INTEGER NOT NULL,
    price_micros INTEGER
);
CREATE INDEX impressions_by_user ON impressions (user_id, kind, item_id, shown_at);
CREATE TABLE ad_clicks (
    ad_id TEXT NOT NULL, clicked_at REAL NOT NULL, user_id TEXT NOT NULL, price_micros INTEGER NOT NULL,
    PRIMARY KEY (ad_id, clicked_at, user_id)
) WITHOUT ROWID;
PRAGMA user_version = 1;
"""


def event(number: int, user: str = "u", action: str = "like") -> PastEvent:
    return PastEvent(user, f"p{number}", action, NOW + timedelta(seconds=number, microseconds=number))


def old_file(path: Path, count: int) -> list[PastEvent]:
    events = [event(number) for number in range(count)]
    with closing(sqlite3.connect(path)) as db, db:
        db.executescript("PRAGMA journal_mode = WAL;" + VERSION_1)
        rows = [(e.user_id, e.post_id, e.action, e.occurred_at.timestamp(), e.value) for e in events]
        db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?)", rows)
        db.execute("INSERT INTO impressions VALUES ('u', 0, 'post', 'p7', 1, NULL)")
    return events


def test_an_event_that_is_taken_back_is_gone_and_comes_back_when_it_happens_again(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    state.observe([event(1), event(2)])
    state.undo(event(1))
    assert state.events_of("u") == [event(2)]
    assert [change.undone for change in state.changes_of("u")] == [True, False]
    state.close()
    assert State(tmp_path / "state.db").events_of("u") == [event(2)]
    state.observe([event(1)])
    assert state.events_of("u") == [event(1), event(2)]


def test_only_what_changed_after_a_number_is_new(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    state.observe([event(1), event(2)])
    through = state.log().through
    state.observe([event(2), event(3)])
    state.undo(event(1))
    changes = state.changes_of("u", after=through)
    assert [(change.event, change.undone) for change in changes] == [(event(1), True), (event(3), False)]
    assert changes[0].noted <= through < changes[1].noted
    assert state.changes_on("u", "p3") == changes[1:]
    assert state.log(through=through).events["post_id"].to_pylist() == ["p2"]
    assert state.changes_of("u", after=state.log().through) == []


def test_a_file_that_is_begun_anew_numbers_on_above_the_old_one(tmp_path: Path) -> None:
    old, new = State(tmp_path / "old.db"), State(tmp_path / "new.db")
    old.observe([event(number) for number in range(100)])
    new.observe([event(1)])
    assert new.log().through > old.log().through


def test_numbers_rise_also_when_the_clock_stands_still_or_runs_back(tmp_path: Path) -> None:
    seconds = iter([100.0, 100.0, 50.0, 101.0])
    state = State(tmp_path / "state.db", lambda: next(seconds))
    numbers = []
    for number in range(4):
        state.observe([event(number)])
        numbers.append(state.log().through)
    assert numbers == [100_000_000, 100_000_001, 100_000_002, 101_000_000]


def test_an_empty_log_has_the_columns_and_the_number_zero(tmp_path: Path) -> None:
    log = State(tmp_path / "state.db").log()
    assert log.events.num_rows == log.through == 0
    assert log.events.column_names == ["user_id", "post_id", "action", "occurred_at", "value", "undone"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4)), max_size=12))
def test_the_last_word_on_an_event_counts(tmp_path: Path, words: list[tuple[bool, int]]) -> None:
    state = State(tmp_path / f"{abs(hash(tuple(words)))}.db")
    state.path.unlink(missing_ok=True)
    live: set[int] = set()
    for happened, number in words:
        if happened:
            state.observe([event(number)])
            live.add(number)
        else:
            state.undo(event(number))
            live.discard(number)
    assert state.events_of("u") == [event(number) for number in sorted(live)]
    state.close()


def test_a_file_of_version_1_goes_on_with_all_its_events(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    events = old_file(path, 50)
    state = State(path)
    assert state.events_of("u") == events
    assert state.shown_posts("u") == {"p7": 0.0}
    assert state.log().through == 50
    state.observe([event(3), event(60)])
    assert state.events_of("u") == [*events, event(60)]
    state.check()


def test_a_version_1_file_whose_tables_were_made_but_not_its_version_is_begun(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    with closing(sqlite3.connect(path)) as db:
        db.executescript(VERSION_1 + "PRAGMA user_version = 0;")
    state = State(path)
    assert state.events_of("u") == []
    state.observe([event(1)])
    assert state.events_of("u") == [event(1)]


def test_a_crash_in_the_middle_of_bringing_a_file_up_to_date_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    events = old_file(path, 5_000)
    code = (
        "import os, signal, sqlite3, sys; from ranking import state_schema\n"
        "db = sqlite3.connect(sys.argv[1])\n"
        "steps = iter(range(100))\n"
        "db.set_trace_callback(lambda _: next(steps) == int(sys.argv[2]) and os.kill(os.getpid(), signal.SIGKILL))\n"
        "state_schema.bring_up_to_date(db)\n"
    )
    died = 0
    for step in range(12):
        done = subprocess.run([sys.executable, "-c", code, str(path), str(step)], check=False)
        died += done.returncode == -signal.SIGKILL
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("SELECT COUNT(*) FROM events").fetchone() == (5_000,)
        if done.returncode == 0:
            break
    assert died >= 6, "the process was killed before each of the statements"
    assert State(path).events_of("u") == events


def test_two_processes_bring_one_file_up_to_date_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    events = old_file(path, 2_000)
    code = (
        "import sys; from pathlib import Path; from ranking.state import State\n"
        "sys.stdin.read(1); print(len(State(Path(sys.argv[1])).events_of('u')))\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    children = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [child.communicate("!")[0].strip() for child in children] == ["2000"] * 3
    assert State(path).events_of("u") == events


def test_a_file_of_a_later_version_is_refused_also_by_who_takes_back(tmp_path: Path) -> None:
    state = State(tmp_path / "state.db")
    state.observe([PastEvent("u", "p", "like", datetime(2026, 1, 1, tzinfo=UTC))])
    with closing(sqlite3.connect(state.path)) as db:
        db.execute("PRAGMA user_version = 3")
    with pytest.raises(StoreError, match="schema version 3"):
        state.undo(event(1))
