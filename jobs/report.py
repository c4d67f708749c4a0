"""What a job did: how many items, how fast, with how much memory; for people as a table, for programs as JSON."""

from __future__ import annotations

import json
import resource
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from pipeline.files import atomic_path
from pipeline.store import Store

if TYPE_CHECKING:
    from rich.table import Table

Clock = Callable[[], datetime]

_MAXRSS_BYTES: Final = 1 if sys.platform == "darwin" else 1024


def utc_now() -> datetime:
    """Read the clock: the one place where a job does."""
    return datetime.now(UTC)


def peak_bytes() -> int:
    """Measure the most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_BYTES


@dataclass(frozen=True)
class Stage:
    """What one step of a job did.

    Parameters
    ----------
    items
        How many items it made: vectors, profiles, files.
    skipped
        How many it found done already.
    rejected
        How many rows it rejected, by reason.
    peak_bytes
        The most memory a single process of the step held.
    backend
        What the models ran on, and why; empty where none ran.
    """

    name: str
    items: int
    seconds: float
    skipped: int = 0
    rejected: Mapping[str, int] = field(default_factory=dict)
    peak_bytes: int = 0
    backend: str = ""

    @property
    def per_second(self) -> float:
        """Items a second."""
        return self.items / self.seconds if self.seconds > 0 else 0.0


@dataclass(frozen=True)
class Report:
    """What a job did.

    Parameters
    ----------
    job
        Its name.
    started_at
        UTC.
    stages
        In the order in which they ran.
    version
        The snapshot it published, where it did.
    """

    job: str
    started_at: datetime
    stages: tuple[Stage, ...]
    version: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Give plain values."""
        stages = [{**asdict(stage), "per_second": round(stage.per_second, 3)} for stage in self.stages]
        return {**asdict(self), "started_at": self.started_at.isoformat(), "stages": stages}

    def to_table(self) -> Table:
        """Draw it for people."""
        from rich.table import Table

        table = Table(title=f"{self.job}: {self.version}" if self.version else self.job)
        for name in ("stage", "items", "skipped", "rejected", "seconds", "items/s", "peak MiB"):
            table.add_column(name, justify="left" if name in ("stage", "rejected") else "right")
        for stage in self.stages:
            reasons = ", ".join(f"{count} {reason}" for reason, count in sorted(stage.rejected.items()))
            table.add_row(
                stage.name,
                f"{stage.items:,}",
                f"{stage.skipped:,}",
                reasons or "-",
                f"{stage.seconds:.1f}",
                f"{stage.per_second:,.1f}",
                f"{stage.peak_bytes / 2**20:,.0f}",
            )
        table.caption = "\n".join(f"{stage.name}: {stage.backend}" for stage in self.stages if stage.backend) or None
        return table


class Stopwatch:
    """Time one step and build its :class:`Stage`."""

    def __init__(self, name: str) -> None:
        self.stage = Stage(name, items=0, seconds=0.0)

    def note(
        self, *, items: int, skipped: int = 0, rejected: Iterable[str] = (), peak: int = 0, backend: str = ""
    ) -> None:
        """Say what came of it; ``rejected`` holds a reason for each rejected row."""
        counted = dict(Counter(rejected))
        self.stage = replace(
            self.stage, items=items, skipped=skipped, rejected=counted, peak_bytes=peak, backend=backend
        )


@contextmanager
def timed(name: str) -> Iterator[Stopwatch]:
    """Time the block."""
    watch, start = Stopwatch(name), perf_counter()
    yield watch
    peak = max(watch.stage.peak_bytes, peak_bytes())
    watch.stage = replace(watch.stage, seconds=perf_counter() - start, peak_bytes=peak)


def save_report(report: Report, store: Store, resolved_config: str) -> Path:
    """Write a report, and beside it the config that led to it, into the store's ``reports/``.

    Returns
    -------
    Path
        The JSON file.
    """
    stem = f"{report.started_at:%Y%m%dT%H%M%S%fZ}-{report.job}"
    path = store.folder("reports") / f"{stem}.json"
    for target, text in (
        (path, json.dumps(report.to_dict(), indent=2) + "\n"),
        (path.with_suffix(".toml"), resolved_config),
    ):
        with atomic_path(target) as temporary:
            temporary.write_text(text, encoding="utf-8")
    return path
