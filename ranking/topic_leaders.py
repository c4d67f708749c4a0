"""The best posts of every topic alike."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows


@dataclass(frozen=True)
class TopicLeaders:
    """Posts topic by topic, the best first in each.

    Parameters
    ----------
    rows
        ``(n,) int64``.
    starts
        ``(n_topics + 1,) int64``, where each topic begins in ``rows``, and the end.
    """

    rows: Rows
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, best_first: Rows, topic: NDArray[np.int64], n_topics: int) -> TopicLeaders:
        """Sort rows by topic; those without one are left out.

        Parameters
        ----------
        topic
            ``(n_posts,) int64``, -1 for none.
        """
        rows = best_first[topic[best_first] >= 0]
        rows = rows[np.argsort(topic[rows], kind="stable")]
        return cls(rows, np.searchsorted(topic[rows], np.arange(n_topics + 1)).astype(np.int64))

    def top(self, most: int, live: NDArray[np.bool_]) -> Rows:
        """Take the ``most`` best live posts of each topic: the first of every topic, then the second of every, ...

        Parameters
        ----------
        live
            ``(n_posts,) bool``.
        """
        found = [
            _first(self.rows[start:end], most, live) for start, end in zip(self.starts, self.starts[1:], strict=False)
        ]
        if not found:
            return np.empty(0, np.int64)
        places = np.concatenate([np.arange(len(some)) for some in found])
        return np.concatenate(found)[np.argsort(places, kind="stable")]


def _first(rows: Rows, most: int, live: NDArray[np.bool_]) -> Rows:
    """Take the first ``most`` live rows, looking no further than need be."""
    width = most
    while True:
        found = rows[:width][live[rows[:width]]]
        if len(found) >= most or width >= len(rows):
            return found[:most]
        width *= 4
