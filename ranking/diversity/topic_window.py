"""Neighbouring posts differ in topic."""

from __future__ import annotations

from collections import deque
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
        # By topic; the last entry is that of no topic, -1, and stays open.
        self._open = np.ones(int(topics.max(initial=-1)) + 2, np.bool_)
        self._barred: set[int] = set()

    def place(self, at: int) -> None:
        """Move the window on by the post at a position of the pool."""
        self._last.append(int(self._topics[at]))
        barred = {topic for topic in self._last if topic >= 0 and self._last.count(topic) >= self._most}
        if barred != self._barred:
            self._open[list(self._barred)], self._open[list(barred)] = True, False
            self._barred, self.allowed = barred, self._open[self._topics]
