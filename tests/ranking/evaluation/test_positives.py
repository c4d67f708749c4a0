from __future__ import annotations

import pyarrow as pa
import pytest

from pipeline.errors import BadInput
from pipeline.schema import EVENTS
from ranking.evaluation.positives import is_complaint, is_positive
from tests.support.tiny import NOW


def events_of(*done: tuple[str, float | None]) -> pa.Table:
    rows = [
        {"user_id": "a", "post_id": f"p{number}", "action": action, "occurred_at": NOW, "value": value}
        for number, (action, value) in enumerate(done)
    ]
    return pa.Table.from_pylist(rows, EVENTS)


def test_clear_approval_counts_and_a_glance_a_click_and_a_complaint_do_not() -> None:
    actions = ("like", "comment", "share", "follow", "view", "click", "hide", "report")
    found = is_positive(events_of(*((action, None) for action in actions)))
    assert found.tolist() == [True] * 4 + [False] * 4


def test_a_dwell_counts_from_half_a_minute_on() -> None:
    found = is_positive(events_of(("dwell", 29.0), ("dwell", 30.0), ("dwell", None)))
    assert found.tolist() == [False, True, False]


def test_a_rating_counts_from_a_star_above_three_or_from_where_it_is_said() -> None:
    stars = events_of(("rate", 3.5), ("rate", 4.0), ("rate", 5.0), ("rate", None))
    assert is_positive(stars).tolist() == [False, True, True, False]
    assert is_positive(stars, stars=3.5).tolist() == [True, True, True, False]
    assert is_positive(stars, stars=4.5).tolist() == [False, False, True, False]


def test_somebody_who_rates_high_has_a_higher_zero() -> None:
    found = is_positive(events_of(*[("rate", 4.5)] * 10, ("rate", 5.0)))
    assert not found.any()


def test_only_the_actions_that_are_named_count() -> None:
    done = events_of(("like", None), ("click", None), ("share", None))
    assert is_positive(done, ("click", "share")).tolist() == [False, True, True]


@pytest.mark.parametrize("action", ["hide", "view", "lik"])
def test_an_action_that_speaks_for_no_post_is_refused(action: str) -> None:
    with pytest.raises(BadInput, match=f"the action '{action}'"):
        is_positive(events_of(("like", None)), (action,))


def test_complaints_are_what_turns_a_post_away() -> None:
    done = events_of(("hide", None), ("report", None), ("less_like_this", None), ("like", None))
    assert is_complaint(done).tolist() == [True, True, True, False]
