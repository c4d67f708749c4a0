"""The last step of every importer: make the tables conform and put what was left out together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from pipeline.errors import SchemaError, nearest
from pipeline.imported import Imported, Rejection, rejected_table
from pipeline.validate import conform


def assemble(
    raw: Mapping[str, pa.Table], rejections: Iterable[Rejection] = (), media_roots: Iterable[Path] = ()
) -> Imported:
    """Conform each table, and add the importer's own rejections to those of the validation."""
    conformed = {name: conform(table, name) for name, table in raw.items()}
    rejected = [rejected_table(rejections), *(result.rejected for result in conformed.values())]
    return Imported(
        {name: result.table for name, result in conformed.items()},
        pa.concat_tables(rejected),
        tuple(str(root.absolute()) for root in media_roots),
    )


def require_columns(table: pa.Table, names: Sequence[str], path: Path) -> pa.Table:
    """Take the named columns of a source's file.

    Raises
    ------
    SchemaError
        If one is absent: the file is of another edition, or another file altogether.
    """
    for name in names:
        if name not in table.column_names:
            raise SchemaError(
                f"{path} has no column {name!r}",
                expected=f"the columns {', '.join(names)}",
                remedy=nearest(name, table.column_names),
            )
    return table.select(list(names))
