"""The embedding job against a plain loop: ``python -m benchmarks.embedding [--data FOLDER] [--json FILE] [--quick]``.

Both turn the same texts and pictures of the same store into vectors, with the compact models and as many threads. The
loop is what people write first: a process that loads both models, reads the posts, and encodes batch after batch. It
neither keys nor keeps anything. They take turns, a slice of the store each round. Start-up is stated apart: of the loop
the loading of its models; of the job the starting of Ray, and what a run over two posts takes with Ray running. Last,
the job runs once more over all slices, which must encode nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Annotated, Final, Self, cast

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.embedding_contents import Slice, read_pictures, read_texts, write_slice
from benchmarks.report import Cell, write_report
from benchmarks.rounds import Spent, interleaved
from jobs.embed_posts import EmbedConfig
from jobs.embed_posts import run as embed
from jobs.encoders import SPACES, choose_models, load_encoder
from jobs.pieces import joined_text
from jobs.ray_session import ray_session
from jobs.report import Report
from pipeline.encoders.base import ImageTextEncoder, TextEncoder
from pipeline.importers import media_reader
from pipeline.store import Store

TARGET: Final = 0.9
"""Of the loop's items a second, start-up apart."""

AGAIN_TARGET: Final = 0.1
"""Of the first run's seconds, for a second run that has nothing to do."""

LOOP_TEXTS: Final = 1024
LOOP_PICTURES: Final = 32
"""The loop's batches; more at once is no faster: the encoder sorts texts by length, and keeps pictures in the cache."""


@dataclass(frozen=True)
class Seconds:
    """How long a system took for the texts and the pictures of one slice."""

    texts: float
    pictures: float

    @property
    def whole(self) -> float:
        """Both."""
        return self.texts + self.pictures


def run(
    texts: Annotated[int, typer.Option(help="How many texts.")] = 20_000,
    pictures: Annotated[int, typer.Option(help="How many pictures.")] = 2_000,
    rounds: Annotated[int, typer.Option(help="Into how many slices they are cut.")] = 4,
    data: Annotated[Path | None, typer.Option(help="The folder of real data; else the sample world.")] = None,
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Few texts and pictures, two rounds.")] = False,
) -> None:
    """Measure the job and the loop in turns."""
    if quick:
        texts, pictures, rounds = 600, 60, 2
    contents = list(islice(read_texts(data), texts)), list(islice(read_pictures(data), pictures))
    with TemporaryDirectory() as folder, Loop() as loop:
        slices = [
            write_slice(
                Path(folder) / f"{number}.store", number, contents[0][number::rounds], contents[1][number::rounds]
            )
            for number in range(rounds)
        ]
        job = Job(Path(folder) / "all.store", slices)
        tiny = write_slice(Path(folder) / "tiny.store", rounds, ["two words"], contents[1][:1])
        start = perf_counter()
        with ray_session():
            ray_seconds, start_up = perf_counter() - start, stage_seconds(embed(EmbedConfig(tiny.store.root)))
            load_seconds = loop.load()
            loop.slices = iter(slices)
            interleaved({"plain loop": loop.next, "the job": job.next}, rounds)
            again = job.again()
    rows = [
        _row("plain loop", loop.taken, loop.taken, slices, load_seconds),
        _row("the job, start-up apart", job.without(start_up), loop.taken, slices, start_up.whole),
        _row("the job, all of it", job.taken, loop.taken, slices, 0.0),
    ]
    # A first run in one go would have started up once.
    first = sum(one.whole for one in job.taken) - (rounds - 1) * start_up.whole
    settings: dict[str, Cell] = {
        "data": str(data or "sample world"),
        "texts": len(contents[0]),
        "pictures": len(contents[1]),
        "rounds": rounds,
        "threads": os.cpu_count(),
        "Ray's own start, s": round(ray_seconds, 1),
        "second run: encoded": 0,
        "second run, s": round(again, 1),
        "second run / first": round(again / first, 3),
        "wanted": f"{TARGET} of the loop, and a second run in {AGAIN_TARGET} of the first",
    }
    write_report("embedding", settings, rows, json)


def _row(
    name: str, taken: Sequence[Seconds], loop: Sequence[Seconds], slices: Sequence[Slice], start_up: float
) -> dict[str, Cell]:
    """Give the medians over the rounds."""
    return {
        "system": name,
        "start-up, s": start_up,
        "texts a second": median(one.texts / own.texts for one, own in zip(slices, taken, strict=True)),
        "pictures a second": median(one.pictures / own.pictures for one, own in zip(slices, taken, strict=True)),
        "of the loop: texts": median(base.texts / own.texts for base, own in zip(loop, taken, strict=True)),
        "pictures": median(base.pictures / own.pictures for base, own in zip(loop, taken, strict=True)),
        "both": median(base.whole / own.whole for base, own in zip(loop, taken, strict=True)),
    }


def stage_seconds(report: Report) -> Seconds:
    """Read from a job's report how long each space took."""
    seconds = {stage.name: stage.seconds for stage in report.stages}
    return Seconds(seconds["embed sentence"], seconds["embed clip"])


@dataclass
class Job:
    """Embed a store that grows by one slice a round; what came before is found done.

    Parameters
    ----------
    root
        Where the store will be.
    slices
        What it grows by.
    """

    root: Path
    slices: Sequence[Slice]
    taken: list[Seconds] = field(default_factory=list)

    def next(self) -> Spent:
        """Import the next slice, and embed the store."""
        store, piece = Store.create(self.root), self.slices[len(self.taken)].store
        store.media.mkdir(exist_ok=True)
        for path in piece.media.iterdir():
            path.rename(store.media / path.name)
        store.append("posts", piece.read("posts"))
        seconds = stage_seconds(embed(EmbedConfig(self.root)))
        self.taken.append(seconds)
        return Spent(seconds.whole, seconds.whole)

    def again(self) -> float:
        """Embed the whole store once more, and see that nothing is encoded."""
        start, report = perf_counter(), embed(EmbedConfig(self.root))
        if any(stage.items for stage in report.stages):
            raise AssertionError(f"a second run has encoded something: {report.stages}")
        return perf_counter() - start

    def without(self, start_up: Seconds) -> list[Seconds]:
        """Take the start-up off each round."""
        return [Seconds(one.texts - start_up.texts, one.pictures - start_up.pictures) for one in self.taken]


class Loop:
    """The plain loop, in a process of its own with as many threads as there are CPUs; use it as a context."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_use_all_threads)
        self.slices: Iterator[Slice] = iter(())
        self.taken: list[Seconds] = []

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the process."""
        self._pool.shutdown()

    def load(self) -> float:
        """Load both models; give the seconds."""
        return self._pool.submit(_timed, _load).result()

    def next(self) -> Spent:
        """Encode the next slice."""
        root = next(self.slices).store.root
        texts, pictures = (self._pool.submit(_timed, work, root).result() for work in (_loop_texts, _loop_pictures))
        self.taken.append(Seconds(texts, pictures))
        return Spent(texts + pictures, texts + pictures)


def _use_all_threads() -> None:
    os.environ["OMP_NUM_THREADS"] = str(os.cpu_count() or 1)  # before torch is imported here


def _timed(work: Callable[..., object], *arguments: object) -> float:
    start = perf_counter()
    work(*arguments)
    return perf_counter() - start


@cache
def _encoder(space: str) -> TextEncoder:
    return load_encoder(space, choose_models("compact", None, None, None, load_encoder).model(space))


def _load() -> None:
    for space in SPACES:
        _encoder(space)


def _loop_texts(root: Path) -> NDArray[np.float32]:
    encoder, table = _encoder("sentence"), Store.open(root).read("posts").select(["title", "text"])
    batches = (batch.to_pylist() for batch in table.combine_chunks().to_batches(LOOP_TEXTS))
    return np.concatenate(
        [encoder.encode_texts([joined_text(row["title"], row["text"]) for row in rows]) for rows in batches]
    )


def _loop_pictures(root: Path) -> NDArray[np.float32]:
    store, encoder = Store.open(root), cast("ImageTextEncoder", _encoder("clip"))
    media = media_reader(store)
    images = [image for row in store.read("posts")["images"].to_pylist() for image in row or ()]
    batches = (images[first : first + LOOP_PICTURES] for first in range(0, len(images), LOOP_PICTURES))
    return np.concatenate(
        [encoder.encode_pixels([encoder.prepare(media.read(image)) for image in batch]) for batch in batches]
    )


if __name__ == "__main__":
    typer.run(run)
