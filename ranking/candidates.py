"""The one type that flows through a ranking: posts as rows, what is known of them as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import StageError

Rows = NDArray[np.int64]
Column = NDArray[Any]


@dataclass(frozen=True)
class Candidates:
    """A frozen table of candidate posts.

    Parameters
    ----------
    rows
        ``(n,) int64``, rows of the snapshot's posts, each at most once.
    columns
        Arrays whose first axis has length n, by name.
    """

    rows: Rows
    columns: Mapping[str, Column] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, values in self.columns.items():
            if len(values) != len(self.rows):
                raise StageError(
                    f"column {name!r} has {len(values)} values for {len(self.rows)} candidates",
                    expected="one value a candidate",
                    remedy=f"Mend the stage that made {name!r}",
                )

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, name: str) -> Column:
        try:
            return self.columns[name]
        except KeyError:
            raise StageError(
                f"there is no column {name!r}",
                expected=f"one of {', '.join(sorted(self.columns))}",
                remedy=f"Put the hydrator that makes {name!r} before this stage in the surface's list",
            ) from None

    @classmethod
    def empty(cls) -> Candidates:
        """No candidates."""
        return cls(np.empty(0, np.int64))

    def take(self, which: NDArray[Any]) -> Candidates:
        """Keep the candidates at these positions, or where this ``(n,) bool`` mask is true."""
        return Candidates(self.rows[which], {name: values[which] for name, values in self.columns.items()})

    def with_columns(self, columns: Mapping[str, Column]) -> Candidates:
        """Add columns; refuse to overwrite one."""
        taken = self.columns.keys() & columns.keys()
        if taken:
            raise StageError(
                f"column {min(taken)!r} exists already",
                expected="a new name",
                remedy="Give the hydrator's column another name, or drop one of the two hydrators",
            )
        return Candidates(self.rows, {**self.columns, **columns})

    @staticmethod
    def concat(parts: Sequence[Candidates]) -> Candidates:
        """Put candidates with the same columns one after another."""
        parts = [part for part in parts if len(part)]
        if not parts:
            return Candidates.empty()
        names = parts[0].columns.keys()
        if any(part.columns.keys() != names for part in parts):
            raise StageError(
                f"the parts have the columns {[sorted(part.columns) for part in parts]}",
                expected="the same columns in each",
                remedy="Mend the source that adds or leaves out a column",
            )
        columns = {name: np.concatenate([part.columns[name] for part in parts]) for name in names}
        return Candidates(np.concatenate([part.rows for part in parts]), columns)
