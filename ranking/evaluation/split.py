"""Divide what people did into a past to learn from and a future to judge by.

====================== ================================ ====================================================
split                  the future is                    what of the future the past knows
====================== ================================ ====================================================
``split_by_time``      all after one moment             nothing: this is how a feed meets its future
``split_into_windows`` all after each of some moments   nothing, and posts of later windows are judged fresh
``split_by_person``    each person's last part          what *others* did later, and so which posts will rise
====================== ================================ ====================================================

The last is what most papers on recommenders report, and it flatters whatever learns from other people (Ji et al., "A
critical study on data leakage in recommender system offline evaluation", TOIS 2023). Use it to compare with them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.engagement import encode_people
from pipeline.errors import BadInput

Mask = NDArray[np.bool_]
Positives = Mask | Callable[[pa.Table], Mask]
"""``(n,) bool``, which events speak for their post; or what makes it from the events."""

_SLACK = 1e-9  # 0.2 times 35 is 7.000000000000001 in floating point


@dataclass(frozen=True)
class Split:
    """Events on both sides of a cut, each in the order in which they were given.

    Parameters
    ----------
    past
        With the columns of ``EVENTS``; none is later than the moment.
    future
        The others, or of several windows those of one.
    moment
        The clock of whoever has seen the past: the time of its last event, with a time zone.
    """

    past: pa.Table
    future: pa.Table
    moment: datetime


def split_by_time(events: pa.Table, share: float = 0.2) -> Split:
    """Cut at the moment at which ``1 - share`` of all events have happened.

    Events of the same time stay on one side, in the past, so the future may be a little smaller than its share.

    Parameters
    ----------
    events
        With the columns of ``EVENTS``, in any order.
    share
        Of the events to hold out, above 0 and below 1.

    Raises
    ------
    BadInput
        If the share is out of range, or one side would be empty.
    """
    return split_into_windows(events, share, 1)[0]


def split_into_windows(events: pa.Table, share: float = 0.2, windows: int = 1) -> tuple[Split, ...]:
    """Cut at several moments; the future of each reaches to the next, its past is all before it.

    Parameters
    ----------
    share
        Of the events that lie in some window, above 0 and below 1; the windows have about as many events each.
    windows
        1 or more.

    Returns
    -------
    tuple
        One split a window, in order of time.

    Raises
    ------
    BadInput
        If a number is out of range, or a past or a future would be empty.
    """
    _check_share(share)
    if windows < 1:
        raise BadInput(f"{windows} windows", expected="1 or more", remedy="7 is a week of days, about")
    times = _micros(events)
    ordered = np.sort(times)
    before = [len(times) - _held_out(len(times), share * (windows - number) / windows) for number in range(windows)]
    if min(before, default=0) < 1:
        raise _nothing_left("past", events)
    moments = [int(ordered[count - 1]) for count in before]
    ends = [*moments[1:], int(ordered[-1])]
    return tuple(
        _cut(events, times <= moment, (times > moment) & (times <= end))
        for moment, end in zip(moments, ends, strict=True)
    )


def split_by_person(events: pa.Table, share: float = 0.2, least: int = 5, positives: Positives | None = None) -> Split:
    """Hold out the last part of each person's positives, however late or early others were.

    A person meets a post once: all their events with it lie on one side, at the time of the latest. From the first post
    held out on, whatever else the person did is future too. Others' later events are seen; so the moment is the time of
    the last event of the past, whoever did it.

    Parameters
    ----------
    share
        Of each person's positive posts to hold out, above 0 and below 1; rounded up.
    least
        People with fewer positive posts keep all in the past, 2 or more.
    positives
        Which events speak for their post, ``(n,) bool`` or what makes it; None means all of them. A post is positive
        for a person if one of the events is.

    Raises
    ------
    BadInput
        If a number is out of range, a mask does not fit, or one side would be empty.
    """
    _check_share(share)
    if least < 2:
        raise BadInput(f"least is {least}", expected="2 or more", remedy="With 5, a fifth is one post")
    if not events.num_rows:
        raise _nothing_left("past", events)
    held = _held_out_by_person(events, _mask(events, positives), share, least)
    return _cut(events, ~held, held)


def _held_out_by_person(events: pa.Table, positive: Mask, share: float, least: int) -> Mask:
    people, _ = encode_people(events)
    posts = events["post_id"].combine_chunks().dictionary_encode()
    # Numbered in order of the ids, so that ties of time are broken by them.
    rank = np.argsort(np.argsort(np.array(posts.dictionary.to_pylist())))
    codes = rank[posts.indices.to_numpy(zero_copy_only=False)]
    _, pair = np.unique(people * len(rank) + codes, return_inverse=True)
    count = int(pair.max()) + 1
    latest = np.full(count, np.iinfo(np.int64).min)
    np.maximum.at(latest, pair, _micros(events))
    liked = np.zeros(count, np.bool_)
    np.logical_or.at(liked, pair, positive)
    person, post = np.empty(count, np.int64), np.empty(count, np.int64)
    person[pair], post[pair] = people, codes
    held = np.zeros(count, np.bool_)
    order = np.lexsort((post, latest, person))
    for own in np.split(order, np.flatnonzero(np.diff(person[order])) + 1):
        mine = np.flatnonzero(liked[own])
        if len(mine) >= least:
            held[own[mine[len(mine) - _held_out(len(mine), share)] :]] = True
    return np.asarray(held[pair], np.bool_)


def _held_out(count: int, share: float) -> int:
    return int(np.ceil(share * count - _SLACK))


def _cut(events: pa.Table, before: Mask, after: Mask) -> Split:
    for side, chosen in (("past", before), ("future", after)):
        if not chosen.any():
            raise _nothing_left(side, events)
    past = events.filter(pa.array(before))
    return Split(past, events.filter(pa.array(after)), pc.max(past["occurred_at"]).as_py())


def _micros(events: pa.Table) -> NDArray[np.int64]:
    return np.asarray(events["occurred_at"].cast(pa.int64()).to_numpy(), np.int64)


def _mask(events: pa.Table, positives: Positives | None) -> Mask:
    if positives is None:
        return np.ones(events.num_rows, np.bool_)
    mask = np.asarray(positives(events) if callable(positives) else positives)
    if mask.dtype != np.bool_ or mask.shape != (events.num_rows,):
        raise BadInput(
            f"positives of {mask.dtype} with shape {mask.shape}",
            expected=f"bool with shape ({events.num_rows},)",
            remedy="Say of each event whether it speaks for its post",
        )
    return mask


def _check_share(share: float) -> None:
    if not 0 < share < 1:
        raise BadInput(f"share is {share}", expected="above 0 and below 1", remedy="0.2 holds out the last fifth")


def _nothing_left(side: str, events: pa.Table) -> BadInput:
    return BadInput(
        f"of {events.num_rows} events none is left for the {side}",
        expected="events on both sides of the cut",
        remedy="Hold out another share, or bring events of more than one moment",
    )
