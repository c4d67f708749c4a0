"""Parquet: one file, or a folder of files with one schema."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import BadInput
from pipeline.imported import Raw
from pipeline.readers.files import require_file


def read(path: Path) -> Raw:
    """Read a Parquet file, or the ``*.parquet`` files of a folder in order of their names.

    Raises
    ------
    BadInput
        If there is none, one is damaged, or they differ in their columns.
    """
    files = (
        sorted(path.glob("*.parquet")) if path.is_dir() else [require_file(path, "a Parquet file or a folder of them")]
    )
    if not files:
        raise BadInput(f"{path} holds no *.parquet", expected="a folder of Parquet files", remedy="Check the path")
    try:
        return Raw(pa.concat_tables([pq.ParquetFile(file).read() for file in files]))
    except (pa.ArrowException, OSError) as error:
        raise BadInput(
            f"{path} cannot be read ({error})", expected="sound Parquet files with one schema", remedy="Write them anew"
        ) from error
