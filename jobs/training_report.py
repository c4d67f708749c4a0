"""What a training did, and what it learned, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs.report import Report
from ranking.learned.document import Card

if TYPE_CHECKING:
    from rich.table import Table


@dataclass(frozen=True)
class TrainReport(Report):
    """What a training did, and what it learned."""

    card: Card | None = None

    def to_table(self) -> Table:
        """Draw what was learned below what was done."""
        from rich.table import Table

        grid = Table.grid(padding=(1, 0))
        grid.add_row(super().to_table())
        if self.card is not None:
            grid.add_row(_table_of(self.card))
        return grid


def _table_of(card: Card) -> Table:
    from rich.table import Table

    title = (
        f"nDCG@10 of {card.ndcg_people} people not seen: {card.ndcg_learned:.4f} learned, "
        f"{card.ndcg_by_hand:.4f} by hand"
    )
    table = Table(title=title)
    for name in ("action", "positives", "log loss", "of the mean", "calibration error"):
        table.add_column(name, justify="left" if name == "action" else "right")
    for action, own in card.actions.items():
        losses = (own.log_loss, own.base_log_loss, own.calibration_error)
        table.add_row(action, f"{own.positives:,}", *(f"{loss:.4f}" for loss in losses))
    for action, positives in card.left_out.items():
        table.add_row(action, f"{positives:,}", "too few to learn from", "", "")
    return table
