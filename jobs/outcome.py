"""The end of a run: what its files hold becomes the tables of the store, each replaced as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobs.keys import digests
from jobs.survey import FOUND
from jobs.tally import TooManyRejectsError
from jobs.unusable import Failure, Unusable
from pipeline.files import atomic_path, parquet_writer
from pipeline.schema import REJECTED
from pipeline.store import Store

_ROWS_AT_ONCE: Final = 65_536
_FEW: Final = 65_536
"""So many failures are read at once, or else those of each part by themselves."""

_REJECTED_ORDER: Final = ["table", "id"]

Put = Callable[[pa.Table], None]
"""Takes rows, in any number at a time."""


@contextmanager
def replaced_table(path: Path, schema: pa.Schema, order: list[str]) -> Iterator[Put]:
    """Write a table row group by row group, and put it in the place of what was there when the block ends well.

    Parameters
    ----------
    schema
        Its metadata goes into the file.
    order
        The columns by which each row group is sorted.
    """
    waiting: list[pa.Table] = []
    with atomic_path(path) as temporary, parquet_writer(temporary, schema) as writer:

        def flush() -> None:
            rows = pa.concat_tables(waiting).sort_by([(name, "ascending") for name in order])
            writer.write_table(rows.replace_schema_metadata(schema.metadata), row_group_size=_ROWS_AT_ONCE)
            waiting.clear()

        def put(table: pa.Table) -> None:
            waiting.append(table.select(schema.names).cast(schema))
            if sum(one.num_rows for one in waiting) >= _ROWS_AT_ONCE:
                flush()

        yield put
        if waiting:
            flush()


@dataclass
class Outcome:
    """What the pieces of a run came to.

    Parameters
    ----------
    folder
        The files of the run, FOUND each.
    unusable, revision
        Where the failures of the run are found.
    """

    folder: Path
    unusable: Unusable
    revision: str
    good: int = 0
    rejected: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """How many pieces there were."""
        return self.good + sum(count for count, _ in self.rejected.values())

    def sort(self, keep: Put, reject: Put) -> None:
        """Give the pieces that can be used to ``keep``, FOUND, and the others to ``reject``, REJECTED."""
        refused = self.unusable.keys(self.revision)
        few = self.unusable.of(None, self.revision) if len(refused) <= _FEW else None
        for path in sorted(self.folder.glob("*.parquet")):
            found = pq.read_table(path, schema=FOUND)
            bad = pc.is_valid(found["reason"])
            keyed = found.filter(pc.invert(bad))
            failed = pa.array(refused.holds(digests(keyed["content_key"])))
            good = keyed.filter(pc.invert(failed))
            rows = pa.concat_tables([found.filter(bad), self._explained(keyed.filter(failed), few)])
            self._count(good, rows)
            keep(good)
            reject(rows.select(REJECTED.names))

    def _explained(self, failed: pa.Table, few: dict[str, Failure] | None) -> pa.Table:
        if not failed.num_rows:
            return failed
        why = self.unusable.of(failed["content_key"].combine_chunks(), self.revision) if few is None else few
        failures = [why[key] for key in failed["content_key"].to_pylist()]
        for name in ("stage", "reason", "detail"):
            column = pa.array([getattr(failure, name) for failure in failures], pa.string())
            failed = failed.set_column(failed.schema.get_field_index(name), FOUND.field(name), column)
        return failed

    def _count(self, good: pa.Table, bad: pa.Table) -> None:
        self.good += good.num_rows
        for row in bad.select(["id", "reason", "detail"]).to_pylist():
            count, example = self.rejected.get(row["reason"], (0, f"{row['id']}: {row['detail']}"))
            self.rejected[row["reason"]] = (count + 1, example)


@contextmanager
def rejected_rows(store: Store, part: str, outcome: Outcome) -> Iterator[Put]:
    """Replace a part of REJECTED when the block ends well, or by what is known so far when too much was rejected."""
    path = store.folder("rejected") / f"{part}.parquet"
    try:
        with replaced_table(path, REJECTED, _REJECTED_ORDER) as reject:
            yield reject
    except TooManyRejectsError:
        with replaced_table(path, REJECTED, _REJECTED_ORDER) as reject:
            outcome.sort(lambda _: None, reject)
        raise
