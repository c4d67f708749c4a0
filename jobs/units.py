"""What is read from the store's imported tables by many tasks at once: the latest rows, one unit a row group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jobs.picture_words import picture_words_folder
from pipeline.schema import PRIMARY_KEY, TABLES
from pipeline.store import Store

READ_ROWS: Final = 64
"""So many rows are in memory at once while a unit is read; pictures may be inside."""


@dataclass(frozen=True)
class Unit:
    """The rows of one row group that no later row of the same key replaces.

    Parameters
    ----------
    table
        ``"posts"`` or ``"ads"``.
    path
        The Parquet part.
    row_group
        Its number in the part.
    rows
        Which of its rows to take, ascending.
    picture_words
        The folder of PICTURE_WORDS of the store.
    """

    table: str
    path: Path
    row_group: int
    rows: tuple[int, ...]
    picture_words: Path

    def read(self, columns: list[str]) -> Iterator[pa.Table]:
        """Read some columns, a few rows at a time."""
        schema = pa.schema([TABLES[self.table].field(name) for name in columns])
        wanted = np.asarray(self.rows, np.int64)
        start = 0
        with pq.ParquetFile(self.path) as file:
            for batch in file.iter_batches(READ_ROWS, row_groups=[self.row_group], columns=columns):
                here = wanted[(wanted >= start) & (wanted < start + batch.num_rows)] - start
                start += batch.num_rows
                if len(here):
                    yield pa.Table.from_batches([batch]).select(columns).take(here).cast(schema)

    def ids(self) -> list[str]:
        """Read the ids of the rows alone."""
        (key,) = PRIMARY_KEY[self.table]
        with pq.ParquetFile(self.path) as file:
            column: list[str] = file.read_row_group(self.row_group, columns=[key])[key].take(self.rows).to_pylist()
        return column

    def pictures(self) -> int:
        """Estimate from the file's metadata how many pictures there are; a row without any counts as one."""
        with pq.ParquetFile(self.path) as file:
            group = file.metadata.row_group(self.row_group)
            columns = [group.column(number) for number in range(group.num_columns)]
        return next((column.num_values for column in columns if column.path_in_schema.startswith("images.")), 0)


def units(store: Store, table: str) -> list[Unit]:
    """List what there is to read of a table with a single key column; see :meth:`Store.read` for which rows count."""
    (key,) = PRIMARY_KEY[table]
    taken: set[str] = set(store.deleted_posts()) if table == "posts" else set()
    found: list[Unit] = []
    for path in reversed(store.parts(table)):
        rows = _latest_rows(pq.read_table(path, columns=[key])[key].to_pylist(), taken)
        found[:0] = _by_row_group(table, path, rows, picture_words_folder(store))
    return found


def _latest_rows(keys: list[str], taken: set[str]) -> NDArray[np.int64]:
    kept = []
    for row in range(len(keys) - 1, -1, -1):
        if keys[row] not in taken:
            taken.add(keys[row])
            kept.append(row)
    return np.array(kept[::-1], np.int64)


def _by_row_group(table: str, path: Path, rows: NDArray[np.int64], words: Path) -> list[Unit]:
    with pq.ParquetFile(path) as file:
        sizes = [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)]
    bounds = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
    groups = [
        (number, rows[(rows >= low) & (rows < high)] - low) for number, (low, high) in enumerate(pairwise(bounds))
    ]
    return [Unit(table, path, number, tuple(here.tolist()), words) for number, here in groups if len(here)]
