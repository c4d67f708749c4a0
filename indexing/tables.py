"""The tables and array files of a snapshot: their names, their schemas, and reading them back with care."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from indexing.manifest import SCHEMA_VERSION, damaged
from pipeline.schema import ADS, POSTS, USERS, profiles_schema

PICTURE_WORDS_FIELD: Final = pa.field("picture_words", pa.list_(pa.string()))
"""What the pictures of a post or an ad say, one text a picture that says something; null where none was read."""

SNAPSHOT_ADS: Final = ADS.append(PICTURE_WORDS_FIELD)

SNAPSHOT_POSTS: Final = pa.schema(
    [
        *POSTS,
        PICTURE_WORDS_FIELD,
        pa.field("topic", pa.int32(), nullable=False),  # into the snapshot's topics; -1 for none
        pa.field("topic_score", pa.float32(), nullable=False),
        pa.field("popularity", pa.float32(), nullable=False),  # 0 or more
        pa.field("engagements", pa.int64(), nullable=False),
    ]
)

HISTORY: Final = pa.schema(
    [
        pa.field("user_id", pa.string(), nullable=False),
        pa.field("rows", pa.list_(pa.int64()), nullable=False),  # posts the person has reacted to, newest first
    ]
)

TOPICS: Final = "topics.json"
TABLE_NAMES: Final = ("posts", "users", "ads", "profiles", "history")
ARRAY_NAMES: Final = ("vectors", "present", "labels", "ads", "topics")


def table_schemas(dims: Mapping[str, int], schema_version: int = SCHEMA_VERSION) -> dict[str, pa.Schema]:
    """Give the schema of each table of a snapshot with these spaces; the first version knew no words in pictures."""
    posts, ads = SNAPSHOT_POSTS, SNAPSHOT_ADS
    if schema_version == 1:
        posts, ads = (schema.remove(schema.get_field_index(PICTURE_WORDS_FIELD.name)) for schema in (posts, ads))
    return {
        "posts": posts,
        "users": USERS,
        "ads": ads,
        "profiles": profiles_schema(dims),
        "history": HISTORY,
    }


def space_files(space: str) -> tuple[str, ...]:
    """Name the files of one space."""
    return (*(f"{name}-{space}.npy" for name in ARRAY_NAMES), f"index-{space}.faiss")


def snapshot_files(spaces: Iterable[str]) -> frozenset[str]:
    """Name every file of a snapshot with these spaces, but for the manifest."""
    tables = {f"{name}.parquet" for name in TABLE_NAMES}
    return frozenset(tables | {TOPICS} | {name for space in spaces for name in space_files(space)})


def check_table(path: Path, schema: pa.Schema, rows: int) -> None:
    """Refuse a Parquet file of another schema or length, without reading its pages."""
    try:
        with pq.ParquetFile(path) as file:
            found, count = file.schema_arrow.remove_metadata(), file.metadata.num_rows
    except (pa.ArrowException, OSError) as error:
        raise damaged(f"{path} cannot be read ({error})", "a Parquet file") from error
    if not found.equals(schema):
        raise damaged(f"{path} has the columns {found.names}", f"exactly {schema.names} with their types")
    if count != rows:
        raise damaged(f"{path} has {count} rows", f"{rows}")


def read_table(path: Path) -> pa.Table:
    """Read a Parquet file that :func:`check_table` has seen."""
    try:
        return pq.read_table(path, partitioning=None).replace_schema_metadata(None).combine_chunks()
    except (pa.ArrowException, OSError) as error:
        raise damaged(f"{path} cannot be read ({error})", "a whole Parquet file") from error


def with_picture_words(table: pa.Table) -> pa.Table:
    """Add the column that a snapshot of the first schema version lacks: no picture of it was read."""
    if PICTURE_WORDS_FIELD.name in table.column_names:
        return table
    return table.append_column(PICTURE_WORDS_FIELD, pa.nulls(table.num_rows, PICTURE_WORDS_FIELD.type))


def read_topics(path: Path) -> tuple[str, ...]:
    """Read the names of the topics."""
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError, RecursionError) as error:
        raise damaged(f"{path} cannot be read ({error})", "a JSON list of names") from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise damaged(f"{path} holds something else", "a JSON list of names")
    return tuple(names)


def read_array(path: Path, dtype: type[np.generic], shape: tuple[int, ...]) -> NDArray[Any]:
    """Map an array file into memory, read-only, after its type and shape were compared.

    Raises
    ------
    SnapshotError
        If it is truncated, pickled, or of another type or shape.
    """
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r" if 0 not in shape else None, allow_pickle=False)
    except (ValueError, OSError, EOFError) as error:
        raise damaged(f"{path} cannot be read ({error})", "a whole .npy file") from error
    if array.dtype != np.dtype(dtype) or array.shape != shape or not array.flags.c_contiguous:
        raise damaged(
            f"{path} holds {array.dtype} of shape {array.shape}", f"{np.dtype(dtype)} of shape {shape}, row by row"
        )
    return array
