"""What is read from the store's imported tables by many tasks at once: the latest rows, one unit a row group."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from jobs.keys import Digests, Keys
from jobs.picture_words import picture_words_folder
from pipeline.errors import StoreError
from pipeline.schema import PRIMARY_KEY, TABLES
from pipeline.store import Store

READ_ROWS: Final = 16
"""So many rows are in memory at once while a unit with pictures inside is read."""

_IDS_AT_ONCE: Final = 65_536

_BUFFER_BYTES: Final = 2**20
"""Without it a reader takes a whole column of a row group into memory, with all pictures in it."""


@dataclass(frozen=True, eq=False)
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
    size
        How many rows the group has.
    gone
        Those of them that were replaced later, or deleted: ``(n,) int32``, ascending.
    picture_words
        The folder of PICTURE_WORDS of the store.
    """

    table: str
    path: Path
    row_group: int
    size: int
    gone: NDArray[np.int32]
    picture_words: Path

    @property
    def count(self) -> int:
        """How many rows there are to read."""
        return self.size - len(self.gone)

    def read(self, columns: list[str], at_once: int = READ_ROWS) -> Iterator[pa.Table]:
        """Read some columns, a few rows at a time.

        Raises
        ------
        StoreError
            If the file is damaged.
        """
        schema = pa.schema([TABLES[self.table].field(name) for name in columns])
        alive = np.ones(self.size, bool)
        alive[self.gone] = False
        start = 0
        with _opened(self.path) as file:
            for batch in file.iter_batches(at_once, row_groups=[self.row_group], columns=columns):
                here = alive[start : start + batch.num_rows]
                start += batch.num_rows
                if here.any():
                    yield pa.Table.from_batches([batch]).select(columns).filter(pa.array(here)).cast(schema)

    def pictures(self) -> int:
        """Estimate from the file's metadata how many pictures there are; a row without any counts as one."""
        with _opened(self.path) as file:
            group = file.metadata.row_group(self.row_group)
            columns = [group.column(number) for number in range(group.num_columns)]
        return next((column.num_values for column in columns if column.path_in_schema.startswith("images.")), 0)


def units(store: Store, table: str) -> list[Unit]:
    """List what there is to read of a table with a single key column; see :meth:`Store.read` for which rows count."""
    (key,) = PRIMARY_KEY[table]
    deleted = pa.array(store.deleted_posts() if table == "posts" else (), pa.string())
    words, taken = picture_words_folder(store), Keys()
    found: list[Unit] = []
    for path in reversed(store.parts(table)):
        with _opened(path) as file:
            for group in reversed(range(file.num_row_groups)):
                ids, dead = _read_ids(file, group, key, deleted)
                gone = dead | ~taken.add(ids[::-1])[::-1]
                if not gone.all():
                    found.append(Unit(table, path, group, len(ids), np.flatnonzero(gone).astype(np.int32), words))
    return found[::-1]


@contextmanager
def _opened(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path, buffer_size=_BUFFER_BYTES, page_checksum_verification=True) as file:
            yield file
    except (pa.ArrowInvalid, OSError) as error:
        raise StoreError(
            f"{path} cannot be read ({error})",
            expected="a whole Parquet file that feedloom wrote",
            remedy="Restore it from a backup, or remove it and import its source again",
        ) from error


def _read_ids(file: pq.ParquetFile, group: int, key: str, deleted: pa.Array) -> tuple[Digests, NDArray[np.bool_]]:
    """Read ids, in 16 bytes each, and which of them are deleted; as strings a million would take 0.1 GB."""
    packed: list[Digests] = [np.empty(0, "S16")]
    dead: list[NDArray[np.bool_]] = [np.empty(0, bool)]
    for batch in file.iter_batches(_IDS_AT_ONCE, row_groups=[group], columns=[key]):
        ids = (blake2b(one.encode(), digest_size=16).digest() for one in batch[key].to_pylist())
        packed.append(np.frombuffer(b"".join(ids), "S16"))
        dead.append(np.asarray(pc.is_in(batch[key], value_set=deleted).to_numpy(zero_copy_only=False)))
    return np.concatenate(packed), np.concatenate(dead)
