"""What the ranker predicts, and which events say that it happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.engagement import DWELL_FULL_SECONDS, action_values

Mask = NDArray[np.bool_]

ACTIONS: Final = ("like", "comment", "share", "click", "dwell", "hide", "report")
"""What is predicted, in the order of the columns of labels and predictions."""

WANTED: Final = ("like", "comment", "share", "dwell")
"""What a good list is judged by; a click alone says too little."""

DEFAULT_WEIGHTS: Final[Mapping[str, float]] = {
    "like": 1.0,
    "comment": 2.0,
    "share": 3.0,
    "click": 0.3,
    "dwell": 0.5,
    "hide": -2.0,
    "report": -4.0,
}
"""What each is worth, as in ``pipeline.engagement.ACTION_WEIGHTS``; a dwell is half a like, since it may be idle."""

MARKS: Final = "marks"
"""The column of events that says what each of them means, one bit an action; see :func:`marked`."""

VIEW_MARK: Final = 1 << len(ACTIONS)

_ONE_STAR: Final = 0.5
"""In the units of ``action_values``."""


def marked(events: pa.Table, stars: float | None = None) -> pa.Table:
    """Add the column ``marks``, int64: bit i is set where the event means ``ACTIONS[i]``, the last bit on a view.

    A rating is a like from one star above the person's zero on (their own mean where they gave ten or more, else three
    stars), a dwell counts from 30 seconds on, and ``less_like_this`` is a hide.

    Parameters
    ----------
    events
        With the columns of ``EVENTS``. Pass all that there are: a person's mean rests on them.
    stars
        A rating of so many stars or more is a like instead, whoever gave it.
    """
    marks = np.where(_is(events, "view"), VIEW_MARK, 0)
    for bit, action in enumerate(ACTIONS):
        marks |= _MEANINGS[action](events, stars).astype(np.int64) << bit
    return events.append_column(MARKS, pa.array(marks, pa.int64()))


def _like(events: pa.Table, stars: float | None) -> Mask:
    if stars is None:
        liked = action_values(events) >= _ONE_STAR
    else:
        liked = np.nan_to_num(events["value"].to_numpy(), nan=-np.inf) >= stars
    return np.asarray(_is(events, "like") | (_is(events, "rate") & liked), np.bool_)


def _dwell(events: pa.Table, stars: float | None) -> Mask:
    del stars
    long = np.nan_to_num(events["value"].to_numpy()) >= DWELL_FULL_SECONDS
    return np.asarray(_is(events, "dwell") & long, np.bool_)


def _hide(events: pa.Table, stars: float | None) -> Mask:
    del stars
    return _is(events, "hide", "less_like_this")


def _plain(action: str) -> Callable[[pa.Table, float | None], Mask]:
    def happened(events: pa.Table, stars: float | None) -> Mask:
        del stars
        return _is(events, action)

    return happened


_MEANINGS: Final[Mapping[str, Callable[[pa.Table, float | None], Mask]]] = {
    **{action: _plain(action) for action in ACTIONS},
    "like": _like,
    "dwell": _dwell,
    "hide": _hide,
}


def _is(events: pa.Table, *actions: str) -> Mask:
    return np.asarray(pc.is_in(events["action"], value_set=pa.array(actions, pa.string())).to_numpy(), np.bool_)
