"""How close each candidate is to what the person cares about, cared about lately, and has turned away from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Column
from ranking.closeness import Chance
from ranking.request import Interest, Query

BEST_SHARE: Final = 0.6
"""The nearest long-term interest counts for so much; the rest is the mean over all of them by their weights."""

RECENT_BEST_SHARE: Final = 0.3
"""The same for what was liked last."""

RECENT_SHARE: Final = 0.3
"""What was liked last counts for so much where there are long-term interests, too; set on the sample world."""

_Closeness = NDArray[np.float32]


@dataclass(frozen=True)
class AffinityHydrator:
    """Compare each candidate's content with the person's interests, in every space.

    Adds ``(n,) float32``, 0 to 1 each: ``lasting_<space>``, the closeness to the long-term interests;
    ``recent_<space>``, the closeness to what was liked last, the last likes for more; ``affinity_<space>``, of
    both together; and ``dislike``, the closeness to what the person has turned away from, times what is left of each
    dislike. A post without a picture, say, is close to nothing in the pictures' space. A candidate's numbers do not
    depend on the other candidates.
    """

    spaces: tuple[str, ...] = ("sentence", "clip")

    def __call__(self, query: Query, candidates: Candidates) -> Mapping[str, Column]:
        """Give three affinities a space, and the dislike."""
        interests = query.person.interests
        columns: dict[str, Column] = {}
        dislike = np.zeros(len(candidates), np.float32)
        for space in self.spaces:
            known = [interest for interest in interests if space in interest.vectors]
            close = _closeness(query, space, candidates.rows, known)
            lasting, recent = _of(known, close, "learned", "stated"), _of(known, close, "recent")
            unwanted = _of(known, close, "negative")
            columns[f"lasting_{space}"] = _affinity(*lasting, BEST_SHARE)
            columns[f"recent_{space}"] = _affinity(*recent, RECENT_BEST_SHARE)
            share = np.float32((RECENT_SHARE if len(lasting[0]) else 1.0) * (len(recent[0]) > 0))
            columns[f"affinity_{space}"] = (1 - share) * columns[f"lasting_{space}"] + share * columns[
                f"recent_{space}"
            ]
            dislike = np.maximum(dislike, (unwanted[1] * unwanted[0][:, None]).max(axis=0, initial=0.0))
        return {**columns, "dislike": dislike}


def _closeness(query: Query, space: str, rows: NDArray[np.int64], interests: Sequence[Interest]) -> _Closeness:
    """Compare interests with candidates, ``(m, n) float32``, 0 where a candidate has nothing in the space.

    An interest is a row, so that the best and the mean of a candidate are taken along long rows, which is fast.
    """
    if not interests or not len(rows):
        return np.zeros((len(interests), len(rows)), np.float32)
    vectors = query.catalog.snapshot.vectors(space, rows)
    centres = np.stack([interest.vectors[space] for interest in interests])
    chance = query.catalog.chance(space, centres)
    close = Chance(chance.mean[:, None], chance.unit[:, None]).closeness(centres @ vectors.T)
    return close * query.catalog.snapshot.present(space)[rows]


def _of(interests: Sequence[Interest], close: _Closeness, *kinds: str) -> tuple[NDArray[np.float32], _Closeness]:
    """Take the weights, and the rows, of the interests of some kinds."""
    chosen = [at for at, interest in enumerate(interests) if interest.kind in kinds]
    return np.array([interests[at].weight for at in chosen], np.float32), close[chosen]


def _affinity(weights: NDArray[np.float32], close: _Closeness, best_share: float) -> NDArray[np.float32]:
    mean = (weights / max(float(weights.sum()), 1e-9)) @ close
    return np.asarray(best_share * close.max(axis=0, initial=0.0) + (1 - best_share) * mean, np.float32)
