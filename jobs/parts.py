"""Files that a worker of a run puts into the store."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa

from pipeline.files import make_folder, put_parquet, sync_folder, write_parquet


def in_bulk(tables: Iterable[pa.Table], rows: int, size: int) -> Iterator[pa.Table]:
    """Put tables together until they have so many rows or bytes, or there are no more."""
    waiting: list[pa.Table] = []
    for table in tables:
        waiting.append(table)
        if sum(one.num_rows for one in waiting) >= rows or sum(one.nbytes for one in waiting) >= size:
            yield _joined(waiting)
            waiting = []
    if waiting:
        yield _joined(waiting)


def _joined(tables: list[pa.Table]) -> pa.Table:
    # Files of an earlier feedloom may lack a column.
    return pa.concat_tables(tables, promote_options="default")


def part_name(keys: Iterable[str], revision: str) -> str:
    """Name a file by the keys and the revision of what is in it, so that it replaces itself when it is made again."""
    return blake2b("".join(keys).encode() + revision.encode(), digest_size=16).hexdigest()


def write_part(table: pa.Table, path: Path, by_way_of: Path | None) -> None:
    """Write a Parquet file that is either there as a whole or not at all.

    Parameters
    ----------
    by_way_of
        The folder of a run, on the same disk, where the file lies until it is whole. The next run removes that folder
        before it looks what is done, so what is left of a killed run cannot put anything beside it; None where nobody
        else writes.

    Raises
    ------
    FileNotFoundError
        If the folder of the run is gone.
    """
    if by_way_of is None:
        write_parquet(table, path)
        return
    temporary = by_way_of / f".{path.name}.tmp"
    with temporary.open("wb") as file:
        put_parquet(table, file)
        file.flush()
        os.fsync(file.fileno())
    make_folder(path.parent)
    temporary.replace(path)
    sync_folder(path.parent)
