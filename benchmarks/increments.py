"""What a build costs after a few posts have changed, beside building all anew: ``python -m benchmarks.increments``.

It is the jobs that are measured and not a model: the encoder adds up a random vector a word, and each post takes its
words from one of some hundred subjects, so that posts have neighbours. Vectors have 384 numbers, as all-MiniLM-L6-v2's.
All builds run in one Ray that is running already.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated, Final

import numpy as np
import pyarrow as pa
import typer
from numpy.typing import NDArray

from benchmarks.report import Cell, write_report
from benchmarks.word_sums import DIM, load_word_sums
from indexing.snapshot import Snapshot
from jobs.build import BuildConfig
from jobs.build import run as build
from jobs.ray_session import ray_session
from pipeline.schema import POSTS
from pipeline.store import Store

SUBJECTS: Final = 300

_START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS: Final = 12
_WORDS_OF_A_SUBJECT: Final = 60


def posts(numbers: range | NDArray[np.int64], version: int = 0) -> pa.Table:
    """Write posts of these numbers; another version says something else."""
    rows = []
    for number in numbers:
        rng = np.random.default_rng([int(number), version])
        subject = int(rng.integers(SUBJECTS))
        words = " ".join(f"s{subject}w{word}" for word in rng.integers(_WORDS_OF_A_SUBJECT, size=_WORDS))
        moment = _START + timedelta(seconds=int(number))
        rows.append({"post_id": f"p{number}", "created_at": moment, "text": words, "images": [], "tags": []})
    return pa.Table.from_pylist(rows, schema=POSTS)


def run(
    count: Annotated[int, typer.Option("--posts", help="How many posts.")] = 100_000,
    share: Annotated[float, typer.Option(help="The share of them that is new, edited and deleted, each.")] = 0.01,
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
) -> None:
    """Build, change something, and build again."""
    with TemporaryDirectory() as folder, ray_session():
        store = Store.create(folder)
        rows = []
        for name, change in _changes(store, count, max(1, int(count * share))):
            change()
            rows.append(_measure(store, name, BuildConfig(store.root)))
        rows.append(_measure(store, "all anew", BuildConfig(store.root, fresh=True)))
    write_report("builds after builds", {"posts": count, "changed": share, "dimension": DIM}, rows, json)


def _changes(store: Store, count: int, few: int) -> Iterator[tuple[str, Callable[[], object]]]:
    rng = np.random.default_rng(0)
    old = rng.permutation(count)
    yield "the first", lambda: store.append("posts", posts(range(count)))
    yield "nothing changed", lambda: None
    yield f"{few:,} new", lambda: store.append("posts", posts(range(count, count + few)))
    yield f"{few:,} edited", lambda: store.append("posts", posts(old[:few], version=1))
    yield f"{few:,} deleted", lambda: store.delete([f"p{number}" for number in old[few : 2 * few]], at=_START)


def _measure(store: Store, name: str, config: BuildConfig) -> dict[str, Cell]:
    start = perf_counter()
    report = build(config, load=load_word_sums)
    indexed = sum(stage.items for stage in report.stages if stage.name.startswith("index "))
    return _row(store, name, perf_counter() - start, indexed)


def _row(store: Store, name: str, seconds: float, indexed: int) -> dict[str, Cell]:
    snapshot = Snapshot.open(store, verify=False)
    card = snapshot.manifest.spaces["sentence"]
    # A file that an earlier snapshot has too is linked, and takes no room.
    own = sum(entry.stat().st_size for entry in os.scandir(snapshot.path) if entry.stat().st_nlink == 1)
    return {
        "system": name,
        "seconds": round(seconds, 1),
        "indexed": indexed,
        "segments": len(card.segments),
        "live": card.vectors,
        "tombstones": card.tombstones,
        "recall@10": round(card.recall_at_10, 3),
        "own MB": round(own / 1e6),
    }


if __name__ == "__main__":
    typer.run(run)
