"""The people to be asked at a moment, and what each of them liked after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.derived import post_rows
from pipeline.engagement import encode_people
from pipeline.errors import BadInput
from ranking.candidates import Rows
from ranking.evaluation.positives import is_complaint
from ranking.evaluation.split import Mask, Split
from ranking.ranker import FeedRanker
from ranking.request import Person

POSITIVE_COLUMN: Final = "positive"
"""Marks, in the events that are split, those that speak for their post."""

NOT_HERE, MADE_LATER, KNOWN, TURNED_AWAY = "not in the catalogue", "made later", "known before", "turned away too"
REASONS: Final = (NOT_HERE, MADE_LATER, KNOWN, TURNED_AWAY)
"""Why a pair of a person and a post that they liked later does not count."""


@dataclass(frozen=True)
class Panel:
    """People with something to judge by.

    Parameters
    ----------
    people
        Ids, each once.
    targets
        For each the rows that they liked after the moment, had not met before, and could have been shown: posts of the
        catalogue, made by the moment, not deleted. One at least, ascending.
    complaints
        For each the rows that they turned away after the moment.
    met
        For each the rows they did anything with after the moment, ascending.
    moment
        When they are asked.
    left_out
        How many pairs of a person and a post that they liked later do not count, by one of ``REASONS``.
    """

    people: tuple[str, ...]
    targets: tuple[Rows, ...]
    complaints: tuple[Rows, ...]
    met: tuple[Rows, ...]
    moment: datetime
    left_out: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.people)

    @property
    def wanted(self) -> Rows:
        """How many posts each liked later, ``(n,) int64``."""
        return np.array([len(rows) for rows in self.targets], np.int64)

    def some(self, at: Sequence[int] | NDArray[np.int64]) -> Panel:
        """Keep the people at these places."""
        return replace(
            self,
            people=tuple(self.people[one] for one in at),
            targets=tuple(self.targets[one] for one in at),
            complaints=tuple(self.complaints[one] for one in at),
            met=tuple(self.met[one] for one in at),
        )


def draw_panel(ranker: FeedRanker, split: Split) -> Panel:
    """Find everybody who liked something after the moment that a feed could have shown them.

    Parameters
    ----------
    ranker
        As of the past of the split; see :func:`ranking.past.as_of`.
    split
        Of events with the column ``positive``, bool.

    Raises
    ------
    BadInput
        If nobody did.
    """
    future = split.future
    rows = post_rows(future, ranker.snapshot.posts["post_id"])
    liked = np.asarray(future[POSITIVE_COLUMN].to_numpy(), np.bool_)
    turned, known = is_complaint(future), rows >= 0
    people, names = encode_people(future)
    counts = Counter(dict.fromkeys(REASONS, 0))
    counts[NOT_HERE] = _pairs(future, liked & ~known)
    own = [mine[known[mine]] for mine in np.split(*_grouped(people, len(names)))]
    complaints = tuple(np.unique(rows[mine[turned[mine]]]) for mine in own)
    targets = tuple(
        _targets(ranker, name, np.unique(rows[mine[liked[mine]]]), away, split.moment, counts)
        for name, mine, away in zip(names, own, complaints, strict=True)
    )
    met = tuple(np.unique(rows[mine]) for mine in own)
    everybody = Panel(tuple(names), targets, complaints, met, split.moment, dict(counts))
    panel = everybody.some(np.flatnonzero(everybody.wanted > 0))
    if not len(panel):
        raise _nobody(future.num_rows, split.moment, counts)
    return panel


def person_of(ranker: FeedRanker, user_id: str) -> Person:
    """Look a person up; of somebody who had done nothing by then, and stated nothing, only the name is known."""
    return ranker.people.get(user_id) if user_id in ranker.people.ids else Person(user_id)


def _targets(ranker: FeedRanker, name: str, liked: Rows, away: Rows, moment: datetime, counts: Counter[str]) -> Rows:
    """Keep what a feed could have shown; the first reason that speaks against a post is counted."""
    catalog = ranker.catalog
    against = {
        NOT_HERE: ~catalog.live[liked],
        MADE_LATER: catalog.created_at[liked] > moment.timestamp(),
        KNOWN: np.isin(liked, person_of(ranker, name).seen),
        TURNED_AWAY: np.isin(liked, away),
    }
    left = np.ones(len(liked), np.bool_)
    for reason, which in against.items():
        counts[reason] += int((left & which).sum())
        left &= ~which
    return liked[left]


def _grouped(people: Rows, count: int) -> tuple[Rows, Rows]:
    """Order events by person, and say where all but the first begin."""
    order = np.argsort(people, kind="stable")
    return order, np.searchsorted(people[order], np.arange(1, count))


def _pairs(events: pa.Table, which: Mask) -> int:
    return int(events.filter(pa.array(which)).group_by(["user_id", "post_id"]).aggregate([]).num_rows)


def _nobody(events: int, moment: datetime, counts: Mapping[str, int]) -> BadInput:
    reasons = ", ".join(f"{count} {reason}" for reason, count in counts.items())
    return BadInput(
        f"after {moment:%Y-%m-%d %H:%M} nobody liked what could be shown ({events} events; {reasons})",
        expected="one person at least who did",
        remedy="Split by person, take more windows, or let other actions count",
    )
