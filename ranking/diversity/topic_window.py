"""Neighbouring posts differ in topic."""

from __future__ import annotations

from collections import Counter, deque
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

    def __call__(self, pool: Candidates) -> _Window:
        """Bar the topics that fill the last places."""
        return _Window(pool["topic"], self.most, deque(maxlen=self.window - 1))


class _Window:
    def __init__(self, topics: NDArray[np.int64], most: int, last: deque[int]) -> None:
        self.allowed: NDArray[np.bool_] = np.ones(len(topics), np.bool_)
        self._topics, self._most, self._last = topics, most, last

    def place(self, at: int) -> None:
        """Move the window on by the post at a position of the pool."""
        self._last.append(int(self._topics[at]))
        self.allowed = np.ones(len(self._topics), np.bool_)
        for topic, count in Counter(self._last).items():
            if topic >= 0 and count >= self._most:
                self.allowed &= self._topics != topic
