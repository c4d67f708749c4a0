"""Check the pieces of a snapshot before they are staged, and slim their pictures."""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from indexing.manifest import SPACE_NAME
from pipeline.errors import StoreError
from pipeline.schema import IMAGE

Vectors = NDArray[np.float32]

_UNIT_TOLERANCE: Final = 1e-3


def fit(table: pa.Table, schema: pa.Schema, name: str) -> pa.Table:
    """Cast a table to a schema that has the same columns, in the schema's order.

    Raises
    ------
    StoreError
        If a column is missing or unknown, cannot be cast, or has nulls where none may be.
    """
    try:
        if set(table.column_names) != set(schema.names) or table.num_columns != len(schema.names):
            raise pa.ArrowInvalid(f"columns {table.column_names}")
        fitted = table.select(schema.names).cast(schema).replace_schema_metadata(None)
    except (pa.ArrowException, ValueError) as error:
        raise misfit(f"the table of {name} has {error}", f"the columns {schema.names}") from error
    holes = [field.name for field in schema if not field.nullable and fitted[field.name].null_count]
    if holes:
        raise misfit(f"the table of {name} has nulls in {holes}", "a value in every row")
    return fitted


def check_unique(table: pa.Table, column: str, name: str) -> None:
    """Refuse a table in which an id appears twice."""
    repeated = table.num_rows - pc.count_distinct(table[column]).as_py()
    if repeated:
        raise misfit(f"the table of {name} repeats {repeated} values of {column}", "each once")


def check_range(column: pa.ChunkedArray, low: float, high: float, name: str) -> None:
    """Refuse a column with a value outside ``low`` to ``high``, both included; NaN is outside."""
    values = column.to_numpy()
    wrong = values[~((values >= low) & (values <= high))]
    if len(wrong):
        raise misfit(f"{name} holds {wrong[0]}", f"{low} to {high}")


def check_history(history: pa.Table) -> None:
    """Refuse a history in which a person's posts, weights and times are not as many."""
    lengths = [pc.list_value_length(history[name]).to_numpy() for name in ("rows", "weights", "times")]
    if not all(np.array_equal(lengths[0], other) for other in lengths[1:]):
        raise misfit("the history has lists of different lengths in one row", "one weight and one time a post")


def check_name(space: str) -> None:
    """Refuse a space whose name is no plain word."""
    if not SPACE_NAME.fullmatch(space):
        raise misfit(f"the space is called {space!r}", "lower-case letters, digits and underscores")


def check_space(
    space: str, places: NDArray[np.int64], contents: NDArray[np.uint64], ads: Vectors, topics: Vectors
) -> None:
    """Refuse a name that is no plain word, or arrays that do not belong together."""
    check_name(space)
    fits = ads.ndim == topics.ndim == 2 and ads.shape[1] == topics.shape[1]
    if not fits or places.ndim != 1 or contents.shape != (len(places), 2):
        received = f"{space} has shapes {places.shape}, {contents.shape}, {ads.shape} and {topics.shape}"
        raise misfit(received, "(n,), (n, 2), (m, d) and (t, d) of places, contents, ads and topics")


def places_fit(places: NDArray[np.int64], total: int) -> bool:
    """Say whether each of ``total`` positions is taken once at most, and nothing but -1 lies outside them."""
    taken = places[places >= 0]
    if taken.max(initial=-1) >= total or (places < -1).any():
        return False
    return bool(np.bincount(taken, minlength=1).max() <= 1)


def check_unit(rows: Vectors, name: str) -> None:
    """Refuse rows that are not of unit length, or not finite."""
    length = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    off = np.flatnonzero(~(np.abs(length - 1) <= _UNIT_TOLERANCE))
    if len(off):
        raise misfit(f"{len(off)} vectors of {name} have another length than 1, such as {length[off[0]]}", "unit rows")


def without_bytes(table: pa.Table) -> pa.Table:
    """Drop the bytes of pictures that have a ``uri``; keep those that have nothing else."""
    lists = table["images"].combine_chunks()
    pictures = lists.flatten()
    uri, data = pc.struct_field(pictures, "uri"), pc.struct_field(pictures, "data")
    kept = pc.if_else(pc.is_null(uri), data, pa.scalar(None, pa.binary()))
    slim = pa.StructArray.from_arrays([uri, kept], fields=list(IMAGE), mask=pictures.is_null())
    lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    images = pa.ListArray.from_arrays(pa.array(offsets), slim, mask=lists.is_null())
    place = table.schema.get_field_index("images")
    return table.set_column(place, table.schema.field(place), images.cast(table.schema.field(place).type))


def misfit(received: str, expected: str) -> StoreError:
    """Refuse a piece."""
    return StoreError(received, expected=expected, remedy="Mend the step that made it, and stage it again")
