"""A build learns from what was imported and from what was observed, and not from what was taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from jobs.observed import all_events
from pipeline.schema import EVENTS
from pipeline.store import Store
from ranking import PastEvent
from ranking.state import State

NOW = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


def event(user: str, post: str, action: str = "like", value: float | None = None, minutes: int = 0) -> PastEvent:
    return PastEvent(user, post, action, NOW + timedelta(minutes=minutes), value)


def rows(*events: PastEvent) -> pa.Table:
    return pa.Table.from_pylist([vars(one) for one in events], EVENTS)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.create(tmp_path / "store")
    store.append("events", rows(event("a", "p1"), event("b", "p1"), event("a", "p2", "rate", 2.0)))
    return store


def what(table: pa.Table) -> set[tuple[str, str, str, float | None]]:
    assert table.schema.equals(EVENTS)
    return {(row["user_id"], row["post_id"], row["action"], row["value"]) for row in table.to_pylist()}


IMPORTED = {("a", "p1", "like", None), ("b", "p1", "like", None), ("a", "p2", "rate", 2.0)}


def test_without_online_state_all_events_are_those_that_were_imported(store: Store) -> None:
    events, through = all_events(store)
    assert what(events) == IMPORTED
    assert through == 0


def test_what_was_observed_is_folded_in_and_what_both_know_is_there_once(store: Store) -> None:
    state = State(store.state_db)
    state.observe([event("a", "p1"), event("c", "p9", "dwell", 30.0), event("a", "p2", "rate", 5.0)])
    events, through = all_events(store)
    assert what(events) == {
        ("a", "p1", "like", None),
        ("b", "p1", "like", None),
        ("a", "p2", "rate", 5.0),
        ("c", "p9", "dwell", 30.0),
    }
    assert events.num_rows == 4
    assert through == state.log().through


def test_what_was_taken_back_is_gone_also_where_it_was_imported(store: Store) -> None:
    state = State(store.state_db)
    state.observe([event("a", "p3")])
    state.undo(event("a", "p3"))
    state.undo(event("b", "p1"))
    events, _ = all_events(store)
    assert what(events) == IMPORTED - {("b", "p1", "like", None)}
    state.observe([event("b", "p1")])
    assert what(all_events(store)[0]) == IMPORTED


def test_the_steps_of_one_build_agree_whatever_happens_meanwhile(store: Store) -> None:
    state = State(store.state_db)
    state.observe([event("a", "p3")])
    first, through = all_events(store)
    state.observe([event("a", "p4")])
    second, again = all_events(store, through=through)
    assert second.equals(first)
    assert again == through
    assert all_events(store)[1] > through


def test_the_same_action_at_another_time_is_another_event(store: Store) -> None:
    State(store.state_db).observe([event("a", "p1", minutes=1)])
    events, _ = all_events(store)
    assert events.num_rows == 4
