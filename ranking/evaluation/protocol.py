"""How an evaluation is done: what is held out, what counts as liked, how many places there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pyarrow as pa

from pipeline.errors import BadInput
from ranking.evaluation.panel import POSITIVE_COLUMN
from ranking.evaluation.positives import POSITIVE, is_positive
from ranking.evaluation.split import Split, split_by_person, split_into_windows

WINDOWS: Final = 5
MAX_PLACES: Final = 1_000


@dataclass(frozen=True)
class Protocol:
    """Settle how systems are judged.

    Parameters
    ----------
    split
        ``"time"``: asked at a moment, judged by what everybody did after it. ``"person"``: each person's last part is
        held out and others' later events are seen, as in most papers.
    share
        Of the events, or of each person's positives, to hold out, above 0 and below 1.
    windows
        For a split by time: at how many moments systems are asked; each is judged by what happened up to the next.
        A post made after a moment cannot be shown at it, so where posts live for days, one window judges few of them.
    least
        For a split by person: people with fewer positives are not asked.
    k
        Places of a list, 1 to 1,000.
    actions, stars
        What counts as liked; see ``ranking/evaluation/positives.py``.
    seed
        Decides random systems, and the draws of intervals and tests.
    """

    split: Literal["time", "person"] = "time"
    share: float = 0.2
    windows: int = WINDOWS
    least: int = 5
    k: int = 10
    actions: tuple[str, ...] = POSITIVE
    stars: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if self.split not in ("time", "person"):
            raise BadInput(f"the split {self.split!r}", expected="time or person", remedy="By time nothing leaks")
        if not 1 <= self.k <= MAX_PLACES:
            raise BadInput(f"k is {self.k}", expected=f"1 to {MAX_PLACES}", remedy="10 is what most papers report")

    def splits(self, events: pa.Table) -> tuple[Split, ...]:
        """Divide events that were marked by :meth:`mark`."""
        if self.split == "person":
            return (split_by_person(events, self.share, self.least, events[POSITIVE_COLUMN].to_numpy()),)
        return split_into_windows(events, self.share, self.windows)

    def mark(self, events: pa.Table) -> pa.Table:
        """Give the events with the column ``positive``, bool."""
        return events.append_column(POSITIVE_COLUMN, pa.array(is_positive(events, self.actions, self.stars)))
