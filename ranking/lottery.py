"""Draw posts of some groups by chance, the weightier the likelier, in a time that does not grow with the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Rows
from ranking.grouped import Grouped

FEW: Final = 4_096
"""Groups that hold no more posts together are drawn from as a whole."""

_ROUNDS: Final = 8
_DRAWS_A_ROUND: Final = 2

May = Callable[[Rows], NDArray[np.bool_]]


@dataclass(frozen=True)
class Lottery:
    """Draw without putting back: each next post by its weight among those that are left.

    Parameters
    ----------
    grouped
        The posts.
    weight
        ``(n,) float64`` by row, above 0.
    """

    grouped: Grouped
    weight: NDArray[np.float64]

    @cached_property
    def _reached(self) -> NDArray[np.float64]:
        """Add the weights up from the first post to each, ``(m + 1,)``, starting with 0."""
        return np.concatenate([[0.0], np.cumsum(self.weight[self.grouped.rows])])

    def draw(self, rng: np.random.Generator, k: int, groups: NDArray[np.int64], may: May) -> Rows:
        """Draw up to ``k`` rows of these groups.

        A post that was drawn before, or may not be, is drawn in vain: what is left has the same chances as if it had
        not been there. Where too much is in vain, one post outweighing all others, say, all posts are gone through.

        Parameters
        ----------
        may
            Says of rows which may be drawn.
        """
        starts, ends = self.grouped.starts[groups], self.grouped.starts[groups + 1]
        if int((ends - starts).sum()) > max(FEW, k):
            found = self._draw_some(rng, k, starts, ends, may)
            if len(found) == k:
                return found
        return self._draw_of_all(rng, k, np.sort(self.grouped.of(groups)), may)

    def _draw_some(
        self, rng: np.random.Generator, k: int, starts: NDArray[np.int64], ends: NDArray[np.int64], may: May
    ) -> Rows:
        low, high = self._reached[starts], self._reached[ends]
        upto = np.cumsum(high - low)
        found = np.empty(0, np.int64)
        for _ in range(_ROUNDS):
            points = rng.random(_DRAWS_A_ROUND * k) * upto[-1]
            group = np.minimum(np.searchsorted(upto, points, side="right"), len(upto) - 1)
            within = points - (upto[group] - (high - low)[group]) + low[group]
            at = np.clip(np.searchsorted(self._reached, within, side="right") - 1, starts[group], ends[group] - 1)
            rows = self.grouped.rows[at]
            every = np.concatenate([found, rows[may(rows)]])
            _, first = np.unique(every, return_index=True)
            found = every[np.sort(first)][:k]
            if len(found) == k:
                break
        return found

    def _draw_of_all(self, rng: np.random.Generator, k: int, rows: Rows, may: May) -> Rows:
        rows = rows[may(rows)]
        if not len(rows):
            return rows
        weights = self.weight[rows]
        return rng.choice(rows, min(k, len(rows)), replace=False, p=weights / weights.sum())
