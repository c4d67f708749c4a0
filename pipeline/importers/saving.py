"""What was imported into a store, and the way back from a store to its pictures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pipeline.errors import BadInput, StoreError
from pipeline.files import atomic_path
from pipeline.imported import Imported
from pipeline.media import DEFAULT_LIMITS, MediaLimits, MediaReader
from pipeline.places import is_remote, local_path
from pipeline.store import Store

MEDIA_ROOTS: Final = "media_roots.json"
_PART_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def save(imported: Imported, store: Store, name: str) -> Mapping[str, int]:
    """Append the tables, note what was rejected, and allow the folders the pictures lie in.

    Parameters
    ----------
    imported
        From a reader or an importer.
    store
        Where to.
    name
        What the import is called: its rejected rows become the part ``import-<name>``, in place of an earlier one.

    Returns
    -------
    Mapping[str, int]
        How many rows each table took, and ``"rejected"``.

    Raises
    ------
    BadInput
        If the name cannot be part of a file's name.
    StoreError
        If the store's list of media roots is damaged.
    """
    if not _PART_NAME.fullmatch(name):
        raise BadInput(f"an import named {name!r}", expected="letters, digits, '.', '_' and '-'", remedy="Rename it")
    allow_media_roots(store, imported.media_roots)
    for table_name, table in imported.tables.items():
        if table.num_rows:
            store.append(table_name, table)
    store.write("rejected", imported.rejected, part=f"import-{name}")
    counts = {table_name: table.num_rows for table_name, table in imported.tables.items()}
    return {**counts, "rejected": imported.rejected.num_rows}


def media_reader(store: Store, limits: MediaLimits = DEFAULT_LIMITS) -> MediaReader:
    """Read pictures from the store's media folder and from the roots its imports allowed.

    Raises
    ------
    StoreError
        If the list of roots is damaged, or holds one that would allow everything.
    """
    return MediaReader(store.media, media_roots(store), limits)


def media_roots(store: Store) -> tuple[str, ...]:
    """Read the store's list of media roots; empty where there is none.

    Raises
    ------
    StoreError
        If it is damaged.
    """
    path = store.root / MEDIA_ROOTS
    if not path.is_file():
        return ()
    try:
        roots = json.loads(path.read_text(encoding="utf-8"))["roots"]
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(path, f"is damaged ({error!r})") from error
    if not isinstance(roots, list):
        raise _damaged(path, f"holds {roots!r}")
    for root in roots:
        if not _is_sound(root):
            raise _damaged(path, f"holds the root {root!r}")
    return tuple(roots)


def allow_media_roots(store: Store, roots: Iterable[str]) -> None:
    """Add roots to the store's list.

    Raises
    ------
    BadInput
        If one is neither an absolute folder (other than ``/``) nor a URI.
    StoreError
        If the list is damaged.
    """
    for root in roots:
        if not _is_sound(root):
            raise BadInput(f"the media root {root!r}", expected="an absolute folder or a URI", remedy="Name a folder")
    merged = sorted({*media_roots(store), *roots})
    with atomic_path(store.root / MEDIA_ROOTS) as path:
        path.write_text(json.dumps({"roots": merged}, indent=2) + "\n", encoding="utf-8")


def _is_sound(root: object) -> bool:
    if not isinstance(root, str) or "\0" in root:
        return False
    if is_remote(root):
        return True
    try:
        path = local_path(root)
    except ValueError:
        return False
    return path.is_absolute() and path.resolve() != Path("/")


def _damaged(path: Path, received: str) -> StoreError:
    return StoreError(
        f"{path} {received}",
        expected='{"roots": [...]} with absolute folders and URIs',
        remedy="Delete it and run the imports again",
    )
