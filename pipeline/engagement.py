"""What an event says: how much one action counts, and how it fades."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.errors import BadInput
from pipeline.schema import TIME, TURNING_AWAY

Rows = NDArray[np.int64]
Weights = NDArray[np.float64]

ACTION_WEIGHTS: Final[Mapping[str, float]] = {
    "view": 0.0,  # that something was shown does not say that it was wanted
    "click": 0.3,
    "like": 1.0,
    "comment": 2.0,
    "share": 3.0,
    "follow": 2.0,
    "dwell": 1.0,  # of 30 seconds or more
    "rate": 1.0,  # of two stars above the zero
    "hide": -2.0,
    "less_like_this": -3.0,
    "report": -4.0,
}
"""What one action counts; a dwell and a rating count in proportion to their ``value``."""

DWELL_FULL_SECONDS: Final = 30.0
STARS_ZERO: Final = 3.0
OWN_MEAN_FROM: Final = 10
"""From this many ratings on, a person's own mean takes the place of three stars."""

DISLIKE_FULL_DAYS: Final = 14.0
DISLIKE_HALF_LIFE_DAYS: Final = 60.0
"""What somebody has turned away from counts in full for two weeks, then half for every two months."""

_STARS_FULL: Final = 2.0
_MICROS_A_DAY: Final = 86_400e6
_PASSIVE: Final = ("view", *TURNING_AWAY)


class Pairs(NamedTuple):
    """What each person had to do with each post, one entry a pair: codes of people, rows of posts, net weights."""

    people: Rows
    rows: Rows
    weights: Weights


def event_weights(
    events: pa.Table,
    now: datetime,
    *,
    half_life_days: float = 30.0,
    action_weights: Mapping[str, float] = ACTION_WEIGHTS,
) -> Weights:
    """Weigh each event by its action and its age.

    Parameters
    ----------
    events
        With the columns of ``EVENTS``.
    now
        The clock, with a time zone; an event after it counts as new.
    half_life_days
        After how many days an event counts half, above 0.
    action_weights
        Weights by action; an action that is not named counts 0.

    Returns
    -------
    numpy.ndarray
        ``(n,) float64``, negative for what turns away and low stars; double precision, since twenty years of decay
        are beyond single precision.

    Raises
    ------
    BadInput
        If the half-life is not above 0.
    """
    if not half_life_days > 0:
        raise BadInput(f"half_life_days is {half_life_days}", expected="above 0", remedy="30 is a month")
    decay = np.exp2(-ages_in_days(events, now) / half_life_days)
    return np.asarray(action_values(events, action_weights) * decay, np.float64)


def ages_in_days(events: pa.Table, now: datetime) -> Weights:
    """Say how old each event is, ``(n,) float64``, 0 or more; an event after ``now`` counts as new."""
    return np.asarray(np.maximum((now.timestamp() * 1e6 - _micros(events)) / _MICROS_A_DAY, 0.0), np.float64)


def action_values(events: pa.Table, action_weights: Mapping[str, float] = ACTION_WEIGHTS) -> Weights:
    """Weigh each event by its action alone, ``(n,) float64``, negative for what turns away and for low stars."""
    actions = events["action"].combine_chunks().dictionary_encode()
    names = actions.dictionary.to_pylist()
    codes = actions.indices.to_numpy(zero_copy_only=False)
    values: Weights = np.array([*(action_weights.get(name, 0.0) for name in names), 0.0])[codes]
    given = events["value"].to_numpy().astype(np.float64)
    dwell, rate = (codes == (names.index(name) if name in names else -1) for name in ("dwell", "rate"))
    values[dwell] *= np.nan_to_num(np.clip(given[dwell] / DWELL_FULL_SECONDS, 0.0, 1.0))
    values[rate] *= np.nan_to_num(_stars_above_zero(encode_people(events)[0][rate], given[rate]))
    return values


def dislike_fade(ages_days: Weights) -> Weights:
    """Say what is left of a dislike at each age in days, 1 down to 0; see :data:`DISLIKE_HALF_LIFE_DAYS`."""
    return np.asarray(np.exp2(-np.maximum(ages_days - DISLIKE_FULL_DAYS, 0.0) / DISLIKE_HALF_LIFE_DAYS), np.float64)


def by_pair(people: Rows, rows: Rows, weights: Weights) -> Pairs:
    """Let each person count once a post: their strongest deed for it plus their strongest against it.

    Parameters
    ----------
    people
        ``(n,) int64`` codes, from 0.
    rows
        ``(n,) int64``; -1 where the post is not known, which leaves the event out.
    weights
        ``(n,) float64``.

    Returns
    -------
    Pairs
        Ordered by person, then row.
    """
    known = rows >= 0
    people, rows, weights = people[known], rows[known], weights[known]
    if not len(rows):
        return Pairs(people, rows, weights)
    order, starts = _by_pair(people, rows)
    people, rows, weights = people[order], rows[order], weights[order]
    best = np.maximum.reduceat(weights, starts).clip(min=0.0)
    worst = np.minimum.reduceat(weights, starts).clip(max=0.0)
    return Pairs(people[starts], rows[starts], best + worst)


def encode_people(events: pa.Table) -> tuple[Rows, list[str]]:
    """Give each event's person a number, in order of appearance: ``(n,) int64`` codes, and who they are."""
    people = events["user_id"].combine_chunks().dictionary_encode()
    return np.asarray(people.indices.to_numpy(zero_copy_only=False), np.int64), people.dictionary.to_pylist()


def is_engagement(events: pa.Table) -> NDArray[np.bool_]:
    """Say which events are more than a glance and no complaint, ``(n,) bool``: all but a view and what turns away."""
    passive = pc.is_in(events["action"], value_set=pa.array(_PASSIVE))
    return np.asarray(pc.invert(passive).to_numpy(), np.bool_)


def history(events: pa.Table, rows: Rows, *, action_weights: Mapping[str, float] = ACTION_WEIGHTS) -> pa.Table:
    """List the posts each person has done something with beyond a view, each once, newest first.

    Parameters
    ----------
    events
        With the columns of ``EVENTS``.
    rows
        ``(n,) int64``, the row of each event's post; -1 where the post is not known.
    action_weights
        Weights by action.

    Returns
    -------
    pyarrow.Table
        ``user_id`` string, ``rows`` list<int64>, ``weights`` list<float32>, the net weight of person and post as
        :func:`by_pair` gives it, without any fading, and ``times`` list<timestamp>, of the latest event of the two.
        A row a person, ordered by the person's first event.
    """
    codes, names = encode_people(events)
    values, times = action_values(events, action_weights), events["occurred_at"].cast(pa.int64()).to_numpy()
    done = (rows >= 0) & np.asarray(pc.not_equal(events["action"], "view").to_numpy(), np.bool_)
    codes, rows, values, times = codes[done], rows[done], values[done], times[done]
    pairs = by_pair(codes, rows, values)
    order, starts = _by_pair(codes, rows)
    latest = np.maximum.reduceat(times[order], starts) if len(starts) else times
    newest_first = np.lexsort((pairs.rows, -latest, pairs.people))
    offsets = pa.array(np.searchsorted(pairs.people, np.arange(len(names) + 1)).astype(np.int32))
    columns = {
        "rows": pa.array(pairs.rows[newest_first], pa.int64()),
        "weights": pa.array(pairs.weights[newest_first], pa.float32()),
        "times": pa.array(latest[newest_first], pa.int64()).cast(TIME),
    }
    lists = {name: pa.ListArray.from_arrays(offsets, column) for name, column in columns.items()}
    return pa.table({"user_id": pa.array(names, pa.string()), **lists})


def _by_pair(people: Rows, rows: Rows) -> tuple[Rows, Rows]:
    """Order events by person, then row, and say where each pair begins."""
    order = np.lexsort((rows, people))
    changes = (np.diff(people[order]) != 0) | (np.diff(rows[order]) != 0)
    return order, np.flatnonzero(np.r_[np.ones(min(1, len(rows)), np.bool_), changes])


def _micros(events: pa.Table) -> Weights:
    return np.asarray(events["occurred_at"].cast(pa.int64()).to_numpy(), np.float64)


def _stars_above_zero(people: Rows, stars: Weights) -> Weights:
    given = np.isfinite(stars)
    counts = np.bincount(people[given], minlength=1 + people.max(initial=0))
    sums = np.bincount(people[given], stars[given], minlength=len(counts))
    zero = np.where(counts >= OWN_MEAN_FROM, sums / np.maximum(counts, 1), STARS_ZERO)
    return np.asarray((stars - zero[people]) / _STARS_FULL, np.float64)
