"""What learning the matrix of posts that go together costs: ``python -m benchmarks.collaborative``.

How good it is, ``benchmarks.quality`` says. Here people each act on posts of three of 200 topics, some posts much more
often than others; each size runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import resource
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import Annotated, Final

import numpy as np
import pyarrow as pa
import typer

from benchmarks.report import Cell, write_report
from pipeline.collaborative import Together

TOPICS: Final = 200
_TOPICS_OF_A_PERSON: Final = 3
_SKEW: Final = 3.0
_YEAR_MICROS: Final = 365 * 86_400 * 1_000_000


def world(posts: int, people: int, acts: int, seed: int = 0) -> pa.Table:
    """Draw histories as ``pipeline.engagement.history`` gives them, ``people`` rows of up to ``acts`` posts each."""
    rng = np.random.default_rng(seed)
    topic = np.sort(rng.integers(TOPICS, size=posts))
    starts = np.searchsorted(topic, np.arange(TOPICS + 1))
    who = np.repeat(np.arange(people), acts)
    liked = rng.integers(TOPICS, size=(people, _TOPICS_OF_A_PERSON))[
        who, rng.integers(_TOPICS_OF_A_PERSON, size=len(who))
    ]
    sizes = (starts[1:] - starts[:-1])[liked]
    rows = np.minimum(starts[liked] + (sizes * rng.random(len(who)) ** _SKEW).astype(np.int64), posts - 1)
    pairs = np.unique(who * posts + rows)
    who, rows, times = pairs // posts, pairs % posts, rng.integers(_YEAR_MICROS, size=len(pairs))
    order = np.lexsort((rows, -times, who))
    offsets = pa.array(np.searchsorted(who[order], np.arange(people + 1)).astype(np.int32))
    columns = {
        "rows": pa.array(rows[order], pa.int64()),
        "weights": pa.array(np.ones(len(order)), pa.float32()),
        "times": pa.array(times[order], pa.timestamp("us", "UTC")),
    }
    return pa.table({name: pa.ListArray.from_arrays(offsets, column) for name, column in columns.items()})


def measure(posts: int, people: int, acts: int) -> dict[str, Cell]:
    """Learn one matrix, and say what it took."""
    history = world(posts, people, acts)
    start = perf_counter()
    found = Together().learn(history, posts)
    seconds = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "system": f"{posts:,} posts",
        "people": people,
        "acts": len(history["rows"].combine_chunks().flatten()),
        "seconds": seconds,
        "peak GiB": peak / 2**20,
        "neighbours": len(found.indices),
        "MB": sum(array.nbytes for array in (found.indptr, found.indices, found.weights)) / 1e6,
    }


def run(
    posts: Annotated[list[int] | None, typer.Option(help="How many posts; may be given again.")] = None,
    people: Annotated[int, typer.Option(help="How many people.")] = 20_000,
    acts: Annotated[int, typer.Option(help="How many acts each.")] = 60,
    json: Annotated[Path | None, typer.Option(help="Where to keep the figures.")] = None,
) -> None:
    """Measure each size."""
    rows = []
    for size in posts or [20_000, 100_000, 1_000_000]:
        with get_context("spawn").Pool(1) as pool:
            rows.append(pool.apply(measure, (size, people, acts)))
    write_report("learning what goes together", {"people": people, "acts of each": acts}, rows, json)


if __name__ == "__main__":
    typer.run(run)
