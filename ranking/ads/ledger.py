"""What ads have spent and how often they were shown, from wherever it is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol


class AdLedger(Protocol):
    """Answer for one UTC day; ``ranking.state.State`` is one."""

    def spent_today_micros(self, ad_id: str, day: date) -> int:
        """Give what an ad's clicks of the day cost, in micros."""

    def shown_today(self, user_id: str, ad_id: str, day: date) -> int:
        """Count how often a person was shown an ad on the day."""


@dataclass(frozen=True)
class MemoryAdLedger:
    """Keep the ledger in memory, for tests and for one process; empty at first."""

    _spent: Counter[tuple[str, date]] = field(default_factory=Counter)
    _shown: Counter[tuple[str, str, date]] = field(default_factory=Counter)

    def spent_today_micros(self, ad_id: str, day: date) -> int:
        """Give what was charged, in micros."""
        return self._spent[ad_id, day]

    def shown_today(self, user_id: str, ad_id: str, day: date) -> int:
        """Count what was shown."""
        return self._shown[user_id, ad_id, day]

    def charge(self, ad_id: str, day: date, micros: int) -> None:
        """Note a click's price."""
        self._spent[ad_id, day] += micros

    def show(self, user_id: str, ad_id: str, day: date) -> None:
        """Note an impression."""
        self._shown[user_id, ad_id, day] += 1
