"""Content that a model could not use, remembered by its key and the model's revision, so that it is not tried again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobs.keys import Keys, digests
from jobs.parts import part_name, write_part
from pipeline.schema import UNUSABLE
from pipeline.store import Store


@dataclass(frozen=True)
class Failure:
    """Why a piece of content has no vector: the three columns of a REJECTED row that say so."""

    stage: str
    reason: str
    detail: str


@dataclass(frozen=True)
class Unusable:
    """What one kind of work on a store has failed at.

    Parameters
    ----------
    kind
        A space, or ``"words"`` for the words in pictures.
    folder
        The run's, by way of which files are written; see :func:`jobs.parts.write_part`.
    """

    store: Store
    kind: str
    folder: Path | None = None

    def add(self, revision: str, failures: Mapping[str, Failure]) -> None:
        """Remember failures by their content keys; the same ones again replace their own file."""
        rows = [
            {"content_key": key, "revision": revision, **vars(failure)} for key, failure in sorted(failures.items())
        ]
        if rows:
            self._write(pa.Table.from_pylist(rows, schema=UNUSABLE))

    def keys(self, revision: str) -> Keys:
        """Name the content that failed with this revision."""
        parts = [digests(table["content_key"]) for table in self._tables(revision)]
        return Keys(np.concatenate([digests([]), *parts]))

    def of(self, keys: pa.Array | None, revision: str) -> dict[str, Failure]:
        """Say why some keys failed, or all where None is asked for; those that did not are left out."""
        found: dict[str, Failure] = {}
        for table in self._tables(revision):
            asked = table if keys is None else table.filter(pc.is_in(table["content_key"], value_set=keys))
            for row in asked.to_pylist():
                found[row["content_key"]] = Failure(row["stage"], row["reason"], row["detail"])
        return found

    def forget(self, keys: pa.Array) -> None:
        """Forget keys, whatever the revision, so that the next run tries them again."""
        for path in self._paths():
            table = pq.read_table(path, schema=UNUSABLE)
            kept = table.filter(pc.invert(pc.is_in(table["content_key"], value_set=keys)))
            if kept.num_rows < table.num_rows:
                # A crash in between leaves some remembered twice, which is as good as once.
                if kept.num_rows:
                    self._write(kept)
                path.unlink()

    def _paths(self) -> list[Path]:
        return sorted(self.store.folder("unusable", self.kind).glob("*.parquet"))

    def _tables(self, revision: str) -> Iterator[pa.Table]:
        for path in self._paths():
            yield pq.read_table(path, schema=UNUSABLE, filters=pc.field("revision") == revision)

    def _write(self, table: pa.Table) -> None:
        name = part_name(table["content_key"].to_pylist(), "".join(table["revision"].to_pylist()))
        write_part(table, self.store.folder("unusable", self.kind) / f"{name}.parquet", self.folder)
