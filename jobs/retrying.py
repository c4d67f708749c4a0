"""Try again what could not be used: ``feedloom rejected --retry``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jobs.encoders import SPACES
from jobs.read_pictures import KIND as WORDS
from jobs.report import Report
from jobs.unusable import Unusable
from pipeline.schema import REJECTED
from pipeline.store import Store

_PARTS: Final = (*(f"embed-{space}" for space in SPACES), WORDS)
"""The parts of REJECTED that the embedding writes; the others come from imports, and from posts that have nothing."""

_KINDS: Final = {"embed-sentence": ("sentence",), "embed-clip": ("clip", WORDS), WORDS: (WORDS,)}
"""Where the failures of a part are remembered: a picture that does not decode is in the way of its words, too."""

Rows = Counter[tuple[str, str, str]]
"""How many rows there are of a part, table and id."""


@dataclass(frozen=True)
class Retried:
    """What came of it.

    Parameters
    ----------
    tried
        How many rows of REJECTED were tried again.
    failed
        How many of them failed again.
    imported
        How many rows an import has rejected: only another import can save them.
    report
        What the embedding did; None where there was nothing to try.
    """

    tried: int
    failed: int
    imported: int
    report: Report | None

    @property
    def saved(self) -> int:
        """How many can be used now, or are wanted no longer."""
        return self.tried - self.failed


def retry(store: Store, reason: str | None, embed: Callable[[], Report]) -> Retried:
    """Forget which content failed, and embed once more.

    Parameters
    ----------
    reason
        Try again what was rejected for this reason alone; None tries everything.
    embed
        Embeds the store.
    """
    tried, others = _rows(store, reason)
    imported = _imported(store, reason)
    if not tried:
        return Retried(0, 0, imported, None)
    forget(store, reason)
    report = embed()
    now, _ = _rows(store, None)
    failed = sum(min(count, max(0, now[row] - others[row])) for row, count in tried.items())
    return Retried(tried.total(), failed, imported, report)


def _rows(store: Store, reason: str | None) -> tuple[Rows, Rows]:
    """Count the rows that are meant, and the others."""
    meant, others = Rows(), Rows()
    for part in _PARTS:
        for row in _read(store, part).select(["table", "id", "reason"]).to_pylist():
            count = meant if reason in (None, row["reason"]) else others
            count[part, row["table"], row["id"]] += 1
    return meant, others


def _imported(store: Store, reason: str | None) -> int:
    parts = [path.stem for path in store.folder("rejected").glob("import-*.parquet")]
    return sum(_meant(_read(store, part), reason).num_rows for part in parts)


def forget(store: Store, reason: str | None) -> None:
    """Forget which content failed, so that the next embedding tries it again; for one reason, or for any."""
    for part in _PARTS:
        keys = _meant(_read(store, part), reason)["content_key"].drop_null().unique()
        for kind in _KINDS[part]:
            Unusable(store, kind).forget(keys)


def _meant(rows: pa.Table, reason: str | None) -> pa.Table:
    return rows if reason is None else rows.filter(pc.equal(rows["reason"], reason))


def _read(store: Store, part: str) -> pa.Table:
    path = store.folder("rejected") / f"{part}.parquet"
    return pq.read_table(path, schema=REJECTED) if path.is_file() else REJECTED.empty_table()
