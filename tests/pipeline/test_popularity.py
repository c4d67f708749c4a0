from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engagement import action_values, event_weights, history
from pipeline.errors import BadInput
from pipeline.popularity import engagements, popularity
from pipeline.schema import ACTIONS, EVENTS

NOW = datetime(2026, 6, 30, tzinfo=UTC)

Event = tuple[str, int, str, float, float | None]


def events_of(*events: Event) -> tuple[pa.Table, np.ndarray]:
    """Take (person, post row, action, age in days, value)."""
    table = pa.table(
        {
            "user_id": [person for person, *_ in events],
            "post_id": [f"p{row}" for _, row, *_ in events],
            "action": [action for _, _, action, *_ in events],
            "occurred_at": [NOW - timedelta(days=age) for *_, age, _ in events],
            "value": [value for *_, value in events],
        },
        schema=EVENTS,
    )
    return table, np.array([row for _, row, *_ in events], np.int64)


def test_an_action_fades_by_half_in_a_half_life() -> None:
    events, rows = events_of(("a", 0, "like", 0, None), ("a", 1, "like", 30, None), ("a", 2, "like", 60, None))
    np.testing.assert_allclose(popularity(events, 3, rows, NOW, 30), [1, 0.5, 0.25])


def test_one_person_counts_once_a_post_however_often_they_press() -> None:
    burst, rows = events_of(*[("a", 0, "share", 0, None)] * 500, ("a", 0, "like", 0, None))
    once, row = events_of(("a", 0, "share", 0, None))
    assert popularity(burst, 1, rows, NOW) == popularity(once, 1, row, NOW)
    assert engagements(burst, 1, rows).tolist() == [1]


def test_many_people_count_more_than_one() -> None:
    events, rows = events_of(*((person, 0, "like", 0, None) for person in "abc"), ("a", 1, "like", 0, None))
    assert popularity(events, 2, rows, NOW).tolist() == [3, 1]


def test_complaints_outweigh_approval_down_to_zero_only() -> None:
    events, rows = events_of(("a", 0, "like", 0, None), ("b", 0, "report", 0, None), ("c", 1, "hide", 0, None))
    assert popularity(events, 3, rows, NOW).tolist() == [0, 0, 0]


def test_views_and_complaints_are_no_engagement() -> None:
    events, rows = events_of(
        ("a", 0, "view", 0, None), ("b", 0, "hide", 0, None), ("c", 0, "click", 0, None), ("d", 0, "rate", 0, 1.0)
    )
    assert engagements(events, 1, rows).tolist() == [2]


def test_events_of_unknown_posts_and_no_events_change_nothing() -> None:
    events, _ = events_of(("a", 0, "like", 0, None))
    assert popularity(events, 2, np.array([-1]), NOW).tolist() == [0, 0]
    empty = EVENTS.empty_table()
    assert popularity(empty, 2, np.empty(0, np.int64), NOW).tolist() == [0, 0]
    assert engagements(empty, 2, np.empty(0, np.int64)).tolist() == [0, 0]


def test_a_dwell_counts_by_its_seconds_up_to_thirty_and_not_at_all_without_them() -> None:
    events, _ = events_of(*(("a", 0, "dwell", 0, value) for value in (15.0, 30.0, 3000.0, None)))
    np.testing.assert_allclose(action_values(events), [0.5, 1, 1, 0])


def test_stars_count_from_three_until_a_person_has_shown_their_own_mean() -> None:
    few, _ = events_of(*(("a", row, "rate", 0, stars) for row, stars in enumerate((1.0, 3.0, 5.0))))
    np.testing.assert_allclose(action_values(few), [-1, 0, 1])
    many, _ = events_of(*(("a", row, "rate", 0, 4.0 + row % 2) for row in range(10)), ("b", 0, "rate", 0, 4.0))
    np.testing.assert_allclose(action_values(many), [-0.25, 0.25] * 5 + [0.5])


def test_an_event_after_now_counts_as_new() -> None:
    events, _ = events_of(("a", 0, "like", -5, None))
    assert event_weights(events, NOW).tolist() == [1.0]


def test_a_half_life_of_zero_is_refused() -> None:
    with pytest.raises(BadInput, match="above 0"):
        event_weights(EVENTS.empty_table(), NOW, half_life_days=0)


def test_history_lists_each_post_once_newest_first_and_leaves_views_out() -> None:
    events, rows = events_of(
        ("b", 3, "like", 9, None),
        ("a", 1, "like", 5, None),
        ("a", 2, "hide", 1, None),
        ("a", 1, "share", 3, None),
        ("a", 4, "view", 0, None),
        ("c", 4, "view", 0, None),
        ("b", 3, "click", 1, None),
    )
    found = history(events, rows)
    assert found.select(["user_id", "rows"]).to_pylist() == [
        {"user_id": "b", "rows": [3]},
        {"user_id": "a", "rows": [2, 1]},
        {"user_id": "c", "rows": []},
    ]
    assert found["weights"].to_pylist() == [[1.0], [-2.0, 3.0], []]
    assert found["times"].to_pylist()[:2] == [[NOW - timedelta(1)], [NOW - timedelta(1), NOW - timedelta(3)]]
    assert history(EVENTS.empty_table(), np.empty(0, np.int64)).num_rows == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.integers(-1, 3),
            st.sampled_from(ACTIONS),
            st.floats(0, 9000),
            st.none() | st.floats(0, 5, width=32),
        ),
        max_size=30,
    )
)
def test_popularity_is_never_negative_and_bounded_by_the_number_of_people(events: list[Event]) -> None:
    table, rows = events_of(*events)
    scores = popularity(table, 4, rows, NOW)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()
    assert (scores <= 3 * 3.0).all()  # three people, and a share counts the most
    assert (engagements(table, 4, rows) <= 3).all()
