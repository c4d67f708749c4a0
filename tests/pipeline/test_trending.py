from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import BadInput
from pipeline.schema import ACTIONS, EVENTS
from pipeline.trending import trend

NOW = datetime(2026, 6, 30, tzinfo=UTC)
POSTS, AUTHORS, PEOPLE, DAYS = 60, 12, 80, 30
HIT, TARGET = 0, 59
"""The hit is as old as the town and steadily liked; the target is a day old."""

Event = tuple[str, int, str, float]


def table_of(events: Sequence[Event]) -> tuple[pa.Table, np.ndarray]:
    """Take (person, post row, action, age in days)."""
    table = pa.table(
        {
            "user_id": [person for person, *_ in events],
            "post_id": [f"p{row}" for _, row, *_ in events],
            "action": [action for _, _, action, _ in events],
            "occurred_at": [NOW - timedelta(days=age) for *_, age in events],
            "value": [None] * len(events),
        },
        schema=EVENTS,
    )
    return table, np.array([row for _, row, *_ in events], np.int64)


def ages() -> np.ndarray:
    """Give the posts' ages in days: the hit oldest, then one every half day or so, the target one day."""
    return np.linspace(DAYS, 1.0, POSTS)


@cache
def town() -> tuple[Event, ...]:
    """Let eighty people like posts for thirty days as they come, the newer the likelier, and the hit always."""
    rng = np.random.default_rng(0)
    events, seen = [], set()
    for age in np.sort(rng.uniform(0, DAYS, 3_000))[::-1]:
        there = np.flatnonzero(ages() > age)
        chances = np.exp2(-(ages()[there] - age) / 4.0)
        chances[0] = chances.sum()  # half of all go to the hit
        person, row = int(rng.integers(PEOPLE * 20)), int(rng.choice(there, p=chances / chances.sum()))
        name = f"u{person % PEOPLE}" if row != HIT else f"guest{person}"  # so that the hit never runs out of people
        if (name, row) not in seen:
            seen.add((name, row))
            events.append((name, row, "like", float(age)))
    return tuple(events)


def trends(events: Sequence[Event], now: datetime = NOW, **settings: float) -> np.ndarray:
    table, rows = table_of(events)
    created = np.array([(NOW - timedelta(days=float(age))).timestamp() for age in ages()])
    return trend(table, POSTS, rows, now, authors=np.arange(POSTS) % AUTHORS, created_at=created, **settings)


def test_a_quiet_town_has_no_trends() -> None:
    assert (trends(town()) > 0).mean() <= 0.05


def test_an_organic_rise_by_forty_people_trends() -> None:
    rise = [(f"u{person}", TARGET, "like", 0.01 * person) for person in range(40)]
    found = trends([*town(), *rise])
    assert int(np.argmax(found)) == TARGET
    assert found[TARGET] > 1.0


def test_a_burst_by_five_accounts_with_two_hundred_events_each_does_not_trend() -> None:
    burst = [(f"bot{bot}", TARGET, "share", 0.001 * number) for bot in range(5) for number in range(200)]
    assert trends([*town(), *burst])[TARGET] == 0
    wide = [(f"bot{bot}", row, "share", 0.001 * row) for bot in range(5) for row in range(40, 60) for _ in range(10)]
    assert (trends([*town(), *wide])[40:] > 0).sum() <= (trends(town())[40:] > 0).sum()


def test_fifty_accounts_that_always_act_together_do_not_trend() -> None:
    everywhere = [
        (f"bot{bot}", row, "like", float(age) - 0.5) for bot in range(50) for row, age in enumerate(ages()) if row % 4
    ]
    assert trends([*town(), *everywhere])[TARGET] == 0


def test_forty_new_accounts_that_know_one_author_alone_do_not_trend() -> None:
    own = [row for row in range(POSTS) if row % AUTHORS == TARGET % AUTHORS]
    fans = [(f"fan{fan}", row, "like", 0.5) for fan in range(40) for row in own]
    assert trends([*town(), *fans])[TARGET] == 0


def test_an_old_hit_with_steady_engagement_does_not_trend_and_counting_would_put_it_first() -> None:
    events = town()
    late = np.bincount([row for _, row, _, age in events if age < 2], minlength=POSTS)
    assert int(np.argmax(late)) == HIT
    assert trends(events)[HIT] == 0


def test_the_same_engagement_is_a_trend_for_a_small_author_and_none_for_a_large_one() -> None:
    """What an author's posts usually draw is what is expected of the next one."""
    usual = [
        (f"u{person}", row, "like", float(ages()[row]) - 0.1 - 0.01 * person)
        for row in range(TARGET % AUTHORS, TARGET, AUTHORS)
        for person in range(60)
    ]
    rise = [(f"u{person}", TARGET, "like", 0.01 * person) for person in range(25)]
    assert trends([*town(), *rise])[TARGET] > 2 * trends([*town(), *usual, *rise])[TARGET]


def test_three_of_three_do_not_beat_three_hundred_of_a_hundred() -> None:
    few, many = 30, 40
    events = [(f"a{n}", few, "like", 0.5) for n in range(3)]
    events += [(f"b{n}", many, "like", 10 + n * 0.01) for n in range(350)]
    events += [(f"c{n}", many, "like", 0.005 * n) for n in range(300)]
    found = trends([*town(), *events])
    assert found[many] > found[few]


def test_complaints_and_glances_make_no_trend() -> None:
    crowd = [(f"u{person}", TARGET, action, 0.1) for person in range(60) for action in ("view", "report")]
    liked_then_reported = [(f"u{person}", TARGET, action, 0.1) for person in range(60) for action in ("like", "report")]
    assert trends([*town(), *crowd])[TARGET] == 0
    assert trends([*town(), *liked_then_reported])[TARGET] == 0


def test_without_a_past_the_posts_are_measured_by_one_another() -> None:
    even = [(f"u{person}", row, "like", 0.5) for person in range(30) for row in range(50, 58)]
    crowd = [(f"v{person}", TARGET, "like", 0.5) for person in range(900)]
    found = trends([*even, *crowd])
    assert int(np.argmax(found)) == TARGET
    assert trends(even).max() == 0


def test_no_events_and_no_posts_give_no_trends() -> None:
    assert trends([]).tolist() == [0.0] * POSTS
    none = np.empty(0, np.int64)
    assert len(trend(EVENTS.empty_table(), 0, none, NOW, authors=none, created_at=none.astype(float))) == 0


def test_a_window_of_no_length_and_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(BadInput, match="window_hours is 0"):
        trends([], window_hours=0)
    with pytest.raises(BadInput, match="1 authors"):
        trend(EVENTS.empty_table(), 2, np.empty(0, np.int64), NOW, authors=np.zeros(1, int), created_at=np.zeros(2))


some_events = st.lists(
    st.tuples(
        st.sampled_from([f"u{n}" for n in range(8)]),
        st.integers(-1, POSTS - 1),
        st.sampled_from(ACTIONS),
        st.floats(-3, 40),
    ),
    max_size=60,
)


@given(some_events)
def test_trends_are_finite_and_not_negative_and_nothing_after_now_counts(events: list[Event]) -> None:
    found = trends(events)
    assert found.dtype == np.float32
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    past = [event for event in events if event[3] >= 0]
    assert found.tolist() == trends(past).tolist()


@settings(max_examples=30)
@given(st.floats(0, 25))
def test_a_trend_of_the_past_is_what_it_was_then(days_ago: float) -> None:
    then = NOW - timedelta(days=days_ago)
    events = town()[::4]
    known = [event for event in events if NOW - timedelta(days=event[3]) <= then]
    assert trends(events, then).tolist() == trends(known, then).tolist()


@given(st.randoms(use_true_random=False), some_events)
def test_the_order_of_events_does_not_matter(random: object, events: list[Event]) -> None:
    mixed = list(events)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert trends(mixed).tolist() == trends(events).tolist()
