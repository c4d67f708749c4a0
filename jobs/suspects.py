"""Who was in hand when a process died, and who is to blame."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from jobs.journal import Death
from jobs.unusable import Failure

DEATHS_ALONE: Final = 2
"""A piece that was alone in hand at so many deaths is to blame for them; one may be chance."""


@dataclass
class Suspects:
    """Who was in hand when a process died.

    Parameters
    ----------
    alone
        By key how often it was all that the process had in hand; 0 where it was in company.
    guilty
        Those that are to blame, and how they are rejected.
    """

    alone: Counter[str] = field(default_factory=Counter)
    guilty: dict[str, Failure] = field(default_factory=dict)

    def note(self, death: Death) -> None:
        """Take in what a process had in hand."""
        for key, stage in death.keys.items():
            self.alone[key] += len(death.keys) == 1
            if key == death.late:
                self.guilty[key] = Failure(stage, f"{stage}_timeout", f"to {stage} it took longer than it may")
            elif self.alone[key] >= DEATHS_ALONE:
                detail = f"the process that was to {stage} it died {self.alone[key]} times"
                self.guilty[key] = Failure(stage, "killed_worker", detail)
