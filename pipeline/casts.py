"""What may stand for what: the casts from a reader's columns to the types of the data contract.

A cast keeps the length of a column. A value that cannot be read becomes null, which the caller tells from a value that
was null before; a column of a hopeless type raises.

============== =====================================================================================================
wanted         accepted
============== =====================================================================================================
text, ids      text, whole numbers (7 becomes "7"); no fractions, because "7.0" is not the id "7"
times          timestamps and dates (UTC where they name no zone); ISO 8601 text (the same); numbers, and text of nine
               or more digits, as time since 1970: seconds below 1e11 in size, else milliseconds
numbers        numbers, and text that is one; infinity and NaN are unreadable
flags          booleans, 0 and 1, and the words true and false
lists of text  lists of text or whole numbers; text, split at each "|"
pictures       text (one path or URI), bytes (one picture), structs of ``uri`` and ``data``; or lists of one of these
============== =====================================================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import types

from pipeline.errors import SchemaError, nearest
from pipeline.schema import IMAGE, TIME

_EPOCH_MS_FROM: Final = 1e11  # as seconds this is the year 5138, as milliseconds 1973
_FIRST_S, _LAST_S = -62_135_596_800, 253_402_300_799  # the years 1 to 9999
_PER_SECOND: Final[Mapping[str, float]] = {"s": 1.0, "ms": 1e3, "us": 1e6, "ns": 1e9}
_DIGITS: Final = r"^-?\d{9,}(\.\d+)?$"  # fewer could be a year or 20240131
_ZONED: Final = r"[T ]\d{2}.*(Z|[+-]\d{2}(:?\d{2})?)$"
_NUMBER: Final = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_FLAGS: Final[Mapping[str, bool]] = {"true": True, "1": True, "false": False, "0": False}


class _Unfit(Exception):
    """A column's type cannot stand for the wanted one; the message says what could."""


def cast_column(column: pa.ChunkedArray, field: pa.Field) -> pa.ChunkedArray:
    """Cast a column chunk by chunk; null where a value is null or unreadable, an empty list where a list is null.

    Raises
    ------
    SchemaError
        If the column's type cannot stand for the field's.
    """
    cast = _CASTS[field.type]
    try:
        chunks = [cast(_plain(chunk)) for chunk in column.chunks]
    except (_Unfit, pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise SchemaError(
            f"column {field.name!r} holds {column.type}",
            expected=str(error) if isinstance(error, _Unfit) else f"what can be cast to {field.type}",
            remedy="Convert the column, or map another one to this field",
        ) from error
    return pa.chunked_array(chunks, field.type)


def _plain(array: pa.Array) -> pa.Array:
    if types.is_dictionary(array.type):
        return array.dictionary_decode()
    return array


def _is_text(kind: pa.DataType) -> bool:
    return bool(types.is_string(kind) or types.is_large_string(kind))


def _to_text(array: pa.Array) -> pa.Array:
    if not (_is_text(array.type) or types.is_integer(array.type) or types.is_null(array.type)):
        raise _Unfit("text or whole numbers")
    return array.cast(pa.string())


def _to_time(array: pa.Array) -> pa.Array:
    kind = array.type
    if _is_text(kind):
        return _time_of_text(array.cast(pa.string()))
    if types.is_integer(kind) or types.is_floating(kind):
        return _time_of_numbers(array.cast(pa.float64(), safe=False))
    if types.is_null(kind):
        return array.cast(TIME)
    if types.is_date(kind):
        array = array.cast(pa.timestamp("s"), safe=False)
    elif not types.is_timestamp(kind):
        raise _Unfit("times, ISO 8601 text or numbers")
    return _time_of_timestamps(array)


def _time_of_timestamps(times: pa.Array) -> pa.Array:
    unit = times.type.unit
    count, scale = times.cast(pa.int64()).cast(pa.float64(), safe=False), _PER_SECOND[unit]
    possible = pc.and_(pc.greater_equal(count, _FIRST_S * scale), pc.less_equal(count, _LAST_S * scale))
    return pc.if_else(possible, times, None).cast(TIME, safe=unit != "ns")  # nanoseconds may be cut off


def _time_of_numbers(numbers: pa.Array) -> pa.Array:
    seconds = pc.if_else(pc.less(pc.abs(numbers), _EPOCH_MS_FROM), numbers, pc.divide(numbers, 1e3))
    possible = pc.and_(pc.greater_equal(seconds, _FIRST_S), pc.less_equal(seconds, _LAST_S))  # false for NaN
    micros = pc.round(pc.multiply(pc.if_else(possible, seconds, None), 1e6))
    return micros.cast(pa.int64()).cast(TIME)


def _time_of_text(text: pa.Array) -> pa.Array:
    digits = pc.match_substring_regex(text, _DIGITS)
    numbers = pc.if_else(digits, text, None).cast(pa.float64())
    return pc.coalesce(_time_of_numbers(numbers), _time_of_iso(pc.if_else(digits, None, text)))


def _time_of_iso(text: pa.Array) -> pa.Array:
    zoned = pc.match_substring_regex(text, _ZONED)
    try:
        return pc.if_else(zoned, text, pc.binary_join_element_wise(text, "Z", "")).cast(TIME)
    except pa.ArrowInvalid:  # one unreadable value spoils the fast way for its chunk
        return pa.array([_parse_iso(value) for value in text.to_pylist()], TIME)


def _parse_iso(value: str | None) -> datetime | None:
    if value is None or len(value) < len("2024-01-31"):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _to_number(array: pa.Array) -> pa.Array:
    if _is_text(array.type):
        array = pc.if_else(pc.match_substring_regex(array, _NUMBER), array, None)
    elif not (types.is_integer(array.type) or types.is_floating(array.type) or types.is_null(array.type)):
        raise _Unfit("numbers")
    return array.cast(pa.float64(), safe=False)


def _to_float(array: pa.Array) -> pa.Array:
    values = _to_number(array).cast(pa.float32(), safe=False)
    return pc.if_else(pc.is_finite(values), values, None)


def _to_whole(array: pa.Array) -> pa.Array:
    if types.is_integer(array.type) and not types.is_uint64(array.type):
        return array.cast(pa.int64())
    values = _to_number(array)
    whole = pc.and_(pc.equal(values, pc.floor(values)), pc.less(pc.abs(values), 2.0**53))
    return pc.if_else(whole, values, None).cast(pa.int64())


def _to_flag(array: pa.Array) -> pa.Array:
    if types.is_boolean(array.type) or types.is_null(array.type):
        return array.cast(pa.bool_())
    words = pc.utf8_lower(_to_text(array))
    place = pc.index_in(words, pa.array(list(_FLAGS)))
    return pa.array(list(_FLAGS.values())).take(place)


def _to_texts(array: pa.Array) -> pa.Array:
    if _is_text(array.type):
        array = pc.split_pattern(array.cast(pa.string()), "|")
        return _lists(array, pc.utf8_trim_whitespace, drop_empty=True)
    if types.is_null(array.type) or types.is_nested(array.type):
        return _lists(array, _to_text)
    raise _Unfit('lists of text, or text split at "|"')


def _to_images(array: pa.Array) -> pa.Array:
    if types.is_null(array.type) or _is_list(array.type):
        return _lists(array, _to_image)
    images = _to_image(array)
    present = pc.is_valid(images)
    return _from_lengths(present.cast(pa.int32()), images.filter(present))


def _to_image(array: pa.Array) -> pa.Array:
    if _is_text(array.type):
        return _image_structs(array, {"uri": array})
    if types.is_binary(array.type) or types.is_large_binary(array.type):
        return _image_structs(array, {"data": array})
    if types.is_null(array.type):
        return _image_structs(array, {})
    if not types.is_struct(array.type):
        raise _Unfit("paths, bytes, structs of uri and data, or lists of these")
    return _image_structs(array, {field.name: array.field(place) for place, field in enumerate(array.type)})


def _image_structs(array: pa.Array, parts: Mapping[str, pa.Array]) -> pa.Array:
    known = [field.name for field in IMAGE]
    for name in parts.keys() - known:
        raise _Unfit(f"structs of uri and data, without {name!r}; {nearest(name, known)}")
    if "data" in parts and _is_text(parts["data"].type):
        raise _Unfit("the bytes of a picture in 'data', not text")
    columns = [parts[f.name].cast(f.type) if f.name in parts else pa.nulls(len(array), f.type) for f in IMAGE]
    return pa.StructArray.from_arrays(columns, fields=list(IMAGE), mask=pc.is_null(array))


def _is_list(kind: pa.DataType) -> bool:
    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _lists(array: pa.Array, inner: Callable[[pa.Array], pa.Array], *, drop_empty: bool = False) -> pa.Array:
    """Cast the elements of lists; a null list becomes an empty one, a list with a null in it becomes null."""
    if types.is_null(array.type):
        array = array.cast(pa.list_(pa.null()))
    if not _is_list(array.type):
        raise _Unfit("lists")
    values = inner(_plain(array.flatten()))
    parents = pc.list_parent_indices(array)
    if drop_empty:
        kept = pc.not_equal(values, "")
        values, parents = values.filter(kept), parents.filter(kept)
    lengths = np.bincount(parents.to_numpy(), minlength=len(array)).astype(np.int32)
    spoilt = np.zeros(len(array), bool)
    spoilt[parents.filter(pc.is_null(values)).to_numpy()] = True
    return _from_lengths(pa.array(lengths), values, pa.array(spoilt))


def _from_lengths(lengths: pa.Array, values: pa.Array, mask: pa.Array | None = None) -> pa.Array:
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths)])
    return pa.ListArray.from_arrays(offsets, values, mask=mask)


_CASTS: Final[Mapping[Any, Callable[[pa.Array], pa.Array]]] = {
    pa.string(): _to_text,
    TIME: _to_time,
    pa.float32(): _to_float,
    pa.int64(): _to_whole,
    pa.bool_(): _to_flag,
    pa.list_(pa.string()): _to_texts,
    pa.list_(IMAGE): _to_images,
}
