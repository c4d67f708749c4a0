"""Put the lines that were found in a picture into the order in which people read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

SAME_ROW: Final = 0.5
"""Two pieces stand in one row where they overlap in height by this share of the lower one, or more."""


@dataclass(frozen=True)
class Line:
    """One piece of text in a picture.

    Parameters
    ----------
    confidence
        How sure the model is of it, 0 to 1.
    left, top, right, bottom
        The upright box around it, in pixels from the upper left corner.
    """

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


def in_reading_order(lines: Sequence[Line]) -> str:
    """Join pieces row by row from the top, those of a row from the left with a blank between them.

    Columns are not told apart: a row runs over all of them, as it does in a receipt or a table.
    """
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.top + line.bottom, line.left, line.text)):
        if rows and all(_share_a_row(line, other) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return "\n".join(" ".join(line.text for line in sorted(row, key=lambda line: line.left)) for row in rows)


def _share_a_row(one: Line, other: Line) -> bool:
    overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
    return overlap >= SAME_ROW * min(one.bottom - one.top, other.bottom - other.top)
