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

from indexing.manifest import damaged
from pipeline.neighbours import Neighbours
from pipeline.schema import ADS, POSTS, TIME, USERS, profiles_schema

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
        pa.field("trend", pa.float32(), nullable=False),  # 0 or more; how far engagement is above its own expectation
        pa.field("duplicate_group", pa.string()),  # the oldest of the posts that are nearly the same; null where alone
    ]
)

HISTORY: Final = pa.schema(
    [
        pa.field("user_id", pa.string(), nullable=False),
        pa.field("rows", pa.list_(pa.int64()), nullable=False),  # posts the person has reacted to, newest first
        pa.field("weights", pa.list_(pa.float32()), nullable=False),  # of person and post, not faded; below 0: disliked
        pa.field("times", pa.list_(TIME), nullable=False),  # of the latest reaction
    ]
)

TOPICS: Final = "topics.json"
RANKER: Final = "ranker.json"
"""The learned ranker; a snapshot may lack it."""

NEIGHBOURS: Final = ("together",)
"""The matrices from post to post of every snapshot: what the same people engage with."""

TABLE_NAMES: Final = ("posts", "users", "ads", "profiles", "history")


def table_schemas(dims: Mapping[str, int]) -> dict[str, pa.Schema]:
    """Give the schema of each table of a snapshot with these spaces."""
    return {
        "posts": SNAPSHOT_POSTS,
        "users": USERS,
        "ads": SNAPSHOT_ADS,
        "profiles": profiles_schema(dims),
        "history": HISTORY,
    }


def vectors_file(segment: str) -> str:
    """Name the vectors of a segment."""
    return f"vectors-{segment}.npy"


def index_file(segment: str) -> str:
    """Name the index of a segment."""
    return f"index-{segment}.faiss"


def places_file(space: str) -> str:
    """Name the array that says where each post's vector lies."""
    return f"places-{space}.npy"


def contents_file(space: str) -> str:
    """Name the array that says what each post's vector was made from."""
    return f"contents-{space}.npy"


def space_files(space: str, segments: Iterable[str]) -> tuple[str, ...]:
    """Name the files of one space."""
    own = (places_file(space), contents_file(space), f"ads-{space}.npy", f"topics-{space}.npy")
    return (*own, *(file(name) for name in segments for file in (vectors_file, index_file)))


def neighbours_files(name: str) -> tuple[str, str, str]:
    """Name the arrays of one matrix from post to post: row pointers, neighbours, weights."""
    return f"neighbours-{name}-indptr.npy", f"neighbours-{name}-indices.npy", f"neighbours-{name}-weights.npy"


def snapshot_files(spaces: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Name every file a snapshot with these segments by space must have, but for the manifest; it may have RANKER."""
    tables = {f"{name}.parquet" for name in TABLE_NAMES}
    matrices = {file for name in NEIGHBOURS for file in neighbours_files(name)}
    own = {name for space in spaces for name in space_files(space, spaces[space])}
    return frozenset(tables | matrices | own | {TOPICS})


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
    return array.view(np.ndarray)  # the mapping stays; each look at a memmap would make another memmap


def read_neighbours(folder: Path, name: str, n_posts: int) -> Neighbours:
    """Map a matrix from post to post into memory, read-only.

    Raises
    ------
    SnapshotError
        If its arrays are damaged or do not fit each other.
    """
    pointers, indices, weights = (folder / file for file in neighbours_files(name))
    indptr = read_array(pointers, np.int64, (n_posts + 1,))
    shape = (max(int(indptr[-1]), 0),)
    found = Neighbours(indptr, read_array(indices, np.int32, shape), read_array(weights, np.float32, shape))
    fault = found.fault()
    if fault is not None:
        raise damaged(f"the matrix {name!r} in {folder} has {fault}", "compressed sparse rows")
    return found
