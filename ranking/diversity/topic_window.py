"""Neighbouring posts differ in topic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates


@dataclass(frozen=True)
class TopicWindow:
    """Allow each topic ``most`` of any ``window`` places in a row; posts without a topic are not counted.

    Parameters
    ----------
    most
        1 or more, and less than ``window``.
    window
        How many places in a row are looked at, the next one among them.
    hard
        Whether a feed rather ends early than breaks the rule.
    """

    most: int = 2
    window: int = 5
    hard: bool = False
    name: str = "topic window"

    def __call__(self, slate: Candidates, pool: Candidates) -> NDArray[np.bool_]:
        """Bar the topics that fill the last places."""
        if not len(slate):
            return np.ones(len(pool), bool)
        topics, counts = np.unique(slate["topic"][-(self.window - 1) :], return_counts=True)
        full = topics[(counts >= self.most) & (topics >= 0)]
        return ~np.isin(pool["topic"], full)
