"""Files that are there as a whole or not at all, whenever a process is killed or the power fails."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import StoreError

_ROWS_A_GROUP: Final = 8_192
"""What a task reads at once."""

_PART: Final = re.compile(r"part-(\d{6,})(-[0-9a-f]{8})?\.parquet")


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path`` that takes its place, on disk, when the block ends well."""
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")
    try:
        yield temporary
        _sync_file(temporary)
        temporary.replace(path)
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that survive a power cut."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in missing:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename inside ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a Parquet file that is either there as a whole or not at all."""
    with atomic_path(path) as temporary:
        put_parquet(table, temporary)


def append_part(folder: Path, table: pa.Table) -> Path:
    """Write the next numbered part of a folder, whole or not at all.

    The number is taken when the part is finished, by a link that fails where there is one of that name: of several
    writers none takes another's number, and what is finished later has the higher one.
    """
    make_folder(folder)
    temporary = folder / f".part.{uuid4().hex[:8]}.tmp"
    try:
        put_parquet(table, temporary)
        _sync_file(temporary)
        path = _link_as_next(temporary, folder)
        sync_folder(folder)
    finally:
        temporary.unlink(missing_ok=True)
    return path


def put_parquet(table: pa.Table, where: Path | IO[bytes]) -> None:
    """Write a table as all tables of a store are written; where may be a path or an open file."""
    with parquet_writer(where, table.schema) as writer:
        writer.write_table(table, row_group_size=_ROWS_A_GROUP)


def parquet_writer(where: Path | IO[bytes], schema: pa.Schema) -> pq.ParquetWriter:
    """Open a file for a table of a store, row group by row group; use it as a context."""
    options: dict[str, Any] = {}
    vectors = [field.name for field in schema if pa.types.is_fixed_size_list(field.type)]
    if vectors:
        # A dictionary of numbers that hardly repeat is larger than they are, and eight times as slow to write.
        options["use_dictionary"] = [field.name for field in schema if pa.types.is_string(field.type)]
        options["column_encoding"] = {f"{name}.list.element": "BYTE_STREAM_SPLIT" for name in vectors}
    # Without checksums a flipped bit may be read as another value.
    return pq.ParquetWriter(where, schema, compression="zstd", write_page_checksum=True, **options)


def link_or_copy(source: Path, target: Path) -> None:
    """Let a file that never changes stand in another place of the disk too; copy it where the disk has no links."""
    try:
        target.hardlink_to(source)
    except OSError:
        with atomic_path(target) as path:
            shutil.copyfile(source, path)


def _link_as_next(temporary: Path, folder: Path) -> Path:
    while True:
        number = 1 + max(map(_number, folder.glob("part-*.parquet")), default=0)
        path = folder / f"part-{number:06d}.parquet"
        try:
            path.hardlink_to(temporary)
        except FileExistsError:
            continue
        return path


def numbered_parts(folder: Path) -> list[Path]:
    """List the parts that :func:`append_part` has put into a folder, the earliest first.

    Raises
    ------
    StoreError
        If one of them has a name that feedloom does not give.
    """
    return sorted(folder.glob("part-*.parquet"), key=lambda path: (_number(path), path.name))


def _number(path: Path) -> int:
    name = _PART.fullmatch(path.name)
    if name is None:
        raise StoreError(
            f"{path} is no part that feedloom wrote",
            expected="a name such as part-000001.parquet",
            remedy="Move the file elsewhere, and import it with `feedloom import parquet`",
        )
    return int(name[1])


def _sync_file(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())
