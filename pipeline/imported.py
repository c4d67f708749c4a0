"""What readers and importers hand on: tables that fit the data contract, and the rows that did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from pipeline.schema import REJECTED


@dataclass(frozen=True)
class Rejection:
    """One row of REJECTED; see :data:`pipeline.schema.REJECTED` for the fields."""

    table: str
    id: str
    stage: str
    reason: str
    detail: str | None = None
    content_key: str | None = None


def rejected_table(rejections: Iterable[Rejection]) -> pa.Table:
    """Put rejections into a table with the schema REJECTED."""
    rows = list(rejections)
    return pa.table({name: [getattr(row, name) for row in rows] for name in REJECTED.names}, REJECTED)


@dataclass(frozen=True)
class Raw:
    """A table as a file holds it, before anybody looked at what the columns mean.

    Parameters
    ----------
    table
        Any columns of any types.
    broken
        Rows that could not even be read, each as its place (``"line 17"``), a reason and a detail.
    """

    table: pa.Table
    broken: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class Imported:
    """Tables that conform to the data contract, by name, and what was left out of them.

    Parameters
    ----------
    tables
        Each with the schema ``TABLES[name]``.
    rejected
        With the schema REJECTED.
    media_roots
        Absolute folders or URIs below which the pictures lie that the tables name.
    """

    tables: Mapping[str, pa.Table]
    rejected: pa.Table = field(default_factory=REJECTED.empty_table)
    media_roots: tuple[str, ...] = ()
