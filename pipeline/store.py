"""A store: the one folder that holds all that a run leaves.

::

    store/
      posts/ users/ events/ ads/   what came in, as validated Parquet parts
      deleted/                     a log of the posts that were deleted and restored
      media/                       pictures that came as paths, copied in by an importer (optional)
      content/                     which content each post consists of, and its content keys
      embeddings/<space>/          vectors keyed by content hash x model revision
      readings/                    words in pictures keyed by content hash x reader revision (optional)
      picture_words/               which words stand in which picture of which post (optional)
      rejected/                    a row with a reason for everything that could not be used
      unusable/<space>/            content that failed, keyed as embeddings are, so that it is not tried again
      work/ journal/               what an embedding has found so far, and what its workers have in hand
      profiles/                    interests of people
      staging/                     the next snapshot while it is assembled
      snapshots/<version>/         immutable; see indexing/
      feeds/<version>/             feeds of many people, ranked from that snapshot (optional); see jobs/ranked.py
      CURRENT                      names the published snapshot
      state.db                     online state; see ranking/state.py

Parts are written to a temporary name and renamed, so a reader never meets half a file; what a killed process leaves
under such a name is never read, and goes with ``feedloom prune``. Parts of the four imported tables and of the log of
deletions are numbered, each number once, in the order in which they were finished; a row in a later part replaces
one with the same key in an earlier part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import BadInput, EmptyStore, StoreError
from pipeline.files import append_part, atomic_path, numbered_parts, write_parquet
from pipeline.schema import DELETED, PRIMARY_KEY, TABLES

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
        return append_part(self.folder(name), table.cast(TABLES[name]))

    def parts(self, name: str) -> list[Path]:
        """List the parts of a numbered table, the earliest first."""
        return numbered_parts(self.folder(name))

    def read(self, name: str) -> pa.Table:
        """Read an imported table, the latest row of each key, in order of its first appearance in a part.

        Returns
        -------
        pyarrow.Table
            With the schema of ``TABLES[name]``, without deleted posts; empty where nothing was imported.
        """
        table = _read_parts(self.parts(name), TABLES[name], PRIMARY_KEY[name])
        deleted = self.deleted_posts() if name == "posts" else None
        if not deleted:
            return table
        return table.filter(pc.invert(pc.is_in(table["post_id"], value_set=pa.array(deleted, pa.string()))))

    def ids(self, name: str) -> frozenset[str]:
        """Read the ids of an imported table with a single key column, those of deleted posts too."""
        (key,) = PRIMARY_KEY[name]
        schema = pa.schema([TABLES[name].field(key)])
        return frozenset(post_id for path in self.parts(name) for post_id in _read_part(path, schema)[key].to_pylist())

    def delete(self, post_ids: Iterable[str], *, at: datetime) -> None:
        """Put posts out of sight of every reader, on disk when this returns; they stay so when they are imported again.

        Raises
        ------
        BadInput
            If the time has no zone.
        """
        self._log_deletions(post_ids, at, restored=False)

    def restore(self, post_ids: Iterable[str], *, at: datetime) -> None:
        """Take a deletion back.

        Raises
        ------
        BadInput
            If the time has no zone.
        """
        self._log_deletions(post_ids, at, restored=True)

    def deleted_posts(self) -> frozenset[str]:
        """Give the ids of the posts that are deleted now."""
        while True:
            try:
                return self.deletions(self.parts("deleted"))[0]
            except FileNotFoundError:
                continue  # merged into a later part since they were listed

    def deletions(self, parts: Sequence[Path]) -> tuple[frozenset[str], frozenset[str]]:
        """Give the ids of the posts that some parts of the log of deletions delete, and restore, in the end."""
        latest = _read_parts(parts, DELETED, ("post_id",))
        chosen = (pc.invert(latest["restored"]), latest["restored"])
        deleted, restored = (frozenset(latest["post_id"].filter(mask).to_pylist()) for mask in chosen)
        return deleted, restored

    def merge_deletions(self) -> int:
        """Put the log of deletions into its last part, and give how many parts that makes needless.

        The last part is replaced first, and keeps the latest row of every post, so that whoever reads meanwhile, or
        merges at the same time, finds the same posts deleted.
        """
        parts = self.parts("deleted")
        if len(parts) < 2:
            return 0
        try:
            merged = _read_parts(parts, DELETED, ("post_id",))
        except FileNotFoundError:
            return 0  # somebody else is at it
        write_parquet(merged, parts[-1])
        for path in parts[:-1]:
            path.unlink(missing_ok=True)
        return len(parts) - 1

    def _log_deletions(self, post_ids: Iterable[str], at: datetime, *, restored: bool) -> None:
        if at.tzinfo is None:
            raise BadInput(
                f"at is {at} without a time zone", expected="a time in UTC", remedy="Pass datetime.now(timezone.utc)"
            )
        rows = [{"post_id": post_id, "deleted_at": at, "restored": restored} for post_id in post_ids]
        if rows:
            append_part(self.folder("deleted"), pa.Table.from_pylist(rows, DELETED))

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


def _read_parts(paths: Sequence[Path], schema: pa.Schema, key: tuple[str, ...]) -> pa.Table:
    parts = [_read_part(path, schema) for path in paths]
    return latest_rows(pa.concat_tables(parts).combine_chunks(), key) if parts else schema.empty_table()


def _read_part(path: Path, schema: pa.Schema) -> pa.Table:
    try:
        return pq.read_table(path, schema=schema)
    except pa.ArrowInvalid as error:
        raise StoreError(
            f"{path} cannot be read ({error})",
            expected="a whole Parquet file that feedloom wrote",
            remedy="Restore it from a backup; `feedloom verify` says what can be made anew instead",
        ) from error


def latest_rows(table: pa.Table, key: tuple[str, ...]) -> pa.Table:
    """Keep the last row of each key, in their order: a later row replaces an earlier one."""
    order = pa.array(range(table.num_rows), pa.int64())
    numbered = table.select(list(key)).append_column("row", order)
    last = numbered.group_by(list(key), use_threads=False).aggregate([("row", "max")])
    rows = last["row_max"]
    return table.take(rows.take(pc.sort_indices(rows)))
