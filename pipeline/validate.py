"""Make a reader's table conform to the data contract, and say of every row that cannot why.

What is wrong with a column is an error, because it is wrong with every row; what is wrong with a row is a row of
REJECTED. A row is rejected for the first of these reasons that fits:

==================== ==============================================================================
null_id              an id is missing or empty
missing_value        another required value is missing, or the stars of a rate, the seconds of a dwell
bad_time             a time that cannot be read (:mod:`pipeline.casts` says what can)
bad_number, bad_flag the same of numbers and of true and false
bad_list             a list with a missing element
reserved_id          a post whose id begins with ``ad:``, which is how ads are told from posts
empty_post           a post without title, text and picture
bad_language         a language that is no BCP 47 tag such as ``en`` or ``pt-BR``, of a post or of a person
bad_label, bad_topic a label or a muted topic without a letter or a digit
unknown_action       an event whose action is not one of ACTIONS
negative_money       an ad with a bid or a budget below 0
ends_before_start    an ad whose time is over before it begins
duplicate_id         a row whose key an earlier row of the table has
==================== ==============================================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.casts import cast_column
from pipeline.errors import BadInput, SchemaError, nearest
from pipeline.imported import Rejection, rejected_table
from pipeline.schema import ACTIONS, IMAGE, PRIMARY_KEY, TABLES, TIME

_ID_OF: Final[Mapping[str, str]] = {"posts": "post_id", "users": "user_id", "ads": "ad_id"}
_UNREADABLE: Final[Mapping[Any, str]] = {
    TIME: "bad_time",
    pa.float32(): "bad_number",
    pa.int64(): "bad_number",
    pa.bool_(): "bad_flag",
    pa.list_(pa.string()): "bad_list",
    pa.list_(IMAGE): "bad_list",
}
_DETAIL_CHARACTERS: Final = 120
_LANGUAGE: Final = r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*$"
_A_WORD: Final = r"[\p{L}\p{N}]"


@dataclass(frozen=True)
class Conformed:
    """The rows that fit, in order, and one row of REJECTED for each that did not."""

    table: pa.Table
    rejected: pa.Table


@dataclass(frozen=True)
class _Fault:
    reason: str
    rows: pa.ChunkedArray  # (n,) bool
    column: str  # whose value the detail quotes


def conform(table: pa.Table, name: str) -> Conformed:
    """Cast a table to ``TABLES[name]`` and separate the rows that cannot be used.

    Parameters
    ----------
    table
        From a reader. Nullable columns may be absent; columns of other types are cast as :mod:`pipeline.casts` says.
    name
        posts, users, events or ads.

    Raises
    ------
    BadInput
        If there is no table of that name.
    SchemaError
        If a required column is absent, a column is unknown or there twice, or a column's type cannot be cast.
    """
    schema = _schema(name)
    _check_columns(table.column_names, schema, name)
    cast = pa.table({field.name: _cast_or_fill(table, field) for field in schema})
    rejections: list[Rejection] = []
    alive = np.ones(table.num_rows, bool)
    for fault in _faults(table, cast, name):
        rows = pc.fill_null(fault.rows, False).to_numpy() & alive
        alive &= ~rows
        rejections += _reject(table, cast, name, fault, np.flatnonzero(rows))
    twice = _duplicates(cast, name, np.flatnonzero(alive))
    alive[twice] = False
    key = PRIMARY_KEY[name][0]
    rejections += _reject(table, cast, name, _Fault("duplicate_id", pa.chunked_array([], pa.bool_()), key), twice)
    return Conformed(cast.filter(pa.array(alive)).cast(schema), rejected_table(rejections))


def _schema(name: str) -> pa.Schema:
    if name not in TABLES:
        raise BadInput(f"table {name!r}", expected="a table of the data contract", remedy=nearest(name, TABLES))
    return TABLES[name]


def _check_columns(columns: list[str], schema: pa.Schema, name: str) -> None:
    for column in columns:
        if column not in schema.names:
            raise SchemaError(
                f"{name} has a column {column!r}",
                expected=f"only columns of {name}: {', '.join(schema.names)}",
                remedy=f"{nearest(column, schema.names)}; --map FIELD={column} renames, --map ={column} drops it",
            )
        if columns.count(column) > 1:
            raise SchemaError(f"{name} has {column!r} twice", expected="each column once", remedy="Drop one of the two")


def _cast_or_fill(table: pa.Table, field: pa.Field) -> pa.ChunkedArray:
    if field.name in table.column_names:
        return cast_column(table[field.name], field)
    if not field.nullable:
        raise SchemaError(
            f"there is no column {field.name!r}",
            expected=f"{field.name} ({field.type}), which is required",
            remedy=f"{nearest(field.name, table.column_names or ['another file'])}; --map {field.name}=COLUMN maps it",
        )
    return cast_column(pa.chunked_array([pa.nulls(table.num_rows)]), field)


def _faults(raw: pa.Table, cast: pa.Table, name: str) -> Iterator[_Fault]:
    for field in TABLES[name]:
        if field.name not in raw.column_names:
            continue
        given, values = raw[field.name], cast[field.name]
        if not field.nullable:
            absent = _blank(values) if field.type == pa.string() else pc.is_null(given)
            yield _Fault("null_id" if field.name.endswith("_id") else "missing_value", absent, field.name)
        if field.type in _UNREADABLE:
            unreadable = pc.and_(pc.is_valid(given), pc.is_null(values))
            yield _Fault(_UNREADABLE[field.type], unreadable, field.name)
    yield from _CHECKS[name](cast)


def _blank(text: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.fill_null(pc.equal(pc.utf8_trim_whitespace(text), ""), True)


def _check_posts(posts: pa.Table) -> Iterator[_Fault]:
    yield _Fault("reserved_id", pc.starts_with(posts["post_id"], "ad:"), "post_id")
    wordless = pc.and_(_blank(posts["title"]), _blank(posts["text"]))
    yield _Fault("empty_post", pc.and_(wordless, pc.equal(pc.list_value_length(posts["images"]), 0)), "text")
    language = posts["language"]
    unlike = pc.invert(pc.match_substring_regex(language, _LANGUAGE))
    yield _Fault("bad_language", pc.and_(unlike, pc.invert(_blank(language))), "language")
    yield _Fault("bad_label", _any_unlike(posts["labels"], _A_WORD), "labels")


def _check_users(users: pa.Table) -> Iterator[_Fault]:
    yield _Fault("bad_language", _any_unlike(users["languages"], _LANGUAGE), "languages")
    yield _Fault("bad_topic", _any_unlike(users["muted_topics"], _A_WORD), "muted_topics")
    for column in ("hidden_labels", "allowed_labels"):
        yield _Fault("bad_label", _any_unlike(users[column], _A_WORD), column)


def _any_unlike(lists: pa.ChunkedArray, pattern: str) -> pa.ChunkedArray:
    """Say which lists of texts have one that the pattern does not match, ``(n,) bool``."""
    whole = lists.combine_chunks()
    unlike = pc.invert(pc.match_substring_regex(pc.list_flatten(whole), pattern))
    found = np.zeros(len(whole), bool)
    found[pc.list_parent_indices(whole).filter(unlike).to_numpy()] = True
    return pa.chunked_array([found])


def _check_events(events: pa.Table) -> Iterator[_Fault]:
    action = events["action"]
    yield _Fault("unknown_action", pc.invert(pc.is_in(action, pa.array(ACTIONS))), "action")
    needs_value = pc.is_in(action, pa.array(["rate", "dwell"]))
    yield _Fault("missing_value", pc.and_(needs_value, pc.is_null(events["value"])), "value")


def _check_ads(ads: pa.Table) -> Iterator[_Fault]:
    for column in ("bid_micros", "daily_budget_micros"):
        yield _Fault("negative_money", pc.less(ads[column], 0), column)
    yield _Fault("ends_before_start", pc.less(ads["ends_at"], ads["starts_at"]), "ends_at")


_CHECKS: Final[Mapping[str, Callable[[pa.Table], Iterator[_Fault]]]] = {
    "posts": _check_posts,
    "users": _check_users,
    "events": _check_events,
    "ads": _check_ads,
}


def _duplicates(cast: pa.Table, name: str, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give those of the rows whose key an earlier one of them has."""
    key = list(PRIMARY_KEY[name])
    keys = cast.select(key).take(pa.array(rows)).append_column("row", pa.array(rows))
    first = keys.group_by(key).aggregate([("row", "min")])["row_min"].to_numpy()
    return np.setdiff1d(rows, first, assume_unique=True)


def _printable(values: pa.ChunkedArray) -> pa.ChunkedArray:
    return values.cast(pa.string()) if pa.types.is_timestamp(values.type) else values  # Python ends at the year 9999


def _reject(raw: pa.Table, cast: pa.Table, name: str, fault: _Fault, rows: NDArray[np.int64]) -> Iterator[Rejection]:
    if not len(rows):
        return
    values = raw if fault.column in raw.column_names else cast
    quoted = _printable(values[fault.column].take(rows)).to_pylist()
    ids = cast[_ID_OF[name]].take(rows).to_pylist() if name in _ID_OF else [None] * len(rows)
    for row, post_id, value in zip(rows, ids, quoted, strict=True):
        detail = f"row {row + 1}: {fault.column} is {value!r}"[:_DETAIL_CHARACTERS]
        yield Rejection(name, post_id or f"row {row + 1}", "validate", fault.reason, detail)
