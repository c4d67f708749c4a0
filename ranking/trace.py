"""What every stage of one feed did: the source of all explanations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ranking.candidates import Candidates, Rows
from ranking.stages import Source


@dataclass(frozen=True)
class Retrieved:
    """What one source brought."""

    source: Source
    found: Candidates

    @property
    def name(self) -> str:
        """The source's name."""
        return self.source.name

    def position(self, row: int) -> int:
        """Where a row stands in ``found``, or -1."""
        where = np.flatnonzero(self.found.rows == row)
        return int(where[0]) if len(where) else -1


@dataclass(frozen=True)
class Dropped:
    """What one filter removed."""

    filter: str
    rows: Rows


@dataclass(frozen=True)
class Scored:
    """The terms of each candidate that passed the filters.

    Parameters
    ----------
    rows
        ``(n,) int64``.
    terms
        ``{scorer: (n,) float32}`` in the order in which they were added up.
    total
        ``(n,) float32``, their sum.
    """

    rows: Rows
    terms: Mapping[str, NDArray[np.float32]]
    total: NDArray[np.float32]

    def rank(self, row: int) -> int:
        """Place of a row by score alone, from 1."""
        return 1 + int((self.total > self.total[self.position(row)]).sum())

    def position(self, row: int) -> int:
        """Where a row stands in ``rows``; raises IndexError where it does not."""
        return int(np.flatnonzero(self.rows == row)[0])


@dataclass(frozen=True)
class Trace:
    """The whole way from the sources to the slate.

    Parameters
    ----------
    relaxed
        For each place the soft rules that gave way there.
    barred
        By hard rule, the rows that it kept out of the slate.
    by_time
        Whether time decided and not the score.
    cut
        ``(m,) int64``, rows that sources brought and the budget left out.
    evidence
        ``{scorer: (k,) float32}`` of the chosen: the terms by hand, less their mean over all candidates. They say in
        words what speaks for a post, also where a learned ranker gave the score.
    slots
        For each ad slot that was declared, a sentence on what happened in it.
    """

    retrieved: Sequence[Retrieved]
    dropped: Sequence[Dropped]
    scored: Scored
    chosen: Rows
    relaxed: Sequence[tuple[str, ...]]
    barred: Mapping[str, Rows] = field(default_factory=dict)
    by_time: bool = False
    cut: Rows = field(default_factory=lambda: np.empty(0, np.int64))
    evidence: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    slots: Sequence[str] = ()

    @property
    def merged(self) -> int:
        """How many candidates of all sources together went on to the filters."""
        return len(self.scored.rows) + sum(len(step.rows) for step in self.dropped)

    def sources_of(self, row: int) -> tuple[str, ...]:
        """Name all sources that brought a row, in the surface's order."""
        return tuple(step.name for step in self.retrieved if row in step.found.rows)

    def dropped_by(self, row: int) -> str | None:
        """Name the filter that removed a row, if one did."""
        return next((step.filter for step in self.dropped if row in step.rows), None)

    def barred_by(self, row: int) -> str | None:
        """Name the hard rule that kept a row out of the slate, if one did."""
        return next((rule for rule, rows in self.barred.items() if row in rows), None)

    @property
    def rules_ended_it(self) -> bool:
        """Whether the slate ended because hard rules kept out everything that was left."""
        out = np.unique(np.concatenate([np.empty(0, np.int64), *self.barred.values()]))
        return 0 < len(out) == len(self.scored.rows) - len(self.chosen)

    def summary(self) -> dict[str, dict[str, int]]:
        """Count what each stage did, for logs and tables."""
        return {
            "retrieved": {step.name: len(step.found) for step in self.retrieved},
            "merged": {"candidates": self.merged, "cut": len(self.cut)},
            "dropped": {step.filter: len(step.rows) for step in self.dropped},
            "ranked": {"candidates": len(self.scored.rows), "chosen": len(self.chosen)},
        }
