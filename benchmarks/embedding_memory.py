"""Peak memory of the embedding job for few and many posts: ``python -m benchmarks.embedding_memory [--json FILE]``.

It is the job that is measured and not a model: the encoder makes a vector of 384 numbers from a hash of the content,
and holds nothing. A real model adds the same to each worker however many posts there are. Each run has a driver process
and a Ray of its own, whose processes are looked at five times a second.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated, Final

import numpy as np
import psutil
import typer

from benchmarks.embedding_contents import read_pictures, write_slice
from benchmarks.hash_encoder import DIM, load_hash
from benchmarks.report import Cell, write_report
from pipeline.store import Store

IMPORT_POSTS: Final = 20_000
"""So many posts are imported at once."""

_WORDS: Final = 20
_VOCABULARY: Final = 5_000


@dataclass
class Peaks:
    """The most bytes that were seen: resident, and of these not shared with other processes."""

    driver: int = 0
    driver_own: int = 0
    worker: int = 0
    worker_own: int = 0
    together: int = 0

    def look(self, driver: psutil.Process) -> None:
        """Look at a driver and at the processes that its Ray runs tasks and workers in."""
        memory = _memory(driver)
        workers = [_memory(child) for child in driver.children(recursive=True) if _is_worker(child)]
        self.driver, self.driver_own = max(self.driver, memory[0]), max(self.driver_own, memory[1])
        self.worker = max(self.worker, *(resident for resident, _ in workers), 0)
        self.worker_own = max(self.worker_own, *(own for _, own in workers), 0)
        self.together = max(self.together, memory[1] + sum(own for _, own in workers))


def run(
    sizes: Annotated[list[int] | None, typer.Option("--posts", help="How many posts; may repeat.")] = None,
    pictures: Annotated[int, typer.Option(help="How many of the posts have a picture.")] = 500,
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
) -> None:
    """Embed stores of several sizes."""
    drawn = list(islice(read_pictures(None), pictures))
    rows = [measure(count, drawn) for count in sizes or (20_000, 200_000)]
    write_report("memory of the embedding job", {"pictures": pictures, "dimension": DIM}, rows, json)


def measure(count: int, pictures: Sequence[bytes]) -> dict[str, Cell]:
    """Embed so many posts in a process of its own, and watch it; then once more, when nothing is left to do."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        write_posts(root, count, pictures)
        peaks, again = Peaks(), Peaks()
        seconds, seconds_again = _watched(root, peaks), _watched(root, again)
    mebibytes = {name.replace("_", "'s ") + ", MiB": round(value / 2**20) for name, value in vars(peaks).items()}
    return {
        "system": f"{count:,} posts",
        **mebibytes,
        "seconds": round(seconds),
        "second run: driver, MiB": round(again.driver / 2**20),
        "its seconds": round(seconds_again, 1),
    }


def write_posts(root: Path, count: int, pictures: Sequence[bytes]) -> None:
    """Import so many posts of 20 random words; the first have pictures, as files."""
    rng = np.random.default_rng(count)
    store = Store.create(root)
    for first in range(0, count, IMPORT_POSTS):
        words = rng.integers(_VOCABULARY, size=(min(IMPORT_POSTS, count - first), _WORDS))
        texts = [" ".join(f"word{number}" for number in row) for row in words.tolist()]
        part = write_slice(root.with_name(f"part{first}"), first, texts, pictures if first == 0 else ()).store
        if first == 0:
            part.media.rename(store.media)
        store.append("posts", part.read("posts"))


def _embed(root: Path) -> None:
    from jobs.embed_posts import EmbedConfig
    from jobs.embed_posts import run as embed

    embed(EmbedConfig(root), load=load_hash)


def _watched(root: Path, peaks: Peaks) -> float:
    """Embed in a process of its own, and look at it until it ends; give the seconds."""
    driver, start = get_context("spawn").Process(target=partial(_embed, root)), perf_counter()
    driver.start()
    process = psutil.Process(driver.pid)
    while driver.is_alive():
        driver.join(0.2)
        with suppress(psutil.Error):  # it may end between two looks
            peaks.look(process)
    if driver.exitcode:
        raise RuntimeError(f"the job ended with exit code {driver.exitcode}")
    return perf_counter() - start


def _memory(process: psutil.Process) -> tuple[int, int]:
    try:
        info = process.memory_info()
    except psutil.Error:
        return 0, 0
    return info.rss, info.rss - info.shared


def _is_worker(process: psutil.Process) -> bool:
    try:
        return str(next(iter(process.cmdline()), "")).startswith("ray::")
    except psutil.Error:
        return False


if __name__ == "__main__":
    typer.run(run)
