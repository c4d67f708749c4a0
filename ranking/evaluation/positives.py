"""Which events speak for their post."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.engagement import action_values
from pipeline.errors import BadInput, nearest
from ranking.evaluation.split import Mask

POSITIVE: Final = ("like", "comment", "share", "follow", "dwell", "rate")
"""What counts where nothing else is asked for; a click alone says too little."""

_MAY_COUNT: Final = ("click", *POSITIVE)
_COMPLAINTS: Final = ("hide", "report", "less_like_this")
_LEAST_VALUE: Final = {"dwell": 1.0, "rate": 0.5}
"""In the units of ``action_values``: half a minute, and one star above the person's zero."""


def is_positive(events: pa.Table, actions: Sequence[str] = POSITIVE, stars: float | None = None) -> Mask:
    """Say which events speak for their post, ``(n,) bool``.

    A dwell does from 30 seconds on; a rating from one star above the person's zero on, which is their own mean where
    they gave ten or more, else three stars.

    Parameters
    ----------
    events
        With the columns of ``EVENTS``. Pass all that there are: the mean rests on them.
    actions
        Those that may count.
    stars
        A rating of so many stars or more counts instead, whoever gave it.

    Raises
    ------
    BadInput
        If an action is unknown, or speaks for no post.
    """
    for action in actions:
        if action not in _MAY_COUNT:
            raise BadInput(
                f"the action {action!r}",
                expected=f"some of {', '.join(_MAY_COUNT)}",
                remedy=nearest(action, _MAY_COUNT),
            )
    done = events["action"]
    found = np.asarray(pc.is_in(done, value_set=pa.array(list(actions), pa.string())).to_numpy(), np.bool_)
    values = action_values(events)
    for action, least in _LEAST_VALUE.items():
        enough = values >= least
        if action == "rate" and stars is not None:
            enough = np.nan_to_num(events["value"].to_numpy(), nan=-np.inf) >= stars
        found &= enough | ~np.asarray(pc.equal(done, action).to_numpy(), np.bool_)
    return found


def is_complaint(events: pa.Table) -> Mask:
    """Say which events turn their post away, ``(n,) bool``."""
    return np.asarray(pc.is_in(events["action"], value_set=pa.array(_COMPLAINTS)).to_numpy(), np.bool_)
