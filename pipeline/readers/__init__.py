"""Files of people's own into tables of the data contract.

======== ======================================= =====================================
reader   reads                                   a row that cannot be read
======== ======================================= =====================================
jsonl    one JSON object a line                  is rejected with its line
csv      comma-separated values with a header    is rejected with its number
parquet  a file, or a folder of files            (a damaged file is an error)
pictures a folder, each picture a post           is rejected when it is decoded
======== ======================================= =====================================
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.errors import BadInput, ConfigError, nearest
from pipeline.imported import Imported, Raw, Rejection, rejected_table
from pipeline.readers import csv, jsonl, parquet, pictures
from pipeline.readers.anchor import anchor
from pipeline.readers.mapping import rename
from pipeline.schema import TABLES
from pipeline.validate import conform

READERS: Final[Mapping[str, Callable[..., Raw]]] = {
    "jsonl": jsonl.read,
    "csv": csv.read,
    "parquet": parquet.read,
    "pictures": pictures.read,
}
OPTIONS: Final[Mapping[str, tuple[str, ...]]] = {"csv": ("delimiter", "encoding", "quote")}
"""What a reader takes besides the path."""


def read_posts(
    kind: str,
    path: Path,
    mapping: Sequence[str] = (),
    *,
    options: Mapping[str, str] = MappingProxyType({}),
    media_root: Path | None = None,
) -> Imported:
    """Read posts; see :func:`read_table`."""
    return read_table(kind, path, "posts", mapping, options=options, media_root=media_root)


def read_table(
    kind: str,
    path: Path,
    name: str,
    mapping: Sequence[str] = (),
    *,
    options: Mapping[str, str] = MappingProxyType({}),
    media_root: Path | None = None,
) -> Imported:
    """Read one table, rename its columns and make it conform.

    Parameters
    ----------
    kind
        A key of ``READERS``.
    path
        The file or folder.
    name
        posts, users, events or ads.
    mapping
        ``field=column`` renames a column, ``=column`` drops it.
    options
        What the reader takes besides the path, by the names in ``OPTIONS``.
    media_root
        The folder that relative picture paths start from, and below which pictures may lie; None means the folder
        that ``path`` is or lies in.

    Raises
    ------
    BadInput
        If the reader or the table is unknown, or the input cannot be used: as a ConfigError where an option or the
        mapping is wrong, as a SchemaError where a column is.
    """
    _check(kind, name, options)
    raw = READERS[kind](path, **options)
    broken = rejected_table(Rejection(name, row, "read", reason, detail) for row, reason, detail in raw.broken)
    conformed = conform(rename(raw.table, name, mapping), name)
    rejected = pa.concat_tables([broken, conformed.rejected])
    if "images" not in TABLES[name].names:
        return Imported({name: conformed.table}, rejected)
    root = (media_root or (path if path.is_dir() else path.parent)).absolute()
    table = _anchored(conformed.table, root)
    return Imported({name: table}, rejected, (str(root),) if _names_files(table) else ())


def _check(kind: str, name: str, options: Mapping[str, str]) -> None:
    for word, known in ((kind, READERS), (name, TABLES)):
        if word not in known:
            raise BadInput(f"{word!r} is unknown", expected=f"one of {', '.join(known)}", remedy=nearest(word, known))
    taken = OPTIONS.get(kind, ())
    for option in options:
        if option not in taken:
            raise ConfigError(
                f"the reader {kind!r} has no option {option!r}",
                expected=f"one of {', '.join(taken)}" if taken else "none",
                remedy=nearest(option, taken) if taken else "Leave it out",
            )


def _anchored(table: pa.Table, root: Path) -> pa.Table:
    place = table.schema.get_field_index("images")
    return table.set_column(place, table.schema.field(place), anchor(table["images"], root))


def _names_files(table: pa.Table) -> bool:
    uris = pc.struct_field(pc.list_flatten(table["images"]), "uri")
    return bool(len(uris) > uris.null_count)
