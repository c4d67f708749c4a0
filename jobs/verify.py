"""Read every byte of a store and say what is sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from indexing.checks import check_snapshot, read_manifest
from indexing.leases import hold
from indexing.publish import versions
from pipeline.errors import BadInput, EmptyStore, FeedloomError, StoreError
from pipeline.files import numbered_parts
from pipeline.schema import TABLES
from pipeline.store import Store
from ranking.state import State

_NOT_TABLES: Final = frozenset({"snapshots", "staging", "media", "reports"})
_BATCH_ROWS: Final = 256
"""So many rows are in memory at once; pictures may be inside."""


@dataclass(frozen=True)
class Checked:
    """What became of one part of a store.

    Parameters
    ----------
    name
        A snapshot's version, the folder of a table, or a file.
    size
        In bytes.
    faults
        One for each file that is not sound, with what to do about it.
    """

    name: str
    files: int
    size: int
    faults: tuple[FeedloomError, ...]

    def to_dict(self) -> dict[str, object]:
        """Give plain values."""
        faults = [str(fault) for fault in self.faults]
        return {"name": self.name, "files": self.files, "bytes": self.size, "faults": faults}


def verify(store: Store, version: str | None = None, *, every: bool = False) -> Iterator[Checked]:
    """Check snapshots, all tables, and the online state, one after the other.

    Parameters
    ----------
    version
        Which snapshot; None for the published one.
    every
        Whether to check all snapshots.

    Raises
    ------
    BadInput
        If one snapshot is named and all are wanted.
    """
    if version is not None and every:
        raise BadInput(f"{version} and --all", expected="one or the other", remedy="Leave one of them out")
    for name in versions(store) if every else _wanted(store, version):
        yield _check_snapshot(store, name)
    for folder in sorted({path.parent for path in _parquet_files(store)}):
        yield _check_folder(store, folder)
    if store.state_db.is_file():
        fault = _fault(State(store.state_db).check)
        yield Checked(store.state_db.name, 1, store.state_db.stat().st_size, fault)


def _wanted(store: Store, version: str | None) -> tuple[str, ...]:
    try:
        return (version or store.current_version(),)
    except EmptyStore:
        return ()


def _check_snapshot(store: Store, version: str) -> Checked:
    path = store.snapshots / version
    _, lease = hold(store, version)  # until the end of this function nobody prunes it
    fault = _fault(lambda: check_snapshot(path, read_manifest(path), verify=True))
    files = [file for file in path.glob("*") if file.is_file()]
    size = _size(files)
    del lease
    return Checked(version, len(files), size, fault)


def _parquet_files(store: Store) -> Iterator[Path]:
    for folder in store.root.iterdir():
        if folder.is_dir() and folder.name not in _NOT_TABLES:
            yield from folder.rglob("*.parquet")


def _check_folder(store: Store, folder: Path) -> Checked:
    name = folder.relative_to(store.root).as_posix()
    paths = sorted(folder.glob("*.parquet"))
    checks: list[Callable[[], object]] = [partial(_read_through, name, path) for path in paths]
    if name in {*TABLES, "deleted"}:
        checks.append(partial(numbered_parts, folder))
    faults = tuple(fault for check in checks for fault in _fault(check))
    return Checked(name, len(paths), _size(paths), faults)


def _read_through(table: str, path: Path) -> None:
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            for _ in file.iter_batches(_BATCH_ROWS):
                pass
    except (pa.ArrowException, OSError, ValueError) as error:
        raise StoreError(
            f"{path} cannot be read ({error})",
            expected="a whole Parquet file that feedloom wrote",
            remedy=_REMEDIES.get(table, "Remove it: the next `feedloom build` makes it anew"),
        ) from error


_REMEDIES: Final = {
    **dict.fromkeys(TABLES, "Restore it from a backup, or remove it and import its source again"),
    "deleted": "Restore it from a backup: without it, posts that it deletes are seen again",
    "rejected": "Remove it: it only says what could not be used, and the next import or build says so again",
}


def _fault(check: Callable[[], object]) -> tuple[FeedloomError, ...]:
    try:
        check()
    except FeedloomError as error:
        return (error,)
    return ()


def _size(paths: Sequence[Path]) -> int:
    return sum(path.stat().st_size for path in paths)
