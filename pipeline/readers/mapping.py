"""Columns by other names: ``field=column`` renames a column, ``=column`` drops it."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from pipeline.errors import ConfigError, SchemaError, nearest
from pipeline.schema import TABLES


def rename(table: pa.Table, name: str, mapping: Sequence[str]) -> pa.Table:
    """Give columns the names of the data contract.

    Parameters
    ----------
    table
        From a reader.
    name
        posts, users, events or ads: whose fields the columns become.
    mapping
        Such as ``["post_id=id", "text=body", "=internal_note"]``.

    Raises
    ------
    ConfigError
        If an entry is no ``field=column``, names an unknown field, or names a field or a column again.
    SchemaError
        If there is no such column, or the table has a column of the field's name besides.
    """
    fields: dict[str, str] = {}
    for entry in mapping:
        field, column = _split(entry, name)
        if column not in table.column_names:
            raise SchemaError(
                f"--map {entry} names a column {column!r}",
                expected=f"a column of the input: {', '.join(table.column_names)}",
                remedy=nearest(column, table.column_names),
            )
        if column in fields or (field and field in fields.values()):
            raise ConfigError(f"--map {entry} comes on top of {mapping}", expected="each name once", remedy="Drop one")
        fields[column] = field
    kept = [column for column in table.column_names if fields.get(column, column)]
    names = [fields.get(column, column) for column in kept]
    for field in fields.values():
        if names.count(field) > 1:
            raise SchemaError(
                f"the input has a column {field!r} already",
                expected=f"one column for {field}",
                remedy=f"Drop it with --map ={field}, or leave it out of the mapping",
            )
    return table.select(kept).rename_columns(names)


def _split(entry: str, name: str) -> tuple[str, str]:
    field, equals, column = entry.partition("=")
    if not equals or not column:
        raise ConfigError(f"--map {entry!r}", expected="FIELD=COLUMN", remedy="Write such as --map post_id=id")
    if field and field not in TABLES[name].names:
        raise ConfigError(
            f"--map {entry} names a field {field!r}",
            expected=f"a field of {name}",
            remedy=nearest(field, TABLES[name].names),
        )
    return field, column
