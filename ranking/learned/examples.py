"""What was known of people and posts at a moment, beside what people did after it.

Features come from a ranker that knows the past alone (:func:`ranking.past.over`), labels from events after the moment
alone. Where the log tells what people were shown (``view`` events), a post that was shown and not acted upon is a
negative, and where it stood is noted: what stands far down is acted upon less because it is seen less. Where the log
tells nothing of the kind, all other candidates are negatives, of which some are drawn and stand for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.derived import post_rows
from pipeline.engagement import encode_people
from ranking.candidates import Candidates, Column, Rows
from ranking.evaluation.panel import person_of
from ranking.learned.actions import ACTIONS, MARKS, VIEW_MARK
from ranking.learned.features import FEATURES, Features, stack
from ranking.pipeline import hydrate, prepare
from ranking.ranker import FeedRanker
from ranking.request import FeedRequest, Query
from ranking.stages import Surface

BEST_RANK: Final = "best_rank"
_BITS: Final = np.int64(1) << np.arange(len(ACTIONS))


@dataclass(frozen=True)
class Examples:
    """Pairs of a person and a post, ``(n, ...)`` each.

    Parameters
    ----------
    people
        Ids; ``person (n,) int64`` points into them, and no person is there twice.
    rows
        ``(n,) int64``, rows of posts.
    features
        ``(n, f) float32`` in the order of ``FEATURES``.
    labels
        ``(n, a) bool`` in the order of ``ACTIONS``: what the person did with the post later.
    weights
        ``(n,) float32``, how many pairs each stands for, 1 or more.
    places
        ``(n,) float32``, the logarithm to base 2 of the place it was shown at; 0 for the first, and where it is not
        known.
    """

    people: tuple[str, ...]
    person: NDArray[np.int64]
    rows: Rows
    features: Features
    labels: NDArray[np.bool_]
    weights: NDArray[np.float32]
    places: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> Examples:
        """Keep some; all people stay numbered as they are."""
        return Examples(
            self.people,
            self.person[which],
            self.rows[which],
            self.features[which],
            self.labels[which],
            self.weights[which],
            self.places[which],
        )

    @staticmethod
    def concat(parts: Sequence[Examples]) -> Examples:
        """Put examples one after another; a person of several parts becomes one."""
        names = list(dict.fromkeys(name for part in parts for name in part.people))
        number = {name: at for at, name in enumerate(names)}
        persons = [np.array([number[name] for name in part.people], np.int64)[part.person] for part in parts]
        columns = zip(*((p.rows, p.features, p.labels, p.weights, p.places) for p in parts), strict=True)
        return Examples(tuple(names), np.concatenate(persons), *(np.concatenate(column) for column in columns))


@dataclass(frozen=True)
class Deeds:
    """What one person did after the moment, a row a post, ascending.

    Parameters
    ----------
    rows
        ``(m,) int64``.
    marks
        ``(m,) int64``, all bits of :func:`ranking.learned.actions.marked` together.
    places
        ``(m,) float32``, the place (from 1) at which each was viewed first; 1 where it is not known.
    """

    rows: Rows
    marks: NDArray[np.int64]
    places: NDArray[np.float32]

    @property
    def labels(self) -> NDArray[np.bool_]:
        """Say what was done, ``(m, a) bool``."""
        return (self.marks[:, None] & _BITS) > 0


def deeds_of(future: pa.Table, post_ids: pa.ChunkedArray) -> dict[str, Deeds]:
    """Gather what each person did, by id.

    Parameters
    ----------
    future
        Events with the column ``marks``; the value of a ``view`` is the place at which the post stood, from 1.
    post_ids
        Of the catalogue; events of other posts are left out.
    """
    rows, (people, names) = post_rows(future, post_ids), encode_people(future)
    marks = np.asarray(future[MARKS].to_numpy(), np.int64)
    seen_at = np.nan_to_num(np.asarray(future["value"].to_numpy(), np.float32), nan=1.0)
    seen_at = np.where((marks & VIEW_MARK > 0) & (seen_at >= 1.0), seen_at, np.float32(np.inf))
    known = np.flatnonzero(rows >= 0)
    order = known[np.lexsort((rows[known], people[known]))]
    people, rows = people[order], rows[order]
    starts = np.flatnonzero(np.r_[True, (np.diff(people) != 0) | (np.diff(rows) != 0)]) if len(order) else order
    together = np.bitwise_or.reduceat(marks[order], starts) if len(order) else marks[order]
    first = np.minimum.reduceat(seen_at[order], starts) if len(order) else seen_at[order]
    first = np.where(np.isfinite(first), first, np.float32(1.0))
    ends = np.searchsorted(people[starts], np.arange(len(names) + 1))
    parts = [slice(start, end) for start, end in pairwise(ends)]
    own = (Deeds(rows[starts][part], together[part], first[part]) for part in parts)
    return dict(zip(names, own, strict=True))


@dataclass(frozen=True)
class Gatherer:
    """Make examples of people at one moment.

    Parameters
    ----------
    ranker
        That knows the past alone.
    surface
        Whose sources, filters and hydrators are asked.
    moment
        When people are asked, with a time zone.
    negatives
        How many a person are drawn where the log tells no views, 1 or more.
    seed
        Decides the draws.
    """

    ranker: FeedRanker
    surface: Surface
    moment: datetime
    negatives: int = 150
    seed: int = 0

    def gather(self, deeds: Mapping[str, Deeds], *, viewed: bool) -> Examples:
        """Make the examples of some people; who has none is left out.

        Parameters
        ----------
        viewed
            Whether the log tells what people were shown.
        """
        return Examples.concat([_NOTHING, *self._parts(deeds, viewed=viewed)])

    def _parts(self, deeds: Mapping[str, Deeds], *, viewed: bool) -> Iterator[Examples]:
        for user_id, done in deeds.items():
            query, candidates = self.candidates(user_id, done)
            part = self._chosen(query, candidates, done, viewed=viewed)
            if len(part):
                yield part

    def candidates(self, user_id: str, done: Deeds) -> tuple[Query, Candidates]:
        """Describe what a person could have been shown: what sources bring, and what they then did something with."""
        request = FeedRequest(user_id, now=self.moment, seed=self.seed)
        query = Query(request, person_of(self.ranker, user_id), self.ranker.catalog, self.moment)
        prepared = prepare(self.surface, query)
        brought = prepared.candidates
        missed = np.setdiff1d(done.rows, brought.rows)
        blank = {name: np.zeros(len(missed), values.dtype) for name, values in _origins(brought).items()}
        found = Candidates(missed, blank)
        for keep in self.surface.filters:
            found = found.take(keep(prepared.query, found))
        if not len(found):
            return prepared.query, brought
        return prepared.query, Candidates.concat([brought, hydrate(self.surface, prepared.query, found)])

    def _chosen(self, query: Query, candidates: Candidates, done: Deeds, *, viewed: bool) -> Examples:
        place = np.searchsorted(done.rows, candidates.rows)
        place = np.minimum(place, max(len(done.rows) - 1, 0))
        acted = done.rows[place] == candidates.rows if len(done.rows) else np.zeros(len(candidates), np.bool_)
        kept, weights = np.flatnonzero(acted), np.ones(int(acted.sum()), np.float32)
        if not viewed:
            others = np.flatnonzero(~acted)
            drawn = query.rng("negatives").permutation(others)[: self.negatives]
            stands_for = np.float32(len(others) / max(len(drawn), 1))
            kept, weights = np.r_[kept, drawn], np.r_[weights, np.full(len(drawn), stands_for, np.float32)]
        labels = np.zeros((len(kept), len(ACTIONS)), np.bool_)
        places = np.zeros(len(kept), np.float32)
        own = acted[kept]
        labels[own], places[own] = done.labels[place[kept][own]], np.log2(done.places[place[kept][own]])
        chosen = candidates.take(kept)
        name = query.person.user_id or ""
        return Examples((name,), np.zeros(len(kept), np.int64), chosen.rows, stack(chosen), labels, weights, places)


def _origins(candidates: Candidates) -> dict[str, Column]:
    """Give the columns that merging has made: who brought a post, and how far up."""
    return {name: found for name, found in candidates.columns.items() if name.startswith("from ") or name == BEST_RANK}


_NOTHING: Final = Examples(
    (),
    np.empty(0, np.int64),
    np.empty(0, np.int64),
    np.empty((0, len(FEATURES)), np.float32),
    np.empty((0, len(ACTIONS)), np.bool_),
    np.empty(0, np.float32),
    np.empty(0, np.float32),
)
