"""Look through a unit before anything is encoded: which pieces it has, and which of them nobody has settled yet.

The rows go into small files of the run, the bytes of what is to be done to whoever does it, and to the driver no more
than counts and keys. So no process holds more than a part, however many posts there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobs.keys import Digests, Keys, digests
from jobs.pieces import PIECES, cut
from jobs.report import peak_bytes
from jobs.units import Unit
from pipeline.media import MediaReader

PART_BYTES: Final = 64 * 2**20
"""A part is closed when its pictures have so many bytes, however few they are."""

_ROWS_A_TASK: Final = 8_192

FOUND: Final = pa.schema([field for field in PIECES if field.name != "payload"])
"""What the files of a run hold: pieces without their bytes, rejected where stage, reason and detail are set."""

_MISSING: Final = ["content_key", "payload"]


@dataclass(frozen=True)
class Settled:
    """Content that needs no work: what is done, and what was tried in vain with this revision of the model."""

    done: Keys
    refused: Keys


@dataclass(frozen=True)
class Survey:
    """What one part of a unit consists of.

    Parameters
    ----------
    pieces
        How many there are.
    done
        How many of them are done already.
    refused
        How many of them were tried in vain before.
    unread
        How many could not be read, by reason, with what was said of the first.
    missing
        The keys of the others in order, each once.
    peak_bytes
        The most memory the process has held so far.
    """

    pieces: int
    done: int
    refused: int
    unread: Mapping[str, tuple[int, str]]
    missing: Digests
    peak_bytes: int


@dataclass(frozen=True)
class Surveyor:
    """Look through units.

    Parameters
    ----------
    space
        What pieces to cut.
    media
        Reads pictures.
    folder
        Where the files of the run go: one a part, named so that their order is that of the units. It exists, or the
        run is over.
    part
        The most pieces of a part.
    """

    space: str
    media: MediaReader
    folder: Path
    part: int

    def look(self, number: int, unit: Unit, settled: Settled) -> Iterator[tuple[Survey, pa.Table]]:
        """Give for each part what it consists of, and keys and payloads of what is missing, each key once.

        Parameters
        ----------
        number
            The unit's place among all.
        """
        for part, pieces in enumerate(self._parts(unit)):
            self._keep(pieces, f"{number:06d}-{part:06d}")
            keyed = pieces.filter(pc.is_valid(pieces["content_key"]))
            keys = digests(keyed["content_key"])
            done, refused = settled.done.holds(keys), settled.refused.holds(keys)
            missing = Keys().add(keys) & ~done & ~refused
            yield (
                Survey(
                    pieces.num_rows,
                    int(done.sum()),
                    int((refused & ~done).sum()),
                    _reasons(pieces),
                    keys[missing],
                    peak_bytes(),
                ),
                keyed.select(_MISSING).filter(pa.array(missing)),
            )

    def _parts(self, unit: Unit) -> Iterator[pa.Table]:
        waiting: list[pa.Table] = []
        pieces = size = 0
        for table in cut(unit, self.space, self.media):
            waiting.append(table)
            pieces += table.num_rows
            size += table.nbytes
            if pieces >= self.part or size >= PART_BYTES:
                *full, rest = _split(pa.concat_tables(waiting), self.part)
                yield from full
                # What is left over is less than a table, unless it is the bytes that are too many.
                waiting, pieces, size = [rest], rest.num_rows, rest.nbytes
                if size >= PART_BYTES:
                    yield rest
                    waiting, pieces, size = [], 0, 0
        if pieces:
            yield pa.concat_tables(waiting)

    def _keep(self, pieces: pa.Table, name: str) -> None:
        # It need not outlive the machine: the next run begins anew. The name comes last, so the file is whole.
        temporary = self.folder / f".{name}.tmp"
        pq.write_table(pieces.select(FOUND.names).cast(FOUND), temporary)
        temporary.replace(self.folder / f"{name}.parquet")


def _reasons(pieces: pa.Table) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    bad = pieces.filter(pc.is_valid(pieces["reason"])).select(["id", "reason", "detail"])
    for row in bad.to_pylist():
        count, example = found.get(row["reason"], (0, f"{row['id']}: {row['detail']}"))
        found[row["reason"]] = (count + 1, example)
    return found


def _split(table: pa.Table, rows: int) -> list[pa.Table]:
    """Cut off as many tables of so many rows as there are; the last one holds what is left, which may be nothing."""
    return [table.slice(start, rows) for start in range(0, table.num_rows - table.num_rows % rows + 1, rows)]


def look_through(
    surveyor: Surveyor, units: Sequence[tuple[int, Unit]], settled: Settled
) -> Iterator[Survey | pa.Table]:
    """Give for each part of some units a survey, and then what is missing: the driver fetches the surveys alone."""
    for number, unit in units:
        for survey, missing in surveyor.look(number, unit, settled):
            yield survey
            yield missing


def grouped(units: Sequence[Unit], first: int) -> Iterator[list[tuple[int, Unit]]]:
    """Put units together until a task is worth its while; each with its place among all."""
    group: list[tuple[int, Unit]] = []
    for number, unit in islice(enumerate(units), first, None):
        group.append((number, unit))
        if sum(one.count for _, one in group) >= _ROWS_A_TASK:
            yield group
            group = []
    if group:
        yield group
