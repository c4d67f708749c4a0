"""Rows of posts by what they share, so that a request reads those of a few groups and goes through no others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows


@dataclass(frozen=True)
class Grouped:
    """Hold the rows of each group one after another.

    Parameters
    ----------
    rows
        ``(m,) int64``, group by group, within a group in the order in which they were given.
    starts
        ``(groups + 1,) int64``: group i is ``rows[starts[i] : starts[i + 1]]``.
    """

    rows: Rows
    starts: NDArray[np.int64]

    @classmethod
    def by(cls, group: NDArray[np.int64], groups: int, *, rows: Rows | None = None) -> Grouped:
        """Group posts by ``group (n,)``, 0 to ``groups - 1``; posts with -1 are in none.

        Parameters
        ----------
        rows
            All rows in some order; None for ascending.
        """
        own = group if rows is None else group[rows]
        order = np.argsort(own, kind="stable").astype(np.int64)
        starts = np.searchsorted(own[order], np.arange(groups + 1)).astype(np.int64)
        return cls(order if rows is None else rows[order], starts)

    def of(self, groups: NDArray[np.int64], *, most: int | None = None) -> Rows:
        """Give the rows of some groups, group by group; of each the first ``most`` where that is given."""
        starts, ends = self.starts[groups], self.starts[groups + 1]
        return self.rows[ranges(starts, ends if most is None else np.minimum(ends, starts + most))]


def ranges(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Put the whole numbers from each start to before its end one after another."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return np.asarray(np.arange(int(lengths.sum())) + np.repeat(starts - before, lengths), np.int64)
