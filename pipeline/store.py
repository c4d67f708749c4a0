"""A store: the one folder that holds all that a run leaves.

::

    store/
      posts/ users/ events/ ads/   what came in, as validated Parquet parts
      media/                       pictures that came as paths, copied in by an importer (optional)
      content/                     which content each post consists of, and its content keys
      embeddings/<space>/          vectors keyed by content hash x model revision
      readings/                    words in pictures keyed by content hash x reader revision (optional)
      picture_words/               which words stand in which picture of which post (optional)
      rejected/                    a row with a reason for everything that could not be used
      profiles/                    interests of people
      staging/                     the next snapshot while it is assembled
      snapshots/<version>/         immutable; see indexing/
      CURRENT                      names the published snapshot
      state.db                     online state; see ranking/state.py

Parts are written to a temporary name and renamed, so a reader never meets half a file. Parts of the four
imported tables are numbered, and a row in a later part replaces one with the same key in an earlier part.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import EmptyStore, StoreError
from pipeline.schema import PRIMARY_KEY, TABLES

CURRENT: Final = "CURRENT"


@dataclass(frozen=True)
class Store:
    """Know where everything lies, read and append tables; hold no state.

    Parameters
    ----------
    root
        The store's folder.
    """

    root: Path

    @classmethod
    def create(cls, root: str | Path) -> Store:
        """Open the folder, made if it is missing, for a job that puts something in."""
        store = cls(Path(root).resolve())
        store.root.mkdir(parents=True, exist_ok=True)
        return store

    @classmethod
    def open(cls, root: str | Path) -> Store:
        """Open a folder that must exist already.

        Raises
        ------
        EmptyStore
            If there is no such folder.
        """
        store = cls(Path(root).resolve())
        if not store.root.is_dir():
            raise EmptyStore(
                f"{store.root} is not a folder",
                expected="a store",
                remedy="Create one with `feedloom sample DIR` or `feedloom import NAME SOURCE --store DIR`",
            )
        return store

    @property
    def media(self) -> Path:
        """The folder below which picture paths of this store lie."""
        return self.root / "media"

    @property
    def staging(self) -> Path:
        """The next snapshot while it is assembled."""
        return self.root / "staging"

    @property
    def snapshots(self) -> Path:
        """The published snapshots, one folder each."""
        return self.root / "snapshots"

    @property
    def state_db(self) -> Path:
        """The online state."""
        return self.root / "state.db"

    def folder(self, *names: str) -> Path:
        """Name a folder of the store, such as ``folder("embeddings", "clip")``."""
        return self.root.joinpath(*names)

    def append(self, name: str, table: pa.Table) -> Path:
        """Add rows to an imported table as one new part; they replace earlier rows with the same key."""
        folder = self.folder(name)
        number = 1 + max((int(p.name.split("-")[1]) for p in folder.glob("part-*.parquet")), default=0)
        path = folder / f"part-{number:06d}-{uuid4().hex[:8]}.parquet"
        write_parquet(table.cast(TABLES[name]), path)
        return path

    def read(self, name: str) -> pa.Table:
        """Read an imported table, the latest row of each key, in order of its first appearance in a part.

        Returns
        -------
        pyarrow.Table
            With the schema of ``TABLES[name]``; empty where nothing was imported.
        """
        schema = TABLES[name]
        parts = [_read_part(path, schema) for path in sorted(self.folder(name).glob("part-*.parquet"))]
        if not parts:
            return schema.empty_table()
        return _latest(pa.concat_tables(parts).combine_chunks(), PRIMARY_KEY[name])

    def write(self, name: str, table: pa.Table, *, part: str = "all") -> Path:
        """Write one named part of a derived table (content, rejected, profiles), replacing the part of that name."""
        path = self.folder(name) / f"{part}.parquet"
        write_parquet(table, path)
        return path

    def read_derived(self, name: str, schema: pa.Schema) -> pa.Table:
        """Read all parts of a derived table; empty where there is none."""
        parts = [_read_part(path, schema) for path in sorted(self.folder(name).glob("*.parquet"))]
        return pa.concat_tables(parts) if parts else schema.empty_table()

    def current_version(self) -> str:
        """Name the published snapshot.

        Raises
        ------
        EmptyStore
            If nothing was published yet.
        """
        pointer = self.root / CURRENT
        if not pointer.is_file():
            raise EmptyStore(
                f"{self.root} has no published snapshot",
                expected="a store on which `feedloom build` has run",
                remedy=f"Run `feedloom build --store {self.root}`",
            )
        version = pointer.read_text(encoding="utf-8").strip()
        if not version or Path(version).name != version:
            raise StoreError(
                f"{pointer} holds {version!r}",
                expected="the name of a folder below snapshots/",
                remedy="Write the name of an existing snapshot into it, or run `feedloom build` again",
            )
        return version

    def publish(self, version: str) -> None:
        """Point CURRENT at a snapshot, atomically."""
        with atomic_path(self.root / CURRENT) as path:
            path.write_text(version + "\n", encoding="utf-8")


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path`` that takes its place, on disk, when the block ends well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid4().hex[:8]}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a rename inside ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a Parquet file that is either there as a whole or not at all."""
    with atomic_path(path) as temporary:
        pq.write_table(table, temporary, compression="zstd")


def _read_part(path: Path, schema: pa.Schema) -> pa.Table:
    try:
        return pq.read_table(path, schema=schema)
    except pa.ArrowInvalid as error:
        raise StoreError(
            f"{path} cannot be read ({error})",
            expected="a whole Parquet file that feedloom wrote",
            remedy="Restore it from a backup, or remove it and import its source again",
        ) from error


def _latest(table: pa.Table, key: tuple[str, ...]) -> pa.Table:
    order = pa.array(range(table.num_rows), pa.int64())
    numbered = table.select(list(key)).append_column("row", order)
    last = numbered.group_by(list(key), use_threads=False).aggregate([("row", "max")])
    rows = last["row_max"]
    return table.take(rows.take(pc.sort_indices(rows)))
