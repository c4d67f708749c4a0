"""Counts of a run while it goes on, and the share of rejects at which it is stopped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from jobs.survey import Survey
from jobs.unusable import Failure
from pipeline.errors import BadInput

ENOUGH: Final = 100
"""So many pieces have to be seen before a share means anything."""

_BEFORE: Final = "failed_before"
_SHOWN: Final = 3


class TooManyRejectsError(BadInput):
    """So much of what was handed in cannot be used that something else must be wrong."""


@dataclass(frozen=True)
class Done:
    """What became of a batch.

    Parameters
    ----------
    made
        How many vectors, or readings, were made and are on the disk.
    failed
        How many pieces failed, by reason, with what was said of the first.
    peak_bytes
        The most memory the process has held so far.
    """

    made: int = 0
    failed: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    peak_bytes: int = 0


def counted(failures: Mapping[str, Failure]) -> dict[str, tuple[int, str]]:
    """Count failures by reason, and keep what was said of the first of each."""
    found: dict[str, tuple[int, str]] = {}
    for failure in failures.values():
        count, example = found.get(failure.reason, (0, failure.detail))
        found[failure.reason] = (count + 1, example)
    return found


@dataclass(frozen=True)
class Ceiling:
    """The share of rejects at which a run is stopped.

    Parameters
    ----------
    fraction
        0 stops at the first reject among :data:`ENOUGH` pieces, 1 never.
    what
        What the pieces are called: ``"texts"`` or ``"pictures"``.
    store
        The store's folder, for the remedy.
    """

    fraction: float
    what: str
    store: str

    def check(self, seen: int, reasons: Mapping[str, tuple[int, str]]) -> None:
        """Stop where too much was rejected.

        Parameters
        ----------
        seen
            How many pieces have met their fate.
        reasons
            How many of them were rejected, by reason, with an example each.

        Raises
        ------
        TooManyRejectsError
            If there are more than may be.
        """
        rejected = sum(count for count, _ in reasons.values())
        if seen < ENOUGH or rejected <= self.fraction * seen:
            return
        common = sorted(reasons.items(), key=lambda item: (-item[1][0], item[0]))[:_SHOWN]
        said = "; ".join(f"{count:,} {reason}{_such_as(example)}" for reason, (count, example) in common)
        raise TooManyRejectsError(
            f"the run was stopped, for {rejected:,} of the first {seen:,} {self.what} cannot be used: {said}",
            expected=f"at most {self.fraction:.0%} of them (max_rejected_fraction)",
            remedy=f"See `feedloom rejected --store {self.store}`; mend the cause and run `feedloom rejected --store "
            f"{self.store} --retry`, or allow more rejects and run this again: what was done is kept",
        )


def _such_as(example: str) -> str:
    return f" (such as {example.rstrip('.')})" if example else ""


@dataclass
class Tally:
    """What became of the pieces so far; the one thing about them that the driver keeps."""

    made: int = 0
    seen: int = 0
    peak_bytes: int = 0
    rejected: dict[str, tuple[int, str]] = field(default_factory=dict)

    def survey(self, survey: Survey) -> None:
        """Count the pieces of a part whose fate is known without any work."""
        self._reject({**survey.unread, **({_BEFORE: (survey.refused, "")} if survey.refused else {})})
        self.seen += survey.done
        self.peak_bytes = max(self.peak_bytes, survey.peak_bytes)

    def finish(self, done: Done) -> None:
        """Count the pieces of a batch."""
        self._reject(done.failed)
        self.made += done.made
        self.seen += done.made
        self.peak_bytes = max(self.peak_bytes, done.peak_bytes)

    def _reject(self, reasons: Mapping[str, tuple[int, str]]) -> None:
        for reason, (count, example) in reasons.items():
            before, first = self.rejected.get(reason, (0, example))
            self.rejected[reason] = (before + count, first)
            self.seen += count
