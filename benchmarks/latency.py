"""Time whole requests on one core: ``python -m benchmarks.latency --work FOLDER --data ../shared/data``.

The world is made once and kept in ``--work``: a million posts with vectors that lie as real ones do in both spaces
(:mod:`benchmarks.index_vectors`), indexed as a build would, people with 50 to 500 events and one to eight interests
each, three hundred ads, matrices of what goes together, and an online state with events and impressions. Every request
is of another person, so nothing is known of them from the request before.

Beside the time on the clock stands that of the processor, which is the one to believe on a machine that is shared.

Each worker is a process of its own on one core, with one thread in every library. Requests that are timed as a whole
and requests whose stages are watched take turns. Metarank's documents give 10 to 30 ms for a rerank of candidates that
somebody else has found; here finding them is included.
"""

from __future__ import annotations

import logging
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from statistics import mean
from time import perf_counter
from typing import Annotated, Final

import numpy as np
import typer
from rich.console import Console

from benchmarks.latency_state import ASKED, write_state
from benchmarks.latency_worker import (
    Answer,
    Question,
    Step,
    answer,
    keep_answering,
    memory_mib,
    open_stepwise,
    pin,
    verify,
)
from benchmarks.latency_world import World
from benchmarks.report import Cell, write_report

METARANK: Final = "10 to 30 ms a rerank, 0.8 GiB of state for a million people (its own documents)"

_WARM_UP: Final = 50
_TURN: Final = 20
_SECONDS_TO_START: Final = 1.0
_THREADS: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main(
    work: Annotated[Path, typer.Option(help="Where the world is kept; 7 GB at a million posts.")],
    data: Annotated[Path, typer.Option(help="The folder of real data.")] = Path("../shared/data"),
    posts: Annotated[int, typer.Option(min=1_000)] = 1_000_000,
    people: Annotated[int, typer.Option(min=ASKED, help="Who are in the snapshot.")] = 20_000,
    requests: Annotated[int, typer.Option(min=20, max=(ASKED - _WARM_UP) // 2, help="Of each sort.")] = 600,
    surface: Annotated[str, typer.Option()] = "home",
    k: Annotated[int, typer.Option(help="Posts a feed.")] = 50,
    ranker: Annotated[
        Path | None, typer.Option(help="A ranker.json of `feedloom train`; else weights by hand.")
    ] = None,
    json: Annotated[Path | None, typer.Option(help="Where the reports go: one file a table.")] = None,
    make_only: Annotated[bool, typer.Option("--make-only", help="Make the world and stop.")] = False,
) -> None:
    """Make the world where it is missing, measure, and print four tables."""
    logging.basicConfig(level=logging.WARNING)
    os.environ.update(_THREADS)
    store = World(work, data, posts, people).store()
    write_state(store)
    if make_only:
        return
    question = Question(store.root, surface, k, ranker)
    asked = list(np.random.default_rng(0).permutation(ASKED).tolist())
    settings: dict[str, Cell] = {
        "posts": posts,
        "people": people,
        "surface": surface,
        "k": k,
        "ranker": "weights by hand" if ranker is None else "learned",
        "metarank": METARANK,
    }
    with _workers(1) as (worker,):
        steps = worker.submit(open_stepwise, question).result()
        answers = _take_turns(worker, question, asked, requests)
        alone = _rate([worker], question, [asked[:requests]])
        memory = worker.submit(memory_mib).result()
        checking = worker.submit(verify, question).result()
    _report("latency of requests", settings, _totals(answers), json)
    _report("latency by stage", settings, _stages(answers[True]), json)
    _report("opening", settings | {"checksums, s": checking}, [_opening(step) for step in steps], json)
    with _workers(2) as pair:
        for worker in pair:
            worker.submit(open_stepwise, question).result()
        halves = [asked[:requests], asked[len(asked) - requests :]]
        together = _rate(pair, question, halves)
        memories = [worker.submit(memory_mib).result() for worker in pair]
    rates: list[dict[str, Cell]] = [
        {"system": "one process", "requests a second": alone, "private MiB": memory[0], "mapped MiB": memory[1]},
        {
            "system": "two processes",
            "requests a second": together,
            "private MiB": mean(one[0] for one in memories),
            "mapped MiB": mean(one[1] for one in memories),
        },
    ]
    _report("requests a second", settings, rates, json)


@contextmanager
def _workers(count: int) -> Iterator[list[ProcessPoolExecutor]]:
    """Start processes, each on a core of its own as far as there are so many."""
    cores = sorted(os.sched_getaffinity(0))
    context = get_context("spawn")
    workers = [
        ProcessPoolExecutor(1, context, initializer=pin, initargs=(cores[number % len(cores)],))
        for number in range(count)
    ]
    try:
        yield workers
    finally:
        for worker in workers:
            worker.shutdown()


def _take_turns(
    worker: ProcessPoolExecutor, question: Question, people: Sequence[int], requests: int
) -> Mapping[bool, list[Answer]]:
    """Ask in turns with and without the watch, each person once; what comes first warms up and is not counted."""
    for watched in (False, True):
        worker.submit(answer, question, people[:_WARM_UP], watched).result()
    answers: dict[bool, list[Answer]] = {False: [], True: []}
    left = people[_WARM_UP:]
    for start in range(0, requests, _TURN):
        for number, watched in enumerate((False, True)):
            at = 2 * start + number * _TURN
            answers[watched] += worker.submit(answer, question, left[at : at + _TURN], watched).result()
    return answers


def _rate(workers: Sequence[ProcessPoolExecutor], question: Question, people: Sequence[Sequence[int]]) -> float:
    """Give the requests a second of some processes that answer at the same time."""
    start = perf_counter() + _SECONDS_TO_START
    running = [worker.submit(keep_answering, question, own, start) for worker, own in zip(workers, people, strict=True)]
    ran = [one.result() for one in running]
    return sum(len(own) / (ended - began) for own, (began, ended) in zip(people, ran, strict=True))


def _totals(answers: Mapping[bool, list[Answer]]) -> list[dict[str, Cell]]:
    rows = []
    for watched, name in ((False, "whole request"), (True, "with the watch on its stages")):
        own = answers[watched]
        row: dict[str, Cell] = {"system": name, "requests": len(own), **_quantiles([one.seconds for one in own])}
        row |= {f"{name} cpu": value for name, value in _quantiles([one.cpu_seconds for one in own]).items()}
        rows.append(row | {"candidates": mean(a.candidates for a in own), "posts": mean(a.posts for a in own),
                           "ads": mean(a.ads for a in own)})  # fmt: skip
    return rows


def _stages(answers: Sequence[Answer]) -> list[dict[str, Cell]]:
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for kind, name in dict.fromkeys(stage for one in answers for stage in one.stages):
        seconds[kind, name] = [one.stages.get((kind, name), 0.0) for one in answers]
    whole = mean(one.seconds for one in answers)
    rows: list[dict[str, Cell]] = []
    for (kind, name), own in seconds.items():
        rows.append({"system": f"{kind}: {name}", **_quantiles(own), "share": mean(own) / whole})
    rows.append({"system": "all", **_quantiles([one.seconds for one in answers]), "share": 1.0})
    return rows


def _quantiles(seconds: Sequence[float]) -> dict[str, Cell]:
    found = np.quantile(np.array(seconds) * 1e3, [0.5, 0.95, 0.99])
    return {f"p{part} ms": float(value) for part, value in zip((50, 95, 99), found, strict=True)}


def _opening(step: Step) -> dict[str, Cell]:
    return {"system": step.name, "s": step.seconds, "private MiB": step.private_mib, "mapped MiB": step.shared_mib}


def _report(name: str, settings: Mapping[str, Cell], rows: Sequence[Mapping[str, Cell]], json: Path | None) -> None:
    path = None if json is None else json.with_name(f"{json.stem}-{name.replace(' ', '-')}.json")
    write_report(name, settings, rows, path)
    Console().print()


if __name__ == "__main__":
    typer.run(main)
