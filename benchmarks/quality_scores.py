"""Judge lists of ``benchmarks.quality``: the same figures, by the same code, for every system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.quality_data import Holdout, Rows
from benchmarks.report import Cell
from indexing.snapshot import Snapshot
from ranking.evaluation.exposure import coverage, gini, novelty
from ranking.evaluation.intervals import Interval, mean_interval, sign_flip_p
from ranking.evaluation.metrics import PerPerson, find_hits, ndcg, recall, reciprocal_rank
from ranking.evaluation.variety import intra_list_diversity

K: Final = 10
PLACES: Final = 20
"""Lists are this long; what is "at 10" looks at their first half."""


@dataclass(frozen=True)
class Judge:
    """Know what people are to be shown, and hold lists against it.

    Parameters
    ----------
    wanted
        For each of the n people the posts held out.
    engaged
        ``(posts,) int64``, how many people like each post in the training part.
    people
        How many people the training part has.
    snapshot
        Knows how unlike posts are.
    """

    wanted: Sequence[Rows]
    engaged: NDArray[np.int64]
    people: int
    snapshot: Snapshot

    @classmethod
    def of(cls, split: Holdout, snapshot: Snapshot) -> Judge:
        """Judge by the test part."""
        engaged = np.bincount(split.train.posts, minlength=len(split.train.post_ids)).astype(np.int64)
        return cls(split.wanted, engaged, len(np.unique(split.train.people)), snapshot)

    @cached_property
    def _counts(self) -> Rows:
        return np.array([len(own) for own in self.wanted], np.int64)

    def ndcg(self, lists: Rows) -> PerPerson:
        """Give each person's nDCG@10, ``(n,) float64``: what everything is tuned and compared by."""
        return ndcg(find_hits(lists[:, :K], self.wanted), self._counts)

    def recall(self, lists: Rows) -> PerPerson:
        """Give each person's recall@20, ``(n,) float64``."""
        return recall(find_hits(lists, self.wanted), self._counts)

    def figures(self, lists: Rows) -> dict[str, Cell]:
        """Give the means over people, nDCG@10 with its bootstrap interval of 95 %."""
        first, hits = lists[:, :K], find_hits(lists, self.wanted)
        sure = mean_interval(self.ndcg(lists))
        return {
            f"nDCG@{K}": sure.mean,
            "low": sure.low,
            "high": sure.high,
            f"recall@{K}": _mean(recall(hits[:, :K], self._counts)),
            f"recall@{PLACES}": _mean(self.recall(lists)),
            f"MRR@{PLACES}": _mean(reciprocal_rank(hits, self._counts)),
            "coverage": coverage(first, np.ones(len(self.engaged), np.bool_)),
            "novelty, bits": _mean(novelty(first, self.engaged, self.people)),
            "Gini": gini(first, np.ones(len(self.engaged), np.bool_)),
            "diversity": _mean(intra_list_diversity(first, self.snapshot)),
        }


def compare(ours: PerPerson, others: Mapping[str, PerPerson]) -> list[dict[str, Cell]]:
    """Say how much higher ours is than each, person by person, with the paired bootstrap interval and a p value."""
    rows: list[dict[str, Cell]] = []
    for name, theirs in others.items():
        apart = mean_interval(ours - theirs)
        base = float(np.nanmean(theirs))
        share = f"{apart.mean / base:+.1%}" if base > 0 else "of nothing"
        rows.append(
            {
                "against": name,
                "difference": apart.mean,
                "low": apart.low,
                "high": apart.high,
                "share": share,
                "p": sign_flip_p(ours - theirs),
                "excludes 0": excludes_zero(apart),
            }
        )
    return rows


def excludes_zero(interval: Interval) -> bool:
    """Say whether an interval lies on one side of 0."""
    return interval.low > 0 or interval.high < 0


def _mean(values: PerPerson) -> float:
    return float(np.nanmean(values))
